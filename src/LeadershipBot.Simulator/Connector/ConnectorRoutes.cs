namespace LeadershipBot.Simulator.Connector;

/// <summary>The routes of the Bot Framework connector (v3) and of its Teams extension, read from the raw request target.</summary>
internal static class ConnectorRoutes
{
    /// <summary>The part of the service URL after the host; a region in the real one.</summary>
    public const string BasePath = "/uk";

    /// <summary>Reads method and target; an unknown route is <see cref="ConnectorOperation.Unknown"/>.</summary>
    /// <param name="method">The HTTP method, in capitals.</param>
    /// <param name="target">The target as it came, still escaped: ids may hold an escaped slash.</param>
    /// <param name="at">The time of the call.</param>
    public static ConnectorRequest Read(string method, string target, DateTimeOffset at)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        if (path.StartsWith(BasePath, StringComparison.Ordinal))
            path = path[BasePath.Length..];
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        var (operation, conversation, item) = (method, parts) switch
        {
            ("POST", ["v3", "conversations"]) => (ConnectorOperation.CreateConversation, null, null),
            ("POST", ["v3", "conversations", var id, "activities"]) => (ConnectorOperation.Send, id, null),
            ("POST", ["v3", "conversations", var id, "activities", var activity]) => (ConnectorOperation.Reply, id, activity),
            ("PUT", ["v3", "conversations", var id, "activities", var activity]) => (ConnectorOperation.Update, id, activity),
            ("DELETE", ["v3", "conversations", var id, "activities", var activity]) => (ConnectorOperation.Delete, id, activity),
            ("GET", ["v3", "conversations", var id, "members"]) => (ConnectorOperation.Members, id, null),
            ("GET", ["v3", "conversations", var id, "members", var member]) => (ConnectorOperation.Member, id, member),
            ("GET", ["v3", "conversations", var id, "pagedmembers"]) => (ConnectorOperation.PagedMembers, id, null),
            ("GET", ["v3", "teams", var team]) => (ConnectorOperation.Team, team, null),
            ("GET", ["v3", "teams", var team, "conversations"]) => (ConnectorOperation.TeamChannels, team, null),
            _ => (ConnectorOperation.Unknown, default(string), default(string)),
        };
        return new(operation, method, "/" + string.Join('/', parts) + (question < 0 ? "" : target[question..]), at)
        {
            ConversationId = conversation,
            ItemId = item,
        };
    }
}
