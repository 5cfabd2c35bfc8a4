using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Whoever answered anonymously can look up whether their answer counts, and nobody learns that they did.</summary>
public sealed partial class ReceiptTests : WholeApp
{
    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);

    [Fact]
    public async Task A_receipt_is_found_among_those_that_count_and_another_is_not()
    {
        var (bot, trial, receipt) = await AnsweredAsync();
        await trial.CloseAsync();

        var dialog = await bot.Priya.OpensDialog("Check my receipt", trial.CardOf(bot.Priya));
        var found = CardReading.Of((await bot.Priya.Sends(PollForms.Pressed(dialog, "Check", ("receipt", receipt.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))))).Card);
        Assert.True(found.Says("✓ The answer with this receipt is among the 2 that were counted."), found.ToString());
        Assert.DoesNotContain(receipt, found.Json.ToJsonString(), StringComparison.OrdinalIgnoreCase);

        var other = CardReading.Of((await bot.Priya.Sends(PollForms.Pressed(dialog, "Check", ("receipt", Another(receipt))))).Card);
        Assert.True(other.Says("No answer with this receipt is counted here."), other.ToString());
        var odd = CardReading.Of((await bot.Priya.Sends(PollForms.Pressed(dialog, "Check", ("receipt", "hello")))).Card);
        Assert.True(odd.Says("That is no receipt"), odd.ToString());
    }

    [Fact]
    public async Task Nothing_is_written_down_or_logged_of_who_looked_it_up()
    {
        var (bot, trial, receipt) = await AnsweredAsync();
        await trial.CloseAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        var (rows, logged) = (await RowsAsync(bot, trial), bot.Logs.Count());

        await bot.Tomasz.Opens(Data("polls.receipt", trial.Key));
        await bot.Tomasz.Sends(Data("polls.receipt.look", trial.Key, receipt));

        Assert.Equal(rows, await RowsAsync(bot, trial));
        Assert.All(bot.Logs.Skip(logged), line => Assert.DoesNotContain(bot.Tomasz.ObjectId, line, StringComparison.Ordinal));
        Assert.All(bot.Logs.Skip(logged), line => Assert.DoesNotContain(receipt, line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Somebody_of_another_organisation_can_not_look_it_up_and_a_named_poll_has_none()
    {
        var (bot, trial, receipt) = await AnsweredAsync();
        await trial.CloseAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Chair);
        var named = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        foreach (var verb in new[] { "polls.receipt", "polls.receipt.look" })
        {
            Assert.StartsWith("This poll is for another organisation", (await stranger.Sends(Data(verb, trial.Key, receipt))).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("This poll can't be found", (await bot.Priya.Sends(Data(verb, named.Key, receipt))).Sentence, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Check my receipt", bot.Priya.Reads(named).Buttons);
    }

    [Fact]
    public async Task While_the_store_is_away_it_says_so_and_later_the_receipt_is_found()
    {
        var (bot, trial, receipt) = await AnsweredAsync();
        await trial.CloseAsync();
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        var away = await bot.Priya.Delivers(d => d.SubmitTaskAsync(bot.Priya.Person, bot.Priya.Chat, Data("polls.receipt.look", trial.Key, receipt), cancellationToken: TestContext.Current.CancellationToken));
        Assert.DoesNotContain("counted", away.Sentence ?? "", StringComparison.Ordinal);

        bot.Store.Recovers();
        var found = CardReading.Of((await bot.Priya.Sends(Data("polls.receipt.look", trial.Key, receipt))).Card);
        Assert.True(found.Says("among the 2 that were counted"), found.ToString());
    }

    private async Task<(BotUnderTest Bot, PollTrial Trial, string Receipt)> AnsweredAsync()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Off, Hub);
        await trial.AnswersAsync(bot.Yusuf, new JsonObject { ["q1"] = "2" });
        var recorded = CardReading.Of((await trial.AnswersAsync(bot.Priya, new JsonObject { ["q1"] = "1" })).Card);
        return (bot, trial, Code().Match(recorded.ToString().Replace("\\", "", StringComparison.Ordinal)).Value);
    }

    private static async Task<List<string>> RowsAsync(BotUnderTest bot, PollTrial trial)
        => [.. (await bot.RowsAsync("Polls", trial.Key)).Select(row => $"{row.RowKey} {row.ETag}")];

    private static JsonObject Data(string verb, string key, string receipt = "") => new() { ["verb"] = verb, ["poll"] = key, ["organisation"] = "larkford", ["receipt"] = receipt };

    /// <summary>A receipt that nobody was given.</summary>
    private static string Another(string receipt) => (receipt[0] == '2' ? '3' : '2') + receipt[1..];

    [GeneratedRegex("[A-Z0-9]{3,}(-[A-Z0-9]{2,})+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Code();
}
