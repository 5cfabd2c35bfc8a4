using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Removes conversations that were long ago, with the audit of that time. What a server began to match and didn't finish goes by <see cref="SweepTalks"/>.</summary>
internal sealed class TalksRetention(TalkShelf shelf, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.PeerTalks;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<string>();
        foreach (var prefix in new[] { TalkRows.Talk, TalkRows.Mine, TalkRows.Match, TalkRows.Off, Audit.Prefix })
            old.AddRange((await shelf.RowsAsync(organisationId, prefix, cancellationToken)).Where(row => row.GetDateTimeOffset("At") < olderThan).Select(row => row.RowKey));
        foreach (var key in sweep is Sweep.Remove ? old : [])
            await store.CommitAsync(TalkRows.Table, organisationId, [new Change.Delete(key, null)], cancellationToken); // a conflict: it is gone already
        return old.Count;
    }
}
