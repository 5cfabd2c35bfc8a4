using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Succession;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which posts are made, held, opened, rescued, filled and withdrawn, and people climb the ladder.</summary>
internal static class SuccessionDay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Chair, bot.Organiser, bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var other = await bot.MakesPostAsync(bot.Organiser, "Vice chair", opens: false);
        var (panel, deputy) = (AskedPeople.IdOf(bot.Chair).ToString(), AskedPeople.IdOf(bot.Yusuf).ToString());
        var key = await bot.MakesPostAsync(
            bot.Organiser,
            facts: new JsonObject { ["protected"] = "Thursdays", ["why"] = "It matters", ["costs"] = "My Thursdays" },
            people: new JsonObject { ["specification"] = "Listens", ["talkTo"] = "Somebody else", ["panel"] = panel, ["deputies"] = deputy, ["conflicts"] = other.Split('.')[1], ["onlyLinkTo"] = "Council", ["professions"] = "Gp", ["contracts"] = "Partner", ["localities"] = "north", ["place"] = "true" },
            interview: "2026-04-09");
        var page = CardReading.Of((await bot.Organiser.OpensPostAsync("posts.write", key)).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["pay"] = "£400" });
        await bot.Organiser.SendsPageAsync(page, []);
        var handed = CardReading.Of((await bot.Organiser.OpensPostAsync("posts.write", other)).Card);
        handed = await bot.Organiser.SendsPageAsync(handed, []);
        await bot.Organiser.SendsPageAsync(handed, new JsonObject { ["runBy"] = panel });
        await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = other, ["go"] = "save" }));
        await bot.Organiser.RecordsHolderAsync(other, bot.Priya, "2024-07-01", "2026-09-30");
        var tenure = (await bot.HeadAsync(other)).Post.Tenures[0].Id;
        await bot.Priya.PressesAsync(bot, "posts.stay", new JsonObject { ["post"] = other, ["tenure"] = tenure, ["intention"] = "MayLeave" });
        await bot.Organiser.SendsFormAsync("posts.step.form", [], new JsonObject { ["person"] = AskedPeople.IdOf(bot.Tomasz).ToString(), ["rung"] = "Shadow", ["what"] = "The March meeting", ["from"] = "2026-03-02", ["until"] = "2026-03-03" });
        await bot.Organiser.PressesAsync(bot, "shell.command", new JsonObject { ["command"] = "export posts" });

        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(12));
        var step = (await bot.RowsAsync("Ladders", PostForms.Here, "step.")).Single().RowKey.Split('.')[^1];
        await bot.Tomasz.PressesAsync(bot, "posts.how", new JsonObject { ["step"] = step, ["experience"] = "Good" });
        await bot.Chair.PressesAsync(bot, "posts.invite", new JsonObject { ["post"] = key });
        await bot.Chair.PressesAsync(bot, "posts.extend", new JsonObject { ["post"] = key, ["days"] = "7", ["interview"] = "2026-04-09" });
        await bot.Services.GetRequiredService<PostOpenings>().AppointedAsync(key + ".1", new Person(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name), bot.Clock.GetUtcNow(), "abc", Token);
        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = other, ["reason"] = "It moves" }));
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await bot.Organiser.SendsFormAsync("posts.share.form", new JsonObject { ["post"] = key }, new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });

        await bot.Chair.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "mentor" }, new JsonObject { ["words"] = "How boards decide" });
        await bot.Priya.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "wish" }, new JsonObject { ["words"] = "Standing" });
        await bot.Organiser.SendsFormAsync("posts.match.form", [], new JsonObject { ["mentee"] = AskedPeople.IdOf(bot.Priya).ToString(), ["mentor"] = AskedPeople.IdOf(bot.Chair).ToString() });
        var pair = (await bot.RowsAsync("Ladders", PostForms.Here, "pair.")).Single().RowKey["pair.".Length..];
        await bot.Priya.PressesAsync(bot, "posts.mentor.end", new JsonObject { ["pair"] = pair });
    }
}
