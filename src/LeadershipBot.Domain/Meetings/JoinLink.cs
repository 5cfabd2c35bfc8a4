using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>
/// Teams' links to meetings. A long one names in its context who organised the meeting, by tenant and object id
/// (<c>?context={"Tid":"…","Oid":"…"}</c>); a short one (<c>/meet/…?p=…</c>) names nobody, but has the meeting ID that people may type to
/// join. Source: Microsoft Graph, joinWebUrl and joinMeetingIdSettings of onlineMeeting.
/// </summary>
public static class JoinLink
{
    private const string Context = "context=";
    private const int IdCharacters = 36;
    private const int MeetingIdDigitsMin = 9;
    private const int MeetingIdDigitsMax = 20;

    /// <summary>Who organised the meeting in Teams; null where the link doesn't say.</summary>
    /// <param name="url">The link, as it was pasted; empty for none.</param>
    public static MemberId? OrganiserOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var at = url.IndexOf(Context, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var context = Uri.UnescapeDataString(url[(at + Context.Length)..].Split('&', '#')[0]);
        return IdIn(context, "Tid") is { } tenant && IdIn(context, "Oid") is { } organiser ? new MemberId(tenant, organiser) : null;
    }

    /// <summary>The meeting ID of a short link, digits only; null where it is no short one.</summary>
    /// <param name="url">The link, as it was pasted; empty for none.</param>
    public static string? MeetingIdOf(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var link)
            && link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["meet", { Length: >= MeetingIdDigitsMin and <= MeetingIdDigitsMax } id]
            && id.All(char.IsAsciiDigit)
            ? id
            : null;

    /// <summary>Where a link leads, without what stands behind the question mark, which clients change and which names whoever organised the meeting; empty where it is no link.</summary>
    public static string PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var link) ? Uri.UnescapeDataString(link.AbsolutePath) : "";

    /// <summary>
    /// Whether it leads to a meeting in a channel, whose thread is the channel's: Graph has no reports of these, or those of all meetings
    /// in the channel, by Microsoft's words of different times.
    /// </summary>
    /// <param name="url">The link, as it was pasted; empty for none.</param>
    public static bool IsOfChannel(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var link)
            && link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["l", "meetup-join", var thread, ..]
            && Uri.UnescapeDataString(thread).EndsWith("@thread.tacv2", StringComparison.OrdinalIgnoreCase);

    private static string? IdIn(string context, string name)
    {
        var at = context.IndexOf($"\"{name}\"", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var id = context[(at + name.Length + 2)..].TrimStart(' ', ':', '"');
        return id.Length >= IdCharacters && Guid.TryParseExact(id[..IdCharacters], "D", out var found) ? found.ToString("D") : null;
    }
}
