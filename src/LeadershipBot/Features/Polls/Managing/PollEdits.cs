using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>
/// Changes a poll that nobody has answered. The change and the first answer can't both succeed: the change writes every
/// tally, and each answer writes one of them, each with the version that it read.
/// </summary>
internal sealed class PollEdits(PollShelf shelf, PollOpening opening, AnonymousBoxes boxes, PollCards polls, Outbox outbox, IRecordStore store, Contention contention, IDirectory directory, CardLibrary library)
{
    /// <summary>Why the poll can't be changed; null if it can.</summary>
    public async Task<Refusal?> WhyNotAsync(Turn turn, PollHead head, CancellationToken cancellationToken)
        => head.Poll.WhyNotEdited(turn.Actor, await HasAnswersAsync(head, cancellationToken), turn.At);

    /// <summary>What was checked, as a change.</summary>
    public static PollEdit Of(AskPlan plan) => new(plan.Draft, plan.ClosesAt) { SendsReminders = plan.SendsReminders, TakesSuggestions = plan.TakesSuggestions, Rules = plan.Rules, Repeats = plan.Repeats, OpensAt = plan.OpensAt, Audience = plan.Audience };

    /// <summary>What was answered when the turn's change was saved, where an earlier delivery of the same turn saved it; null if none did.</summary>
    public async Task<Answer?> FindSavedAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("edits"), cancellationToken) is not { } head || !head.Poll.MayBeManagedBy(turn.Actor))
            return null;
        await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(Audit.Prefix), cancellationToken))
        {
            if (row.RowKey.EndsWith($".polls.edited.{turn.Intent.Key}", StringComparison.Ordinal))
                return Saved(turn, head);
        }

        return null;
    }

    /// <summary>Saves it. The same once more changes nothing.</summary>
    /// <param name="turn">Who wants it.</param>
    /// <param name="edited">The poll as the form knew it.</param>
    /// <param name="plan">What it is to become.</param>
    /// <param name="cancellationToken">Whoever waits for it.</param>
    public Task<Answer> SaveAsync(Turn turn, EditedPoll edited, AskPlan plan, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, edited, plan, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, EditedPoll edited, AskPlan plan, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(edited.Key, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        var hasAnswers = await HasAnswersAsync(head, cancellationToken);
        if (head.Poll.Edited(turn.Actor, Of(plan), hasAnswers, turn.At).IsRefused(out var refusal, out var changed))
            return new Answer.Refused(refusal);
        if (ReferenceEquals(changed, head.Poll))
            return Saved(turn, head);
        if (head.Poll.Revision != edited.Revision || head.Poll.IsScheduled == edited.IsAsked)
            return new Answer.Refused(new Refusal("polls.edit.refused.moved"));
        if ((await BoxAsync(head, changed, cancellationToken)).IsRefused(out var unkept, out var opened))
            return new Answer.Refused(unkept);

        List<Change> changes = [.. Rows(head, opened), .. head.Poll.IsScheduled ? Later(head, changed, turn) : AtOnce(head, changed, turn), Audit.Entry(head.PartitionKey, turn, "polls.edited")];
        if (changes.Count > StoreLimits.ChangesMax)
            return new Answer.Refused(new Refusal("polls.edit.refused.large"));
        if (changed.Rules.Matter != head.Poll.Rules.Matter)
            await AskAgainAsync(head.PartitionKey, cancellationToken);
        await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
        return await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict
            ? null
            : Saved(turn, head with { Poll = opened.Poll });
    }

    /// <summary>
    /// Who was off the roll for an interest in the matter that it had may have none in the new one. First, since at worst they
    /// are asked once more about the old one.
    /// </summary>
    private async Task AskAgainAsync(string key, CancellationToken cancellationToken)
    {
        var off = await store.ListAsync(PollRows.Table, key, RowRange.Prefix(InterestRows.OffRoll), cancellationToken).ToListAsync(cancellationToken);
        foreach (var some in off.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(PollRows.Table, key, [.. some.Select(row => new Change.Delete(row.RowKey, row.ETag))], cancellationToken);
    }

    private Answer.Say Saved(Turn turn, PollHead head)
        => new(library.Text.Plain(head.Poll.IsScheduled ? "polls.edit.saved.scheduled" : "polls.edit.saved")) { Renewed = polls.For(turn, head, PollTally.Empty(head.Poll.Questions), PollStanding.Of(null)) };

    /// <summary>The box of an anonymous poll, where it must be made anew: it was named before, or its questions need another one. Before it opens it has none.</summary>
    private async Task<Ruling<OpenedPoll>> BoxAsync(PollHead head, Poll changed, CancellationToken cancellationToken)
    {
        if (changed.IsScheduled || !changed.IsAnonymous)
            return new OpenedPoll(changed, []);
        if (head.Box is { } box && PollPattern.OrderOf(changed, changed.OnRoll ?? 0) == PollPattern.OrderOf(head.Poll, head.Poll.OnRoll ?? 0))
            return new OpenedPoll(changed, []);
        if ((await opening.PrepareAsync(changed, cancellationToken)).IsRefused(out var refused, out var opened))
            return refused;
        return head.Box is { } old ? opened with { Box = await boxes.InPlaceOfAsync(old, opened.Box, cancellationToken) } : opened;
    }

    private static IEnumerable<Change> Rows(PollHead head, OpenedPoll opened)
    {
        yield return new Change.Replace(PollRows.OfPoll(opened.Poll, AskedIn(head, opened.Poll), head.ETag));
        var now = PollRows.OfQuestions(opened.Poll).ToList();
        foreach (var row in now)
            yield return new Change.Upsert(row);
        foreach (var old in PollRows.OfQuestions(head.Poll).Where(old => !now.Exists(row => row.RowKey == old.RowKey)))
            yield return new Change.Delete(old.RowKey, null);
        foreach (var change in opened.Box)
            yield return change;
    }

    private static string? AskedIn(PollHead head, Poll changed) => changed.IsForEverybody ? null : head.AskedIn ?? OpenScheduled.PlaceOf(head)?.WholeConversationId;

    private static IEnumerable<Change> Later(PollHead head, Poll changed, Turn turn)
    {
        // Where it was to go to people in their own chats and is now posted, it is posted where it is changed.
        var place = changed.IsForEverybody ? null : OpenScheduled.PlaceOf(head) ?? turn.Place;
        return [OpenScheduled.At(head.PartitionKey, place, changed.OpenedAt), ShowScheduled.At(head.PartitionKey, turn.At)];
    }

    private static IEnumerable<Change> AtOnce(PollHead head, Poll changed, Turn turn)
    {
        var key = head.PartitionKey;
        for (var shard = 0; shard < PollRows.Shards; shard++)
        {
            var known = head.Shards.GetValueOrDefault(shard);
            var row = PollRows.OfTally(key, shard, PollTally.Empty(changed.Questions), isFinal: false, known?.ETag);
            yield return known is null ? new Change.Insert(row) : new Change.Replace(row);
        }

        yield return ShowChange.At(key, turn.At);
        if (changed.ClosesAt is { } closes)
            yield return EndPoll.At(key, closes);
        foreach (var order in RemindPoll.Orders(changed).OfType<Change.Insert>().Where(order => OutboxRow.DueOf(order.Record) > turn.At))
            yield return new Change.Upsert(order.Record);
        foreach (var order in OfferExtension.Orders(changed))
            yield return order;
        if (changed.NextOpening(RepeatPoll.ZoneOf(changed)) is { } next)
            yield return RepeatPoll.At(key, head.Outbox.GetValueOrDefault(OutboxRow.RowKeyOf(RepeatPoll.Kind, "")) is { } row ? OpenScheduled.PlaceIn(row) : PostedIn(head), next);
    }

    /// <summary>Where its next run is posted: where this one was; of a card that began a thread of its own in a channel, the channel.</summary>
    private static Place? PostedIn(PollHead head)
    {
        if (head.Poll.IsForEverybody || head.Cards.FirstOrDefault(card => card.Place.WholeConversationId == head.AskedIn) is not { } card)
            return null;
        var whole = card.Place with { ConversationId = card.Place.WholeConversationId };
        return whole.ThreadOf(card.ActivityId) == card.Place.ConversationId ? whole : card.Place;
    }

    private async Task<bool> HasAnswersAsync(PollHead head, CancellationToken cancellationToken)
        => head.Tally.Answered > 0
            || await shelf.HasAnswersAsync(head.PartitionKey, cancellationToken)
            || (head.Box is { } box && (await boxes.Roll.ListAsync(box.At, cancellationToken)).Values.Any(has => has));
}
