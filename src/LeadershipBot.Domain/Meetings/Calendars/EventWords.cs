namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>The words of an event as a meeting can hold them: Outlook's are longer, and its links lead anywhere.</summary>
public static class EventWords
{
    private const char Cut = '…';
    private const int CategoriesMax = 100;
    private const string Teams = "Microsoft Teams";

    /// <summary>What it is called, in one line, cut to what a meeting's title holds; null stays null.</summary>
    public static string? Title(string? words) => Fit(words, MeetingLimits.TitleCharactersMax);

    /// <summary>
    /// Where it is, likewise. Outlook writes of a meeting in Teams "Microsoft Teams Meeting" there, in the words of its user, alone or behind a
    /// room: that is no place, and is left out, unless it is known that nobody joins by Teams.
    /// </summary>
    /// <param name="words">What the event says.</param>
    /// <param name="joinUrl">The link by which people join, empty for none; null where it isn't known.</param>
    public static string? Place(string? words, string? joinUrl)
        => Fit(joinUrl is "" || words is null ? words : WithoutOnline(words), MeetingLimits.PlaceCharactersMax);

    /// <summary>The link by which people join; empty where it leads elsewhere than to Teams, since cards open no other; null stays null.</summary>
    public static string? JoinUrl(string? url)
    {
        if (url is null)
            return null;
        return url.Length <= MeetingLimits.LinkCharactersMax && MeetingContent.IsLink(url) ? url : "";
    }

    /// <summary>The names of categories, one a line, the first so many; null stays null.</summary>
    public static string? Categories(IReadOnlyList<string>? names) => names is null ? null : string.Join('\n', names.Where(name => name.Length <= CalendarLimits.CategoryCharactersMax).Take(CategoriesMax));

    /// <summary>The IANA name of a zone that was named as Windows or IANA name it; null where it is none that is known, such as one made by hand.</summary>
    public static string? Zone(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out var iana))
            return iana;
        return name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) ? name : null;
    }

    private static string WithoutOnline(string words)
    {
        var parts = words.Split(';', StringSplitOptions.TrimEntries);
        return Array.Exists(parts, SaysOnline) ? string.Join("; ", parts.Where(part => part.Length > 0 && !SaysOnline(part))) : words;
    }

    /// <summary>Whether it says only that people meet in Teams, in English and German before it, in French and Spanish behind it: a room may be called after Teams, too.</summary>
    private static bool SaysOnline(string part)
        => part.EndsWith(Teams, StringComparison.OrdinalIgnoreCase) || (part.StartsWith(Teams, StringComparison.OrdinalIgnoreCase) && !part.Contains("room", StringComparison.OrdinalIgnoreCase));

    private static string? Fit(string? words, int max)
    {
        if (words is null)
            return null;
        var line = string.Join(' ', words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= max)
            return line;
        var end = char.IsHighSurrogate(line[max - 2]) ? max - 2 : max - 1;
        return line[..end] + Cut;
    }
}
