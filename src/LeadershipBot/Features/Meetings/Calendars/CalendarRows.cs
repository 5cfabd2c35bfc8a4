using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// How followed calendars lie in the store. One is one partition of the table <c>Calendars</c>: what is followed, how far it is read,
/// a row for each event that is known, and one for each whose meeting is still to be looked at. A line for each lies among the
/// organisation's lines of meetings.
/// </summary>
internal static class CalendarRows
{
    public const string Table = "Calendars";

    /// <summary>The rows that every run and every notification reads at once.</summary>
    public const string Head = "head.";

    public const string CalendarRow = "head.calendar";
    public const string SyncRow = "head.sync";
    public const string Event = "event.";
    public const string ToDo = "todo.";

    /// <summary>Events whose meeting is still to be looked at.</summary>
    public const string ToDoEvent = "todo.event.";

    /// <summary>Series of which there was news.</summary>
    public const string ToDoSeries = "todo.series.";

    /// <summary>The lines by which an organisation's calendars are found, in <see cref="MeetingIndexRows.Table"/>.</summary>
    public const string Line = "calendar.";

    /// <summary>The columns of the order to read a calendar that say what was asked for.</summary>
    public const string Asked = "Asked";

    private const string Stopped = "StoppedAt";

    /// <summary>The key of the calendar of a mailbox that an organisation follows: followed twice, it is one.</summary>
    public static string KeyOf(string organisationId, string tenantId, string mailbox) => MeetingRows.KeyOf(organisationId, Keys.Hash("calendar", tenantId, mailbox));

    public static string KeyOf(FollowedCalendar calendar) => KeyOf(calendar.Organisation.Id, calendar.TenantId, calendar.Mailbox);

    /// <summary>The id of the meeting of an event: however often it comes, it is one.</summary>
    public static string MeetingIdOf(string calendarKey, string eventId) => Keys.Hash("event", calendarKey, eventId);

    public static string EventRow(string eventId) => Event + Keys.Hash("event", eventId);

    public static Record OfLine(string key, FollowedCalendar calendar) => new(calendar.Organisation.Id, Line + key) { ["Key"] = key };

    public static Record OfCalendar(FollowedCalendar calendar, string? etag = null)
    {
        var row = new Record(KeyOf(calendar), CalendarRow)
        {
            ETag = etag,
            ["Organisation"] = calendar.Organisation.Id,
            ["OrganisationName"] = calendar.Organisation.Name,
            ["Tenant"] = calendar.TenantId,
            ["Mailbox"] = calendar.Mailbox,
            ["FollowedAt"] = calendar.FollowedAt,
            ["QuorumPeople"] = calendar.Quorum.People,
            ["QuorumPractices"] = calendar.Quorum.Practices,
            ["QuorumLocalities"] = calendar.Quorum.Localities,
            ["QuorumPercent"] = calendar.Quorum.SharePercent,
            ["CountsDeputies"] = calendar.Quorum.CountsDeputies,
        };
        MeetingRows.SetIf(row, "Name", calendar.Name);
        MeetingRows.SetIf(row, "Category", calendar.Category);
        MeetingRows.SetIf(row, "Audience", calendar.Called.ToText());
        if (calendar.FollowedBy is { } by)
            (row["FollowedBy"], row["FollowedByName"]) = (by.Id.ToString(), by.Name);
        if (calendar.StoppedAt is { } stopped)
            row[Stopped] = stopped;
        return row;
    }

    public static FollowedCalendar ToCalendar(Record row) => new(
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Tenant") ?? "",
        row.GetString("Mailbox") ?? "")
    {
        Name = row.GetString("Name") ?? "",
        Category = row.GetString("Category") ?? "",
        Called = Audience.Read(row.GetString("Audience")),
        Quorum = new QuorumRule
        {
            People = row.GetInt32("QuorumPeople") ?? 0,
            Practices = row.GetInt32("QuorumPractices") ?? 0,
            Localities = row.GetInt32("QuorumLocalities") ?? 0,
            SharePercent = row.GetInt32("QuorumPercent") ?? 0,
            CountsDeputies = row.GetBoolean("CountsDeputies") is true,
        },
        FollowedBy = MeetingRows.ToId(row.GetString("FollowedBy")) is { } id ? new Person(id, row.GetString("FollowedByName") ?? "") : null,
        FollowedAt = row.GetDateTimeOffset("FollowedAt") ?? default,
        StoppedAt = row.GetDateTimeOffset(Stopped),
    };

    public static Record OfEvent(string key, KnownEvent known, string? etag = null)
    {
        var row = new Record(key, EventRow(known.Id)) { ETag = etag, ["Event"] = known.Id, ["Kind"] = known.Kind.ToString(), ["Round"] = known.Round };
        MeetingRows.SetIf(row, "Series", known.SeriesId);
        SetAt(row, "StartsAt", known.StartsAt);
        SetAt(row, "EndsAt", known.EndsAt);
        SetAt(row, "ChangedAt", known.ChangedAt);
        foreach (var (column, words) in new[] { ("Zone", known.Zone), ("Title", known.Title), ("Place", known.Place), ("JoinUrl", known.JoinUrl), ("Categories", known.Categories) })
        {
            if (words is not null)
                row[column] = words;
        }

        foreach (var (column, flag) in new[] { ("IsWanted", known.IsWanted), ("IsAllDay", known.IsAllDay), ("IsCancelled", known.IsCancelled), ("IsOwn", known.IsOwn) })
        {
            if (flag is { } said)
                row[column] = said;
        }

        if (known.IsGone)
            row["IsGone"] = true;
        return row;
    }

    public static KnownEvent ToEvent(Record row) => new(row.GetString("Event") ?? "", EnumOf<EventKind>(row, "Kind"))
    {
        SeriesId = row.GetString("Series") ?? "",
        StartsAt = row.GetDateTimeOffset("StartsAt"),
        EndsAt = row.GetDateTimeOffset("EndsAt"),
        ChangedAt = row.GetDateTimeOffset("ChangedAt"),
        Zone = row.GetString("Zone"),
        Title = row.GetString("Title"),
        Place = row.GetString("Place"),
        JoinUrl = row.GetString("JoinUrl"),
        Categories = row.GetString("Categories"),
        IsWanted = row.GetBoolean("IsWanted"),
        IsAllDay = row.GetBoolean("IsAllDay"),
        IsCancelled = row.GetBoolean("IsCancelled"),
        IsOwn = row.GetBoolean("IsOwn"),
        Round = row.GetInt32("Round") ?? 0,
        IsGone = row.GetBoolean("IsGone") is true,
    };

    /// <summary>That an event's meeting is to be looked at.</summary>
    /// <param name="key">The calendar.</param>
    /// <param name="eventRow">The event's row.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="replies">What people answered to it in Outlook; none where that isn't known.</param>
    public static Record OfToDo(string key, string eventRow, EventKind kind, IEnumerable<OutlookReply>? replies = null)
    {
        var row = new Record(key, ToDoRow(eventRow, kind)) { ["Row"] = eventRow };
        MeetingRows.SetIf(row, "Replies", OutlookReply.ToText(replies ?? []));
        return row;
    }

    public static string ToDoRow(string eventRow, EventKind kind) => (kind is EventKind.Series ? ToDoSeries : ToDoEvent) + eventRow[Event.Length..];

    /// <summary>What was asked for, and the name of that wish; nothing where it was taken up already.</summary>
    public static (Wish Wish, string Name) WishIn(Record? order, SyncState state)
        => order?.GetString(Asked) is { } name && name != state.Served && Enum.TryParse<Wish>(name.Split('.')[0], out var wish) ? (wish, name) : (Wish.None, state.Served);

    /// <summary>A name for a wish that is told from all others.</summary>
    public static string NameOf(Wish wish, Chance chance) => string.Create(CultureInfo.InvariantCulture, $"{wish}.{chance.NewId()}");

    public static TEnum EnumOf<TEnum>(Record row, string column)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(row.GetString(column), out var value) ? value : default;

    public static void SetAt(Record row, string column, DateTimeOffset? at)
    {
        if (at is { } moment)
            row[column] = moment;
    }
}

/// <summary>A followed calendar with how far it is read, in the versions that were read.</summary>
/// <param name="Calendar">What is followed.</param>
/// <param name="ETag">Its version.</param>
/// <param name="State">How far it is read.</param>
/// <param name="Sync">The row of that; null where it was never read.</param>
/// <param name="Order">The order to read it; null where there is none.</param>
internal sealed record CalendarHead(FollowedCalendar Calendar, string ETag, SyncState State, Record? Sync, Record? Order)
{
    public string Key => CalendarRows.KeyOf(Calendar);
}
