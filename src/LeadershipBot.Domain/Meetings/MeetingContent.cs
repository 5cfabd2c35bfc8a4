using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Meetings;

/// <summary>What is arranged.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends, exclusive.</param>
/// <param name="Zone">The IANA name of the time zone in which it was arranged: where its day is told.</param>
public sealed record MeetingContent(string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Zone)
{
    /// <summary>Where Teams' links to meetings lead: to the host "teams" of these. Source: Microsoft 365 URLs and IP address ranges, Teams.</summary>
    private static readonly string[] TeamsDomains = ["microsoft.com", "cloud.microsoft", "live.com"];

    private static readonly string[] JoinWords = ["://", "www.", "passcode", "meeting id"];

    /// <summary>Where it is; empty where it is only online, or not known.</summary>
    public string Place { get; init; } = "";

    /// <summary>The address by which people join; empty where it isn't online.</summary>
    public string JoinUrl { get; init; } = "";

    /// <summary>Who is called.</summary>
    public Audience Called { get; init; } = Audience.Everybody;

    /// <summary>How many must be there.</summary>
    public QuorumRule Quorum { get; init; } = QuorumRule.None;

    /// <summary>What is talked about, in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>Whether where it is says how to join, as the add-ins of Zoom and Webex write it there: then it is for those who may read the link.</summary>
    public bool IsPlaceToJoin => Array.Exists(JoinWords, word => Place.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why it can't be kept like this, whatever the time; null where it can.</summary>
    /// <param name="today">Today where the person is who wrote it.</param>
    public Refusal? WhyNot(DateOnly today)
    {
        if (Title.Length == 0)
            return new Refusal("meetings.refused.noTitle");
        var tooLong = TooLong(Title, MeetingLimits.TitleCharactersMax) ?? TooLong(Place, MeetingLimits.PlaceCharactersMax) ?? TooLong(JoinUrl, MeetingLimits.LinkCharactersMax);
        if (tooLong is not null)
            return tooLong;
        if (JoinUrl.Length > 0 && !IsLink(JoinUrl))
            return new Refusal("meetings.refused.link");
        if (PatientData.FindIn($"{Title}\n{Place}", today) is not null)
            return new Refusal("shell.refused.patientData");
        return Meetings.Agenda.WhyNot(Agenda, today) ?? (Quorum.Check().IsRefused(out var odd, out _) ? odd : null);
    }

    /// <summary>Whether people must hear of the change, since they come at another time or to another place.</summary>
    public bool IsElsewhereThan(MeetingContent before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return StartsAt != before.StartsAt || EndsAt != before.EndsAt || Place != before.Place || JoinUrl != before.JoinUrl;
    }

    /// <summary>
    /// Whether it changes by what a meeting that has begun is judged: its quorum, or an item that was on its agenda. Items may be added
    /// behind or between those.
    /// </summary>
    public bool IsJudgedOtherwiseThan(MeetingContent before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Quorum != before.Quorum || !Agenda.Where(before.Agenda.Contains).SequenceEqual(before.Agenda);
    }

    /// <summary>Whether others are called than before, or fewer.</summary>
    public bool CallsOthersThan(MeetingContent before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Called.ToText() != before.Called.ToText();
    }

    /// <summary>Whether it says the same.</summary>
    public bool IsSameAs(MeetingContent other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Agenda = other.Agenda, Called = other.Called } == other && Agenda.SequenceEqual(other.Agenda) && !CallsOthersThan(other);
    }

    /// <summary>Whether a link leads to the same Teams meeting: its address counts, not the words behind the question mark, which clients change.</summary>
    public bool IsJoinedBy(string url)
        => JoinLink.PathOf(JoinUrl) is { Length: > 0 } mine && mine.Equals(JoinLink.PathOf(url), StringComparison.OrdinalIgnoreCase);

    /// <summary>People's words never become the target of a button: only Teams' own addresses are opened from a card.</summary>
    internal static bool IsLink(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var link) && link is { Scheme: "https", IsDefaultPort: true, UserInfo.Length: 0 } && link.Host.Split('.', 2) is ["teams", var domain] && TeamsDomains.Contains(domain) && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static Refusal? TooLong(string text, int max) => text.Length <= max
        ? null
        : new Refusal("meetings.refused.long", ("length", text.Length.ToString(CultureInfo.InvariantCulture)), ("max", max.ToString(CultureInfo.InvariantCulture)));
}
