using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Keeps questions to practices, and their answers: load, decide, one commit with what follows. The application goes with it by its version: of a question and a withdrawal at once the second decides by what the first has done.</summary>
internal sealed class ReleaseShelf(ApplicationShelf shelf, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Changes the question about somebody; refused where they haven't applied, or the rule says no. What the change doesn't change is not written.</summary>
    /// <param name="opening">What was applied for.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="decide">The question after it, given the application and the question as it is kept for that; null where there is none.</param>
    /// <param name="also">What else changes in the same commit, given the opening's partition and the question after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<KeptRelease>> ChangeAsync(
        Opening opening, MemberId who, Func<Application, KeptRelease?, Ruling<KeptRelease>> decide, Func<string, KeptRelease, IEnumerable<Change>> also, CancellationToken cancellationToken)
        => contention.ChangeAsync<Stored, KeptRelease>(
            stop => LoadAsync(opening, who, stop),
            new Refusal("applications.refused.gone"),
            stored => decide(stored.Application, stored.Before),
            async (stored, after, stop) => after == stored.Before || await outbox.CommitAsync(ApplicationRows.Table, stored.Key, [.. ChangesOf(stored, after), .. also(stored.Key, after)], stop) is CommitResult.Committed,
            cancellationToken);

    private async Task<Stored?> LoadAsync(Opening opening, MemberId who, CancellationToken cancellationToken)
    {
        var file = await shelf.ReadOneAsync(opening, who, cancellationToken);
        return file.Of(who) is { } application ? new Stored(file.Key, application, file.ETagOf(who), await shelf.FindLastReleaseAsync(file.Key, who, cancellationToken)) : null;
    }

    private IEnumerable<Change> ChangesOf(Stored stored, KeptRelease after)
    {
        var row = ReleaseRows.Of(stored.Key, after with { ETag = stored.Last?.ETag });
        yield return stored.Last is null ? new Change.Insert(row) : new Change.Replace(row);
        yield return new Change.Replace(ApplicationRows.OfApplication(stored.Key, stored.Application, stored.ApplicationETag));
        foreach (var order in ListAsked.Orders(stored.Key, stored.Last, after, time.GetUtcNow()))
            yield return order;
    }

    /// <param name="Key">The opening's partition.</param>
    /// <param name="Application">As it is kept.</param>
    /// <param name="ApplicationETag">Its version.</param>
    /// <param name="Last">The question, whichever edition of the application it was about; null for none.</param>
    private sealed record Stored(string Key, Application Application, string? ApplicationETag, KeptRelease? Last)
    {
        public KeptRelease? Before => Last?.Edition == Application.Edition ? Last : null;
    }
}
