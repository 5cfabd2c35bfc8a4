using System.Globalization;
using System.Text;

namespace LeadershipBot.Domain.Meetings;

/// <summary>
/// A meeting as an iCalendar object, which every calendar takes. Source: RFC 5545, sections 3.1 (lines are folded at 75 octets),
/// 3.3.11 (text is escaped), 3.6.1 and 3.8.7 (the same UID with a higher SEQUENCE takes the place of what was taken before).
/// </summary>
public static class VCalendar
{
    private const int OctetsMax = 75;

    /// <summary>The object's content, in UTF-8, lines ended by CR LF.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="uid">What stays the same for this meeting for ever: letters, digits, hyphens and dots.</param>
    /// <param name="now">When it is made.</param>
    public static string Of(Meeting meeting, string uid, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentException.ThrowIfNullOrEmpty(uid);
        var (content, text) = (meeting.Content, new StringBuilder());
        Write(text, "BEGIN:VCALENDAR");
        Write(text, "VERSION:2.0");
        Write(text, "PRODID:-//LeadershipBot//Meetings//EN");
        Write(text, "METHOD:PUBLISH");
        Write(text, "BEGIN:VEVENT");
        Write(text, $"UID:{uid}@leadershipbot");
        Write(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{meeting.Revision}"));
        Write(text, "DTSTAMP:" + Moment(now));
        Write(text, "DTSTART:" + Moment(content.StartsAt));
        Write(text, "DTEND:" + Moment(content.EndsAt));
        Write(text, "SUMMARY:" + Escape(content.Title));
        if (content.Place.Length + content.JoinUrl.Length > 0)
            Write(text, "LOCATION:" + Escape(content.Place.Length > 0 ? content.Place : content.JoinUrl));
        if (content.JoinUrl.Length > 0)
            Write(text, "URL:" + content.JoinUrl);
        var lines = content.Agenda.Select((item, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {item.Title}"));
        var description = string.Join('\n', content.JoinUrl.Length > 0 ? lines.Prepend(content.JoinUrl) : lines); // not every calendar shows a URL
        if (description.Length > 0)
            Write(text, "DESCRIPTION:" + Escape(description));
        Write(text, meeting.CancelledBecause is null ? "STATUS:CONFIRMED" : "STATUS:CANCELLED");
        Write(text, "END:VEVENT");
        Write(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>Text as a value of a property: what means something there is escaped, other control characters are left out.</summary>
    public static string Escape(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = new StringBuilder(words.Length);
        foreach (var c in words.ReplaceLineEndings("\n"))
        {
            if (c is '\n')
                text.Append("\\n");
            else if (c is '\\' or ';' or ',')
                text.Append('\\').Append(c);
            else if (!char.IsControl(c))
                text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>Adds a line, folded so that no line has more than 75 octets and no character is cut.</summary>
    private static void Write(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > OctetsMax)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
