using System.Text.Json.Nodes;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
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

    /// <summary>The organiser said nothing for a month; then an ask is too long for the week, another comes in the evening, and a server stops while it sends.</summary>
    private static async Task PeopleAreAskedAsync(BotUnderTest bot)
    {
        var (person, asks, outbox) = (AskedPeople.IdOf(bot.Organiser), bot.Services.GetRequiredService<AskBook>(), bot.Services.GetRequiredService<Outbox>());
        await bot.Organiser.Types("help");
        await bot.PassAsync(TimeSpan.FromDays(33), TimeSpan.FromHours(12));
        var monday = bot.Clock.GetUtcNow().Date.AddDays(((int)DayOfWeek.Monday - (int)bot.Clock.GetUtcNow().DayOfWeek + 7) % 7 + 7);
        await bot.BecomesAsync(new DateTimeOffset(monday.AddHours(10), TimeSpan.Zero));
        await asks.OrderAsync(Of(person, "long", 11, bot.Clock.GetUtcNow().AddDays(20)), Token);
        await bot.DrainAsync();
        await bot.BecomesAsync(new DateTimeOffset(monday.AddHours(21), TimeSpan.Zero));
        await asks.OrderAsync(Of(person, "late", 1, closes: null), Token);
        await bot.DrainAsync();

        foreach (var ask in (await bot.RowsAsync(AskRows.Table, person.ToString(), AskRows.Of)).Select(row => AskRows.ToAsk(row, person)))
        {
            if (ask.State is AskState.Held)
                await outbox.CommitAsync(AskRows.Table, person.ToString(), [(ask with { State = AskState.Trying }).Changed, AskBook.SendAt(person, ask.Name, bot.Clock.GetUtcNow())], Token);
            if (ask is { State: AskState.InDigest, DigestOn: { } date })
                await bot.Store.CommitAsync(AskRows.Table, person.ToString(), [new Change.Upsert(new Record(person.ToString(), AskRows.DigestKey(date)) { ["State"] = "Trying" })], Token);
        }

        await bot.PassAsync(TimeSpan.FromDays(5), TimeSpan.FromHours(6));
    }

    private static AskOrder Of(MemberId person, string key, int minutes, DateTimeOffset? closes)
        => new(person, InterestForms.Here, AskedThings.Name, key, new Ask(AskWeight.Ask, minutes, closes));
}
