using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>What an applicant, or somebody because of them, was told last: several deliveries note it, at the same time, too.</summary>
internal sealed class ToldNotes(IRecordStore store, Outbox outbox, Contention contention)
{
    /// <summary>What is noted; null for nothing.</summary>
    public Task<Record?> FindAsync(string key, MemberId who, CancellationToken cancellationToken)
        => store.FindAsync(ApplicationRows.Table, key, ApplicationMore.ToldRow(who), cancellationToken);

    /// <summary>Notes it, with what follows in the same commit; decided again where another was faster.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="decide">Given what is noted, or null for nothing: the note after it, by <see cref="ApplicationMore.OfTold"/>, and what follows; null where nothing changes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    public Task ChangeAsync(string key, MemberId who, Func<Record?, (Record Note, Change[] More)?> decide, CancellationToken cancellationToken)
        => contention.RunAsync(
            async stop =>
            {
                var before = await FindAsync(key, who, stop);
                if (decide(before) is not var (note, more))
                    return this;
                Change[] changes = [before is null ? new Change.Insert(note) : new Change.Replace(note), .. more];
                return await outbox.CommitAsync(ApplicationRows.Table, key, changes, stop) is CommitResult.Committed ? this : null;
            },
            cancellationToken);
}
