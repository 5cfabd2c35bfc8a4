using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>What somebody learns of a round, and what became of what they answered about others.</summary>
internal sealed class ResultCards(ReviewShelf shelf, RaterBook raters, CardLibrary library, TimeProvider time)
{
    private const int CommentsPerPage = 8;

    /// <summary>What isn't put together by then waits for a key.</summary>
    private static readonly TimeSpan PutTogetherWithin = TimeSpan.FromHours(1);

    private readonly TextFile _text = library.Text;

    /// <summary>The card of one person; null where they took no part to the end. That a round doesn't take place whoever made it reads as well.</summary>
    public Task<CardView?> OfAsync(ReviewRound round, MemberId person, int page, CardText? note, CancellationToken cancellationToken) => OfAsync(round, person, page, note, Shown.Pressed, cancellationToken);

    /// <summary>The same as a message, which Teams keeps and others may search: it names nobody whom they were asked about.</summary>
    public Task<CardView?> ToSendAsync(ReviewRound round, MemberId person, CardText? note, CancellationToken cancellationToken) => OfAsync(round, person, page: 0, note, Shown.Sent, cancellationToken);

    private async Task<CardView?> OfAsync(ReviewRound round, MemberId person, int page, CardText? note, Shown how, CancellationToken cancellationToken)
    {
        var part = await shelf.FindPartAsync(round, person, cancellationToken);
        if (part is { LeftAt: not null } || (part is null && round.CalledOffAt is null))
            return null;
        var title = round.CalledOffAt is null ? _text.Plain("review.result.title", ("title", round.Title)) : _text.Plain("review.result.calledOff", ("title", round.Title));
        var data = new CardData()
            .SetId("organisationId", round.Organisation.Id)
            .SetId("round", round.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(round.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } said)
            data.Set("note", said);
        if (round.CalledOffAt is not null || part is null)
        {
            data.Set("lines", [new CardData().Set("line", await WhyOffAsync(round, cancellationToken))]);
            return new CardView("review/result", data.Set("scores", []).Set("comments", []).Set("others", []), title);
        }

        var mine = await shelf.FindSubjectAsync(round, ReviewRows.NameOf(round.Id, person), cancellationToken);
        var kept = await raters.TryFindAsync(round, person, cancellationToken);
        var comments = (await shelf.ListCommentsAsync(round.Organisation.Id, person, cancellationToken)).PageOf(page, CommentsPerPage);
        data.Set("lines", Lines(round, part, mine).Select(line => new CardData().Set("line", line)))
            .Set("scores", Scores(round, mine, kept))
            .Set("comments", comments.Items.Select(Comment))
            .Set("commentsAbout", comments.Items.Count > 0 ? _text.Format("review.result.comments", ("min", DisclosureLimits.CommentsFrom)) : _text.Format("review.result.comments.none", ("min", DisclosureLimits.CommentsFrom)))
            .Set("others", (await OthersAsync(round, kept, how, cancellationToken)).Select(line => new CardData().Set("line", line)))
            .SetPages(comments);
        return new CardView("review/result", data, title);
    }

    /// <summary>How many chose each step, in words.</summary>
    public string Spread(IReadOnlyList<int> counts)
        => string.Join(" · ", Enumerable.Range(1, ReviewLimits.ScaleMax).Select(step => $"{PromptCards.StepOf(_text, step)} {counts[step - 1].ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Whether it is still being put together what they learn: the round is over, and their box isn't emptied.</summary>
    private static bool IsComing(RoundSubject? mine) => mine is { Result: null, WithdrawnAt: null, IsUnopened: false };

    /// <summary>Why a round isn't held, as it is recorded.</summary>
    private async Task<CardText> WhyOffAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var done = (await shelf.RowsAsync(ReviewRows.KeyOf(round), Audit.Prefix, cancellationToken)).Select(row => row.GetString("What")).ToHashSet();
        return done.Contains(EndRound.CalledOffKind) ? _text.Format("review.result.off.byOrganiser")
            : done.Contains(EndRound.TooFewKind) ? _text.Format("review.result.off.tooFew", ("min", ReviewLimits.PeopleMin))
            : _text.Format("review.result.off.neverStarted");
    }

    /// <summary>Why it can't be read what somebody said of themselves, as a text's key.</summary>
    public static string SelfAway(ReviewRound round) => round.IsOwnKeyLost ? "review.result.selfLost" : "review.result.selfAway";

    private CardText Coming(ReviewRound round)
    {
        var now = time.GetUtcNow();
        if (now < round.LastAt + PutTogetherWithin)
            return _text.Format("review.result.comes");
        var until = round.LastAt.AddDays(round.GivesUp(now, othersOpen: true) ? ReviewLimits.AllKeysLostAfterDays : ReviewLimits.KeyLostAfterDays);
        return _text.Format("review.result.waits", ("when", TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, Zones.UnitedKingdom).DateTime))));
    }

    private IEnumerable<CardText> Lines(ReviewRound round, RoundPart part, RoundSubject? mine)
    {
        if (part.IsAmongFew)
        {
            yield return NobodyAsked.Why(_text, round);
            yield break;
        }

        if (mine is { Result: { IsShown: true } shown })
            yield return _text.Format("review.result.answered", ("count", shown.Answered));
        else if (IsComing(mine))
            yield return Coming(round);
        else if (mine is { IsUnopened: true })
            yield return _text.Format("review.result.keyLost");
        else if (mine is null)
            yield return _text.Format("review.result.notMade");
        else if (mine is { WithdrawnAt: not null })
            yield return _text.Format("review.result.unlisted");
        else
            yield return round.KeyAwayHours is { } hours
                ? _text.Format("review.result.tooFew.keyAway", ("min", DisclosureLimits.ScoresFrom), ("comments", DisclosureLimits.CommentsFrom), ("hours", hours))
                : _text.Format("review.result.tooFew", ("min", DisclosureLimits.ScoresFrom), ("comments", DisclosureLimits.CommentsFrom));
        if (mine is { HasLostComments: true })
            yield return _text.Format("review.result.commentsLost");
    }

    private IEnumerable<CardData> Scores(ReviewRound round, RoundSubject? mine, AskedRater? kept)
    {
        var self = ReviewAnswer.Read(kept?.Self, round.Questions.Count);
        for (var question = 0; question < round.Questions.Count && !IsComing(mine); question++)
        {
            var item = new CardData()
                .Set("question", CardText.FromPerson(round.Questions[question]))
                .Set("self", kept is null ? _text.Format(SelfAway(round)) : self is null ? _text.Format("review.result.noSelf") : _text.Format("review.result.self", ("step", self.Steps[question] is { } step ? PromptCards.StepOf(_text, step) : _text.Plain("review.step.notApplying").Words)));
            if (mine?.Result is { IsShown: true, Counts: var counts }) // where nothing is shown at all it is said above, and why
                item.Set("colleagues", counts[question] is { } each ? _text.Format("review.result.colleagues", ("spread", Spread(each))) : _text.Format("review.result.fewHere", ("min", DisclosureLimits.ScoresFrom)));
            yield return item;
        }
    }

    private CardData Comment(ReadComment comment) => new CardData()
        .SetId("id", comment.Id)
        .Set("words", comment.HiddenBecause is { } why ? _text.Format("review.comment.hidden", ("why", why)) : CardText.FromPerson($"“{comment.Words}”"))
        .Set("mayReport", comment.MayBeReported);

    private async Task<CardText> OthersAwayAsync(ReviewRound round, CancellationToken cancellationToken) => round.IsOwnKeyLost
        ? _text.Format("review.others.ownKeyLost")
        : _text.Format(await UnlockLater.WaitsAsync(shelf, round, cancellationToken) ? "review.others.keyAway.waits" : "review.others.keyAway");

    /// <summary>What became of what they were asked about others: said of both sides alike, and of nobody what was answered.</summary>
    private async Task<List<CardText>> OthersAsync(ReviewRound round, AskedRater? kept, Shown how, CancellationToken cancellationToken)
    {
        var (passed, ended, lost, pending, few) = (0, 0, 0, 0, new List<string>());
        if (kept is null)
            return [await OthersAwayAsync(round, cancellationToken)];
        foreach (var name in kept.About)
        {
            if (await shelf.FindSubjectAsync(round, name, cancellationToken) is not { } subject)
                continue;
            if (IsComing(subject))
                pending++;
            else if (subject.IsUnopened)
                lost++;
            else if (subject.Result is not { } result)
                ended++;
            else if (result.IsShown)
                passed++;
            else
                few.Add(subject.Name);
        }

        var lines = new List<CardText>();
        if (passed > 0)
            lines.Add(_text.Format("review.others.passed", ("count", passed)));
        if (ended > 0)
            lines.Add(_text.Format("review.others.ended", ("count", ended), ("min", RaterMatching.CandidatesMin)));
        if (lost > 0)
            lines.Add(_text.Format("review.others.keyLost", ("count", lost)));
        if (few.Count > 0)
        {
            lines.Add(how is Shown.Pressed
                ? _text.Format("review.others.few", ("names", string.Join(", ", few.Order(StringComparer.OrdinalIgnoreCase))), ("min", DisclosureLimits.ScoresFrom))
                : _text.Format("review.others.few.count", ("count", few.Count), ("min", DisclosureLimits.ScoresFrom)));
            lines.Add(_text.Format("review.others.few.deleted", ("comments", DisclosureLimits.CommentsFrom)));
            if (round.KeyAwayHours is { } hours)
                lines.Add(_text.Format("review.others.few.keyAway", ("hours", hours)));
        }

        if (pending > 0)
            lines.Add(_text.Format("review.others.pending", ("count", pending)));
        return lines;
    }

    /// <summary>How it comes to whoever reads it.</summary>
    private enum Shown
    {
        /// <summary>In reply to a press.</summary>
        Pressed,

        /// <summary>As a message.</summary>
        Sent,
    }
}
