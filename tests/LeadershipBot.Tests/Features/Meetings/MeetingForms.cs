using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Arranges meetings and keeps their registers as people do, by the dialogs' own data.</summary>
internal static class MeetingForms
{
    public const string Title = "Governing body";

    /// <summary>Begins on Thursday 12 March 2026, 18:00 GMT.</summary>
    public static readonly DateTimeOffset Starts = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Arranges a meeting, confirms the number and lets everything happen that follows; its key.</summary>
    public static async Task<string> ArrangesAsync(this BotUnderTest bot, Colleague who, JsonObject? inputs = null)
    {
        var form = CardReading.Of((await who.Opens(PostForms.About("meetings.form"))).Card);
        var filled = PostForms.Filled(form, new JsonObject { ["title"] = Title, ["day"] = "2026-03-12", ["from"] = "18:00", ["until"] = "19:30", ["agenda"] = "Minutes\nHubs\nBudget" }.With(inputs));
        var confirm = CardReading.Of((await who.Sends(filled)).Card);
        var answer = await who.Sends(PostForms.Filled(confirm, []));
        Assert.True(answer.Sentence?.Contains("is arranged", StringComparison.Ordinal) is true, answer.Sentence ?? CardReading.Of(answer.Card).ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        return (await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, MeetingIndexRows.Line)).OrderBy(row => row.GetDateTimeOffset("MadeAt")).Last().GetString("Key")!;
    }

    public static JsonObject Of(string key, params (string Name, string Value)[] more)
    {
        var data = new JsonObject { ["meeting"] = key };
        foreach (var (name, value) in more)
            data[name] = value;
        return data;
    }

    /// <summary>Says whether one comes, as the card's button does.</summary>
    public static Task<BotAnswer> RepliesAsync(this Colleague who, BotUnderTest bot, string key, string reply)
        => who.PressesAsync(bot, "meetings.reply", Of(key, ("reply", reply)));

    public static Task<BotAnswer> DeputesAsync(this Colleague who, string key, Colleague deputy)
        => who.SendsFormAsync("meetings.deputy.form", Of(key), new JsonObject { ["person"] = AskedPeople.IdOf(deputy).ToString() });

    public static Task<CardReading> ReadsMeetingAsync(this Colleague who, BotUnderTest bot, string key) => who.ReadsAsync(bot, "meetings.open", Of(key));

    public static Task<CardReading> ManagesAsync(this Colleague who, BotUnderTest bot, string key) => who.ReadsAsync(bot, "meetings.manage", Of(key));

    /// <summary>Opens the register, ticks those who came and presses a button of it.</summary>
    public static async Task<BotAnswer> KeepsRegisterAsync(this Colleague who, string key, string go, params Colleague[] came)
    {
        var form = CardReading.Of((await who.Opens(PostForms.About("meetings.register.form").With(Of(key)))).Card);
        var data = PostForms.Filled(form, new JsonObject { ["present"] = string.Join(',', came.Select(one => AskedPeople.IdOf(one))) });
        data["go"] = go;
        return await who.Sends(data);
    }

    public static Task<BotAnswer> NotesAsync(this Colleague who, string key, Colleague whom, string how, JsonObject? more = null)
        => who.SendsFormAsync("meetings.person.form", Of(key), new JsonObject { ["person"] = AskedPeople.IdOf(whom).ToString(), ["how"] = how }.With(more));

    public static async Task<MeetingHead> MeetingAsync(this BotUnderTest bot, string key)
        => Assert.IsType<MeetingHead>(await bot.Services.GetRequiredService<MeetingShelf>().FindAsync(key, TestContext.Current.CancellationToken));

    public static async Task<Attendee?> StandsAsync(this BotUnderTest bot, string key, Colleague who)
        => (await bot.Services.GetRequiredService<MeetingShelf>().FindPersonAsync(key, AskedPeople.IdOf(who), TestContext.Current.CancellationToken))?.Attendee;

    /// <summary>The newest card of the bot in somebody's own chat, as they see it now.</summary>
    public static CardReading Newest(this BotUnderTest bot, Colleague who) => bot.NewestCardIn(who.Chat);
}
