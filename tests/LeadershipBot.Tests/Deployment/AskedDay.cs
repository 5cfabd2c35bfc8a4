using System.Text.Json.Nodes;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Features.Interests;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Interests;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which interests are declared and people are asked: everything that this writes.</summary>
internal static class AskedDay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        await InterestsAreDeclaredAsync(bot);
        await PeopleAreAskedAsync(bot);
    }

    private static async Task InterestsAreDeclaredAsync(BotUnderTest bot)
    {
        var who = bot.Chair;
        await who.DeclaresAsync("Works for a pharmacy chain", "Indirect", relation: "Partner", until: "2026-12-31", mitigation: "Leaves the room", about: "Pharmacy first");
        var form = await who.OpensAsync("Change", (await who.Hears("interests")).Json);
        await who.Sends(InterestForms.Filled(form, "Works for a chain of pharmacies", "Indirect", relation: "Partner"));
        await who.Executes("interests.confirm", new JsonObject { ["organisation"] = InterestForms.Here });
    }

    /// <summary>Of people who wait for an answer of the bot in every way in which one can.</summary>
    private static async Task PeopleAreAskedAsync(BotUnderTest bot)
    {
        var (person, asks) = (AskedPeople.IdOf(bot.Organiser), bot.Services.GetRequiredService<AskBook>());
        await bot.SetsAsync(bot.Organiser, new() { WeeklyMinutes = 1, Quiet = new(new TimeOnly(0, 0), new TimeOnly(0, 0), Weekends: false) });
        await bot.Organiser.Types("help");
        await bot.PassAsync(TimeSpan.FromDays(30), TimeSpan.FromHours(12)); // the prompt for who said nothing in 28 days
        for (var key = 1; key <= 2; key++)
            await asks.OrderAsync(new AskOrder(person, InterestForms.Here, PromptForInterests.PromptKind, $"{InterestForms.Here}.{key}", new Ask(AskWeight.Ask, 1, bot.Clock.GetUtcNow().AddDays(20))), Token);
        await bot.DrainAsync();
        await bot.SetsAsync(bot.Organiser, new() { WeeklyMinutes = 1, PausedUntil = bot.Clock.GetUtcNow().AddDays(9) });
        await asks.OrderAsync(new AskOrder(person, InterestForms.Here, PromptForInterests.PromptKind, $"{InterestForms.Here}.3", new Ask(AskWeight.Ask, 1, null)), Token);
        await bot.DrainAsync();

        // As if a server had stopped while it sent an ask and a digest.
        foreach (var row in await bot.RowsAsync(AskRows.Table, person.ToString(), AskRows.Of))
        {
            var ask = AskRows.ToAsk(row, person);
            if (ask.State is AskState.Held)
                await bot.Services.GetRequiredService<Outbox>().CommitAsync(AskRows.Table, person.ToString(), [(ask with { State = AskState.Trying }).Changed, AskBook.SendAt(person, ask.Name, bot.Clock.GetUtcNow())], Token);
            if (ask is { State: AskState.InDigest, DigestOn: { } date })
                await bot.Store.CommitAsync(AskRows.Table, person.ToString(), [new Change.Upsert(new Record(person.ToString(), AskRows.DigestKey(date)) { ["State"] = "Trying" })], Token);
        }

        await bot.SetsAsync(bot.Organiser, new() { WeeklyMinutes = 1 });
        await bot.PassAsync(TimeSpan.FromDays(14), TimeSpan.FromHours(6));
    }
}
