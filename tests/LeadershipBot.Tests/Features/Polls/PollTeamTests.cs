using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Polls for the people of a team, each in their own chat. The team is Helen's, with whomever a test puts into it.</summary>
public sealed class PollTeamTests : WholeApp
{
    private const string Question = "Extend?";
    private const string ForOthers = "This poll is for others";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_of_the_list_who_sit_in_the_team_get_it_and_nobody_else()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var unlisted = bot.Joins("Dr Una Unlisted");
        await unlisted.Types("hello");
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya, unlisted);
        await bot.JoinsTeamAsync(team, bot.Teams.World.AddPerson("Gina Guestling", isGuest: true));

        var form = await OpenAsync(bot);
        Assert.Contains("Hub project (4 people)", Offered(form));
        var preview = await PreviewAsync(bot, form, ("teams", bot.IdOf(team)));
        Assert.True(preview.Says("3 people are asked, each in their own chat: Hub project."), preview.ToString());
        Assert.True(preview.Says("the counts go to everyone who is asked in Hub project") || preview.Says("everyone who is asked in Hub project"), preview.ToString());
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"));

        foreach (var asked in new[] { bot.Tomasz, bot.Priya, bot.Organiser })
            Assert.Single(SendingTrial.CardsOf(bot, asked, Question));
        foreach (var other in new[] { bot.Yusuf, bot.Chair, unlisted })
            Assert.Empty(SendingTrial.CardsOf(bot, other, Question));
        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("everyone who is asked in Hub project"), card.ToString());
    }

    [Fact]
    public async Task It_narrows_what_else_was_chosen_and_two_teams_widen_each_other()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);

        var narrow = await PreviewAsync(bot, await OpenAsync(bot), ("teams", bot.IdOf(team)), ("localities", "vale"));
        var form = await OpenAsync(bot);
        var chat = Offered(form).Single(title => title.StartsWith("Chat of ", StringComparison.Ordinal));
        var wide = await PreviewAsync(bot, form, ("teams", $"{bot.IdOf(team)},{bot.IdOf(bot.GroupChat)}"), ("professions", "Gp,Nurse,PracticeManager,Pharmacist,Lay"));

        Assert.True(narrow.Says("1 person is asked, in their own chat: Vale; Hub project."), narrow.ToString());
        Assert.True(wide.Says("Hub project or a group chat"), wide.ToString()); // a chat is never named by people where that is kept
        Assert.Contains("Dr ", chat, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_into_the_team_later_may_answer_and_who_left_it_may_not()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz);
        var key = await AskAsync(bot, ("teams", bot.IdOf(team)));

        Assert.StartsWith(ForOthers, await VoteAsync(bot.Priya, key), StringComparison.Ordinal);
        Assert.StartsWith(ForOthers, (await bot.Priya.Executes("polls.view", new() { ["poll"] = key })).Sentence, StringComparison.Ordinal);
        await bot.JoinsTeamAsync(team, bot.Priya.Person);
        await bot.LeavesTeamAsync(team, bot.Tomasz.Person);
        bot.Clock.Advance(TimeSpan.FromSeconds(31)); // so long it is remembered that he was there

        Assert.Equal("", await VoteAsync(bot.Priya, key));
        Assert.StartsWith(ForOthers, await VoteAsync(bot.Tomasz, key), StringComparison.Ordinal);
        Assert.StartsWith(ForOthers, (await bot.Tomasz.Opens(new() { ["verb"] = "polls.results", ["poll"] = key, ["page"] = 0 })).Sentence, StringComparison.Ordinal);
        Assert.Single(await bot.RowsAsync(PollRows.Table, key, PollRows.Answer));
    }

    [Fact]
    public async Task Who_answers_again_within_half_a_minute_costs_two_reads_and_one_commit()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await AskAsync(bot, ("teams", bot.IdOf(await bot.HasTeamAsync(bot.Tomasz, bot.Priya))));
        bot.Clock.Advance(TimeSpan.FromSeconds(31)); // what was remembered when it was sent
        await VoteAsync(bot.Tomasz, key);
        await bot.Priya.Types("help"); // who she is is known from now on
        var reads = bot.Store.Reads;
        Assert.Equal("", await VoteAsync(bot.Priya, key));
        var first = bot.Store.Reads - reads;
        (reads, var commits) = (bot.Store.Reads, bot.Store.Commits);
        Assert.Equal("", await VoteAsync(bot.Priya, key, 1));

        Assert.Equal(3, first); // one more than elsewhere
        Assert.Equal((2, 1), (bot.Store.Reads - reads, bot.Store.Commits - commits));
    }

    [Fact]
    public async Task A_team_taken_away_before_its_time_has_the_owner_told_why_and_nobody_asked()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await SendAsync(bot, ("teams", bot.IdOf(team)), ("opensAt", "Tue 3 Mar 10:00"), ("closes", "3"));
        await bot.TakesTeamAwayAsync(team);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Tomasz, Question));
        var told = bot.CardsIn(bot.Chair.Chat).Select(message => CardReading.Of(message.Card())).Last(card => card.Says("was not asked"));
        Assert.True(told.Says("It was for the people of Hub project, and that isn't with the organisation any more"), told.ToString());
    }

    [Fact]
    public async Task A_series_reads_the_team_anew_each_time_and_ends_where_the_bot_was_removed_from_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz);
        await SendAsync(bot, ("teams", bot.IdOf(team)), ("closes", "1"), ("repeats", "Week"));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Tomasz, Question));
        await bot.JoinsTeamAsync(team, bot.Priya.Person);
        await bot.LeavesTeamAsync(team, bot.Tomasz.Person);
        await bot.PassAsync(TimeSpan.FromDays(7.1), TimeSpan.FromHours(6));

        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Tomasz, Question)); // the first, and no other
        await bot.Organiser.Delivers(d => d.UninstallAsync(bot.Organiser.Person, team, Token));
        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(6));
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Says("is not asked again"));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question));
    }

    [Fact]
    public async Task An_open_poll_of_a_team_from_which_the_bot_was_removed_can_still_be_answered()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        var key = await AskAsync(bot, ("teams", bot.IdOf(team)));
        await bot.Organiser.Delivers(d => d.UninstallAsync(bot.Organiser.Person, team, Token));

        Assert.Equal("", await VoteAsync(bot.Tomasz, key));
        Assert.DoesNotContain(Offered(await OpenAsync(bot)), title => title.StartsWith("Hub project", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_team_of_another_organisation_or_none_is_refused_and_never_widens_to_everybody()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("coastal", "Coastal CCG");
        await bot.ListsAsync(bot.Organiser, "coastal", Roles.Organiser);
        var team = bot.Teams.World.AddTeam("Coast team", [bot.Organiser.Person, bot.Tomasz.Person]);
        var general = bot.Teams.World.Channels(team)[0];
        bot.Teams.World.SetInstall(general, InstallState.Installed);
        await bot.BindsAsync(bot.Organiser, general, "coastal");
        var form = await OpenAsync(bot);
        Assert.DoesNotContain(Offered(form), title => title.StartsWith("Coast", StringComparison.Ordinal));

        foreach (var teams in new[] { bot.IdOf(general), "7d1e0000.nowhere", "bad id;" })
        {
            var again = await PreviewAsync(bot, form, ("teams", teams));
            Assert.True(again.Says("A team that you chose isn't with the organisation any more") || again.Says("One of those whom you chose can't be found."), again.ToString());
            await SendAsync(bot, ("teams", teams));
        }

        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task Anonymous_needs_ten_of_the_team_on_the_list()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);

        var again = await PreviewAsync(bot, await OpenAsync(bot), ("teams", bot.IdOf(team)), ("voice", "Anonymous"));

        Assert.True(again.Says("at least 10") || again.Says("ten"), again.ToString());
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task Anonymous_where_ten_of_the_team_are_on_the_list_has_them_on_its_roll_and_nobody_else_answers()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var outsider = (await bot.ListsManyAsync("larkford", 1))[0];
        var team = await bot.HasTeamAsync([.. people.Where(one => one.Name != bot.Organiser.Name)]);
        var key = await AskAsync(bot, ("teams", bot.IdOf(team)), ("voice", "Anonymous"));

        Assert.Equal(10, (await PollSchedules.HeadAsync(bot, key)).Poll.OnRoll);
        Assert.StartsWith(ForOthers, (await outsider.Opens(new() { ["verb"] = "polls.fill", ["poll"] = key })).Sentence, StringComparison.Ordinal);
        Assert.NotNull((await bot.Priya.Opens(new() { ["verb"] = "polls.fill", ["poll"] = key })).Card);
        await outsider.Sends(new() { ["verb"] = "polls.seal", ["poll"] = key, ["organisation"] = "larkford", ["page"] = 0, ["edition"] = 0, ["q1"] = "1" });
        Assert.Equal(0, (await PollSchedules.HeadAsync(bot, key)).Tally.Answered);
    }

    [Fact]
    public async Task Reminders_go_to_those_who_are_still_in_the_team_and_have_not_answered()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        var key = await AskAsync(bot, ("teams", bot.IdOf(team)), ("closes", "7"));
        await VoteAsync(bot.Priya, key);
        await bot.LeavesTeamAsync(team, bot.Yusuf.Person);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(1));

        bool IsReminded(Colleague who) => bot.CardsIn(who.Chat).Any(message => CardReading.Of(message.Card()).Says("You had not answered when I sent this."));
        Assert.True(IsReminded(bot.Tomasz));
        Assert.All([bot.Priya, bot.Yusuf, bot.Chair], who => Assert.False(IsReminded(who), who.Name));
    }

    [Fact]
    public async Task Where_practices_vote_a_team_cant_be_asked()
    {
        var bot = await StartAsync();
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);

        var again = await PreviewAsync(bot, await OpenAsync(bot), ("teams", bot.IdOf(team)), ("countedBy", "Practices"));

        Assert.True(again.Says("not as the people of a team"), again.ToString());
    }

    [Fact]
    public async Task What_is_asked_anew_is_asked_of_the_same_team()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        var key = await AskAsync(bot, ("teams", bot.IdOf(team)));

        var copy = await PollSchedules.OpensAsync(bot.Chair, "polls.copy", key);

        Assert.Equal(bot.IdOf(team), copy.Input("teams")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task While_the_store_is_down_a_vote_is_not_lost_silently()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await AskAsync(bot, ("teams", bot.IdOf(await bot.HasTeamAsync(bot.Tomasz, bot.Priya))));
        bot.Clock.Advance(TimeSpan.FromSeconds(31)); // what was remembered when it was sent
        await bot.Priya.Types("help");
        bot.Store.Fails(StoreFault.Unavailable, RosterRowsTable);
        var failed = await bot.WhilePassing(bot.Priya.Executes("polls.vote", new() { ["poll"] = key, ["choice"] = "0" }));
        Assert.Empty(await bot.RowsAsync(PollRows.Table, key, PollRows.Answer));
        Assert.NotEqual("", failed.Sentence);
        bot.Store.Recovers();
        Assert.Equal("", await VoteAsync(bot.Priya, key));
    }

    private const string RosterRowsTable = "Rosters";

    private static Task<CardReading> OpenAsync(BotUnderTest bot) => PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);

    private static List<string> Offered(CardReading form)
        => CardReading.All(form.Json["body"]).Any(one => one["id"]?.GetValue<string>() == "teams") ? [.. form.Input("teams")["choices"]!.AsArray().Select(one => one!["title"]!.GetValue<string>())] : [];

    private static Task<CardReading> PreviewAsync(BotUnderTest bot, CardReading form, params (string Name, string Value)[] some)
        => PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", [("question", Question), ("options", "Yes\nNo"), ("audience", "everybody"), .. some]);

    private static async Task SendAsync(BotUnderTest bot, params (string Name, string Value)[] some)
    {
        var data = SendingTrial.FormOf(await OpenAsync(bot), Question);
        foreach (var (name, value) in some)
            data[name] = value;
        await bot.Chair.Sends(data);
        await bot.PassAsync(TimeSpan.FromSeconds(3));
    }

    private static async Task<string> AskAsync(BotUnderTest bot, params (string Name, string Value)[] some)
    {
        await SendAsync(bot, some);
        return Assert.Single(await bot.PollKeysAsync());
    }

    /// <summary>The sentence that is answered; empty where the vote counts.</summary>
    private static async Task<string> VoteAsync(Colleague who, string key, int choice = 0)
        => (await who.Executes("polls.vote", new() { ["poll"] = key, ["choice"] = choice.ToString(System.Globalization.CultureInfo.InvariantCulture) })) is { Card: null } answer ? answer.Sentence ?? "nothing" : "";
}
