using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// The asker, an organiser or a chair closes a poll for good. Closing it again changes nothing. Where words that people wrote
/// would be deleted unread they are offered first to keep it open longer.
/// </summary>
internal sealed class ClosePoll(PollShelf shelf, PollCards cards, Outbox outbox, Contention contention, IDirectory directory, FewComments comments, ExtensionCards extensions) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => CloseAsync(turn, stop), cancellationToken);

    private async Task<Answer?> CloseAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.Close(turn.Actor, turn.At).IsRefused(out var refusal, out var closed))
            return new Answer.Refused(refusal);
        if (closed != head.Poll && !turn.Data.TryText("sure", out _) && await comments.LookAsync(head, cancellationToken) is var soFar && soFar is not CommentsSoFar.Enough)
            return new Answer.Card(extensions.Offer(head, soFar, isClosingNow: true, turn.At, turn.TimeZone));

        var mine = await shelf.FindStandingAsync(head, turn.Actor.Id, cancellationToken);
        if (closed != head.Poll)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // the asker may have left it
            Change[] changes =
            [
                new Change.Replace(PollRows.OfPoll(closed, head.AskedIn, head.ETag)),
                EndPoll.At(head.PartitionKey, turn.At),
                Audit.Entry(head.PartitionKey, turn, "polls.closed"),
            ];
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Card(cards.For(turn, head with { Poll = closed }, head.Tally, mine));
    }
}
