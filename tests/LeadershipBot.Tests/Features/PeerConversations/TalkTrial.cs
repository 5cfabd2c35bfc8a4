using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Features.Privacy;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>People who take part in conversations, and leads of practices who are matched on a measure.</summary>
internal static class TalkTrial
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The Monday on which people are matched first.</summary>
    public static DateTimeOffset Monday { get; } = new(2026, 3, 9, 9, 0, 1, TimeSpan.Zero);

    /// <summary>They meet the bot and join, one after the other; people are matched every two weeks.</summary>
    public static async Task JoinAsync(this BotUnderTest bot, params Colleague[] people)
    {
        foreach (var who in people)
        {
            await bot.MeetsAsync(who);
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        }

        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
    }

    public static Task LeadsAsync(this BotUnderTest bot, Colleague who, string practice)
        => bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(practice), LeadOf = PracticeCodes.Parse(practice) });

    /// <summary>Enters a measure, looks at what would be arranged, and has it arranged.</summary>
    public static async Task<BotAnswer> MatchesPracticesAsync(this Colleague who, string measure, string values)
    {
        var looked = await who.LooksAtMeasureAsync(measure, values);
        return looked.Card is { } card ? await who.Sends(PostForms.Filled(CardReading.Of(card), [])) : looked;
    }

    /// <summary>Enters it and looks at what would be arranged.</summary>
    public static async Task<BotAnswer> LooksAtMeasureAsync(this Colleague who, string measure, string values)
        => await who.SendsFormAsync("talks.measure.form", [], new JsonObject { ["measure"] = measure, ["values"] = values });

    public static async Task<IReadOnlyList<Talk>> TalksAsync(this BotUnderTest bot)
    {
        var shelf = bot.Services.GetRequiredService<TalkShelf>();
        return [.. (await shelf.ListAsync(ReviewTrial.Here, Token)).Concat(await shelf.ListOnMeasuresAsync(ReviewTrial.Here, Token)).Select(one => one.Talk)];
    }

    /// <summary>They are forgotten as when they asked for it: in all features, in their order.</summary>
    public static async Task ForgetsAsync(this BotUnderTest bot, Colleague who)
    {
        var erasure = bot.Services.GetRequiredService<Erasure>();
        var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(ReviewTrial.Here, "Larkford")] };
        foreach (var part in erasure.PartsOf(about))
            await erasure.RunAsync(part, about, Token);
    }

    /// <summary>The rows of conversations in which somebody stands, by id or by name.</summary>
    public static async Task<IReadOnlyList<Record>> RowsWithAsync(this BotUnderTest bot, Colleague who)
        => (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here)).FindAll(row => row.Columns.Select(column => column.Value as string ?? "").Append(row.RowKey).Any(words => words.Contains(who.ObjectId, StringComparison.Ordinal) || words.Contains(who.Name, StringComparison.Ordinal)));
}
