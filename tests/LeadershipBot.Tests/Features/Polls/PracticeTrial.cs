using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>
/// A poll of the demo organisation's chair in which practices may vote, asked by the form and sent to each in their own chat.
/// Tomasz leads Hollin Lane (Z99002), where Yusuf works, too; Priya leads The Tannery (Z99003); the chair leads Larkford
/// Bridge (Z99001).
/// </summary>
internal sealed class PracticeTrial(BotUnderTest bot, string key)
{
    public const string Organisation = "larkford";
    public const string Bridge = "Z99001";
    public const string Hollin = "Z99002";
    public const string Tannery = "Z99003";

    /// <summary>The poll's key.</summary>
    public string Key => key;

    /// <summary>The poll for the readers of results.</summary>
    public PollTrial Results { get; } = new(bot, key, "Merge the hubs?");

    public static async Task<PracticeTrial> AskAsync(BotUnderTest bot, params (string Name, string Value)[] more)
    {
        await LeadsAsync(bot, bot.Tomasz, Hollin);
        await WorksAsync(bot, bot.Yusuf, Hollin);
        await LeadsAsync(bot, bot.Priya, Tannery);
        await bot.ListsAsync(bot.Chair, Organisation, Roles.Chair, member => member with { Practices = PracticeCodes.Parse(Bridge), LeadOf = PracticeCodes.Parse(Bridge) });
        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Tomasz, bot.Priya, bot.Yusuf })
            await who.Types("hello");
        return await AskOnlyAsync(bot, more);
    }

    /// <summary>The same, with people as they are.</summary>
    public static async Task<PracticeTrial> AskOnlyAsync(BotUnderTest bot, params (string Name, string Value)[] more)
    {
        var preview = await PreviewAsync(bot, more);
        Assert.Contains("Ask now", preview.Buttons);
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        return new PracticeTrial(bot, bot.PollsIn(bot.Chair.Chat)[^1].Key);
    }

    /// <summary>The form with this filled in: the preview, or the form again with what is wrong.</summary>
    public static async Task<CardReading> PreviewAsync(BotUnderTest bot, params (string Name, string Value)[] more)
    {
        var form = await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);
        return await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", [("question", "Merge the hubs?"), ("options", "Yes\nNo\nUnsure"), ("audience", "everybody"), .. more]);
    }

    public static Task LeadsAsync(BotUnderTest bot, Colleague who, params string[] practices) => ListsAsync(bot, who, practices, practices);

    public static Task WorksAsync(BotUnderTest bot, Colleague who, params string[] practices) => ListsAsync(bot, who, practices, []);

    /// <summary>More people of a practice, who have met the bot.</summary>
    public static async Task<IReadOnlyList<Colleague>> WorkAtAsync(BotUnderTest bot, string practice, int count)
    {
        var people = await bot.ListsAtAsync((practice, count));
        return people;
    }

    /// <summary>Presses a choice, as the card's button does.</summary>
    public Task<BotAnswer> VotesAsync(Colleague who, string choice, string? interest = null)
    {
        var data = new JsonObject { ["poll"] = key, ["choice"] = choice switch { "Yes" => "0", "No" => "1", _ => "2" } };
        if (interest is not null)
            data["interest"] = interest;
        return who.Executes("polls.vote", data);
    }

    /// <summary>What a person's card shows now.</summary>
    public async Task<CardReading> SeesAsync(Colleague who) => CardReading.Of((await who.Executes("polls.view", new JsonObject { ["poll"] = key })).Card);

    /// <summary>The chair closes it, and everything is counted.</summary>
    public async Task CloseAsync()
    {
        await bot.Chair.Executes("polls.close", new JsonObject { ["poll"] = key });
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Lets what was remembered of people and practices grow old.</summary>
    public static Task ForgetsAsync(BotUnderTest bot) => bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(35));

    private static async Task ListsAsync(BotUnderTest bot, Colleague who, string[] practices, string[] leads)
    {
        await bot.ListsAsync(who, Organisation, Roles.Member, member => member with { Practices = PracticeCodes.Parse(string.Join(',', practices)), LeadOf = PracticeCodes.Parse(string.Join(',', leads)) });
        bot.Services.GetRequiredService<IDirectory>().Forget(new MemberId(who.Person.TenantId, who.ObjectId));
    }
}
