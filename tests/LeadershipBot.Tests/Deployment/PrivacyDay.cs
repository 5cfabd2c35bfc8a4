using System.Text.Json.Nodes;
using LeadershipBot.Shell.Files;
using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Support;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day in which people ask what is held about them, take it as a file, and are forgotten.</summary>
internal static class PrivacyDay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.Priya.Types("what do you hold about me");
        await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, bot.ConsentsFor(bot.Priya)[0], Token));
        await bot.DrainAsync();

        var partition = FileRows.PartitionOf(new(bot.Priya.Person.TenantId, bot.Priya.ObjectId));
        var offer = (await bot.RowsAsync(FileRows.Table, partition)).Where(FileRows.IsOffer).Select(FileRows.ToOffer).Single();
        var answer = await bot.Priya.Executes("files.link", new JsonObject { ["file"] = offer.Id });
        var link = TeamsCards.Buttons(answer.Card).Single(button => button["type"]!.GetValue<string>() == "Action.OpenUrl")["url"]!.GetValue<string>();
        using var browser = new FileVisitor(bot);
        using var given = await browser.DownloadsAsync(await browser.SignsInAsync(new Uri(link).AbsolutePath, bot.Priya.Person));
        Assert.True(given.IsSuccessStatusCode);

        await bot.HearsWhatForgettingMeansAsync(bot.Yusuf);
        await bot.Yusuf.Presses("Erase it now", bot.CardsIn(bot.Yusuf.Chat)[^1]);
        await bot.DrainAsync();
        Assert.Equal("Done", bot.NewestCardIn(bot.Yusuf.Chat).Heading);
    }
}
