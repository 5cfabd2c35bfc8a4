using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Reads results as people do: in the dialog, and as files.</summary>
internal static class ResultTrial
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<BotAnswer> OpensResultsAsync(this Colleague who, PollTrial trial, int page = 0)
        => who.Opens(new JsonObject { ["verb"] = "polls.results", ["poll"] = trial.Key, ["page"] = page });

    public static async Task<CardReading> ReadsResultsAsync(this Colleague who, PollTrial trial, int page = 0)
        => CardReading.Of((await who.OpensResultsAsync(trial, page)).Card);

    public static Task<BotAnswer> AsksForAsync(this Colleague who, PollTrial trial, string file)
        => who.Sends(new JsonObject { ["verb"] = "polls.export", ["poll"] = trial.Key, ["file"] = file });

    /// <summary>Takes a file and accepts it.</summary>
    public static async Task<string> TakesAsync(this BotUnderTest bot, Colleague who, PollTrial trial, string file)
    {
        await who.AsksForAsync(trial, file);
        await bot.DrainAsync();
        await who.Delivers(d => d.AcceptFileAsync(who.Person, bot.ConsentsFor(who)[^1], Token));
        await bot.DrainAsync();
        return Encoding.UTF8.GetString(bot.NewestUpload());
    }

    /// <summary>More people of the demo organisation, so many of each practice, in this order.</summary>
    public static async Task<IReadOnlyList<Colleague>> ListsAtAsync(this BotUnderTest bot, params (string Practice, int Count)[] places)
    {
        var people = await bot.ListsManyAsync(PollTrial.Organisation, places.Sum(place => place.Count));
        var codes = places.SelectMany(place => Enumerable.Repeat(place.Practice, place.Count));
        foreach (var (person, code) in people.Zip(codes))
            await bot.ListsAsync(person, PollTrial.Organisation, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code) });
        return people;
    }

    public static Task VotesAsync(this PollTrial trial, Colleague who, int choice)
        => who.Presses(trial.Reads(who).Choices[choice].Press!, trial.CardOf(who));
}
