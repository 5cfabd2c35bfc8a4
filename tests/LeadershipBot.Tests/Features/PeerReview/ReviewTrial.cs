using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>A round among many people, made by the form and answered by the prompt's own data.</summary>
internal sealed class ReviewTrial(BotUnderTest bot, IReadOnlyList<Colleague> people)
{
    public const string Here = "larkford";
    private const int Practices = 12;

    public IReadOnlyList<Colleague> People => people;

    public ReviewShelf Shelf { get; } = bot.Services.GetRequiredService<ReviewShelf>();

    public RaterBook Raters { get; } = bot.Services.GetRequiredService<RaterBook>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lists so many people, spread over twelve practices.</summary>
    public static async Task<ReviewTrial> BeginAsync(BotUnderTest bot, int count)
    {
        var people = await bot.ListsManyAsync(Here, count);
        var practice = people.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id, one => PracticeOf(one.n));
        await bot.ChangesRollAsync(Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => practice.TryGetValue(one.Key, out var code) ? one.Value with { Practices = PracticeCodes.Parse(code) } : one.Value) });
        return new ReviewTrial(bot, people);
    }

    public static string PracticeOf(int number) => "Z99" + ((number % Practices) + 1).ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>Whether words stand in the clear anywhere in the store's file, or in its write-ahead log: searched as bytes.</summary>
    public static bool StoreSays(BotUnderTest bot, string words)
        => new[] { bot.StorePath, bot.StorePath + "-wal" }.Where(File.Exists).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
        });

    /// <summary>Makes a round by the dialog, that starts and closes on these days; everybody joins, as rows.</summary>
    public async Task<ReviewRound> MakeAsync(string title, string starts, string closes)
    {
        var round = await AnnounceAsync(title, starts, closes);
        foreach (var who in people)
            await Shelf.ChangePartAsync(ReviewRows.KeyOf(round), AskedPeople.IdOf(who), before => before ?? new RoundPart(AskedPeople.IdOf(who), who.Name, bot.Clock.GetUtcNow()), [], Token);
        return round;
    }

    /// <summary>The same; everybody joins by the dialog.</summary>
    public async Task<ReviewRound> MakeAndJoinAsync(string title, string starts, string closes)
    {
        var round = await AnnounceAsync(title, starts, closes);
        foreach (var who in people)
            Assert.NotNull((await who.SendsFormAsync("review.join.form", new JsonObject { ["round"] = round.Id }, [])).Sentence);
        return round;
    }

    private async Task<ReviewRound> AnnounceAsync(string title, string starts, string closes)
    {
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("review.form"))).Card);
        var answer = await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["title"] = title, ["starts"] = starts, ["closes"] = closes, ["grace"] = "3" }));
        Assert.True(answer.Sentence?.Contains("is made", StringComparison.Ordinal) is true, answer.Sentence ?? CardReading.Of(answer.Card).ToString());
        return (await Shelf.ListAsync(Here, Token)).Single(one => one.Title == title);
    }

    public async Task<ReviewRound> NowAsync(ReviewRound round) => (await Shelf.FindAsync(Here, round.Id, Token))!.Round;

    /// <summary>Who is asked about whom, by their place among the people.</summary>
    public async Task<IReadOnlyList<(int Rater, int Subject)>> RatingsAsync(ReviewRound round)
    {
        var place = people.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id.ToString(), one => one.n);
        var names = people.Select((who, n) => (Name: ReviewRows.NameOf(round.Id, AskedPeople.IdOf(who)), n)).ToDictionary(one => one.Name, one => one.n);
        return [.. (await Raters.ListAsync(await NowAsync(round), Token)).SelectMany(one => one.About.Select(name => (place[one.Rater.ToString()], names[name])))];
    }

    /// <summary>Answers about somebody: a step for each of the three questions.</summary>
    public Task<BotAnswer> AnswersAsync(ReviewRound round, int rater, int subject, string steps, string comment = "") => people[rater].Executes("review.answer", new JsonObject
    {
        ["organisation"] = Here,
        ["round"] = round.Id,
        ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(people[subject])),
        ["q1"] = steps[..1],
        ["q2"] = steps[1..2],
        ["q3"] = steps[2..3],
        ["comment"] = comment,
    });

    public Task<RoundSubject?> SubjectAsync(ReviewRound round, int subject) => Shelf.FindSubjectAsync(round, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(people[subject])), Token);

    public Task<CardReading> ReadsAsync(ReviewRound round, int person) => people[person].ReadsAsync(bot, "review.result", new JsonObject { ["round"] = round.Id });
}
