using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// The table <c>MeetingIndex</c>: in an organisation's partition a line for each meeting, and a second one by its day, so that those around
/// now are read without those of six years; and in a partition for each person the meetings in which they stand, by which these are found
/// from the person.
/// </summary>
internal static class MeetingIndexRows
{
    public const string Table = "MeetingIndex";

    public const string Line = "meeting.";

    /// <summary>The second lines of those arranged by hand, which are few.</summary>
    public const string ByHand = "near.hand.";

    /// <summary>The second lines of those out of calendars, of which there may be thousands: by the day on which they begin.</summary>
    public const string ByDay = "near.day.";

    /// <summary>Where it lies in which meetings somebody stands.</summary>
    public static string NotesOf(string organisationId, MemberId person) => $"{organisationId}.{person}";

    public static string LineRow(string key) => Line + key;

    /// <summary>Where the second line of a meeting lies, as its first one has it.</summary>
    public static string NearRow(MeetingLine line) => line.IsFromCalendar ? $"{DayRow(line.StartsAt)}.{line.Key}" : ByHand + line.Key;

    /// <summary>Below it lie the second lines, out of calendars, of those who begin on an earlier day.</summary>
    public static string DayRow(DateTimeOffset day) => ByDay + day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Both lines of a meeting; where it was on another day before, the second one of that day is to be taken out.</summary>
    public static IEnumerable<Change> OfLines(MeetingHead head)
    {
        var line = OfLine(head);
        var near = new Record(line.PartitionKey, NearRow(ToLine(line)));
        foreach (var (column, value) in line.Columns)
            near[column] = value;
        return [new Change.Upsert(line), new Change.Upsert(near)];
    }

    /// <summary>That somebody stands in a meeting: answered, was noted, arranged it, or did something with it.</summary>
    public static Record OfNote(string organisationId, string key, MemberId person) => new(NotesOf(organisationId, person), LineRow(key)) { ["Key"] = key };

    public static Record OfLine(MeetingHead head)
    {
        var (meeting, content) = (head.Meeting, head.Meeting.Content);
        var row = new Record(meeting.Organisation.Id, LineRow(head.Key))
        {
            ["Key"] = head.Key,
            ["Title"] = content.Title,
            ["StartsAt"] = content.StartsAt,
            ["EndsAt"] = content.EndsAt,
            ["Zone"] = content.Zone,
            ["IsCancelled"] = meeting.CancelledBecause is not null,
            ["MadeAt"] = meeting.MadeAt,
        };
        row["IsUnshared"] = meeting.IsUnshared;
        row["IsFromCalendar"] = meeting.Source is not null;
        row["AsksForRegister"] = meeting.AsksForRegister;
        row["HasRoll"] = meeting.Roll is not null;
        if (meeting.ClosedAt is { } closed)
            row["ClosedAt"] = closed;
        return row;
    }

    public static MeetingLine ToLine(Record row) => new(
        row.GetString("Key") ?? "",
        row.GetString("Title") ?? "",
        row.GetDateTimeOffset("StartsAt") ?? default,
        row.GetDateTimeOffset("EndsAt") ?? default)
    {
        Zone = row.GetString("Zone") ?? "",
        IsCancelled = row.GetBoolean("IsCancelled") is true,
        IsUnshared = row.GetBoolean("IsUnshared") is true,
        IsFromCalendar = row.GetBoolean("IsFromCalendar") is true,
        AsksForRegister = row.GetBoolean("AsksForRegister") ?? row.GetBoolean("IsFromCalendar") is not true,
        HasRoll = row.GetBoolean("HasRoll") is true,
        MadeAt = row.GetDateTimeOffset("MadeAt") ?? default,
        ClosedAt = row.GetDateTimeOffset("ClosedAt"),
    };
}

/// <summary>What lists know of a meeting.</summary>
internal sealed record MeetingLine(string Key, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>The zone in which its day is told; empty on lines from before it was noted there: the United Kingdom's.</summary>
    public string Zone { get; init; } = "";

    public bool IsCancelled { get; init; }

    /// <summary>Whether its calendar doesn't share it any more: no list shows it.</summary>
    public bool IsUnshared { get; init; }

    /// <summary>Whether it came out of a calendar, whose own program invites and reminds.</summary>
    public bool IsFromCalendar { get; init; }

    /// <summary>Whether somebody is asked to keep its register.</summary>
    public bool AsksForRegister { get; init; }

    /// <summary>Whether it is written down who was called as it began: somebody may stand there of whom there is nothing else.</summary>
    public bool HasRoll { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether a list of what is to come shows it: it isn't over, and its register isn't closed.</summary>
    public bool IsComingAt(DateTimeOffset now) => !IsUnshared && EndsAt > now && ClosedAt is null;

    /// <summary>Whether a list of what was shows it: it is over, or its register is closed.</summary>
    public bool IsPastAt(DateTimeOffset now) => !IsUnshared && (EndsAt <= now || StateAt(now) is MeetingState.Closed);

    /// <summary>How far it is.</summary>
    public MeetingState StateAt(DateTimeOffset now) => this switch
    {
        { IsUnshared: true } => MeetingState.Unshared,
        { IsCancelled: true } => MeetingState.Cancelled,
        { ClosedAt: not null } => MeetingState.Closed,
        _ when now < StartsAt => MeetingState.Coming,
        _ => now < EndsAt ? MeetingState.Running : MeetingState.Over,
    };
}
