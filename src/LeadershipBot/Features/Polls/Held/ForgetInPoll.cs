using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Held;

/// <summary>
/// Forgets one person in one poll. What they answered while it is open is withdrawn, with the tally in the same commit; in
/// a poll that is over only the choice stays, under a name that leads to nobody, so that the counts still hold.
/// </summary>
internal sealed class ForgetInPoll(PollShelf shelf, SuggestionShelf suggestions, AnonymousBoxes boxes, Outbox outbox, Contention contention, ServerName server, Chance chance, CardLibrary library, TimeProvider time)
{
    /// <summary>Whether its answers count for good.</summary>
    public static bool IsOver(PollHead head, DateTimeOffset now) => !head.Poll.IsOpenAt(now) || head.Shards.Values.Any(shard => shard.IsFinal);

    /// <summary>Safe to repeat.</summary>
    public Task RunAsync(string key, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(key, person, stop), cancellationToken);

    private async Task<Done?> OnceAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Done();
        var changes = new List<Change>();
        if (await shelf.FindAnswerAsync(key, person.ObjectId, cancellationToken) is var (answer, etag))
            changes.AddRange(IsOver(head, time.GetUtcNow()) ? Unnamed(key, answer, etag) : Withdrawn(head, answer, etag));
        if (await shelf.IsOffRollAsync(head, person.ObjectId, cancellationToken))
            changes.AddRange(NotLeftOff(head, person));
        if (head.Box is { } box)
        {
            if ((await boxes.Roll.ForgetAsync(box, person.ObjectId, cancellationToken)).IsRefused(out _, out var forgetting))
                throw new StoreUnavailableException("The key for anonymous answers can't be used now."); // the erasure is tried again
            changes.AddRange(forgetting.Changes);
        }

        if (await shelf.FindDraftAsync(key, person.ObjectId, cancellationToken) is { } draft)
            changes.Add(new Change.Delete(PollRows.Draft + person.ObjectId, draft.ETag));
        if (head.Poll.AskedBy == person.ObjectId)
            changes.AddRange(AskerForgotten(head));
        if (head.Outcome is { } outcome && outcome.SaidById == person.ObjectId)
            changes.Add(new Change.Upsert(OutcomeRows.Of(key, outcome with { SaidBy = library.Text.Plain("polls.formerMember").Words, SaidById = "" })));
        foreach (var kept in (await suggestions.ListAsync(key, cancellationToken)).Where(one => one.Suggestion.SuggestedBy == person.ObjectId))
            changes.Add(SuggesterForgotten(key, kept));
        if (changes.Count == 0)
            return new Done();

        changes.Add(RefreshPoll.Wanted(head, MyShard, time.GetUtcNow()));
        return await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? null : new Done();
    }

    /// <summary>What waits goes; of what was decided the words stay, since the choice may stand in the poll, and the name goes.</summary>
    private Change SuggesterForgotten(string key, KeptSuggestion kept) => kept.Suggestion.State is SuggestionState.Waiting
        ? new Change.Delete(SuggestionRows.Prefix + kept.Id, kept.ETag)
        : new Change.Replace(SuggestionRows.Of(key, kept.Suggestion with { SuggestedBy = "", SuggestedByName = library.Text.Plain("polls.formerMember").Words }, kept.ETag));

    private int MyShard => server.ShardOf(PollRows.Shards);

    private Change[] Unnamed(string key, PollAnswer answer, string etag) =>
    [
        new Change.Delete(PollRows.Answer + answer.MemberId, etag),
        new Change.Insert(PollRows.OfErasedAnswer(key, chance.NewId(), answer)),
    ];

    /// <summary>In a poll that is over it stays that somebody wasn't asked, so that the roll of its result still holds.</summary>
    private IEnumerable<Change> NotLeftOff(PollHead head, MemberId person)
    {
        yield return new Change.Delete(InterestRows.KeyOf(person.ObjectId), null);
        if (IsOver(head, time.GetUtcNow()))
            yield return new Change.Upsert(InterestRows.Of(head.PartitionKey, $"erased.{chance.NewId()}"));
    }

    /// <summary>Votes of this server go through a lane of their own; both know by the tally's version when the other was faster.</summary>
    private Change[] Withdrawn(PollHead head, PollAnswer answer, string etag)
    {
        var mine = head.Shards.GetValueOrDefault(MyShard);
        var tally = (mine?.Tally ?? PollTally.Empty(head.Poll.Questions)).With(head.Poll.Questions, answer.Sheet, null);
        var row = PollRows.OfTally(head.PartitionKey, MyShard, tally, isFinal: false, mine?.ETag);
        return [new Change.Delete(PollRows.Answer + answer.MemberId, etag), mine is null ? new Change.Insert(row) : new Change.Replace(row)];
    }

    /// <summary>A card in the asker's own chat goes from the list, too: it says whose chat that is.</summary>
    private IEnumerable<Change> AskerForgotten(PollHead head)
    {
        var own = head.Cards.Where(card => card.Place.Scope is Scope.Personal).ToList();
        var askedIn = own.Exists(card => card.Place.WholeConversationId == head.AskedIn) ? null : head.AskedIn;
        var poll = head.Poll with { AskedBy = "", AskedByName = library.Text.Plain("polls.formerMember").Words };
        if (head.OwnersCard is { } notice)
            yield return new Change.Delete(notice.RowKey, null);
        yield return new Change.Replace(PollRows.OfPoll(poll, askedIn, head.ETag));
        foreach (var card in own)
            yield return new Change.Delete(PollRows.OfCard(head.PartitionKey, card).RowKey, null);
    }

    private sealed record Done;
}
