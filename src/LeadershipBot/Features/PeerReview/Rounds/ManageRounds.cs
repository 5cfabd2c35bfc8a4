using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>An organiser or a chair sees how far rounds are; starts one at once, closes it early, or calls it off, asked once whether they are sure. Two who do the same do it once.</summary>
internal sealed class ManageRounds(ReviewShelf shelf, Peers peers, RoundCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("do", out var wanted))
            return new Answer.Card(await cards.ManageAsync(turn, ShowRounds.PageOf(turn), note: null, cancellationToken));
        if (wanted is not ("start" or "close" or "off"))
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Answer.Refused(new Refusal("review.refused.unknown"));
        var isJoining = wanted == "start" && round.StageAt(turn.At) is RoundStage.Joining;
        if (isJoining && (await shelf.ListPartsAsync(round, cancellationToken)).Count(part => part.LeftAt is null) is var taking && taking < ReviewLimits.PeopleMin)
            return new Answer.Refused(new Refusal("review.refused.fewYet", ("count", taking.ToString(CultureInfo.InvariantCulture)), ("min", ReviewLimits.PeopleMin.ToString(CultureInfo.InvariantCulture))));
        if (turn.Data.Text("sure") != "true")
            return new Answer.Card(await cards.SureAsync(turn, round, wanted, cancellationToken));
        if (isJoining && !await CouldBeAskedAsync(round, turn.At, cancellationToken))
            return new Answer.Refused(new Refusal("review.refused.noneYet", ("min", RaterMatching.CandidatesMin.ToString(CultureInfo.InvariantCulture))));
        var (rule, said) = wanted switch
        {
            "start" => ((Func<ReviewRound, Ruling<ReviewRound>>)(one => one.StartNow(turn.At)), "review.manage.started"),
            "close" => (one => one.CloseEarly(turn.At), "review.manage.closed"),
            _ => (one => one.CallOff(turn.At), "review.manage.calledOff"),
        };
        var ruling = await shelf.ChangeAsync(
            round.Organisation.Id,
            round.Id,
            rule,
            after => wanted == "start"
                ? [Entry(turn, after, wanted), new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(after), StartRound.Kind, "", turn.At)), WatchKey.At(after, turn.At)]
                : [Entry(turn, after, wanted), new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(after), EndRound.Kind, "", turn.At))],
            cancellationToken);
        return ruling.IsRefused(out var no, out _) ? new Answer.Refused(no) : new Answer.Card(await cards.ManageAsync(turn, 0, library.Text.Format(said), cancellationToken));
    }

    /// <summary>Whether anybody could be asked about, so that it wouldn't be called off at once.</summary>
    private async Task<bool> CouldBeAskedAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var here = await peers.ReadAsync(round, now, cancellationToken);
        return here.All.Count >= ReviewLimits.PeopleMin && here.All.Any(peer => !RaterMatching.IsAmongFew(here.All, here.Rules, peer, gone: 0));
    }

    private static Change Entry(Turn turn, ReviewRound round, string wanted) => wanted switch
    {
        "start" => Audit.Entry(ReviewRows.KeyOf(round), turn, "review.startedEarly"),
        "close" => Audit.Entry(ReviewRows.KeyOf(round), turn, "review.closedEarly"),
        _ => Audit.Entry(ReviewRows.KeyOf(round), turn, EndRound.CalledOffKind),
    };
}
