namespace LeadershipBot.Microsoft365.Teams;

public sealed partial class ConnectorClient
{
    /// <summary>What a team is called (Bot Framework <c>GET v3/teams/{teamId}</c>). Safe to repeat.</summary>
    /// <param name="address">Of a conversation of the team.</param>
    /// <param name="teamId">The team's thread id, as it stands in <c>channelData.team.id</c>.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    public Task<ConnectorAnswer<TeamInfo>> GetTeamDetailsAsync(ConnectorAddress address, string teamId, CancellationToken cancellationToken)
    {
        var call = new ConnectorCall(ConnectorOperation.GetTeamDetails, address.TenantId, teamId, isRepeatable: true, WhenUnsure.Report);
        return AskAsync(call, address, ["v3", "teams", teamId], "", TeamsJson.Default.TeamInfo, cancellationToken);
    }

    /// <summary>
    /// The channels of a team (Bot Framework <c>GET v3/teams/{teamId}/conversations</c>): General has no name, so that each
    /// client can put it into words. Safe to repeat.
    /// </summary>
    public Task<ConnectorAnswer<ConversationList>> GetTeamChannelsAsync(ConnectorAddress address, string teamId, CancellationToken cancellationToken)
    {
        var call = new ConnectorCall(ConnectorOperation.GetTeamChannels, address.TenantId, teamId, isRepeatable: true, WhenUnsure.Report);
        return AskAsync(call, address, ["v3", "teams", teamId, "conversations"], "", TeamsJson.Default.ConversationList, cancellationToken);
    }
}
