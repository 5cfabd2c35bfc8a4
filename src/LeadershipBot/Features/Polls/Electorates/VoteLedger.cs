using System.Collections.Concurrent;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>
/// Reads the answers of a poll that is counted from them: where practices vote, or interests set answers apart. What the
/// tallies of servers add up is people, and a practice's vote isn't the sum of its people's.
/// </summary>
/// <remarks>
/// One read for each thousand answers, and only where the tallies say that something changed. Of more than a page of them
/// a count may be two seconds old, so that many who vote at once don't each read all; the shared card is no fresher.
/// </remarks>
internal sealed class VoteLedger(IRecordStore store, PracticeRolls rolls, TimeProvider time)
{
    private const int PageSize = 1_000;
    private const int KnownMax = 64;

    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ManyRememberedFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The votes of a poll whose head was just read.</summary>
    public async Task<CastVotes> FindAsync(PollHead head, CancellationToken cancellationToken)
    {
        var poll = head.Poll;
        var state = string.Join(' ', head.Shards.OrderBy(shard => shard.Key).Select(shard => shard.Value.ETag).Append(head.IsPublished.ToString()));
        if (!_known.TryGetValue(head.PartitionKey, out var known) || !IsFreshEnough(head, known, state))
        {
            var answers = new Dictionary<string, PollAnswer>(StringComparer.Ordinal);
            var off = 0;
            await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(poll.HidesWho ? InterestRows.OffRoll : PollRows.Answer), cancellationToken))
            {
                if (poll.HidesWho)
                    off++;
                else if (PollRows.ToAnswer(row) is { Sheet: not null } answer)
                    answers[answer.MemberId] = answer;
            }

            known = new Known(state, answers, off, await FixedAsync(head, cancellationToken), time.GetTimestamp());
            if (_known.Count >= KnownMax)
                _known.Clear();
            _known[head.PartitionKey] = known;
        }

        var roll = poll.IsByPractice ? await rolls.FindAsync(poll.Organisation.Id, cancellationToken) : null;
        return new CastVotes(known.Answers, roll, known.Fixed) { OffRoll = known.Off };
    }

    /// <summary>The practices as they were when the poll had ended; null until then.</summary>
    private async Task<IReadOnlyList<FixedPractice>?> FixedAsync(PollHead head, CancellationToken cancellationToken)
    {
        if (!head.Poll.IsByPractice || !head.IsPublished || await store.FindAsync(PollRows.Table, head.PartitionKey, FixedPractices.DoneRow, cancellationToken) is null)
            return null;
        var practices = new List<FixedPractice>();
        await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(FixedPractices.Prefix), cancellationToken))
            practices.Add(FixedPractices.Read(row));
        return practices;
    }

    /// <summary>Who isn't asked is in no tally, and a name that is forgotten changes none: neither is remembered for long.</summary>
    private bool IsFreshEnough(PollHead head, Known known, string state)
    {
        var age = time.GetElapsedTime(known.At);
        if (head.Poll.HidesWho || age >= RememberedFor || (head.Poll.IsByPractice && head.IsPublished && known.Fixed is null))
            return false;
        return known.State == state || (known.Answers.Count >= PageSize && !head.IsPublished && age < ManyRememberedFor);
    }

    private sealed record Known(string State, IReadOnlyDictionary<string, PollAnswer> Answers, int Off, IReadOnlyList<FixedPractice>? Fixed, long At);
}
