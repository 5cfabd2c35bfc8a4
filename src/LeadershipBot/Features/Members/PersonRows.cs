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

    /// <summary>An organisation under which something about the person may lie, though its roll need not name them.</summary>
    public const string Been = "head.been.";

    /// <summary>Every kind of row that says under which organisation to look.</summary>
    public static IReadOnlyList<string> Pointers { get; } = [Hat, Match, Been];

    private const string RefusedAt = "RefusedAt";
    private const string TimeFormat = "HH:mm";

    /// <summary>
    /// Says that an organisation's roll may name the person. It is written before the roll: a pointer to nothing is
    /// harmless, a member who can't be found is not.
    /// </summary>
    public static Change MayBeIn(MemberId member, string organisationId)
        => new Change.Upsert(new Record(member.ToString(), Hat + organisationId) { ["Organisation"] = organisationId });

    /// <summary>
    /// Says that something about the person may lie under an organisation, before it does: a vote as a guest, an entry of
    /// its audit, a place in its team. <see cref="Held.LookAgain"/> takes it away when nothing does.
    /// </summary>
    public static Change HasBeenIn(MemberId member, string organisationId, bool isGoing = false)
    {
        var row = new Record(member.ToString(), Been + organisationId) { ["Organisation"] = organisationId };
        if (isGoing)
            row["IsGoing"] = true;
        return new Change.Upsert(row);
    }

    /// <summary>Whether a row of <see cref="Been"/> is about to be taken away, and must be written anew by whoever relies on it.</summary>
    public static bool IsGoing(Record been) => been.GetBoolean("IsGoing") is true;

    /// <summary>The organisation to which a row of <see cref="Pointers"/> points; null for other rows.</summary>
    public static string? PointedTo(Record row)
        => Pointers.FirstOrDefault(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) is { } pointer ? row.RowKey[pointer.Length..] : null;

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
    public static Record OfChat(MemberId member, Place chat, string teamsId, DateTimeOffset since, string? etag = null)
    {
        var row = new Record(member.ToString(), Chat) { ETag = etag, ["TeamsId"] = teamsId, ["Since"] = since };
        PlaceColumns.Write(row, chat);
        return row;
    }

    /// <summary>
    /// All that is kept of the chat of somebody who removed the bot long ago: that they did, since it must not begin
    /// another. Only they can have it back, by installing it.
    /// </summary>
    public static Record OfRemoval(Record chat)
        => new(chat.PartitionKey, Chat) { ETag = chat.ETag, ["RemovedAt"] = chat.GetDateTimeOffset("RemovedAt") ?? default };

    /// <summary>Whether a row of <see cref="Chat"/> is one of <see cref="OfRemoval"/>.</summary>
    public static bool IsRemovalOnly(Record chat) => chat.GetString("Conversation") is null;

    /// <summary>What a row of <see cref="Chat"/> says; null where the person has never spoken with the bot.</summary>
    public static ChatStanding ChatOf(Record? row)
        => row is null ? ChatStanding.None
            : row.GetDateTimeOffset("RemovedAt") is not null ? ChatStanding.Removed
            : row.GetDateTimeOffset(RefusedAt) is not null ? ChatStanding.Refused
            : ChatStanding.Known;

    /// <summary>Whether this row says that the person's chat is there, and was not removed since.</summary>
    public static bool IsChat(Record? row, Place chat)
        => row is not null && row.GetDateTimeOffset("RemovedAt") is null && PlaceColumns.Read(row) == chat;

    /// <summary>Teams refused what was sent to the chat: the person blocked the bot, or it isn't installed there any more. What is sent later is tried all the same.</summary>
    public static Change Refused(Record chat, DateTimeOffset now)
    {
        chat[RefusedAt] = now;
        return new Change.Replace(chat);
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);
}
