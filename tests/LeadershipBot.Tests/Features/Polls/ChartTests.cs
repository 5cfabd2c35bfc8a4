using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Teams' own charts of results, with text bars where a client draws none.</summary>
public sealed class ChartTests : WholeApp
{
    /// <summary>Room for what a message carries besides; Teams takes about 28 KB.</summary>
    private const int BytesMax = 24 * 1024;

    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No", "Unsure"]);

    public static TheoryData<string> Samples => CardSamples.FileNames;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_chart_of_every_card_is_as_Teams_documents_it_and_says_its_numbers_in_words(string sample)
    {
        var card = CardSamples.Library.Bind(CardSamples.Named(sample).Template, CardSamples.Named(sample).Data);
        foreach (var chart in ChartRules.In(card))
        {
            Assert.Empty(ChartRules.WrongIn(chart));
            var title = chart["title"]!.GetValue<string>();
            Assert.All(chart["data"]!.AsArray(), bar => Assert.Contains(bar!["x"]!.GetValue<string>().Replace("✓ ", "", StringComparison.Ordinal).Replace(" (your answer)", "", StringComparison.Ordinal), title, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{"type":"Chart.HorizontalBar","title":"t","data":[{"x":"Yes","y":40}]}""")]
    [InlineData("""{"type":"Chart.HorizontalBar","title":"t","data":[{"x":"Yes","y":140}],"fallback":{"type":"Container"}}""")]
    [InlineData("""{"type":"Chart.HorizontalBar","data":[{"x":"Yes","y":40}],"fallback":{"type":"Container"}}""")]
    [InlineData("""{"type":"Chart.Bars","title":"t","data":[{"x":"Yes","y":40}],"fallback":{"type":"Container"}}""")]
    [InlineData("""{"type":"Chart.HorizontalBar","title":"t","bars":1,"data":[{"x":"Yes","y":40}],"fallback":{"type":"Container"}}""")]
    public void A_chart_that_Teams_would_not_take_is_found(string chart)
        => Assert.NotEmpty(ChartRules.WrongIn(JsonNode.Parse(chart)!.AsObject()));

    [Fact]
    public async Task A_closed_poll_s_chart_draws_what_its_bars_show_and_no_more()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Hub);
        foreach (var (person, choice) in people.Zip([0, 0, 0, 1, 1, 2]))
            await trial.VotesAsync(person, choice);
        Assert.Empty(ChartRules.In(trial.Reads(people[0]).Json));
        await trial.CloseAsync();

        var card = trial.Reads(people[0]);
        foreach (var shown in new[] { card, await people[0].ReadsResultsAsync(trial) })
        {
            var chart = Assert.Single(ChartRules.In(shown.Json));
            Assert.Empty(ChartRules.WrongIn(chart));
            Assert.Equal("Yes: 3 · 50%; No: 2 · 33%; Unsure: 1 · 17%", chart["title"]!.GetValue<string>());
            Assert.Equal(shown.Choices.Select(choice => (double)choice.Percent), chart["data"]!.AsArray().Select(bar => bar!["y"]!.GetValue<double>()));
            Assert.All(shown.Choices, choice => Assert.NotEmpty(choice.Bar));
        }
    }

    [Fact]
    public async Task What_is_not_shown_is_not_drawn()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Hub);
        foreach (var person in people.Take(4))
            await trial.VotesAsync(person, 0);
        await trial.CloseAsync();

        Assert.Empty(ChartRules.In(trial.Reads(people[0]).Json));
        Assert.Empty(ChartRules.In((await bot.Chair.ReadsResultsAsync(trial)).Json));
    }

    [Fact]
    public async Task The_largest_page_of_bars_still_fits_a_card_and_what_people_typed_stays_words_in_it()
    {
        var (bot, people) = await MeetAsync();
        string[] choices = [.. Enumerable.Range(0, PollLimits.ChoicesMax).Select(i => $"{i} ${{poll.id}} **b** {{{{DATE(2026-01-01T00:00:00Z)}}}} ".PadRight(PollLimits.ChoiceCharactersMax, 'é'))];
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named) { Breakdown = Breakdown.Locality }, ReasonMode.Off, new Question(QuestionKind.Multiple, "Which?", choices) { ChosenMax = 10 });
        foreach (var person in people)
            await trial.AnswersAsync(person, new JsonObject { ["q1"] = "1,2,3,4,5,6,7,8,9,10" });
        await trial.CloseAsync();

        var results = await people[0].ReadsResultsAsync(trial);
        Assert.NotEmpty(ChartRules.In(results.Json));
        foreach (var card in new[] { trial.Reads(people[0]), results })
        {
            Assert.All(ChartRules.In(card.Json), chart => Assert.Contains("${poll.id}", chart["title"]!.GetValue<string>(), StringComparison.Ordinal));
            Assert.True(Encoding.UTF8.GetByteCount(card.Json.ToJsonString(JsonForTeams)) < BytesMax, $"{card.Json.ToJsonString(JsonForTeams).Length} characters");
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions JsonForTeams = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<(BotUnderTest Bot, List<Colleague> People)> MeetAsync()
    {
        var bot = await StartAsync();
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }
}
