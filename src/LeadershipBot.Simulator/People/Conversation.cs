namespace LeadershipBot.Simulator.People;

/// <summary>The three kinds of conversation, in the words of <c>conversationType</c>.</summary>
public enum ConversationKind
{
    /// <summary>One person and the bot.</summary>
    Personal,

    /// <summary>A chat of several people.</summary>
    GroupChat,

    /// <summary>A channel of a team.</summary>
    Channel,
}

/// <summary>Whether the bot's app is there.</summary>
public enum InstallState
{
    /// <summary>Never installed, so the bot has no conversation there.</summary>
    Never,

    /// <summary>Installed.</summary>
    Installed,

    /// <summary>Was installed; every call about it is refused.</summary>
    Uninstalled,

    /// <summary>Installed, but the person has blocked the bot.</summary>
    Blocked,
}

/// <summary>A team: its id is that of its General channel.</summary>
/// <param name="Id">The thread id of the team and of General, <c>19:…@thread.tacv2</c>.</param>
/// <param name="TenantId">The tenant that owns the team.</param>
/// <param name="GroupId">The Entra group id.</param>
/// <param name="Name">The name.</param>
public sealed record Team(string Id, string TenantId, string GroupId, string Name);

/// <summary>A place where messages are. Its roster and install state are asked of the <see cref="World"/>.</summary>
/// <param name="Id">The id without a thread: <c>a:…</c> for a person, <c>19:…</c> else.</param>
/// <param name="Kind">Personal, group chat or channel.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Name">The name of the chat or channel; the bot's name for a personal chat.</param>
/// <param name="Team">The team of a channel; null else.</param>
/// <param name="PersonId">The person of a personal chat; null else.</param>
public sealed record Conversation(
    string Id,
    ConversationKind Kind,
    string TenantId,
    string Name,
    Team? Team,
    string? PersonId)
{
    /// <summary>The word that goes into <c>conversationType</c>.</summary>
    public string KindWord => Kind switch
    {
        ConversationKind.Personal => "personal",
        ConversationKind.GroupChat => "groupChat",
        _ => "channel",
    };

    /// <summary>What the app's install hangs on: the team of a channel, else the conversation itself.</summary>
    internal string InstallId => Team?.Id ?? Id;

    /// <summary>The id in two parts: place and, in a channel, the id of the thread's first message (else null).</summary>
    public static (string Place, string? Thread) Split(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        const string mark = ";messageid=";
        var at = id.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? (id, null) : (id[..at], id[(at + mark.Length)..]);
    }
}
