using System.Text.Json.Nodes;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>When a vote is valid and carried, with the numbers by which anybody can check it: on the card, in the dialog, in the files.</summary>
public sealed class QuorumTests : WholeApp
{
    private static readonly (string, string) ByLead = ("countedBy", "Practices");
    private static readonly (string, string) MoreThanHalf = ("share", "MoreThanHalf");

    [Fact]
    public async Task Half_of_the_practices_are_enough_and_one_fewer_is_not()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        string[] practices = ["Z99004", "Z99005", "Z99006", "Z99007", "Z99008", "Z99009"];
        var people = await bot.ListsAtAsync([.. practices.Select(practice => (practice, 1))]);
        foreach (var (person, practice) in people.Zip(practices))
            await PracticeTrial.LeadsAsync(bot, person, practice);
        var trial = await PracticeTrial.AskOnlyAsync(bot, ByLead, ("quorum", "50%"), MoreThanHalf);
        Assert.True((await trial.SeesAsync(people[0])).Says("Valid if at least 50% of the practices answer."));
        Assert.True((await trial.SeesAsync(people[0])).Says("Carried if more than half of the votes say Yes."));

        for (var i = 0; i < 5; i++)
            await trial.VotesAsync(people[i], i < 3 ? "Yes" : "No");
        Assert.True((await trial.SeesAsync(bot.Chair)).Says("Not quorate yet: 5 answered, 6 of 12 are needed."), (await trial.SeesAsync(bot.Chair)).ToString());
        await trial.VotesAsync(people[5], "No");
        Assert.True((await trial.SeesAsync(bot.Chair)).Says("Quorate: 6 answered, 6 of 12 are needed."));
        await trial.VotesAsync(people[5], "Yes");
        await trial.CloseAsync();

        var card = await trial.SeesAsync(people[1]);
        Assert.True(card.Says("Carried.") && card.Says("Quorate: 6 answered, 6 of 12 were needed.") && card.Says("4 of 6 votes cast say Yes; it needed more than half."), card.ToString());
    }

    [Fact]
    public async Task Too_few_carry_nothing_however_they_vote()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead, ("quorum", "4"), MoreThanHalf);
        foreach (var who in new[] { bot.Chair, bot.Tomasz, bot.Priya })
            await trial.VotesAsync(who, "Yes");
        await trial.CloseAsync();

        var card = await trial.SeesAsync(bot.Yusuf);
        Assert.True(card.Says("Not carried: too few answered.") && card.Says("Not quorate: 3 answered, 4 of 12 were needed.") && card.Says("3 of 3 votes cast say Yes"), card.ToString());
    }

    [Theory]
    [InlineData("Yes", "Yes", "Yes", "Carried.", "3 of 3 votes cast say Yes; it needed at least two thirds.")]
    [InlineData("Yes", "Yes", "No", "Carried.", "2 of 3 votes cast say Yes; it needed at least two thirds.")]
    [InlineData("Yes", "Unsure", "No", "Not carried.", "1 of 3 votes cast say Yes; it needed at least two thirds.")]
    public async Task Two_thirds_carry_it(string chair, string tomasz, string priya, string headline, string numbers)
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead, ("share", "TwoThirds"));
        await trial.VotesAsync(bot.Chair, chair);
        await trial.VotesAsync(bot.Tomasz, tomasz);
        await trial.VotesAsync(bot.Priya, priya);
        await trial.CloseAsync();

        var card = await trial.SeesAsync(bot.Yusuf);
        Assert.True(card.Says(headline) && card.Says(numbers), card.ToString());
    }

    [Fact]
    public async Task A_block_stops_consent_and_an_abstention_is_no_vote_cast()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead, MoreThanHalf, ("kind", "Consent"), ("options", ""));
        await VotesAsync(bot.Chair, 0);
        await VotesAsync(bot.Tomasz, 1);
        await VotesAsync(bot.Priya, 3);
        Assert.Equal([1, 1, 0, 1], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        await trial.CloseAsync();

        var card = await trial.SeesAsync(bot.Yusuf);
        Assert.True(card.Says("Not carried: it is blocked.") && card.Says("1 of 2 votes cast say Agree"), card.ToString());

        Task VotesAsync(Colleague who, int choice) => who.Executes("polls.vote", new JsonObject { ["poll"] = trial.Key, ["choice"] = choice });
    }

    [Fact]
    public async Task People_have_a_quorum_too_in_per_cent_of_those_asked()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("quorum", "25%"), MoreThanHalf, ("inFavour", "no"));
        await trial.VotesAsync(bot.Chair, "No");
        await trial.VotesAsync(bot.Tomasz, "No");
        var roll = (await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.PollRow))[0].GetInt32("OnRoll");
        Assert.True((await trial.SeesAsync(bot.Chair)).Says($"2 answered, {(roll + 3) / 4} of {roll} are needed."), (await trial.SeesAsync(bot.Chair)).ToString());
    }

    [Fact]
    public async Task A_quorum_in_per_cent_needs_a_list_and_a_share_one_choice_that_is_there()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");

        Assert.True((await PracticeTrial.PreviewAsync(bot, ("audience", "here"), ("quorum", "50%"))).Says("A quorum in per cent needs a list of who is asked"));
        Assert.True((await PracticeTrial.PreviewAsync(bot, ("kind", "Multiple"), MoreThanHalf)).Says("Only a question with one choice from each can be carried."));
        Assert.True((await PracticeTrial.PreviewAsync(bot, MoreThanHalf, ("inFavour", "Maybe"))).Says("“Maybe” is none of the answers."));
        Assert.Contains("Ask now", (await PracticeTrial.PreviewAsync(bot, ("audience", "here"), ("quorum", "5"))).Buttons);
    }

    [Fact]
    public async Task Before_a_confidential_poll_has_closed_nothing_but_the_quorum_shows()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("voice", "Confidential"), ("quorum", "2"), MoreThanHalf);
        foreach (var who in new[] { bot.Chair, bot.Tomasz, bot.Priya })
            await trial.VotesAsync(who, "Yes");

        var open = await trial.SeesAsync(bot.Chair);
        Assert.True(open.Says("Quorate: 3 answered, 2 of "), open.ToString());
        Assert.False(open.Says("votes cast"), open.ToString());
        await trial.CloseAsync();
        var closed = await trial.SeesAsync(bot.Yusuf);
        Assert.True(closed.Says("Quorate: 3 answered, 2 of "), closed.ToString());
        Assert.False(closed.Says("arried") || closed.Says("votes cast"), closed.ToString()); // fewer than five: no scores, so not what came of them
    }

    [Fact]
    public async Task The_dialog_and_the_files_hold_each_practices_vote_and_by_whom_it_was_cast()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("countedBy", "ListSizes"), ("quorum", "2"), MoreThanHalf);
        await trial.VotesAsync(bot.Tomasz, "No");
        await trial.VotesAsync(bot.Priya, "Yes");
        await trial.CloseAsync();

        var first = await bot.Chair.ReadsResultsAsync(trial.Results);
        Assert.True(first.Says("2 of 12 practices answered.") && first.Says("Quorate: 2 answered, 2 of 12 were needed.") && first.Says("Practices with 8,250 of 13,350 patients say Yes; it needed more than half."), first.ToString());
        var leader = await bot.Chair.ReadsResultsAsync(trial.Results, 1);
        Assert.True(leader.Says("How practices voted") && leader.Says("Hollin Lane Medical Centre: No · 5,100 patients · cast by Dr Tomasz Zielinski") && leader.Says("Quayside Surgery: not answered · 11,500 patients"), leader.ToString());
        var member = await bot.Yusuf.ReadsResultsAsync(trial.Results, 1);
        Assert.True(member.Says("Hollin Lane Medical Centre: No · 5,100 patients · cast by Dr Tomasz Zielinski") && member.Says("The Tannery Practice: Yes · 8,250 patients"), member.ToString());
        Assert.False(member.Says("Dr Priya Raman"), member.ToString()); // by whom, of other practices, only leaders see

        var practices = await bot.TakesAsync(bot.Chair, trial.Results, "practices");
        Assert.Contains("Z99002,Hollin Lane Medical Centre,5100,yes,yes,No,5100,No 1,Dr Tomasz Zielinski,\r\n", practices, StringComparison.Ordinal);
        Assert.Contains("Z99004,Quayside Surgery,11500,yes,no,not answered,0,,,\r\n", practices, StringComparison.Ordinal);
        Assert.Equal(14, practices.Split("\r\n").Length);
        var table = SpreadsheetReading.Of(await bot.TakesAsync(bot.Chair, trial.Results, "csv"));
        var yes = Assert.Single(table, row => row["Choice"] == "Yes");
        Assert.Equal(("Merge the hubs?", "All together", "8250", "62", "2", "12"), (yes["Question"], yes["Group"], yes["Count"], yes["Per cent"], yes["Answered"], yes["On roll"]));
        Assert.Contains(table, row => row["Counting"] == "Quorate: 2 answered, 2 of 12 were needed.");
        Assert.Contains(",Dr Tomasz Zielinski,", (await bot.TakesAsync(bot.Chair, trial.Results, "answers")).Replace("\r\nDr", ",Dr", StringComparison.Ordinal), StringComparison.Ordinal);
        var counting = JsonNode.Parse(await bot.TakesAsync(bot.Chair, trial.Results, "json"))!["counting"]!;
        Assert.Equal((12, 2, 2, true), (counting["on_roll"]!.GetValue<int>(), counting["answered"]!.GetValue<int>(), counting["needed"]!.GetValue<int>(), counting["quorate"]!.GetValue<bool>()));
        Assert.Equal((8250, 13350, true), (counting["in_favour"]!.GetValue<int>(), counting["cast"]!.GetValue<int>(), counting["carried"]!.GetValue<bool>()));
        var hollin = counting["practices"]!.AsArray().Single(one => one!["code"]!.GetValue<string>() == "Z99002")!;
        Assert.Equal(("No", 5100, "Dr Tomasz Zielinski"), (hollin["vote"]!.GetValue<string>(), hollin["weight"]!.GetValue<int>(), hollin["cast_by"]![0]!.GetValue<string>()));
        Assert.StartsWith("Only ", (await bot.Yusuf.AsksForAsync(trial.Results, "practices")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_only_leaders_read_results_members_see_no_scores_and_no_practices()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead, ("readers", "Leaders"), ("quorum", "1"), MoreThanHalf);
        await trial.VotesAsync(bot.Tomasz, "No");
        await trial.CloseAsync();

        var member = await trial.SeesAsync(bot.Yusuf);
        Assert.False(member.Says("votes cast") || member.Says("Not carried"), member.ToString());
        Assert.False((await bot.Yusuf.ReadsResultsAsync(trial.Results, 1)).Says("Hollin Lane"));
    }

    [Fact]
    public async Task The_quick_way_has_none_of_it()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        var row = (await bot.RowsAsync(PollRows.Table, poll.Key, PollRows.PollRow))[0];
        Assert.All(new[] { "CountedBy", "CastBy", "Quorum", "QuorumPerCent", "RequiredShare", "Matter" }, column => Assert.Null(row.GetString(column)));
        var form = await PollForms.OpenAsync(bot.Chair, bot.Channel);
        Assert.All(["choices", "times", "reading", "counting"], group => Assert.False(form.Input(group)["isVisible"]!.GetValue<bool>(), group));
    }
}
