using System.Collections.Concurrent;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Asks;

/// <summary>A feature that asks people things, as far as the rules of asking need one.</summary>
internal sealed class AskedThings : IAskSource
{
    public const string Name = "tests.thing";

    /// <summary>Keys that were answered or closed.</summary>
    public ConcurrentBag<string> Done { get; } = [];

    public string Kind => Name;

    public static BotOptions Options(AskedThings things, BotOptions? more = null)
        => (more ?? new BotOptions()) with { Parts = services => services.AddSingleton<IAskSource>(things) };

    public Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (Done.Contains(wish.Key))
            return Task.FromResult<AskCard?>(null);
        var words = PlainText.FromPerson("Please answer " + wish.Key);
        var data = new CardData().Set("title", CardText.FromPerson(words.Words)).Set("lines", []).Set("summary", words).Set("spoken", words);
        return Task.FromResult<AskCard?>(new AskCard(words, new CardView("shell/notice", data, words)));
    }
}

internal static class AskedPeople
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The person has met the bot, so that their chat is known, and the chat is empty again to the eye.</summary>
    public static async Task MeetsAsync(this BotUnderTest bot, Colleague who)
    {
        await who.Types("help");
        Assert.Single(bot.CardsIn(who.Chat));
    }

    /// <summary>Orders an ask and lets happen what is due.</summary>
    public static async Task AsksAsync(this BotUnderTest bot, Colleague who, string key, int minutes = 1, DateTimeOffset? closes = null, AskWeight weight = AskWeight.Ask)
    {
        await bot.OrdersAsync(who, key, minutes, closes, weight);
        await bot.DrainAsync();
    }

    public static Task OrdersAsync(this BotUnderTest bot, Colleague who, string key, int minutes = 1, DateTimeOffset? closes = null, AskWeight weight = AskWeight.Ask)
        => bot.Services.GetRequiredService<AskBook>().OrderAsync(new AskOrder(IdOf(who), "larkford", AskedThings.Name, key, new Ask(weight, minutes, closes)), Token);

    public static async Task<AskRow> AskAsync(this BotUnderTest bot, Colleague who, string key)
        => Assert.IsType<AskRow>(await bot.Services.GetRequiredService<AskShelf>().FindAsync(IdOf(who), AskedThings.Name, key, Token));

    public static async Task<AskState> StateAsync(this BotUnderTest bot, Colleague who, string key) => (await bot.AskAsync(who, key)).State;

    /// <summary>The headings of what the bot sent to the person since they met.</summary>
    public static IReadOnlyList<string> SentTo(this BotUnderTest bot, Colleague who)
        => [.. bot.CardsIn(who.Chat).Skip(1).Select(message => CardReading.Of(message.Card()).Heading)];

    /// <summary>What the person set for themselves, as their profile would.</summary>
    public static async Task SetsAsync(this BotUnderTest bot, Colleague who, PersonalSettings settings)
        => await bot.Store.Inner.CommitAsync("People", IdOf(who).ToString(), [new LeadershipBot.Storage.Change.Upsert(LeadershipBot.Features.Members.PersonRows.OfSettings(IdOf(who), settings))], Token);

    /// <summary>Lets the time come, at once: what is due then happens.</summary>
    public static async Task BecomesAsync(this BotUnderTest bot, DateTimeOffset moment)
    {
        bot.Clock.Advance(moment - bot.Clock.GetUtcNow());
        await bot.DrainAsync();
    }

    public static MemberId IdOf(Colleague who) => new(who.Person.TenantId, who.ObjectId);
}
