using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>An organiser or a chair sees how a fellowship stands, and goes on with it.</summary>
internal sealed class OpenManage(FellowshipShelf shelf, ManageCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : await cards.ShowAsync(turn, head, problem: null, said: null, cancellationToken);
}

/// <summary>An organiser or a chair offers it no more, and says why. Everybody who waits is told, and every fellow.</summary>
internal sealed class WithdrawFellowship(FellowshipShelf shelf, OwnStake stake, ManageCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken) is { } own)
            return new Answer.Refused(own);
        var reason = turn.Data.Text("reason", FellowshipLimits.SentenceCharactersMax + 1);
        var ruling = await shelf.ChangeAsync(turn, head.Key, fellowship => fellowship.Withdraw(reason, turn.Today), (_, after) => [Audit.Entry(head.Key, turn, "fellowships.withdrawn"), Team(turn, head.Key, after)], cancellationToken);
        return await cards.AfterAsync(turn, head, ruling, library.Text.Format(head.Fellowship.IsApproved ? "fellowships.manage.withdrawn" : "fellowships.manage.withdrawn.draft"), cancellationToken);
    }

    private static Change Team(Turn turn, string key, Fellowship after)
        => NoteOrders.Order(key, Note.TeamWithdrawn, NoteOrders.OfTeam(after, turn.Actor.MemberId), turn.At);
}

/// <summary>
/// An organiser or a chair begins the next cycle: a draft with the same content. Pressed twice, it is one draft; once that was
/// approved the cycle after it is begun, and once it was withdrawn another in its place.
/// </summary>
internal sealed class RepeatFellowship(FellowshipShelf shelf, WritingCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!head.Fellowship.IsApproved)
            return new Answer.Refused(new Refusal("fellowships.refused.notApproved"));
        var next = await NextAsync(turn, head, cancellationToken);
        return next.Fellowship.WhyNotWritten() is { } over ? new Answer.Refused(over) : await cards.FactsAsync(turn, next, chance.NewId(), next.Fellowship.Content, problem: null, cancellationToken);
    }

    /// <summary>The draft that follows the newest cycle: the one that is there, or a new one.</summary>
    private async Task<FellowshipHead> NextAsync(Turn turn, FellowshipHead head, CancellationToken cancellationToken)
    {
        for (var tried = 0; ; tried++)
        {
            var id = tried == 0 ? Keys.Hash("cycle", head.Key) : Keys.Hash("cycle", head.Key, FellowshipWords.Number(tried));
            if (await shelf.FindAsync(FellowshipRows.KeyOf(head.Fellowship.Organisation.Id, id), cancellationToken) is not { } found)
            {
                var again = head.Fellowship.Again(id, new Person(turn.Actor.MemberId, turn.Actor.Name), head.Key);
                return await shelf.AddAsync(again, Audit.Entry(FellowshipRows.KeyOf(again), turn, "fellowships.repeated"), turn.Actor.MemberId, cancellationToken);
            }

            if (found.Fellowship.WhyNotWritten() is null)
                return found;
            if (found.Fellowship is { IsApproved: true, WithdrawnBecause: null })
                (head, tried) = (found, -1); // the cycle after that
        }
    }
}

/// <summary>The dialog in which a fellowship is run: how far it is, and each place with who covers and who pays.</summary>
internal sealed class ManageCards(FellowshipShelf shelf, OwnStake stake, FunnelReading funnel, CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The dialog after something was done, or why it was not.</summary>
    public async Task<Answer> AfterAsync(Turn turn, FellowshipHead head, Ruling<Fellowship> ruling, CardText said, CancellationToken cancellationToken)
    {
        var isRefused = ruling.IsRefused(out var problem, out _);
        return await ShowAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, problem, isRefused ? null : said, cancellationToken);
    }

    /// <param name="turn">Who looks.</param>
    /// <param name="head">The fellowship.</param>
    /// <param name="problem">Why something could not be done; null where nothing is wrong.</param>
    /// <param name="said">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer> ShowAsync(Turn turn, FellowshipHead head, Refusal? problem, CardText? said, CancellationToken cancellationToken)
    {
        var (fellowship, title) = (head.Fellowship, _text.Plain("fellowships.manage.title"));
        var own = await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken);
        var (isOffered, isTheirs) = (fellowship.WithdrawnBecause is null, own is null);
        var data = new CardData().Titled(_text, title).WithProblem(sentences, problem)
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(_text, fellowship)))
            .Set("state", CardText.FromPerson(VocabularyWords.Capital(FellowshipWords.State(_text, fellowship.Milestones, turn.At, turn.TimeZone))))
            .Set("reason", PlainText.FromPerson(problem is null or { TextKey: "shell.refused.patientData" } ? "" : turn.Data.Text("reason", FellowshipLimits.SentenceCharactersMax)))
            .Set("surveys", SurveyWords.Of(_text, fellowship).Select(line => new CardData().Set("line", line)))
            .Set("places", fellowship.Places.Select(Place))
            .Set("isDraft", isOffered && !fellowship.IsApproved)
            .Set("isApproved", fellowship.IsApproved)
            .Set("mayChange", isTheirs && isOffered && fellowship.IsApproved && fellowship.StateAt(turn.At) is not FellowshipState.Completed)
            .Set("mayWithdraw", isTheirs && isOffered && fellowship.StateAt(turn.At) is not FellowshipState.Completed);
        if (own is not null)
            data.Set("stake", sentences.InCard(own).Happened);
        else if (fellowship.IsApproved)
            data.Set("funnel", FunnelWords.Of(_text, await funnel.ReadAsync(fellowship, cancellationToken)));
        if (fellowship is { IsApproved: true, Places.Count: 0 })
            data.Set("nobody", _text.Plain("fellowships.manage.nobody"));
        if (fellowship.RepeatOf.Length > 0 && await shelf.FindAsync(fellowship.RepeatOf, cancellationToken) is { } before)
            data.Set("follows", _text.Format("fellowships.manage.follows", ("title", FellowshipWords.Title(_text, before.Fellowship))));
        if (said is { } done)
            data.Set("said", done);
        return new Answer.Dialog(title, new CardView("fellowships/manage", data, title));
    }

    private CardData Place(FellowPlace place) => new CardData()
        .SetId("place", place.Id)
        .Set("name", CardText.FromPerson(FellowshipWords.NameOf(_text, place)))
        .Set("line", CardText.FromPerson(PlaceWords.Line(_text, place)))
        .Set("cover", CardText.FromPerson(FellowshipWords.Cover(_text, place)))
        .Set("press", _text.Plain("fellowships.manage.press", ("name", FellowshipWords.NameOf(_text, place))));
}

/// <summary>How a place stands, in words.</summary>
internal static class PlaceWords
{
    /// <summary>The same for the practice: what the fellow said, and why they left, is for those who run it.</summary>
    public static string ForPractice(TextFile text, FellowPlace place) => place.End switch
    {
        PlaceEnd.GivenUp or PlaceEnd.LeftEarly when place.IsEndedByOthers => text.Plain(place.End is PlaceEnd.GivenUp ? "fellowships.place.ended.before" : "fellowships.place.ended.early").Words,
        PlaceEnd.GivenUp when place.EndedBy is not EndedBy.Unlisted => text.Plain("fellowships.place.givenUp.short").Words,
        PlaceEnd.LeftEarly => text.Plain("fellowships.place.left.short").Words,
        _ => Line(text, place),
    };

    /// <summary>How a place came to its end, in a few words; for who has it still, that they do.</summary>
    public static string Ended(TextFile text, FellowPlace place) => text.Plain(place.End switch
    {
        PlaceEnd.Completed => "fellowships.end.completed",
        _ when place.EndedBy is EndedBy.Unlisted => "fellowships.end.unlisted",
        PlaceEnd.GivenUp => place.IsEndedByOthers ? "fellowships.end.takenBack" : "fellowships.end.givenUp",
        PlaceEnd.LeftEarly => place.IsEndedByOthers ? "fellowships.end.byRunner" : "fellowships.end.left",
        _ => "fellowships.end.live",
    }).Words;

    public static string Line(TextFile text, FellowPlace place) => place.End switch
    {
        PlaceEnd.GivenUp when place.EndedBy is EndedBy.Unlisted => text.Plain("fellowships.place.unlisted").Words,
        PlaceEnd.Completed => text.Plain("fellowships.place.completed", ("skills", place.Skills.Count > 0 ? string.Join(", ", place.Skills) : text.Plain("fellowships.place.noSkills").Words)).Words,
        PlaceEnd.GivenUp or PlaceEnd.LeftEarly when place.Fellow is null && place.EndWords.Length == 0 => text.Plain("fellowships.place.forgotten").Words,
        PlaceEnd.GivenUp or PlaceEnd.LeftEarly when place.IsEndedByOthers && place.EndWords.Length == 0 => text.Plain("fellowships.place.ended.short").Words,
        PlaceEnd.GivenUp or PlaceEnd.LeftEarly when place.IsEndedByOthers => text.Plain("fellowships.place.ended", ("words", place.EndWords)).Words,
        PlaceEnd.GivenUp => text.Plain("fellowships.place.givenUp", ("words", place.EndWords)).Words,
        PlaceEnd.LeftEarly => text.Plain("fellowships.place.left", ("words", place.EndWords)).Words,
        _ when place.Going is Going.NotSaid => text.Plain("fellowships.place.live").Words,
        _ when place.GoingWords.Length > 0 => text.Plain("fellowships.place.going.words", ("going", FellowshipWords.Of(text, place.Going)), ("words", place.GoingWords)).Words,
        _ => text.Plain("fellowships.place.going", ("going", FellowshipWords.Of(text, place.Going))).Words,
    };
}
