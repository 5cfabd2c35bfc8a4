using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Makes a poll out of a checked draft. Its id comes from the turn's intent, so that a second delivery of the same
/// words or the same dialog finds the poll that the first one made.
/// </summary>
internal sealed class PollMaking(PollShelf shelf, PollOpening opening, PollCards cards, Outbox outbox, IRecordStore store, Contention contention, Sentences sentences)
{
    /// <returns>The card where it goes into the person's own message; else nothing, since the card is then posted by itself.</returns>
    public async Task<Answer> MakeAsync(Turn turn, AskPlan plan, CancellationToken cancellationToken)
    {
        var poll = new Poll(
            turn.Intent.Key,
            turn.Actor.Organisation,
            turn.Actor.TenantId,
            plan.Draft.Title,
            plan.Draft.Questions,
            turn.Actor.Id,
            turn.Actor.Name,
            turn.At,
            plan.ClosesAt,
            ClosedAt: null)
        {
            Audience = plan.Audience,
            OnRoll = plan.OnRoll,
            Privacy = plan.Draft.Privacy,
            Reason = plan.Draft.Reason,
            Set = plan.Set,
        };
        if (await WasMadeJustNowAsync(turn, poll, cancellationToken) is not { } made)
        {
            if ((await opening.PrepareAsync(poll, cancellationToken)).IsRefused(out var refused, out var opened))
                return new Answer.Refused(refused);
            made = await contention.RunAsync(stop => CommitAsync(turn, opened, stop), cancellationToken);
        }

        return Told(turn, made);
    }

    /// <summary>What was answered when the turn's poll was made, where an earlier delivery of the same turn made it; null if none did.</summary>
    public async Task<Answer?> FindMadeAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync($"{turn.Actor.Organisation.Id}.{turn.Intent.Key}", cancellationToken) is { } made ? Told(turn, made) : null;

    private Answer Told(Turn turn, PollHead made)
    {
        if (made.Poll.Audience.IsChosen)
            return new Answer.Say(sentences.Text.Plain("polls.form.begun.chosen"));
        if (made.Poll.IsForEverybody)
            return new Answer.Say(sentences.Text.Plain("polls.everybody.begun", ("organisation", sentences.Text.NameOf(made.Poll.Organisation))));
        return turn.IsFromComposeBox ? new Answer.Card(cards.ForEverybody(made, made.Tally, turn.At, isLarge: true)) : Answer.Nothing;
    }

    private async Task<PollHead?> WasMadeJustNowAsync(Turn turn, Poll poll, CancellationToken cancellationToken)
    {
        if (turn.Intent.EarlierKey is not { } earlier)
            return null;
        var head = await shelf.FindAsync(PollRows.PartitionOf(poll with { Id = earlier }), cancellationToken);
        return head is not null && turn.At - head.Poll.AskedAt < Intent.TypedAgainWithin ? head : null;
    }

    private async Task<PollHead?> CommitAsync(Turn turn, OpenedPoll opened, CancellationToken cancellationToken)
    {
        var poll = opened.Poll;
        var key = PollRows.PartitionOf(poll);
        if (await shelf.FindAsync(key, cancellationToken) is { } there)
            return there;

        // The index row comes first: one that leads nowhere is skipped, a poll without one could not be found.
        await store.CommitAsync(PollRows.IndexTable, poll.Organisation.Id, [new Change.Upsert(PollRows.OfIndex(poll))], cancellationToken);
        await OpenPolls.NoteAsync(store, poll, cancellationToken);
        var isPostedHere = !turn.IsFromComposeBox && !poll.IsForEverybody;
        List<Change> changes = [new Change.Insert(PollRows.OfPoll(poll, isPostedHere ? turn.Place.WholeConversationId : null)), .. PollRows.OfQuestions(poll).Select(row => new Change.Insert(row)), .. opened.Box, Audit.Entry(key, turn, "polls.asked")];
        if (isPostedHere)
            changes.Add(PostPoll.To(key, turn.Place, turn.At));
        if (poll.IsForEverybody)
            changes.Add(SendPoll.At(key, turn.At));
        if (poll.ClosesAt is { } closes)
            changes.Add(EndPoll.At(key, closes));
        changes.AddRange(RemindPoll.Orders(poll));
        return await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict
            ? null
            : await shelf.FindAsync(key, cancellationToken);
    }
}
