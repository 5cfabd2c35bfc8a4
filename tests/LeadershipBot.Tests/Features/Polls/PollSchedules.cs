using LeadershipBot.Features.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Asks polls by the form of the chair, with whatever is filled in under Times and reminders.</summary>
internal static class PollSchedules
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asks "Extend hours?" without a look at the preview.</summary>
    public static async Task<BotAnswer> AskAsync(BotUnderTest bot, Conversation at, params (string Name, string Value)[] inputs)
    {
        var data = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, at), "Extend hours?", "Yes\nNo");
        foreach (var (name, value) in inputs)
            data[name] = value;
        return await bot.Chair.Sends(data, at);
    }

    public static async Task<PollHead> HeadAsync(BotUnderTest bot, string key) => (await bot.Services.GetRequiredService<PollShelf>().FindAsync(key, Token))!;

    /// <summary>What the audit says was done with a poll, in order.</summary>
    public static async Task<List<string>> AuditAsync(BotUnderTest bot, string key)
        => [.. (await bot.RowsAsync(PollRows.Table, key, Audit.Prefix)).OrderBy(row => row.GetDateTimeOffset("At")).Select(row => row.GetString("What")!)];

    /// <summary>What an opened poll's dialogs are fetched with.</summary>
    public static async Task<CardReading> OpensAsync(Colleague who, string verb, string key, Conversation? at = null)
        => CardReading.Of((await who.Opens(new() { ["verb"] = verb, ["poll"] = key, ["organisation"] = "larkford" }, at)).Card);
}
