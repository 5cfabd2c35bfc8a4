using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>One vote for each practice: who casts it, what it counts, and who is told what.</summary>
public sealed class PracticeVoteTests : WholeApp
{
    private static readonly (string, string) ByLead = ("countedBy", "Practices");
    private static readonly (string, string)[] ByMajority = [("countedBy", "Practices"), ("castBy", "Majority")];

    [Fact]
    public async Task The_leads_press_is_the_practices_vote_and_others_of_it_are_told_who_casts_it_before_they_press()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);

        var lead = CardReading.Of(Assert.Single(bot.PollsIn(bot.Tomasz.Chat)).Card.Card());
        Assert.True(lead.Says("You cast the vote of Hollin Lane Medical Centre.") && lead.Says("Named by practice: how each practice votes goes to"), lead.ToString());
        var other = CardReading.Of(Assert.Single(bot.PollsIn(bot.Yusuf.Chat)).Card.Card());
        Assert.True(other.Says("Your practice's vote is cast by Dr Tomasz Zielinski.") && other.Says("Please tell them what you think."), other.ToString());
        Assert.All(other.Choices, choice => Assert.Null(choice.Press));
        Assert.Equal((1, 0), (await MinutesOfAsync(bot, bot.Tomasz), await MinutesOfAsync(bot, bot.Yusuf))); // who has nothing to answer gives no minute

        var refused = await trial.VotesAsync(bot.Yusuf, "No");
        Assert.Equal("Practices vote here, and your practice's vote is cast by Dr Tomasz Zielinski. Please tell them what you think.", refused.Sentence);
        var after = CardReading.Of((await trial.VotesAsync(bot.Tomasz, "Yes")).Card);
        Assert.Equal("Yes", after.Mine);
        Assert.True(after.Says("1 of 12 practices have answered."), after.ToString());
        Assert.Equal(1, after.Counts["Yes"]);
        Assert.Equal(bot.Tomasz.ObjectId, Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer)).RowKey[PollRows.Answer.Length..]);
        Assert.Equal("Z99002", Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer)).GetString("CountsFor"));
    }

    [Fact]
    public async Task What_is_said_of_its_result_elsewhere_counts_practices_too()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByMajority);
        await trial.VotesAsync(bot.Tomasz, "Yes");
        await trial.VotesAsync(bot.Yusuf, "Yes"); // of one practice: by people, yes would be first
        await trial.VotesAsync(bot.Priya, "No");
        await trial.VotesAsync(bot.Chair, "No");
        await trial.CloseAsync();

        const string headline = "No came first with 2 of 3 practices' votes (67%).";
        Assert.True((await trial.SeesAsync(bot.Priya)).Says(headline), (await trial.SeesAsync(bot.Priya)).ToString());
        var asked = bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Last(card => card.Buttons.Contains("Say what came of it"));
        Assert.True(asked.Says(headline), asked.ToString());
        var linked = await bot.Services.GetServices<ILinkable>().Single(one => one.Kind == "polls").FindAsync(trial.Key, PracticeTrial.Organisation, TestContext.Current.CancellationToken);
        Assert.Equal([headline, "3 of 12 practices answered."], linked!.Lines.Take(2));
    }

    [Fact]
    public async Task Whoever_has_no_confirmed_practice_casts_none()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.None, ChosenPractices = PracticeCodes.Parse("Z99003") });
        await bot.Chair.Types("hello");
        var trial = await PracticeTrial.AskOnlyAsync(bot, ByMajority);

        Assert.StartsWith("Practices vote here, and no practice is confirmed for you yet.", (await trial.VotesAsync(bot.Priya, "Yes")).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer));
    }

    [Fact]
    public async Task Where_nobody_leads_a_practice_its_people_are_told_and_the_asker_knew_beforehand()
    {
        var bot = await StartAsync();
        await PracticeTrial.WorksAsync(bot, bot.Priya, PracticeTrial.Tannery);
        await PracticeTrial.LeadsAsync(bot, bot.Tomasz, PracticeTrial.Hollin);
        await bot.Chair.Types("hello");

        var preview = await PracticeTrial.PreviewAsync(bot, ByLead);
        Assert.True(preview.Says("12 practices have a vote.") && preview.Says("11 of them have nobody who could cast it."), preview.ToString());
        var trial = await PracticeTrial.AskOnlyAsync(bot, ByLead);
        Assert.StartsWith("Practices vote here, and nobody is set to cast your practice's vote.", (await trial.VotesAsync(bot.Priya, "Yes")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_leads_who_differ_leave_their_practice_level_until_one_changes_their_vote()
    {
        var bot = await StartAsync();
        await bot.Yusuf.Types("hello");
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        await PracticeTrial.LeadsAsync(bot, bot.Yusuf, PracticeTrial.Hollin);
        await PracticeTrial.ForgetsAsync(bot);

        await trial.VotesAsync(bot.Tomasz, "Yes");
        var level = CardReading.Of((await trial.VotesAsync(bot.Yusuf, "No")).Card);
        Assert.True(level.Says("1 of 12 practices have answered.") && level.Says("1 practice abstains: its answers are level."), level.ToString());
        Assert.Equal([0, 0, 0], level.Choices.Select(choice => choice.Count));

        var one = CardReading.Of((await trial.VotesAsync(bot.Yusuf, "Yes")).Card);
        Assert.Equal([1, 0, 0], one.Choices.Select(choice => choice.Count));
        Assert.False(one.Says("level"), one.ToString());
    }

    [Fact]
    public async Task By_majority_most_answers_make_the_practices_vote_and_a_tie_abstains()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync(("Z99004", 4));
        var trial = await PracticeTrial.AskOnlyAsync(bot, ByMajority);

        await trial.VotesAsync(people[0], "Yes");
        await trial.VotesAsync(people[1], "Yes");
        await trial.VotesAsync(people[2], "No");
        Assert.Equal([1, 0, 0], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        await trial.VotesAsync(people[3], "No");
        var tie = await trial.SeesAsync(bot.Chair);
        Assert.Equal([0, 0, 0], tie.Choices.Select(choice => choice.Count));
        Assert.True(tie.Says("1 of 12 practices have answered.") && tie.Says("1 practice abstains"), tie.ToString());
        Assert.True((await trial.SeesAsync(people[0])).Says("Your answer counts for Quayside Surgery: most answers there make its vote"), (await trial.SeesAsync(people[0])).ToString());
    }

    [Fact]
    public async Task A_vote_weighs_as_much_as_the_practices_list_and_an_unknown_list_weighs_nothing()
    {
        var bot = await StartAsync();
        await bot.ChangesRollAsync("larkford", roll => roll with { Practices = roll.Practices.ToDictionary(one => one.Key, one => one.Key == PracticeTrial.Bridge ? one.Value with { ListSize = null } : one.Value) });
        var trial = await PracticeTrial.AskAsync(bot, ("countedBy", "ListSizes"));

        await trial.VotesAsync(bot.Tomasz, "No");
        await trial.VotesAsync(bot.Priya, "Yes");
        await trial.VotesAsync(bot.Chair, "Yes");

        var card = await trial.SeesAsync(bot.Chair);
        Assert.Equal([8250, 5100, 0], card.Choices.Select(choice => choice.Count));
        Assert.Equal([62, 38, 0], card.Choices.Select(choice => choice.Percent));
        Assert.True(card.Says("3 of 12 practices have answered.") && card.Says("1 practice that answered weighs nothing: its list size isn't known."), card.ToString());
        await trial.CloseAsync();
        Assert.True((await trial.SeesAsync(bot.Priya)).Says("Yes came first: practices with 8,250 of 13,350 patients (62%)."), (await trial.SeesAsync(bot.Priya)).ToString());
    }

    [Fact]
    public async Task Somebody_who_leads_several_practices_gives_one_answer_for_all_of_them()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        await PracticeTrial.LeadsAsync(bot, bot.Priya, PracticeTrial.Tannery, "Z99006");
        await PracticeTrial.ForgetsAsync(bot);

        var card = CardReading.Of((await trial.VotesAsync(bot.Priya, "No")).Card);

        Assert.Equal([0, 2, 0], card.Choices.Select(choice => choice.Count));
        Assert.True(card.Says("You cast the vote of The Tannery Practice, Old Chapel Surgery."), card.ToString());
    }

    [Fact]
    public async Task Whoever_hands_the_practice_over_or_leaves_speaks_for_it_no_more_and_the_next_lead_does()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        await trial.VotesAsync(bot.Tomasz, "Yes");
        await trial.VotesAsync(bot.Priya, "Yes");

        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await PracticeTrial.WorksAsync(bot, bot.Tomasz, PracticeTrial.Hollin);
        await PracticeTrial.LeadsAsync(bot, bot.Yusuf, PracticeTrial.Hollin);
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        await PracticeTrial.ForgetsAsync(bot);

        Assert.Equal([0, 0, 0], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        var next = CardReading.Of((await trial.VotesAsync(bot.Yusuf, "No")).Card);
        Assert.Equal([0, 1, 0], next.Choices.Select(choice => choice.Count));
        Assert.True((await trial.SeesAsync(bot.Tomasz)).Says("Your practice's vote is cast by Dr Yusuf Demir."), (await trial.SeesAsync(bot.Tomasz)).ToString());
    }

    [Fact]
    public async Task A_result_stays_what_it_was_when_people_move_and_practices_change_after_closing()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("countedBy", "ListSizes"));
        await trial.VotesAsync(bot.Tomasz, "No");
        await trial.VotesAsync(bot.Priya, "Yes");
        await trial.CloseAsync();
        var before = await bot.TakesAsync(bot.Chair, trial.Results, "practices");

        await bot.ChangesRollAsync("larkford", roll => roll with { Practices = roll.Practices.ToDictionary(one => one.Key, one => one.Value with { ListSize = 1 }) });
        await PracticeTrial.WorksAsync(bot, bot.Tomasz, "Z99009");
        await PracticeTrial.ForgetsAsync(bot);

        Assert.Equal([8250, 5100, 0], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        Assert.Equal(before, await bot.TakesAsync(bot.Chair, trial.Results, "practices"));
    }

    [Fact]
    public async Task The_vote_of_somebody_who_is_forgotten_after_closing_still_counts_and_names_nobody()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        await trial.VotesAsync(bot.Priya, "Yes");
        await trial.CloseAsync();

        await bot.Services.GetRequiredService<ForgetInPoll>().RunAsync(trial.Key, new MemberId(bot.Priya.Person.TenantId, bot.Priya.ObjectId), TestContext.Current.CancellationToken);
        await PracticeTrial.ForgetsAsync(bot);

        Assert.Equal([1, 0, 0], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        Assert.Contains("Z99003,The Tannery Practice,8250,yes,yes,Yes,1,Yes 1,A former member,", await bot.TakesAsync(bot.Chair, trial.Results, "practices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_press_twice_counts_once_and_one_after_closing_or_from_elsewhere_not_at_all()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        await trial.VotesAsync(bot.Tomasz, "Yes");
        var commits = bot.Store.Commits;
        await trial.VotesAsync(bot.Tomasz, "Yes");
        Assert.Equal(commits, bot.Store.Commits);

        var stranger = bot.Joins("Dr Stranger Danger");
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Chair, member => member with { Practices = PracticeCodes.Parse("Z99007"), LeadOf = PracticeCodes.Parse("Z99007") });
        Assert.StartsWith("This poll is for another organisation, so nothing was recorded.", (await trial.VotesAsync(stranger, "No")).Sentence, StringComparison.Ordinal);
        await trial.CloseAsync();
        var late = CardReading.Of((await trial.VotesAsync(bot.Chair, "No")).Card);
        Assert.True(late.Says("The poll had closed, so this answer was not counted."), late.ToString());
        Assert.True(late.Says("Yes came first with 1 of 1 practices' votes (100%).") && late.Says("1 of 12 practices answered."), late.ToString());
    }

    [Fact]
    public async Task In_a_channel_the_shared_card_says_the_rule_and_counts_practices()
    {
        var bot = await StartAsync();
        await PracticeTrial.LeadsAsync(bot, bot.Tomasz, PracticeTrial.Hollin);
        var form = await PollForms.OpenAsync(bot.Chair, bot.Channel);
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Channel, form, "Preview", ("question", "Merge the hubs?"), ("options", "Yes\nNo"), ByLead);
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"), bot.Channel);
        var poll = Assert.Single(bot.PollsIn(bot.Channel));

        await bot.Tomasz.Executes("polls.vote", new JsonObject { ["poll"] = poll.Key, ["choice"] = "0" }, poll);
        await bot.PassAsync(TimeSpan.FromSeconds(35));

        var shared = CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card());
        Assert.True(shared.Says("Each practice has one vote, cast by its lead.") && shared.Says("1 of 12 practices have answered."), shared.ToString());
        Assert.Equal([1, 0], shared.Choices.Select(choice => choice.Count));
    }

    [Fact]
    public async Task Who_does_not_cast_the_vote_is_not_reminded_and_has_it_not_waiting()
    {
        var bot = await StartAsync();
        await PracticeTrial.AskAsync(bot, ByLead);

        Assert.True((await bot.Tomasz.Hears("waiting")).Says("Merge the hubs?"));
        Assert.False((await bot.Yusuf.Hears("waiting")).Says("Merge the hubs?"));
    }

    [Fact]
    public async Task A_vote_costs_one_read_more_than_where_people_are_counted()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ByLead);
        var people = await PracticeTrial.AskOnlyAsync(bot);
        await trial.VotesAsync(bot.Chair, "Yes"); // what is remembered of people and practices is warm
        await people.VotesAsync(bot.Chair, "Yes");

        Assert.Equal((3, 1), await CostAsync(() => trial.VotesAsync(bot.Priya, "Yes")));
        Assert.Equal((2, 1), await CostAsync(() => people.VotesAsync(bot.Priya, "Yes")));

        async Task<(int Reads, int Commits)> CostAsync(Func<Task> vote)
        {
            var (reads, commits) = (bot.Store.ReadsOf(PollRows.Table), bot.Store.Commits);
            await vote();
            return (bot.Store.ReadsOf(PollRows.Table) - reads, bot.Store.Commits - commits);
        }
    }

    [Theory]
    [InlineData("kind", "Multiple", "Practices can vote only where each gives exactly one answer.")]
    [InlineData("kind", "Ranking", "Practices can vote only where each gives exactly one answer.")]
    [InlineData("voice", "Confidential", "Votes of practices are always named.")]
    [InlineData("voice", "Anonymous", "Votes of practices are always named.")]
    [InlineData("breakdown", "Locality", "Where practices vote, the result shows how each of them voted")]
    [InlineData("quorum", "many", "“many” can't be read as a quorum.")]
    [InlineData("quorum", "120%", "“120%” can't be read as a quorum.")]
    [InlineData("sharePerCent", "0", "“0” can't be read as a per cent.")]
    public async Task What_can_not_be_is_refused_with_what_was_typed_still_there(string input, string value, string reason)
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");

        var again = await PracticeTrial.PreviewAsync(bot, ByLead, (input, value));

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal("Practices", again.Input("countedBy")["value"]!.GetValue<string>());
        Assert.Equal(value, again.Input(input)["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Where_an_organisation_has_no_practices_none_can_vote()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        await bot.ChangesRollAsync("larkford", roll => roll with { Practices = new Dictionary<string, MemberPractice>() });
        await PracticeTrial.ForgetsAsync(bot);

        Assert.True((await PracticeTrial.PreviewAsync(bot, ByLead)).Says("There is no practice here that could vote."));
    }

    [Fact]
    public async Task Asking_anew_brings_how_it_was_counted()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("countedBy", "ListSizes"), ("castBy", "Majority"), ("quorum", "50%"), ("sharePerCent", "60%"), ("inFavour", "no"), ("matter", "Hub contract"));

        var form = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.copy", ["poll"] = trial.Key })).Card);

        Assert.Equal(
            ["ListSizes", "Majority", "50%", "60", "No", "Hub contract"],
            new[] { "countedBy", "castBy", "quorum", "sharePerCent", "inFavour", "matter" }.Select(input => form.Input(input)["value"]!.GetValue<string>()));
    }

    private static async Task<int> MinutesOfAsync(BotUnderTest bot, Colleague who)
        => (await bot.Services.GetRequiredService<AskShelf>().ReadAsync(new MemberId(who.Person.TenantId, who.ObjectId), TestContext.Current.CancellationToken)).All.Sum(ask => ask.Order.Ask.Minutes);
}
