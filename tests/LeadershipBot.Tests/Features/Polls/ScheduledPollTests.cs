using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The tests begin on Monday 2 March at 9:00.</summary>
public sealed class ScheduledPollTests : WholeApp
{
    private const string Question = "Extend hours?";
    private const string At = "Tue 3 Mar 10:00";

    private static readonly TimeSpan UntilOpen = TimeSpan.FromHours(25);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scheduled_poll_is_posted_at_its_time_and_until_then_only_its_asker_sees_it()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");

        var said = await PollSchedules.AskAsync(bot, bot.GroupChat, ("opensAt", At), ("closes", "3"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        Assert.StartsWith("Scheduled: it opens Tue 3 Mar, 10:00 (GMT).", said.Sentence, StringComparison.Ordinal);
        Assert.Empty(bot.PollsIn(bot.GroupChat));
        var mine = bot.NewestCardIn(bot.Chair.Chat);
        Assert.Equal(Question, mine.Heading);
        Assert.True(mine.Says("scheduled, opens Tue 3 Mar, 10:00 (GMT)"), mine.ToString());
        Assert.True(mine.Says("It closes Fri 6 Mar, 10:00 (GMT)."), mine.ToString());
        Assert.Equal(["Edit", "Ask now", "Cancel it"], mine.Buttons);

        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        var poll = Assert.Single(bot.PollsIn(bot.GroupChat));
        Assert.True(bot.Priya.Reads(poll).Says("closes Fri 6 Mar, 10:00 (GMT)"), bot.Priya.Reads(poll).ToString());
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Single(await bot.AnswersAsync(poll));
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("was asked Tue 3 Mar, 10:00 (GMT)"), bot.NewestCardIn(bot.Chair.Chat).ToString());
        Assert.Empty(bot.NewestCardIn(bot.Chair.Chat).Buttons);
        Assert.Equal(["polls.scheduled", "polls.opened"], await PollSchedules.AuditAsync(bot, poll.Key));
    }

    [Fact]
    public async Task Before_it_opens_nobody_finds_it_reads_it_or_answers_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var key = Assert.Single(await bot.PollKeysAsync());

        const string Early = "This poll opens Tue 3 Mar, 10:00 (GMT), so nothing was recorded.";
        foreach (var verb in new[] { "polls.vote", "polls.view" })
            Assert.StartsWith(Early, (await bot.Priya.Executes(verb, new() { ["poll"] = key, ["choice"] = "0" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith(Early, (await bot.Priya.Opens(new() { ["verb"] = "polls.fill", ["poll"] = key })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith(Early, (await bot.Priya.Sends(new() { ["verb"] = "polls.send", ["poll"] = key, ["page"] = 0, ["so"] = "", ["organisation"] = "larkford" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This poll can't be found", (await bot.Priya.Opens(new() { ["verb"] = "polls.results", ["poll"] = key, ["page"] = 0 })).Sentence, StringComparison.Ordinal);
        foreach (var verb in new[] { "polls.cancel", "polls.now", "polls.edit" })
            Assert.StartsWith("Only Dr Amara Okafor", (await bot.Priya.Sends(new() { ["verb"] = verb, ["poll"] = key })).Sentence, StringComparison.Ordinal);

        Assert.DoesNotContain(Question, (await bot.Priya.Hears("waiting")).ToString(), StringComparison.Ordinal);
        var found = await bot.Chair.Delivers(d => d.QueryAsync(bot.Chair.Person, bot.GroupChat, "polls.find", "query", "Extend", Token));
        Assert.DoesNotContain(Question, found.Body!.ToJsonString(), StringComparison.Ordinal); // it would put its card before others
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.Empty(await bot.RowsAsync(PollRows.Table, key, PollRows.Answer));
        Assert.NotNull((await bot.Organiser.Executes("polls.view", new() { ["poll"] = key })).Card); // who may manage it sees it
    }

    [Fact]
    public async Task It_is_cancelled_without_a_trace_to_those_who_were_to_be_asked()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var key = Assert.Single(await bot.PollKeysAsync());

        var pressed = await bot.Chair.Presses("Cancel it", bot.CardsIn(bot.Chair.Chat)[^1]);
        var again = await bot.Chair.Delivers(d => d.RedeliverAsync(pressed, newId: true, Token));
        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        Assert.All([pressed, again], answer => Assert.True(CardReading.Of(answer.Card).Says("cancelled"), answer.Body?.ToJsonString()));
        Assert.Equal(["Ask it anew"], CardReading.Of(pressed.Card).Buttons);
        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.StartsWith("This poll can't be found", (await bot.Priya.Executes("polls.view", new() { ["poll"] = key })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This poll was cancelled", (await bot.Chair.Executes("polls.now", new() { ["poll"] = key })).Sentence, StringComparison.Ordinal);
        Assert.Equal(["polls.scheduled", "polls.cancelled"], await PollSchedules.AuditAsync(bot, key));
    }

    [Fact]
    public async Task It_is_asked_now_and_once_however_often_that_is_pressed()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("opensAt", At));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        var pressed = await bot.Chair.Presses("Ask now", bot.CardsIn(bot.Chair.Chat)[^1]);
        await bot.Chair.Delivers(d => d.RedeliverAsync(pressed, newId: true, Token));
        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        var poll = Assert.Single(bot.PollsIn(bot.GroupChat));
        Assert.StartsWith("This poll has opened", (await bot.Chair.Executes("polls.cancel", new() { ["poll"] = poll.Key })).Sentence, StringComparison.Ordinal);
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("was asked Mon 2 Mar, 09:00 (GMT)"), bot.NewestCardIn(bot.Chair.Chat).ToString());
    }

    [Fact]
    public async Task The_roll_is_counted_and_the_box_of_an_anonymous_poll_made_when_it_opens()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"), ("voice", "Anonymous"), ("closes", "3"));
        var key = Assert.Single(await bot.PollKeysAsync());
        Assert.Null((await PollSchedules.HeadAsync(bot, key)).Box);
        Assert.Null((await PollSchedules.HeadAsync(bot, key)).Poll.OnRoll);

        var late = bot.Joins("Dr Late Comer");
        await late.Types("hello");
        await bot.ListsAsync(late, "larkford", Roles.Member);
        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        var head = await PollSchedules.HeadAsync(bot, key);
        Assert.NotNull(head.Box);
        Assert.Equal(people.Count + 1, head.Poll.OnRoll);
        var card = Assert.Single(SendingTrial.CardsOf(bot, late, Question));
        var page = await late.OpensDialog("Answer", card);
        Assert.True(CardReading.Of((await late.Fills(page, new JsonObject { ["q1"] = "1" }, on: card)).Card).Says("Recorded for good"));
    }

    [Fact]
    public async Task A_promise_that_can_not_be_kept_at_opening_asks_nobody_and_tells_the_asker()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"), ("voice", "Anonymous"));
        foreach (var who in people.Where(one => one.Name != bot.Chair.Name).Take(people.Count - 9))
            await bot.ListsAsync(who, "larkford", Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });

        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("What it promises can't be kept any more"), bot.NewestCardIn(bot.Chair.Chat).ToString());
        Assert.All(people.Where(one => one.Name != bot.Chair.Name), who => Assert.Empty(SendingTrial.CardsOf(bot, who, Question)));
    }

    [Fact]
    public async Task Who_lost_the_role_meanwhile_asks_nobody_and_the_leaders_are_told_and_can_ask_it_anew()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"));
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Member);

        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.Equal("“Extend hours?” was not asked", told.Heading);
        Assert.True(told.Says("Dr Amara Okafor may not ask people in their own chats any more."), told.ToString());
        var form = await bot.Organiser.OpensDialog("Ask it anew");
        Assert.Equal(Question, form.Input("question")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_could_not_open_before_its_closing_is_not_asked_late()
    {
        var store = new MemoryRecordStore();
        var bot = await StartAsync(new BotOptions { Store = store });
        await bot.Chair.Types("hello");
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("opensAt", At), ("closes", "1"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        bot.Store.Fails(StoreFault.Unavailable);
        await Task.Yield();
        bot.Clock.Advance(TimeSpan.FromDays(3)); // all of it passes in an outage
        bot.Store.Recovers();

        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(20));

        Assert.Empty(bot.PollsIn(bot.GroupChat));
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), card => CardReading.Of(card.Card()).Says("I was not running until after it closed"));
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), card => CardReading.Of(card.Card()).Says("not asked"));
    }

    [Theory]
    [InlineData("LosesCommits")]
    [InlineData("LosesAnswers")]
    [InlineData("Unavailable")]
    public async Task A_store_that_fails_as_it_opens_delays_it_and_it_opens_once(string fault)
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("opensAt", At));
        await bot.PassAsync(UntilOpen - TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
        bot.Store.Fails(Enum.Parse<StoreFault>(fault), "Polls", times: 3);

        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(30));

        Assert.Single(bot.PollsIn(bot.GroupChat));
    }

    [Fact]
    public async Task Two_servers_open_it_once()
    {
        var store = new MemoryRecordStore();
        var one = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var two = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = one });
        await SendingTrial.MeetAllAsync(one);
        await PollSchedules.AskAsync(one, one.GroupChat, ("opensAt", At));
        await PollSchedules.AskAsync(one, one.Chair.Chat, ("question", "And Sundays?"), ("opensAt", At), ("audience", "everybody"));
        one.Clock.Advance(UntilOpen);

        await Task.WhenAll(one.DrainAsync(), two.DrainAsync());
        for (var i = 0; i < 5; i++)
        {
            one.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAll(one.DrainAsync(), two.DrainAsync());
        }

        Assert.Single(one.PollsIn(one.GroupChat));
        Assert.Single(SendingTrial.CardsOf(one, one.Priya, "And Sundays?"));
    }

    [Theory]
    [InlineData("opensAt", "soon", "“soon” can't be read as a time at which it is asked.")]
    [InlineData("opensAt", "1/3/2026 10:00", "It can be asked at any time within the next 366 days.")]
    [InlineData("closesAt", "Mon 2 Mar 2026 18:00", "It can close at any time within the next 90 days.")] // before it opens
    public async Task A_time_that_can_not_be_comes_back_with_the_reason(string input, string value, string reason)
    {
        var bot = await StartAsync();

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, await PollForms.OpenAsync(bot.Chair, bot.GroupChat), "Preview", ("question", Question), ("options", "Yes\nNo"), ("opensAt", At), (input, value));

        Assert.True(again.Says(reason), again.ToString());
    }

    [Fact]
    public async Task The_preview_says_when_it_is_asked_and_whether_people_are_reminded()
    {
        var bot = await StartAsync();
        var form = await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);

        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("question", Question), ("options", "Yes\nNo"), ("opensAt", At), ("closes", "7"), ("audience", "everybody"), ("reminders", "false"));

        Assert.True(preview.Says("It is asked Tue 3 Mar, 10:00 (GMT). Until then nobody else sees it."), preview.ToString());
        Assert.True(preview.Says("Nobody is reminded."), preview.ToString());
        Assert.Equal("Schedule it", preview.Buttons[0]);
        var back = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, preview, "Back");
        Assert.Equal(At, back.Input("opensAt")["value"]!.GetValue<string>());
        Assert.Equal("false", back.Input("reminders")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_wants_no_reminders_sends_none_and_by_default_they_go()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "3"), ("reminders", "false"));
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("question", "And Sundays?"), ("audience", "everybody"), ("closes", "3"));

        await bot.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        Assert.Single(SendingTrial.CardsOf(bot, bot.Yusuf, Question));
        Assert.Equal(2, SendingTrial.CardsOf(bot, bot.Yusuf, "And Sundays?").Count);
    }

    [Fact]
    public async Task A_guest_of_the_organisation_can_ask_now_and_not_later()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var guest = bot.Joins("Dr Guest Example");
        await bot.ListsAsync(guest, "elsewhere", Roles.Chair);
        await LeadershipBot.Tests.Features.Members.Roster.Places.BindsAsync(bot, bot.Organiser, bot.Channel);
        var data = PollForms.Filled(await PollForms.OpenAsync(guest, bot.Channel), Question, "Yes\nNo");
        data["organisation"] = "larkford";
        data["opensAt"] = At;

        var again = CardReading.Of((await guest.Sends(data, bot.Channel)).Card);

        Assert.True(again.Says("Only people whom the organisation lists can schedule or repeat a poll."), again.ToString());
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_schedules_once()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var form = await PollForms.OpenAsync(bot.Chair, bot.GroupChat);
        var data = PollForms.Filled(form, Question, "Yes\nNo");
        data["opensAt"] = At;

        await bot.Chair.Sends(data, bot.GroupChat);
        await bot.Chair.Sends(data.DeepClone().AsObject(), bot.GroupChat);
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(bot.CardsIn(bot.Chair.Chat), card => CardReading.Of(card.Card()).Heading == Question);
    }

    [Fact]
    public async Task Whoever_is_forgotten_before_it_opens_asks_nothing()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("opensAt", At), ("audience", "everybody"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var key = Assert.Single(await bot.PollKeysAsync());
        await bot.Services.GetRequiredService<LeadershipBot.Features.Polls.Held.ForgetInPoll>().RunAsync(key, new MemberId(bot.Chair.Person.TenantId, bot.Chair.ObjectId), Token);

        await bot.PassAsync(UntilOpen, TimeSpan.FromHours(1));

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("a former member isn't listed"), bot.NewestCardIn(bot.Organiser.Chat).ToString());
        Assert.Empty(await bot.RowsAsync(PollRows.Table, key, "head.scheduled"));
    }
}
