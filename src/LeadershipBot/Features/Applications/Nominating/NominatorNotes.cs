using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Nominating;

/// <summary>Removes the note by which a nominator is found, once nothing of them stands there any more: nobody could find the note later.</summary>
internal sealed class NominatorNotes(ApplicationTraces traces, IRecordStore store)
{
    public async Task DropAsync(string organisationId, string kind, string opening, MemberId by, CancellationToken cancellationToken)
    {
        var (partition, row) = (ApplicationIndexRows.DoneBy(organisationId, by), ApplicationIndexRows.DoneRow(kind, opening));
        if (await store.FindAsync(ApplicationIndexRows.Table, partition, row, cancellationToken) is { } line && (await traces.OfDoerAsync(line, by, cancellationToken)).Count == 0)
            await store.CommitAsync(ApplicationIndexRows.Table, partition, [new Change.Delete(row, line.ETag)], cancellationToken); // a conflict: it was noted anew
    }
}
