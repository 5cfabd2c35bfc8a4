using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell.Delivery;

/// <summary>Asks Teams what a team is called and which channels it has. Nobody waits for it.</summary>
internal sealed class TeamFacts(ConnectorClient connector)
{
    private const int NameCharactersMax = 256;
    private const int ChannelsMax = 500;

    /// <summary>The team's name; null where the place is in no team, or Teams doesn't say it now.</summary>
    public async Task<string?> NameAsync(Place place, CancellationToken cancellationToken)
    {
        if (place.TeamId is not { } team)
            return null;
        var answer = await connector.GetTeamDetailsAsync(AddressOf(place), team, cancellationToken);
        return answer is { Outcome.IsDelivered: true, Value.Name: { Length: > 0 } name } ? Cut(name) : null;
    }

    /// <summary>The channels of the team in which a place is, General with an empty name; null where it is in none, or Teams doesn't say now.</summary>
    public async Task<IReadOnlyList<TeamChannel>?> ListChannelsAsync(Place place, CancellationToken cancellationToken)
    {
        if (place.TeamId is not { } team)
            return null;
        var answer = await connector.GetTeamChannelsAsync(AddressOf(place), team, cancellationToken);
        return answer is { Outcome.IsDelivered: true, Value.Conversations: { } channels }
            ? [.. channels.Where(channel => !string.IsNullOrEmpty(channel.Id)).Take(ChannelsMax).Select(channel => new TeamChannel(channel.Id!, Cut(channel.Name ?? "")))]
            : null;
    }

    private static ConnectorAddress AddressOf(Place place) => new(place.ServiceUrl, place.TenantId) { CanWait = true };

    private static string Cut(string name) => name.Length <= NameCharactersMax ? name : name[..NameCharactersMax];
}

/// <summary>A channel of a team.</summary>
/// <param name="Id">Its conversation, without a thread.</param>
/// <param name="Name">Empty for General.</param>
internal sealed record TeamChannel(string Id, string Name);
