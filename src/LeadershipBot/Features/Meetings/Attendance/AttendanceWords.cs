using LeadershipBot.Domain.Meetings;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>What the card that manages a meeting says of Teams' attendance reports.</summary>
internal static class AttendanceWords
{
    private const int NamesMax = 20;

    public static IEnumerable<string> Of(TextFile text, Meeting meeting, AttendanceNote? note, Register register)
    {
        if (note is null)
            yield break;
        if (note.State is AttendanceState.NotAvailable)
            yield return text.Plain("meetings.attendance.not", ("why", text.Plain(WhyOf(note.Why, meeting)).Words)).Words;
        else if (!note.HasReport)
            yield return note.Why.Length == 0 ? text.Plain("meetings.attendance.awaited").Words : text.Plain("meetings.attendance.notYet", ("why", text.Plain(WhyOf(note.Why, meeting)).Words)).Words;
        if (!note.HasReport)
            yield break;
        yield return text.Plain("meetings.attendance.read", ("count", note.Matched)).Words;
        if (note.Unmatched > 0)
            yield return text.Plain("meetings.attendance.unmatched", ("count", note.Unmatched)).Words;
        if (register.BySelf.Count == 0)
            yield break;
        yield return text.Plain("meetings.attendance.self", ("count", register.BySelf.Count)).Words;
        yield return text.Plain("meetings.attendance.selfNames", ("names", MeetingWords.Names(text, register.BySelf, NamesMax))).Words;
        if (register.BySelf.Count > note.Unnamed)
            yield return text.Plain("meetings.attendance.selfMore", ("count", note.Unnamed)).Words;
    }

    /// <summary>Whether whoever organised it in Teams can still agree depends on the link: without it nothing can be read.</summary>
    private static string WhyOf(string why, Meeting meeting) => why switch
    {
        "off" => "meetings.attendance.why.off",
        AttendanceRows.Unlinked when meeting.ClosedAt is not null => "meetings.attendance.why.unlinkedClosed",
        AttendanceRows.Unlinked => "meetings.attendance.why.unlinked",
        AttendanceRows.Gone => "meetings.attendance.why.gone",
        "short" => "meetings.attendance.why.short",
        AttendanceRows.Stranger when meeting.Content.JoinUrl.Length == 0 => "meetings.attendance.why.strangerGone",
        AttendanceRows.Mailbox => "meetings.attendance.why.mailbox",
        AttendanceRows.Stranger => "meetings.attendance.why.stranger",
        "permission" => "meetings.attendance.why.permission",
        "token" => "meetings.attendance.why.token",
        AttendanceRows.Unlisted => "meetings.attendance.why.unlisted",
        AttendanceRows.Channel => "meetings.attendance.why.channel",
        "notFound" => "meetings.attendance.why.notFound",
        "none" => "meetings.attendance.why.none",
        "unavailable" => "meetings.attendance.why.unavailable",
        "throttled" => "meetings.attendance.why.throttled",
        _ => "meetings.attendance.why.refused",
    };
}
