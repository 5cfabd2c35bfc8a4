using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>How far the reading of Teams' attendance reports is.</summary>
internal enum AttendanceState
{
    /// <summary>They are still waited for, or may not be complete.</summary>
    Awaited,

    /// <summary>They were read.</summary>
    Read,

    /// <summary>They can't be read: see <see cref="AttendanceNote.Why"/>.</summary>
    NotAvailable,
}

/// <summary>What is kept of the reading: numbers only, and nobody's name or times in the meeting.</summary>
/// <param name="State">How far it is.</param>
internal sealed record AttendanceNote(AttendanceState State)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }

    /// <summary>How often Teams was asked.</summary>
    public int Tries { get; init; }

    /// <summary>Why they can't be read, or couldn't be so far while they are awaited, as the end of a key of the texts; empty where they can.</summary>
    public string Why { get; init; } = "";

    /// <summary>How many of those whom the organisation lists were there by the reports.</summary>
    public int Matched { get; init; }

    /// <summary>How many were there of whom the reports don't say who they are, or whom the organisation doesn't list.</summary>
    public int Unmatched { get; init; }

    /// <summary>How many of those are they of whom the reports don't say who they are.</summary>
    public int Unnamed { get; init; }

    /// <summary>When the meeting had ended in Teams, as it was known when the reading began; null where Teams hadn't said so.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Whether whoever organised it in Teams, who didn't put its link in here, agreed to the reading.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Whether nothing more is to come.</summary>
    public bool IsSettled => State is not AttendanceState.Awaited;

    /// <summary>Whether it may be worth asking again, as where a permission was given since, or where whoever organised it in Teams agrees to it by asking.</summary>
    /// <param name="organiser">Who organised it in Teams; null where that isn't known.</param>
    /// <param name="person">Who would have it asked.</param>
    public bool MayBeAskedAgainBy(MemberId? organiser, MemberId person)
        => State is AttendanceState.NotAvailable && (Why is "off" or "permission" or "token" or "unavailable" or "refused" or "none" or AttendanceRows.Unlisted or AttendanceRows.Mailbox || (Why == AttendanceRows.Stranger && organiser?.ToString() == person.ToString()));

    public bool HasReport => State is AttendanceState.Read || Matched + Unmatched > 0;
}

/// <summary>The row of a meeting that says how far the reading of its attendance reports is.</summary>
internal static class AttendanceRows
{
    public const string Row = "attendance";

    /// <summary>Why nothing was read where the link was let go of.</summary>
    public const string Gone = "gone";

    /// <summary>Why nothing was read where whoever organised it in Teams neither put its link in here nor agreed.</summary>
    public const string Stranger = "stranger";

    /// <summary>Why nothing was read where the meeting was one in a channel.</summary>
    public const string Channel = "channel";

    /// <summary>Why nothing was read where nobody knows who has the followed mailbox, and the link is a short one.</summary>
    public const string Mailbox = "mailbox";

    /// <summary>Why nothing was read where somebody took the link out of the meeting.</summary>
    public const string Unlinked = "unlinked";

    /// <summary>Why nothing was read where the calendar's mailbox isn't listed for the organisation, or followed, any more.</summary>
    public const string Unlisted = "unlisted";

    public static Record Of(string key, AttendanceNote note)
    {
        var row = new Record(key, Row) { ETag = note.ETag, ["State"] = note.State.ToString(), ["Tries"] = note.Tries, ["Matched"] = note.Matched, ["Unmatched"] = note.Unmatched };
        row["Unnamed"] = note.Unnamed;
        MeetingRows.SetIf(row, "Why", note.Why);
        if (note.IsAgreed)
            row["IsAgreed"] = true;
        if (note.HeldUntil is { } ended)
            row["HeldUntil"] = ended;
        return row;
    }

    public static AttendanceNote ToNote(Record row) => new(Enum.TryParse<AttendanceState>(row.GetString("State"), out var state) ? state : AttendanceState.Awaited)
    {
        ETag = row.ETag,
        Tries = row.GetInt32("Tries") ?? 0,
        Why = row.GetString("Why") ?? "",
        Matched = row.GetInt32("Matched") ?? 0,
        Unmatched = row.GetInt32("Unmatched") ?? 0,
        Unnamed = row.GetInt32("Unnamed") ?? 0,
        HeldUntil = row.GetDateTimeOffset("HeldUntil"),
        IsAgreed = row.GetBoolean("IsAgreed") is true,
    };
}

/// <summary>Finds and keeps how far the reading of a meeting's attendance reports is.</summary>
internal sealed class AttendanceShelf(IRecordStore store)
{
    /// <summary>How far it is; null where nothing was ordered. What is still awaited but was given up, since it went wrong again and again, isn't available.</summary>
    public async Task<AttendanceNote?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(MeetingRows.Table, key, AttendanceRows.Row, cancellationToken) is not { } row)
            return null;
        var note = AttendanceRows.ToNote(row);
        if (note.IsSettled || await store.FindAsync(MeetingRows.Table, key, OutboxRow.RowKeyOf(ReadAttendance.Kind, ""), cancellationToken) is not { } order || !OutboxRow.IsGivenUp(order))
            return note;
        return note.HasReport ? note with { State = AttendanceState.Read, Why = "" } : note with { State = AttendanceState.NotAvailable, Why = "unavailable" };
    }
}
