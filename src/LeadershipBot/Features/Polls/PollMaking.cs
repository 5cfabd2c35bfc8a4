using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Makes a poll out of a checked draft. Its id comes from the turn's intent, so that a second delivery of the same
/// words or the same dialog finds the poll that the first one made.
/// </summary>
internal sealed class PollMaking(PollShelf shelf, PollOpening opening, PollCards cards, Outbox outbox, IRecordStore store, References references, Contention contention, Sentences sentences)
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
            OnRoll = plan.OpensAt is null ? plan.OnRoll : null, // counted when it opens
            Privacy = plan.Draft.Privacy,
            Reason = plan.Draft.Reason,
            OpensAt = plan.OpensAt,
            IsScheduled = plan.OpensAt is not null,
            SendsReminders = plan.SendsReminders,
            TakesSuggestions = plan.TakesSuggestions,
            Repeats = plan.Repeats,
            Series = plan.Repeats is null ? null : new PollSeries(turn.Intent.Key, 1),
            Rules = plan.Rules,
            Set = plan.Set,
            About = plan.About,
        };
        if (await WasMadeJustNowAsync(turn, poll, cancellationToken) is not { } made)
        {
            var opened = new OpenedPoll(poll, []);
            if (!poll.IsScheduled && (await opening.PrepareAsync(poll, cancellationToken)).IsRefused(out var refused, out opened))
                return new Answer.Refused(refused);
            made = await contention.RunAsync(stop => CommitAsync(turn, opened, plan.Channel?.Place, stop), cancellationToken);
        }

        return plan.Channel is { } posted && !made.Poll.IsScheduled ? new Answer.Say(sentences.Text.Plain("polls.form.begun.channel", ("channel", sentences.Text.NameOf(posted)))) : Told(turn, made);
    }

    /// <summary>What was answered when the turn's poll was made, where an earlier delivery of the same turn made it; null if none did.</summary>
    public async Task<Answer?> FindMadeAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync($"{turn.Actor.Organisation.Id}.{turn.Intent.Key}", cancellationToken) is { } made ? Told(turn, made) : null;

    private Answer Told(Turn turn, PollHead made)
    {
        if (made.Poll is { IsScheduled: true, OpensAt: { } opens })
            return new Answer.Say(sentences.Text.Plain("polls.schedule.made", ("when", TimeWords.Moment(opens, turn.TimeZone))));
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

    private async Task<PollHead?> CommitAsync(Turn turn, OpenedPoll opened, Place? channel, CancellationToken cancellationToken)
    {
        var poll = opened.Poll;
        var key = PollRows.PartitionOf(poll);
        if (await shelf.FindAsync(key, cancellationToken) is { } there)
            return there;

        // The index row comes first: one that leads nowhere is skipped, a poll without one could not be found.
        await store.CommitAsync(PollRows.IndexTable, poll.Organisation.Id, [new Change.Upsert(PollRows.OfIndex(poll))], cancellationToken);
        if (poll.About is { } about)
            await references.NoteAsync(about.Key, poll.Organisation.Id, "polls", key, cancellationToken);
        var place = channel ?? (turn.IsFromComposeBox || poll.IsForEverybody ? null : turn.Place);
        List<Change> changes = [Audit.Entry(key, turn, poll.IsScheduled ? "polls.scheduled" : "polls.asked")];
        if (poll.IsScheduled)
        {
            changes.AddRange(PollStart.Later(poll, place, turn.At));
        }
        else
        {
            await OpenPolls.NoteAsync(store, poll, cancellationToken);
            changes.AddRange(PollStart.New(opened, place, turn.At));
        }

        return await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict
            ? null
            : await shelf.FindAsync(key, cancellationToken);
    }
}
