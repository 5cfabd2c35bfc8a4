using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What the buttons of the question to a practice carry.</summary>
internal static class ReleaseQuestion
{
    /// <summary>The newest question about somebody.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="key">The opening's partition.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="edition">Of which edition of the application.</param>
    public static async Task<JsonObject> QuestionAsync(this BotUnderTest bot, string key, Colleague who, int edition = 1)
    {
        var kept = await bot.Services.GetRequiredService<ApplicationShelf>().FindLastReleaseAsync(key, AskedPeople.IdOf(who), TestContext.Current.CancellationToken);
        return new JsonObject
        {
            ["who"] = AskedPeople.IdOf(who).ToString(),
            ["edition"] = edition.ToString(CultureInfo.InvariantCulture),
            ["mark"] = kept?.Mark ?? "",
        };
    }

    /// <summary>What the buttons of a card carry on which somebody was asked, which may be an old one.</summary>
    public static JsonObject QuestionOn(JsonObject card)
        => TeamsCards.Buttons(card).Select(button => button["data"]!.AsObject()).First(data => data["verb"]?.GetValue<string>() == "applications.release.agree").DeepClone().AsObject();
}
