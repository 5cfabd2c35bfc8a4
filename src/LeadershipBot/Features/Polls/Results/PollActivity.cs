using System.Runtime.CompilerServices;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>From which practices named polls were answered. Confidential and anonymous ones aren't looked at.</summary>
internal sealed class PollActivity(PollShelf shelf, IRecordStore store) : IPracticeActivity
{
    private const int LookedAtMax = 60;
    private const int AtOnce = 8;

    public async IAsyncEnumerable<HeardFrom> ListAsync(string organisationId, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in (await store.ListPollKeysAsync(organisationId, LookedAtMax, cancellationToken)).Chunk(AtOnce))
        {
            var heads = await Task.WhenAll(some.Select(key => shelf.FindAsync(key, cancellationToken)));
            var named = heads.OfType<PollHead>().Where(head => head.Poll is { HidesWho: false, IsScheduled: false } && head.Poll.EndedAt(since) is null);
            foreach (var answer in (await Task.WhenAll(named.Select(head => shelf.ListAnswersAsync(head.PartitionKey, cancellationToken)))).SelectMany(answers => answers))
            {
                if (answer.AnsweredAt >= since)
                    yield return new HeardFrom(answer.CountsFor.With(PracticeCodes.Parse(answer.Practice?.Code)), answer.MemberId);
            }
        }
    }
}

/// <summary>Lists polls, newest first.</summary>
internal static class PollIndex
{
    /// <summary>The keys of an organisation's polls, the newest first, no more than so many.</summary>
    public static async Task<List<string>> ListPollKeysAsync(this IRecordStore store, string organisationId, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(PollRows.IndexTable, organisationId, RowRange.All, cancellationToken))
        {
            if (row.GetString("Poll") is { } key && !keys.Contains(key)) // a making that broke off may have left a second row
                keys.Add(key);
            if (keys.Count == max)
                break;
        }

        return keys;
    }
}
