using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Tests.Support;

/// <summary>Messages about files in a person's own chat.</summary>
internal static class FileReading
{
    private const string Consent = "application/vnd.microsoft.teams.card.file.consent";
    private const string Info = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>The consent cards that still stand.</summary>
    public static IReadOnlyList<Message> ConsentsFor(this BotUnderTest bot, Colleague who) => Of(bot, who, Consent);

    /// <summary>The cards of stored files.</summary>
    public static IReadOnlyList<Message> StoredFilesOf(this BotUnderTest bot, Colleague who) => Of(bot, who, Info);

    /// <summary>What the bot has stored on the drive, the newest.</summary>
    public static byte[] NewestUpload(this BotUnderTest bot) => bot.Teams.Drive.Files[^1].Bytes;

    private static IReadOnlyList<Message> Of(BotUnderTest bot, Colleague who, string type)
        => [.. bot.Teams.World.Messages(who.Chat).Where(message => message.Attachments().OfType<JsonObject>().Any(one => one["contentType"]?.GetValue<string>() == type))];
}
