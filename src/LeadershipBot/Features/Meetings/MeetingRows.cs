using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// How meetings lie in the store. One meeting is one partition of the table <c>Meetings</c>: the meeting, whose version decides
/// races, a row for each person of whom there is something to say, one for each interest in an item, one for each correction, and one for
/// everybody who was noted in <see cref="MeetingIndexRows"/>.
/// </summary>
internal static class MeetingRows
{
    public const string Table = "Meetings";

    /// <summary>The rows that every turn about the meeting reads at once.</summary>
    public const string Head = "head.";

    public const string MeetingRow = "head.meeting";
    public const string Person = "person.";
    public const string Conflict = "conflict.";
    public const string Correction = "correction.";
    public const string Noted = "noted.";

    private const int KeyCharactersMax = 90;
    private const char Between = '|';
    private const char Lines = '\n';

    /// <summary>The key by which cards name a meeting.</summary>
    public static string KeyOf(Meeting meeting) => KeyOf(meeting.Organisation.Id, meeting.Id);

    public static string KeyOf(string organisationId, string id) => $"{organisationId}.{id}";

    /// <summary>Whether something that came from outside could be a meeting's key.</summary>
    public static bool IsKey(string key)
        => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && key.Split('.') is [{ Length: > 0 }, { Length: > 0 }];

    public static string PersonRow(MemberId person) => Person + person;

    public static string NotedRow(MemberId person) => Noted + person;

    public static string ConflictRow(string item, MemberId person) => $"{Conflict}{item}.{person}";

    public static Record OfMeeting(Meeting meeting, string? etag = null)
    {
        var content = meeting.Content;
        var row = new Record(KeyOf(meeting), MeetingRow)
        {
            ETag = etag,
            ["Organisation"] = meeting.Organisation.Id,
            ["OrganisationName"] = meeting.Organisation.Name,
            ["Meeting"] = meeting.Id,
            ["MadeAt"] = meeting.MadeAt,
            ["Revision"] = meeting.Revision,
            ["News"] = meeting.News,
            ["Calls"] = meeting.Calls,
            ["Anew"] = meeting.Anew,
            ["LastItem"] = meeting.LastItem,
            ["Title"] = content.Title,
            ["StartsAt"] = content.StartsAt,
            ["EndsAt"] = content.EndsAt,
            ["Zone"] = content.Zone,
            ["QuorumPeople"] = content.Quorum.People,
            ["QuorumPractices"] = content.Quorum.Practices,
            ["QuorumLocalities"] = content.Quorum.Localities,
            ["QuorumPercent"] = content.Quorum.SharePercent,
            ["CountsDeputies"] = content.Quorum.CountsDeputies,
        };
        SetPerson(row, "MadeBy", meeting.MadeBy);
        SetPerson(row, "LinkedBy", meeting.LinkedBy);
        SetIf(row, "Place", content.Place);
        SetIf(row, "JoinUrl", content.JoinUrl);
        SetIf(row, "TakenOut", meeting.TakenOut);
        SetIf(row, "Audience", content.Called.ToText());
        SetIf(row, "Agenda", string.Join(Lines, content.Agenda.Select(item => item.Id + Between + item.Title)));
        SetIf(row, "CancelledBecause", meeting.CancelledBecause);
        row["IsUnshared"] = meeting.IsUnshared;
        row["IsOfMailbox"] = meeting.IsOfMailbox;
        SetIf(row, "CarriedFrom", meeting.CarriedFrom);
        SetIf(row, "UsualQuorum", meeting.UsualQuorum?.ToText());
        SetIf(row, "JoinedAs", meeting.JoinedAs);
        if (meeting.MovedFrom is { } moved)
            row["MovedFrom"] = moved;
        if (meeting.HeldFrom is { } from)
            row["HeldFrom"] = from;
        if (meeting.HeldUntil is { } until)
            row["HeldUntil"] = until;
        if (meeting.ClosedAt is { } closed)
            row["ClosedAt"] = closed;
        SetPerson(row, "ClosedBy", meeting.ClosedBy);
        SetIf(row, "Stand", meeting.Stand?.ToText());
        if (meeting.Source is { } source)
            (row["SourceCalendar"], row["SourceVersion"]) = (source.Calendar, source.Version);
        if (meeting.Roll is { } roll)
        {
            row["Called"] = roll.Called;
            SetIf(row, "CalledPractices", RollCount.ToText(roll.Practices));
            SetIf(row, "CalledLocalities", RollCount.ToText(roll.Localities));
        }

        return row;
    }

    /// <summary>That somebody is noted in <see cref="MeetingIndexRows"/>.</summary>
    /// <param name="key">The meeting.</param>
    /// <param name="person">Who.</param>
    /// <param name="notCalledSince">In which round of calls they were called no more; null where they weren't, or are again.</param>
    public static Record OfNoted(string key, MemberId person, int? notCalledSince)
    {
        var row = new Record(key, NotedRow(person)) { ["IsNoted"] = true };
        if (notCalledSince is { } round)
            row["NotCalledSince"] = round;
        return row;
    }

    public static MemberId? ToNoted(Record row) => ToId(row.RowKey[Noted.Length..]);

    public static Record OfConflict(string key, ItemConflict conflict)
    {
        var row = new Record(key, ConflictRow(conflict.ItemId, conflict.Person)) { ["Item"] = conflict.ItemId, ["Person"] = conflict.Person.ToString(), ["Name"] = conflict.Name, ["At"] = conflict.At };
        SetPerson(row, "NotedBy", conflict.NotedBy);
        return row;
    }

    public static Record OfCorrection(string key, string id, Correction correction, string? etag = null)
    {
        var row = new Record(key, Correction + id) { ETag = etag, ["At"] = correction.At, ["Reason"] = correction.Reason };
        if (correction.IsOfContent)
            row["IsOfContent"] = true;
        SetPerson(row, "By", correction.By);
        return row;
    }

    /// <summary>Reads the head rows of one partition; null if there is no such meeting.</summary>
    public static MeetingHead? ToHead(IReadOnlyList<Record> rows)
    {
        if (rows.FirstOrDefault(row => row.RowKey == MeetingRow) is not { } row)
            return null;
        var content = new MeetingContent(row.GetString("Title") ?? "", row.GetDateTimeOffset("StartsAt") ?? default, row.GetDateTimeOffset("EndsAt") ?? default, row.GetString("Zone") ?? "")
        {
            Place = row.GetString("Place") ?? "",
            JoinUrl = row.GetString("JoinUrl") ?? "",
            Called = Audience.Read(row.GetString("Audience")),
            Quorum = new QuorumRule
            {
                People = row.GetInt32("QuorumPeople") ?? 0,
                Practices = row.GetInt32("QuorumPractices") ?? 0,
                Localities = row.GetInt32("QuorumLocalities") ?? 0,
                SharePercent = row.GetInt32("QuorumPercent") ?? 0,
                CountsDeputies = row.GetBoolean("CountsDeputies") is true,
            },
            Agenda = [.. (row.GetString("Agenda") ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Between, 2) is [var id, var title] ? new AgendaItem(id, title) : new AgendaItem("", line))],
        };
        var meeting = new Meeting(row.GetString("Meeting") ?? "", new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""), content)
        {
            MadeBy = ToPerson(row, "MadeBy"),
            LinkedBy = ToPerson(row, "LinkedBy"),
            TakenOut = row.GetString("TakenOut") ?? "",
            MadeAt = row.GetDateTimeOffset("MadeAt") ?? default,
            Revision = row.GetInt32("Revision") ?? 0,
            News = row.GetInt32("News") ?? 0,
            Calls = row.GetInt32("Calls") ?? 0,
            Anew = row.GetInt32("Anew") ?? 0,
            LastItem = row.GetInt32("LastItem") ?? 0,
            CancelledBecause = row.GetString("CancelledBecause"),
            IsUnshared = row.GetBoolean("IsUnshared") is true,
            IsOfMailbox = row.GetBoolean("IsOfMailbox") is true,
            CarriedFrom = row.GetString("CarriedFrom"),
            UsualQuorum = QuorumRule.Read(row.GetString("UsualQuorum")),
            JoinedAs = row.GetString("JoinedAs") ?? "",
            MovedFrom = row.GetDateTimeOffset("MovedFrom"),
            HeldFrom = row.GetDateTimeOffset("HeldFrom"),
            HeldUntil = row.GetDateTimeOffset("HeldUntil"),
            ClosedAt = row.GetDateTimeOffset("ClosedAt"),
            ClosedBy = ToPerson(row, "ClosedBy"),
            Source = row.GetString("SourceCalendar") is { } calendar ? new Domain.Meetings.Calendars.MeetingSource(calendar, row.GetInt32("SourceVersion") ?? 0) : null,
            Roll = row.GetInt32("Called") is { } called ? new RollCount(called, RollCount.Read(row.GetString("CalledPractices")), RollCount.Read(row.GetString("CalledLocalities"))) : null,
        };
        meeting = meeting with { Stand = RegisterStand.Read(row.GetString("Stand"), content, meeting.Roll?.Called ?? 0) };
        return new MeetingHead(meeting, row.ETag!);
    }

    public static ItemConflict? ToConflict(Record row)
        => ToId(row.GetString("Person")) is { } person ? new ItemConflict(row.GetString("Item") ?? "", person, row.GetString("Name") ?? "") { At = row.GetDateTimeOffset("At") ?? default, NotedBy = ToPerson(row, "NotedBy") } : null;

    public static Correction ToCorrection(Record row) => new(row.GetDateTimeOffset("At") ?? default, ToPerson(row, "By"), row.GetString("Reason") ?? "") { IsOfContent = row.GetBoolean("IsOfContent") is true };

    public static MemberId? ToId(string? id) => MemberId.TryParse(id ?? "", out var person) ? person : null;

    public static void SetIf(Record row, string column, string? words)
    {
        if (!string.IsNullOrEmpty(words))
            row[column] = words;
    }

    private static void SetPerson(Record row, string column, Person? person)
    {
        if (person is not null)
            (row[column], row[column + "Name"]) = (person.Id.ToString(), person.Name);
    }

    private static Person? ToPerson(Record row, string column)
        => ToId(row.GetString(column)) is { } id ? new Person(id, row.GetString(column + "Name") ?? "") : null;
}
