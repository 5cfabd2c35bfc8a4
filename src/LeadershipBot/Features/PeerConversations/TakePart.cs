using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>A member sees whether they take part, and with whom they are matched; joins, leaves, or ends a pause. Who leaves takes no part in what is arranged, either.</summary>
internal sealed class TakePart(TalkShelf shelf, TalkCards cards, IRecordStore store, CardLibrary library) : ISlice
{
    /// <summary>So many conversations are open at once at the most: more often than every two weeks nobody is matched.</summary>
    private const int OpenMax = 4;

    /// <summary>Who was matched longer ago, and never said that they met, waits no more.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(7 * 8);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (TalkGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me, wanted) = (turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("do"));
        var mine = await shelf.FindMemberAsync(organisation, me, cancellationToken);
        CardText? note = null;
        if (wanted is "join" or "back")
        {
            var ruling = await shelf.ChangeMemberAsync(organisation, me, before => before is null && wanted == "back" ? new Refusal("talks.refused.notIn") : (before ?? new TalkMember(new Person(me, turn.Actor.Name), turn.At)) with { PausedUntil = null }, cancellationToken);
            if (ruling.IsRefused(out var no, out _))
                return new Answer.Refused(no);
            note = library.Text.Format("talks.joined");
        }
        else if (wanted == "leave")
        {
            await LeaveAllAsync(turn, cancellationToken); // first: where it breaks off they take part yet, and can leave once more
            await store.CommitAsync(TalkRows.Table, organisation, [new Change.Delete(TalkRows.Member + me, null)], cancellationToken); // a conflict: pressed twice
            await LeaveAllAsync(turn, cancellationToken); // in what they were matched for meanwhile
            note = mine is null ? null : library.Text.Format("talks.left");
        }

        return new Answer.Card(await cards.HomeAsync(turn, note, cancellationToken));
    }

    private async Task LeaveAllAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (organisation, me) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        foreach (var kept in await shelf.ListOfAsync(organisation, me, talk => talk is { Measure.Length: 0, MetAt: null } && talk.Has(me) && talk.At > turn.At - OpenFor, OpenMax, cancellationToken))
            await LeaveAsync(turn, kept.Key, cancellationToken);
    }

    /// <summary>With whom they were to talk is told, so that nobody waits; where they are being told just now with whom, that is looked at once more instead.</summary>
    private async Task LeaveAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        var (organisation, me) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        if (await store.FindAsync(TalkRows.Table, organisation, TellTalks.RowKeyOf(key), cancellationToken) is not { } telling
            || await store.CommitAsync(TalkRows.Table, organisation, [new Change.Replace(telling)], cancellationToken) is not CommitResult.Committed)
            await TellDeclined.DeclineAsync(shelf, organisation, key, me, talk => talk.Decline(me, "", turn.Today), turn.At, cancellationToken); // refused: they have met meanwhile
    }
}
