using System.Globalization;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>An organiser or a chair says every how many weeks people are matched, or that they aren't.</summary>
internal sealed class SetHowOften(TalkShelf shelf, TalkCards cards, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    private static readonly int[] Offered = [0, 2, 4, 8];

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryNumber("weeks", out var weeks) || !Offered.Contains(weeks))
            return cards.HowOften(turn, await shelf.FindHeadAsync(turn.Actor.Organisation.Id, cancellationToken));
        var organisation = turn.Actor.Organisation;
        var set = await contention.RunAsync(async stop =>
        {
            var head = await shelf.FindHeadAsync(organisation.Id, stop);
            if (head?.Weeks == weeks)
                return head;
            var next = MatchTalks.NextAfterChange(head, weeks, turn.At);
            var after = (head ?? new TalkHead(organisation, 0, next, 0)) with { Weeks = weeks, NextAt = next };
            var row = TalkRows.OfHead(after);
            Change[] changes = [head is null ? new Change.Insert(row) : new Change.Replace(row), new Change.Upsert(OutboxRow.New(organisation.Id, MatchTalks.Kind, "", next)), Audit.Entry(organisation.Id, turn, "talks.howOften", new Changed("", (head?.Weeks ?? 0).ToString(CultureInfo.InvariantCulture), weeks.ToString(CultureInfo.InvariantCulture)))];
            return await outbox.CommitAsync(TalkRows.Table, organisation.Id, changes, stop) is CommitResult.Committed ? after : null;
        }, cancellationToken);
        var said = weeks == 0 ? library.Text.Plain("talks.often.off") : library.Text.Plain("talks.often.set", ("when", TalkCards.Day(set.NextAt, turn.TimeZone)));
        return new Answer.Say(said) { Renewed = await cards.HomeAsync(turn, CardText.FromPerson(said.Words), cancellationToken) };
    }
}
