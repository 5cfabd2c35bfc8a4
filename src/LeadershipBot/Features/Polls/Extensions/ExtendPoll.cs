using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Extensions;

/// <summary>
/// The asker, an organiser or a chair keeps a poll open longer, once, so that more people may write something; or lets it
/// close as planned. All who were asked in their own chats are told that it stays open.
/// </summary>
internal sealed class ExtendPoll(PollShelf shelf, PollCards cards, Outbox outbox, Contention contention, IDirectory directory) : ISlice
{
    /// <summary>What the button holds that lets it close as planned.</summary>
    public const string Decline = "decline";

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        turn.Data.TryNumber("days", out var days);
        var ruling = turn.Data.Text("go") == Decline ? PollExtension.Decline(head.Poll, turn.Actor, turn.At) : PollExtension.Extend(head.Poll, turn.Actor, days, turn.At);
        if (ruling.IsRefused(out var refusal, out var changed))
            return new Answer.Refused(refusal);
        if (changed.ClosesAt != head.Poll.ClosesAt && head.Shards.Values.Any(shard => shard.IsFinal))
            return new Answer.Refused(new Refusal("polls.manage.refused.closed"));
        var mine = await shelf.FindStandingAsync(head, turn.Actor.Id, cancellationToken);
        if (changed != head.Poll)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, Changes(turn, head, changed), cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Card(cards.For(turn, head with { Poll = changed }, head.Tally, mine));
    }

    private static List<Change> Changes(Turn turn, PollHead head, Poll changed)
    {
        if (changed.Extension is ExtensionChoice.Declined)
            return [new Change.Replace(PollRows.OfPoll(changed, head.AskedIn, head.ETag)), Audit.Entry(head.PartitionKey, turn, "polls.extensionDeclined")];
        return [.. ReschedulePoll.Changes(turn.At, head, changed, Audit.Entry(head.PartitionKey, turn, "polls.extended")), TellExtension.At(head.PartitionKey, turn.At)];
    }
}
