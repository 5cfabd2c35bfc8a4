using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>
/// Keeps, once a poll has ended, which practices it asked and how many patients they had then, so that its result stays what
/// it was: afterwards people move, practices merge and lists grow.
/// </summary>
internal sealed class FixedPractices(IRecordStore store, PracticeRolls rolls, PollShelf shelf, Contention contention)
{
    public const string Prefix = "practice.";

    /// <summary>Written last: without it what stands there isn't all.</summary>
    public const string DoneRow = "practices.fixed";

    private const int RowsAtOnce = 50;

    /// <summary>Fixes them, and for which practices each answer counts. Safe to repeat, and to take up where it broke off.</summary>
    /// <param name="head">The poll, of which every tally is final.</param>
    /// <param name="cancellationToken">The worker's.</param>
    public Task RunAsync(PollHead head, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(head, stop), cancellationToken);

    private async Task<Done?> OnceAsync(PollHead head, CancellationToken cancellationToken)
    {
        var key = head.PartitionKey;
        if (await store.FindAsync(PollRows.Table, key, DoneRow, cancellationToken) is not null)
            return new Done();
        var answers = await shelf.ListAnswerRowsAsync(key, cancellationToken);
        var votes = new CastVotes(answers.ToDictionary(one => one.Answer.MemberId, one => one.Answer), await rolls.ReadAsync(head.Poll.Organisation.Id, cancellationToken), null);
        var practices = votes.PracticesOf(head.Poll);
        var stale = new List<string>(); // of a try that broke off, before which the list was another
        await foreach (var row in store.ListAsync(PollRows.Table, key, RowRange.Prefix(Prefix), cancellationToken))
        {
            if (!practices.Any(practice => Prefix + practice.Code == row.RowKey))
                stale.Add(row.RowKey);
        }

        // Each with the version that was read: whoever is forgotten meanwhile must not come back, and what they gave still counts.
        IEnumerable<Change> moved = answers
            .Where(one => !PollRows.IsErased(one.Answer))
            .Select(one => (one.Answer, one.ETag, CountsFor: votes.CountsFor(one.Answer, head.Poll.Privacy.Electorate)))
            .Where(one => !one.CountsFor.Equals(one.Answer.CountsFor))
            .Select(one => new Change.Replace(PollRows.OfAnswer(key, one.Answer with { CountsFor = one.CountsFor }, one.ETag)));
        Change[] changes = [.. moved, .. stale.Select(row => new Change.Delete(row, null)), .. practices.Select(practice => new Change.Upsert(Of(key, practice))), new Change.Upsert(new Record(key, DoneRow) { ["Practices"] = practices.Count })];
        foreach (var some in changes.Chunk(RowsAtOnce))
        {
            if (await store.CommitAsync(PollRows.Table, key, some, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Done();
    }

    public static FixedPractice Read(Record row) => new(row.RowKey[Prefix.Length..], row.GetString("PracticeName") ?? "", row.GetInt32("ListSize"), row.GetBoolean("IsOffRoll") is true);

    private static Record Of(string key, FixedPractice practice)
    {
        var row = new Record(key, Prefix + practice.Code) { ["PracticeName"] = practice.Name };
        if (practice.ListSize is { } patients)
            row["ListSize"] = patients;
        if (practice.IsOffRoll)
            row["IsOffRoll"] = true;
        return row;
    }

    private sealed record Done;
}

/// <summary>A practice that a poll asks.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name.</param>
/// <param name="ListSize">Its registered patients; null if not known.</param>
/// <param name="IsOffRoll">Whether it isn't asked, since all who could cast its vote have an interest in the matter.</param>
internal sealed record FixedPractice(string Code, string Name, int? ListSize, bool IsOffRoll);
