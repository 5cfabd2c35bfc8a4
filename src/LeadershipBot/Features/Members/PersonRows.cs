using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// How a person lies in the store: a partition of the table <c>People</c> with what they set for themselves, where their
/// chat with the bot is, and a pointer to each organisation whose roll may name them. What they are there, the roll says.
/// </summary>
internal static class PersonRows
{
    public const string Table = "People";

    /// <summary>All that a turn reads of a person.</summary>
    public const string Head = "head.";

    public const string Hat = "head.hat.";
    public const string Settings = "head.self";
    public const string Chat = "head.chat";

    /// <summary>An organisation that may list the person by e-mail, and waits for them to say so.</summary>
    public const string Match = "head.match.";

    private const string TimeFormat = "HH:mm";

    /// <summary>
    /// Says that an organisation's roll may name the person. It is written before the roll: a pointer to nothing is
    /// harmless, a member who can't be found is not.
    /// </summary>
    public static Change MayBeIn(MemberId member, string organisationId)
        => new Change.Upsert(new Record(member.ToString(), Hat + organisationId) { ["Organisation"] = organisationId });

    public static Record OfSettings(MemberId member, PersonalSettings settings, string? etag = null)
    {
        var row = new Record(member.ToString(), Settings) { ETag = etag };
        row.SetText("ActsFor", settings.ActsFor);
        row.SetText("TimeZone", settings.TimeZone);
        if (settings.Quiet is { } quiet)
        {
            row["QuietFrom"] = quiet.From.ToString(TimeFormat, CultureInfo.InvariantCulture);
            row["QuietUntil"] = quiet.Until.ToString(TimeFormat, CultureInfo.InvariantCulture);
            row["QuietWeekends"] = quiet.Weekends;
        }

        if (settings.WeeklyMinutes is { } minutes)
            row["WeeklyMinutes"] = minutes;
        if (settings.PausedUntil is { } until)
            row["PausedUntil"] = until;
        return row;
    }

    public static PersonalSettings ToSettings(Record row) => new()
    {
        ActsFor = row.GetString("ActsFor"),
        TimeZone = row.GetString("TimeZone"),
        Quiet = row.GetString("QuietFrom") is { } from && row.GetString("QuietUntil") is { } until
            ? new QuietHours(Time(from), Time(until), row.GetBoolean("QuietWeekends") ?? true)
            : null,
        WeeklyMinutes = row.GetInt32("WeeklyMinutes"),
        PausedUntil = row.GetDateTimeOffset("PausedUntil"),
    };

    /// <summary>Where the person's own chat with the bot is.</summary>
    public static Record OfChat(MemberId member, Place chat, string teamsId, DateTimeOffset since)
    {
        var row = new Record(member.ToString(), Chat) { ["TeamsId"] = teamsId, ["Since"] = since };
        PlaceColumns.Write(row, chat);
        return row;
    }

    /// <summary>What a row of <see cref="Chat"/> says; null where the person has never spoken with the bot.</summary>
    public static ChatStanding ChatOf(Record? row)
        => row is null ? ChatStanding.None : row.GetDateTimeOffset("RemovedAt") is null ? ChatStanding.Known : ChatStanding.Removed;

    /// <summary>Whether this row says that the person's chat is there, and was not removed since.</summary>
    public static bool IsChat(Record? row, Place chat)
        => row is not null && row.GetDateTimeOffset("RemovedAt") is null && PlaceColumns.Read(row) == chat;

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);
}
