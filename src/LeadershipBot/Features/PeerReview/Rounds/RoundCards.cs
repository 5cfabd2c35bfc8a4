using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>The cards about rounds: the invitation, what somebody sees of theirs, and what whoever runs them sees.</summary>
internal sealed class RoundCards(ReviewShelf shelf, AnsweredSoFar answered, CardLibrary library)
{
    private const int ShownMax = 3;
    private const int ReportedMax = 4;

    private readonly TextFile _text = library.Text;

    public CardView Invitation(ReviewRound round, TimeZoneInfo zone)
    {
        var title = _text.Plain("review.invite.title", ("title", round.Title));
        var data = Basis(round.Organisation.Id, _text.NameOf(round.Organisation), title)
            .SetId("round", round.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("until", _text.Format("review.invite.until", ("starts", TimeWords.Moment(round.StartsAt, zone)), ("closes", TimeWords.Moment(round.ClosesAt, zone))))
            .Set("privacy", Privacy(round));
        return new CardView("review/invite", data, title);
    }

    /// <summary>The rounds that concern somebody, the newest first.</summary>
    /// <param name="turn">Whose.</param>
    /// <param name="page">Which page, from 0.</param>
    /// <param name="note">What was just done; null for nothing.</param>
    /// <param name="leaving">The round from which they are asked whether they withdraw, which then stands alone; empty for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> HomeAsync(Turn turn, int page, CardText? note, string leaving, CancellationToken cancellationToken)
    {
        var title = _text.Plain("review.home.title");
        var items = new List<CardData>();
        foreach (var round in (await shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken)).Where(one => one.CalledOffAt is null && (leaving.Length == 0 || one.Id == leaving)))
        {
            if (await ItemAsync(turn, round, leaving, cancellationToken) is { } item)
                items.Add(item);
            if (items.Count > (Math.Max(0, page) + 1L) * ShownMax)
                break; // what is shown, and that there is more
        }

        var shown = items.PageOf(page, ShownMax);
        var data = Basis(turn.Actor.Organisation.Id, _text.NameOf(turn.Actor.Organisation), title)
            .Set("items", shown.Items)
            .Set("mayRun", turn.Actor.HoldsAny(ReviewGate.Makers))
            .SetPages(shown);
        if (items.Count == 0)
            data.Set("empty", _text.Format("review.home.none"));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("review/home", data, title);
    }

    /// <summary>What whoever runs rounds sees: how many take part, and, before they close one, how many have answered; never who is asked about whom or what anybody learns.</summary>
    public async Task<CardView> ManageAsync(Turn turn, int page, CardText? note, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var title = _text.Plain("review.manage.title");
        var items = new List<CardData>();
        var shown = (await shelf.ListAsync(organisation, cancellationToken)).PageOf(page, ShownMax);
        foreach (var round in shown.Items)
            items.Add(await ManagedAsync(turn, round, "", cancellationToken));
        var reported = await shelf.ListReportedAsync(organisation, ReportedMax, turn.Actor.MemberId, cancellationToken);
        var data = Basis(organisation, _text.NameOf(turn.Actor.Organisation), title)
            .Set("items", items)
            .Set("reported", reported.Select(Reported))
            .SetPages(shown);
        if (items.Count == 0)
            data.Set("empty", _text.Format("review.manage.none"));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("review/manage", data, title);
    }

    /// <summary>Asks whoever runs rounds once whether they are sure.</summary>
    /// <param name="turn">Who.</param>
    /// <param name="round">Which round.</param>
    /// <param name="wanted">What they pressed: start, close or off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> SureAsync(Turn turn, ReviewRound round, string wanted, CancellationToken cancellationToken)
    {
        var title = _text.Plain("review.manage.title");
        var data = Basis(round.Organisation.Id, _text.NameOf(turn.Actor.Organisation), title)
            .Set("items", [await ManagedAsync(turn, round, wanted, cancellationToken)])
            .Set("reported", []);
        return new CardView("review/manage", data, title);
    }

    /// <summary>Who sees what, made of what the round is.</summary>
    public CardText Privacy(ReviewRound round) => CardText.Join(" ",
    [
        _text.Format("review.privacy", ("candidates", RaterMatching.CandidatesMin), ("min", Domain.Disclosure.DisclosureLimits.ScoresFrom), ("comments", Domain.Disclosure.DisclosureLimits.CommentsFrom)),
        _text.Format("review.privacy.server"),
        _text.Format(round.Who switch { WhoMayRate.SameLocality => "review.privacy.locality", WhoMayRate.SameProfession => "review.privacy.profession", _ => "review.privacy.anybody" }),
    ]);

    /// <summary>What one must know before answering about somebody.</summary>
    public CardText PromptPrivacy(string name) => CardText.Join(" ",
    [
        _text.Format("review.prompt.privacy", ("name", name), ("min", Domain.Disclosure.DisclosureLimits.ScoresFrom), ("comments", Domain.Disclosure.DisclosureLimits.CommentsFrom)),
        _text.Format("review.prompt.untilClosing"),
        _text.Format("review.prompt.comments", ("comments", Domain.Disclosure.DisclosureLimits.CommentsFrom)),
    ]);

    private async Task<CardData> ManagedAsync(Turn turn, ReviewRound round, string wanted, CancellationToken cancellationToken)
    {
        var (stage, parts) = (round.StageAt(turn.At), await shelf.ListPartsAsync(round, cancellationToken));
        var sure = _text.Format(wanted switch { "start" => "review.manage.sure.start", "close" => "review.manage.sure.close", _ => "review.manage.sure.off" });
        return new CardData()
            .SetId("round", round.Id)
            .Set("title", CardText.FromPerson(round.Title))
            .Set("state", State(round, turn.At, turn.TimeZone))
            .Set("joined", _text.Format("review.manage.joined", ("count", parts.Count(part => part.LeftAt is null)), ("min", ReviewLimits.PeopleMin)))
            .Set("mayStart", wanted.Length == 0 && stage is RoundStage.Joining)
            .Set("mayCallOff", wanted.Length == 0 && stage is (RoundStage.Joining or RoundStage.Starting))
            .Set("mayClose", wanted.Length == 0 && stage is RoundStage.Open)
            .Set("isSure", wanted.Length > 0)
            .SetId("wanted", wanted.Length > 0 ? wanted : "none")
            .Set("sure", wanted == "close" && stage is RoundStage.Open ? CardText.Join(" ", [_text.Format("review.manage.answered", ("count", await answered.CountAsync(round, parts, cancellationToken))), sure]) : sure)
            .Set("yes", _text.Plain(wanted switch { "start" => "review.manage.start", "close" => "review.manage.close", _ => "review.manage.callOff" }));
    }

    private async Task<CardData?> ItemAsync(Turn turn, ReviewRound round, string leaving, CancellationToken cancellationToken)
    {
        var (stage, part) = (round.StageAt(turn.At), await shelf.FindPartAsync(round, turn.Actor.MemberId, cancellationToken));
        var isIn = part is { LeftAt: null };
        var isLeaving = isIn && leaving == round.Id && stage is not RoundStage.Over;
        if (!isIn && stage is not RoundStage.Joining)
            return null;
        var isAmongFew = part is { LeftAt: null, IsAmongFew: true } && stage is RoundStage.Open;
        var isPrepared = !isIn || stage is not RoundStage.Open || await shelf.FindSubjectAsync(round, ReviewRows.NameOf(round.Id, turn.Actor.MemberId), cancellationToken) is not null;
        var mine = !isIn ? "review.mine.out" : stage is RoundStage.Over ? "review.mine.over" : isPrepared ? "review.mine.in" : "review.mine.preparing";
        return new CardData()
            .SetId("round", round.Id)
            .Set("title", CardText.FromPerson(round.Title))
            .Set("state", State(round, turn.At, turn.TimeZone))
            .Set("mine", isAmongFew ? _text.Format(NobodyAskedKey(round), ("min", RaterMatching.CandidatesMin)) : _text.Format(mine))
            .Set("mayJoin", !isIn)
            .Set("mayChange", isIn && stage is RoundStage.Joining)
            .Set("mayAnswer", isIn && stage is RoundStage.Open)
            .Set("mayLeave", isIn && !isLeaving && stage is not RoundStage.Over)
            .Set("isLeaving", isLeaving)
            .Set("mayRead", isIn && stage is RoundStage.Over);
    }

    private static string NobodyAskedKey(ReviewRound round) => round.Who switch
    {
        WhoMayRate.SameLocality => "review.mine.nobody.locality",
        WhoMayRate.SameProfession => "review.mine.nobody.profession",
        _ => "review.mine.nobody",
    };

    private static CardData Reported(Record row) => new CardData()
        .SetId("id", row.RowKey[ReviewRows.Reported.Length..])
        .Set("words", CardText.FromPerson($"“{row.GetString("Words")}”"));

    private CardText State(ReviewRound round, DateTimeOffset now, TimeZoneInfo zone) => round.StageAt(now) switch
    {
        RoundStage.Joining => _text.Format("review.state.joining", ("when", TimeWords.Moment(round.StartsAt, zone))),
        RoundStage.Starting => _text.Format("review.state.starting"),
        RoundStage.Open when now >= round.ClosesAt => _text.Format("review.state.grace", ("when", TimeWords.Moment(round.LastAt, zone))),
        RoundStage.Open => _text.Format("review.state.open", ("when", TimeWords.Moment(round.ClosesAt, zone))),
        RoundStage.Over => _text.Format("review.state.over", ("when", TimeWords.Moment(round.LastAt, zone))),
        _ => _text.Format("review.state.calledOff"),
    };

    private CardData Basis(string organisationId, string name, PlainText title) => new CardData()
        .SetId("organisationId", organisationId)
        .Set("organisation", CardText.FromPerson(name))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));
}
