using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The dialog with all of a result, and the files of it.</summary>
public sealed class ResultsTests : WholeApp
{
    private const string Vale = "Z99002";
    private const string North = "Z99001";
    private const string Coast = "Z99003";

    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);
    private static readonly AskPrivacy ByLocality = new(Voice.Confidential) { Breakdown = Breakdown.Locality };

    [Fact]
    public async Task A_small_group_is_put_together_with_another_in_the_dialog_and_in_the_files()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync((Vale, 6), (North, 5), (Coast, 2));
        var trial = await PollTrial.SendAsync(bot, ByLocality, ReasonMode.Off, Hub);
        await AllVoteAsync(trial, people, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1);
        await trial.CloseAsync();

        Assert.Contains("Results", trial.Reads(people[0]).Buttons);
        var dialog = await people[0].ReadsResultsAsync(trial);
        Assert.True(dialog.Says("All together · 13 answered") && dialog.Says("Vale · 6 answered") && dialog.Says("Others put together (2 groups) · 7 answered"), dialog.ToString());
        Assert.True(dialog.Says("2 groups are put together, so that none with fewer than 5 answers can be worked out."), dialog.ToString());
        Assert.Equal([8, 5, 4, 2, 4, 3], dialog.Choices.Select(choice => choice.Count));
        Assert.DoesNotContain("Take the file", dialog.Buttons);

        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Contains("1,Shall the hub open?,Vale,Yes,,4,67,6,,,", table, StringComparison.Ordinal);
        Assert.Contains("1,Shall the hub open?,Others put together (2 groups),No,,3,43,7,,,", table, StringComparison.Ordinal);
        var data = JsonNode.Parse(await bot.TakesAsync(bot.Chair, trial, "json"))!;
        Assert.Equal(8, data["questions"]![0]!["whole"]!["choices"]![0]!["count"]!.GetValue<int>());
        Assert.Equal(["Vale"], data["questions"]![0]!["groups"]!.AsArray().Select(group => group!["group"]!.GetValue<string>()));
        var board = await people[0].Opens(new JsonObject { ["verb"] = "brief.copy", ["kind"] = "polls", ["key"] = trial.Key });
        var paper = CardReading.Of(board.Card).Input("paper")["value"]!.GetValue<string>();
        Assert.Contains("All together: Yes 8 (62%); No 5 (38%). Vale (6 answered): Yes 4 (67%); No 2 (33%). 2 small groups together (7 answered): Yes 4 (57%); No 3 (43%). Not shown: 2 groups are put together", paper, StringComparison.Ordinal);
        Assert.All([dialog.ToString(), table, data.ToJsonString(), paper], text => Assert.DoesNotContain("Coast", text, StringComparison.Ordinal));
        Assert.All([dialog.ToString(), table, data.ToJsonString(), paper], text => Assert.DoesNotContain("North", text, StringComparison.Ordinal));
        Assert.Equal(2, (await bot.RowsAsync(PollRows.Table, trial.Key, "audit.")).Count(row => row.GetString("What") == "polls.resultTaken" && row.GetString("Who") == bot.Chair.ObjectId));
    }

    [Fact]
    public async Task Where_a_group_is_of_one_mind_no_group_is_shown()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync((Vale, 6), (North, 5));
        var trial = await PollTrial.SendAsync(bot, ByLocality, ReasonMode.Off, Hub);
        await AllVoteAsync(trial, people, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
        await trial.CloseAsync();

        var dialog = await bot.Chair.ReadsResultsAsync(trial);
        Assert.True(dialog.Says("All together · 11 answered") && dialog.Says("Results by group are not shown: answers are too few or too much alike."), dialog.ToString());
        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Contains("Results by group are not shown", table, StringComparison.Ordinal);
        Assert.All([dialog.ToString(), table], text => Assert.DoesNotContain("Vale", text.Replace("Larkford and Vale CCG", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_a_confidential_poll_has_closed_neither_dialog_nor_files_tell_more_than_how_many_answered()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Required, Hub);
        foreach (var person in people.Take(6))
            await trial.AnswersAsync(person, new JsonObject { ["q1"] = "1", ["reason"] = "A word of mine" });

        var dialog = await bot.Chair.ReadsResultsAsync(trial);
        Assert.True(dialog.Says("6 people have answered.") && dialog.Says("Results are shown once it has closed."), dialog.ToString());
        Assert.Empty(dialog.Choices);
        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Contains("1,Shall the hub open?,,,,,,6,", table, StringComparison.Ordinal);
        Assert.DoesNotContain(",Yes,", table, StringComparison.Ordinal);
        var data = await bot.TakesAsync(bot.Chair, trial, "json");
        Assert.Null(JsonNode.Parse(data)!["questions"]![0]!["whole"]);
        Assert.Equal("This poll isn't named, so nobody is shown who answered. The result is on its card once it has closed.", (await bot.Chair.AsksForAsync(trial, "answers")).Sentence);
        Assert.All([dialog.ToString(), (await bot.Chair.ReadsResultsAsync(trial, 1)).ToString(), table, data], text => Assert.DoesNotContain("A word of mine", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Voice.Confidential)]
    [InlineData(Voice.Anonymous)]
    public async Task What_ten_people_wrote_is_read_without_names_after_closing(Voice voice)
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(voice), ReasonMode.Required, Hub);
        for (var i = 0; i < 10; i++)
            await trial.AnswersAsync(people[i], new JsonObject { ["q1"] = i < 6 ? "1" : "2", ["reason"] = $"=word {(char)('a' + i)} [x](http://example.org)" });
        await trial.CloseAsync();

        var dialog = await people[1].ReadsResultsAsync(trial, 1);
        Assert.True(dialog.Says("What people wrote") && dialog.Says("Showing 1 to 10 of 10."), dialog.ToString());
        Assert.Equal(10, dialog.Texts.Count(text => text.Contains("word ", StringComparison.Ordinal)));
        Assert.DoesNotContain(dialog.Texts, text => text.Contains("[x](http", StringComparison.Ordinal));
        Assert.All(people.Take(10), person => Assert.False(dialog.Says(person.Name), dialog.ToString()));
        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Equal(10, table.Split("\r\n").Count(line => line.StartsWith(",,,,,,,,,'=word ", StringComparison.Ordinal)));
        Assert.Equal(10, JsonNode.Parse(await bot.TakesAsync(bot.Chair, trial, "json"))!["comments"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_a_named_poll_leaders_read_and_take_who_wrote_what_and_others_do_not()
    {
        var (bot, _) = await MeetAsync();
        var hostile = Question.OneOf("=1+1 **bold** [x](http://example.org) ${poll.id}", ["=cmd|' /C calc'!A0", "@sum, \"quoted\""]);
        var trial = new PollTrial(bot, (await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Required, hostile)).Key, "bold");
        await trial.AnswersAsync(bot.Priya, new JsonObject { ["q1"] = "1", ["reason"] = "+SUM(A1) **loud**" });
        await trial.AnswersAsync(bot.Tomasz, new JsonObject { ["q1"] = "2", ["reason"] = "Because" });
        await trial.CloseAsync();

        var leader = await bot.Chair.ReadsResultsAsync(trial);
        Assert.Equal([1, 1], leader.Choices.Select(choice => choice.Count));
        Assert.DoesNotContain(leader.Texts, text => text.Contains("[x](http", StringComparison.Ordinal) || text.Contains("**bold**", StringComparison.Ordinal));
        Assert.DoesNotContain(leader.Texts, text => text.Contains(trial.Key, StringComparison.Ordinal)); // a template in a question stays words
        var words = await bot.Chair.ReadsResultsAsync(trial, 1);
        Assert.True(words.Says("Dr Priya Raman") && words.Says("Because"), words.ToString());
        Assert.False(words.Says("**loud**"), words.ToString());

        var member = await bot.Priya.ReadsResultsAsync(trial, 1);
        Assert.False(member.Says("Because") || member.Says("Dr Tomasz"), member.ToString());
        Assert.DoesNotContain("Take the file", member.Buttons);
        Assert.StartsWith("Only ", (await bot.Priya.AsksForAsync(trial, "csv")).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Only ", (await bot.Priya.AsksForAsync(trial, "answers")).Sentence, StringComparison.Ordinal);

        var answers = await bot.TakesAsync(bot.Chair, trial, "answers");
        Assert.StartsWith("\uFEFFName,Practice code,Practice,'=1+1 **bold**", answers, StringComparison.Ordinal);
        Assert.Contains(answers.Split("\r\n"), line => line.StartsWith("Dr Priya Raman,", StringComparison.Ordinal) && line.Contains("The Tannery Practice,'=cmd|' /C calc'!A0,'+SUM(A1) **loud**,", StringComparison.Ordinal));
        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Contains("All together,\"'@sum, \"\"quoted\"\"\",,1,50,2,", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Because", table, StringComparison.Ordinal);
        Assert.Contains(await bot.RowsAsync(PollRows.Table, trial.Key, "audit."), row => row.GetString("What") == "polls.answersTaken");
    }

    [Fact]
    public async Task A_survey_is_read_question_by_question_while_it_is_open_if_it_is_named()
    {
        var (bot, _) = await MeetAsync();
        var order = new Question(QuestionKind.Ranking, "In which order?", ["Beds", "Staff", "Vans"]);
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Hub, order);
        var first = await bot.Priya.ReadsResultsAsync(trial);
        Assert.True(first.Says("Question 1 of 2") && first.Says("Nobody has answered yet."), first.ToString());
        Assert.Equal(["Copy for board paper", "Next page"], first.Buttons);

        var last = await bot.Priya.ReadsResultsAsync(trial, 1);
        Assert.True(last.Says("Question 2 of 2") && last.Says("In which order?"), last.ToString());
        Assert.Equal(["Previous page"], last.Buttons);
        Assert.True((await bot.Priya.ReadsResultsAsync(trial, 999)).Says("Question 2 of 2"));
        Assert.True((await bot.Priya.ReadsResultsAsync(trial, -3)).Says("Question 1 of 2"));
    }

    [Fact]
    public async Task Who_was_not_asked_is_refused_and_a_withdrawn_poll_has_no_result_for_anybody()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Hub);
        await trial.VotesAsync(people[0], 0);
        var outsider = bot.Joins("Dr Out Sider");

        foreach (var answer in new[] { await outsider.OpensResultsAsync(trial), await outsider.AsksForAsync(trial, "csv"), await outsider.AsksForAsync(trial, "answers") })
        {
            Assert.Null(answer.Card);
            Assert.Contains("organisation", answer.Sentence, StringComparison.Ordinal);
        }

        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = trial.Key, ["why"] = "Asked too early" });
        Assert.StartsWith("The poll was withdrawn", (await bot.Chair.OpensResultsAsync(trial)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The poll was withdrawn", (await bot.Chair.AsksForAsync(trial, "json")).Sentence, StringComparison.Ordinal);
        Assert.Empty(bot.ConsentsFor(bot.Chair));
    }

    [Fact]
    public async Task A_file_that_was_asked_for_is_not_made_any_more_once_the_poll_is_withdrawn()
    {
        var (bot, _) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Hub);
        await bot.Chair.AsksForAsync(trial, "answers");
        await bot.DrainAsync();
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = trial.Key, ["why"] = "Asked too early" });
        await bot.Chair.Delivers(d => d.AcceptFileAsync(bot.Chair.Person, Assert.Single(bot.ConsentsFor(bot.Chair)), TestContext.Current.CancellationToken));
        await bot.DrainAsync();

        Assert.Equal(0, bot.Teams.Drive.UploadRequests);
    }

    private static async Task AllVoteAsync(PollTrial trial, IReadOnlyList<Colleague> people, params int[] choices)
    {
        foreach (var (person, choice) in people.Zip(choices))
            await trial.VotesAsync(person, choice);
    }

    private async Task<(BotUnderTest Bot, List<Colleague> People)> MeetAsync()
    {
        var bot = await StartAsync();
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }
}
