using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// The table <c>MeetingIndex</c>: in an organisation's partition a line for each meeting, so that lists read one partition; and in a
/// partition for each person the meetings in which they stand, by which these are found from the person.
/// </summary>
internal static class MeetingIndexRows
{
    public const string Table = "MeetingIndex";

    public const string Line = "meeting.";

    /// <summary>Where it lies in which meetings somebody stands.</summary>
    public static string NotesOf(string organisationId, MemberId person) => $"{organisationId}.{person}";

    public static string LineRow(string key) => Line + key;

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
            ["IsCancelled"] = meeting.CancelledBecause is not null,
            ["MadeAt"] = meeting.MadeAt,
        };
        row["IsUnshared"] = meeting.IsUnshared;
        row["IsFromCalendar"] = meeting.Source is not null;
        row["AsksForRegister"] = meeting.AsksForRegister;
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
        IsCancelled = row.GetBoolean("IsCancelled") is true,
        IsUnshared = row.GetBoolean("IsUnshared") is true,
        IsFromCalendar = row.GetBoolean("IsFromCalendar") is true,
        AsksForRegister = row.GetBoolean("AsksForRegister") is true,
        MadeAt = row.GetDateTimeOffset("MadeAt") ?? default,
        ClosedAt = row.GetDateTimeOffset("ClosedAt"),
    };
}

/// <summary>What lists know of a meeting.</summary>
internal sealed record MeetingLine(string Key, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public bool IsCancelled { get; init; }

    /// <summary>Whether its calendar doesn't share it any more: no list shows it.</summary>
    public bool IsUnshared { get; init; }

    /// <summary>Whether it came out of a calendar, whose own program invites and reminds.</summary>
    public bool IsFromCalendar { get; init; }

    /// <summary>Whether somebody is asked to keep its register: an event of a calendar without quorum and agenda needs none.</summary>
    public bool AsksForRegister { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How far it is.</summary>
    public MeetingState StateAt(DateTimeOffset now) => this switch
    {
        { IsCancelled: true } => MeetingState.Cancelled,
        { ClosedAt: not null } => MeetingState.Closed,
        _ when now < StartsAt => MeetingState.Coming,
        _ => now < EndsAt ? MeetingState.Running : MeetingState.Over,
    };
}
