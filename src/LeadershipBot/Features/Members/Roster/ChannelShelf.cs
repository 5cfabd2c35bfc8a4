using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>The channels of an organisation's teams, as they were last read together with the team's people.</summary>
internal sealed class ChannelShelf(RosterShelf rosters, IRecordStore store) : IChannels
{
    private const int IdCharactersMax = 160;

    public async Task<IReadOnlyList<KnownChannel>> ListAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var found = new List<KnownChannel>();
        foreach (var head in await rosters.ListOfAsync(organisationId, cancellationToken))
        {
            if (!await IsInAsync(head, person, cancellationToken))
                continue;
            await foreach (var row in store.ListAsync(RosterRows.Table, head.Partition, RowRange.Prefix(RosterRows.Channel), cancellationToken))
                found.Add(ToChannel(head, row));
        }

        return [.. found.OrderBy(one => one.Team, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Id, StringComparer.Ordinal)];
    }

    public async Task<KnownChannel?> FindAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken)
    {
        var dot = id.LastIndexOf('.');
        if (dot <= 0 || id.Length > IdCharactersMax || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            return null;
        return await rosters.FindAsync(id[..dot], cancellationToken) is { } head
            && head.OrganisationId == organisationId
            && await IsInAsync(head, person, cancellationToken)
            && await store.FindAsync(RosterRows.Table, head.Partition, RosterRows.Channel + id[(dot + 1)..], cancellationToken) is { } row
            ? ToChannel(head, row)
            : null;
    }

    /// <summary>Keeps what Teams says of a team's channels now, and lets go of those that it doesn't name any more.</summary>
    public async Task KeepAsync(string partition, IReadOnlyList<TeamChannel> channels, CancellationToken cancellationToken)
    {
        var now = channels.Select(channel => RosterRows.OfChannel(partition, channel)).DistinctBy(row => row.RowKey).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        var changes = new List<Change>();
        await foreach (var row in store.ListAsync(RosterRows.Table, partition, RowRange.Prefix(RosterRows.Channel), cancellationToken))
        {
            if (!now.TryGetValue(row.RowKey, out var wanted))
                changes.Add(new Change.Delete(row.RowKey, null));
            else if (wanted.GetString("Name") == row.GetString("Name"))
                now.Remove(row.RowKey);
        }

        changes.AddRange(now.Values.Select(row => new Change.Upsert(row)));
        foreach (var some in changes.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(RosterRows.Table, partition, some, cancellationToken);
    }

    private async Task<bool> IsInAsync(RosterHead head, MemberId person, CancellationToken cancellationToken)
        => head.Place.TeamId is not null && await rosters.FindPersonAsync(head, person, cancellationToken) is { Standing: RosterStanding.Member };

    private static KnownChannel ToChannel(RosterHead head, Record row)
        => new($"{head.Partition}.{row.RowKey[RosterRows.Channel.Length..]}", row.GetString("Name") ?? "", head.Name, head.Place with { Scope = Scope.Channel, ConversationId = row.GetString("Channel") ?? "" });
}
