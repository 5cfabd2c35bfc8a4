using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Exports;

/// <summary>An organiser or administrator takes the organisation's people as a file, which comes in their own chat.</summary>
internal sealed class TakeMembers(FileDesk desk, MembersFile file, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.Organisation.Id;
        await store.CommitAsync(OrganisationRows.Table, id, [Audit.Entry(id, turn, "members.fileOrdered")], cancellationToken); // first: no file goes out of which nobody knows
        return await desk.OfferAsync(turn, file.Offer(turn.Actor), cancellationToken);
    }
}

/// <summary>They take those who can't be reached, with the reason and what to do.</summary>
internal sealed class TakeUnreached(FileDesk desk, UnreachedFile file, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.Organisation.Id;
        await store.CommitAsync(OrganisationRows.Table, id, [Audit.Entry(id, turn, "members.reachFileOrdered")], cancellationToken);
        return await desk.OfferAsync(turn, file.Offer(turn.Actor), cancellationToken);
    }
}
