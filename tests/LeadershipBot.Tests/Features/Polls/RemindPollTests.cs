using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Sendings;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Those are reminded who have not answered: at most twice, and never when they want to be left alone.</summary>
public sealed class RemindPollTests : WholeApp
{
    private const string Question = "Extend hours?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_not_answered_is_reminded_twice_in_a_week_and_who_has_is_not()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "7");
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        await bot.Priya.Votes("Yes", on: PollOf(bot, bot.Priya));

        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(1)); // Friday: half time was in Thursday's quiet hours
        Assert.Empty(RemindersOf(bot, bot.Priya));
        var first = CardReading.Of(Assert.Single(RemindersOf(bot, bot.Yusuf)).Card());
        Assert.True(first.Says("I remind you once more at the most."), first.ToString());
        Assert.True(first.Says("Dr Amara Okafor, organisers and chairs also see that you answered, and what"), first.ToString());
        var reminder = RemindersOf(bot, bot.Tomasz)[0];
        await bot.Tomasz.Presses("Open to answer", reminder);
        await bot.Tomasz.Votes("No", on: new AskedPoll(PollOf(bot, bot.Tomasz).Key, bot.Tomasz.Chat, reminder));

        await bot.PassAsync(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)); // Monday, 08:30: a day before was a Sunday
        Assert.Equal(2, RemindersOf(bot, bot.Yusuf).Count);
        Assert.True(CardReading.Of(RemindersOf(bot, bot.Yusuf)[^1].Card()).Says("This is the last reminder."));
        Assert.Empty(RemindersOf(bot, bot.Priya));
        Assert.Empty(RemindersOf(bot, bot.Tomasz)); // it has become the poll's own card

        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        Assert.Equal(2, RemindersOf(bot, bot.Yusuf).Count);
        var opened = CardReading.Of((await bot.Yusuf.Presses("Open to answer", RemindersOf(bot, bot.Yusuf)[0])).Card);
        Assert.True(opened.Texts[0].Contains("closed", StringComparison.Ordinal), opened.ToString());
    }

    [Fact]
    public async Task Of_a_poll_in_a_channel_those_of_the_list_who_sit_there_and_have_not_answered_are_reminded_in_their_own_chats()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var unlisted = bot.Joins("Dr Una Unlisted");
        await unlisted.Types("hello");
        var channel = await bot.HasTeamAsync(bot.Chair, bot.Tomasz, bot.Priya, unlisted);
        var form = await PollForms.OpenAsync(bot.Chair, channel);
        var preview = await PollForms.TurnsAsync(bot.Chair, channel, form, "Preview", ("question", Question), ("options", "Yes\nNo"), ("closes", "7"));
        Assert.True(preview.Says("Those of this team or chat who are on the list and have not answered are reminded in their own chats"), preview.ToString());
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"), channel);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        var poll = Assert.Single(bot.PollsIn(channel));
        await bot.Priya.Votes("Yes", on: poll);
        await bot.LeavesTeamAsync(channel, bot.Organiser.Person);

        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(1));
        var reminder = Assert.Single(RemindersOf(bot, bot.Tomasz));
        foreach (var other in new[] { bot.Priya, bot.Yusuf, bot.Organiser, unlisted })
            Assert.Empty(RemindersOf(bot, other));

        await bot.Tomasz.Presses("Open to answer", reminder);
        await bot.Tomasz.Votes("No", on: new AskedPoll(poll.Key, bot.Tomasz.Chat, reminder));
        Assert.Equal([1, 1], (await PollSchedules.HeadAsync(bot, poll.Key)).Tally.First.Counts);
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(1));
        Assert.Empty(RemindersOf(bot, bot.Tomasz));
        Assert.Single(RemindersOf(bot, bot.Chair), card => CardReading.Of(card.Card()).Says("This is the last reminder."));
    }

    [Fact]
    public async Task Who_may_not_have_everybody_asked_can_not_have_everybody_of_a_channel_reminded_whatever_they_send()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var channel = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        var form = await PollForms.OpenAsync(bot.Priya, channel);
        Assert.DoesNotContain("\"reminders\"", form.Json.ToJsonString(), StringComparison.Ordinal);

        var preview = await PollForms.TurnsAsync(bot.Priya, channel, form, "Preview", ("question", Question), ("options", "Yes\nNo"), ("closes", "7"), ("reminders", "true"));
        await bot.Priya.Sends(PollForms.Pressed(preview, "Ask now"), channel);
        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(3));

        Assert.Single(bot.PollsIn(channel));
        Assert.Empty(RemindersOf(bot, bot.Tomasz));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_poll_that_was_closed()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "3");
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        await bot.Chair.Executes("polls.close", new JsonObject { ["poll"] = PollOf(bot, bot.Priya).Key });
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(3));

        Assert.Empty(RemindersOf(bot, bot.Yusuf));
        Assert.Single(await SendingsAsync(bot));
    }

    [Fact]
    public async Task In_a_pause_nobody_is_reminded_and_who_gets_the_poll_late_is_not_reminded_of_it_at_once()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await bot.Priya.Hears("pause 5 days"); // until Saturday: held until Monday, 07:30
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "7");
        await bot.PassAsync(TimeSpan.FromDays(7) - TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question), card => !IsReminder(bot, bot.Priya, card));
        Assert.Empty(RemindersOf(bot, bot.Priya));
        Assert.Equal(2, RemindersOf(bot, bot.Yusuf).Count);
        Assert.Equal(people.Count - 1, people.Count(who => RemindersOf(bot, who).Count == 2));
    }

    [Fact]
    public async Task Who_answers_while_their_reminder_is_held_is_not_reminded()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "1");
        await bot.PassAsync(TimeSpan.FromHours(13), TimeSpan.FromMinutes(30)); // Monday, 22:00: half time was at 21:00, and all are held

        await bot.Priya.Votes("Yes", on: PollOf(bot, bot.Priya));
        await bot.PassAsync(TimeSpan.FromHours(10), TimeSpan.FromMinutes(30));

        Assert.Empty(RemindersOf(bot, bot.Priya));
        Assert.Single(RemindersOf(bot, bot.Yusuf));
    }

    [Fact]
    public async Task A_reminder_counts_against_the_weeks_minutes_like_any_other_ask()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await bot.SetsAsync(bot.Priya, LeadershipBot.Domain.People.PersonalSettings.Usual with { WeeklyMinutes = 0 });
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "30");
        await bot.PassAsync(TimeSpan.FromDays(18), TimeSpan.FromHours(3)); // half time was on a Tuesday, the digest comes on Thursdays

        Assert.Empty(SendingTrial.CardsOf(bot, bot.Priya, Question));
        Assert.Single(RemindersOf(bot, bot.Yusuf));
        Assert.Contains(bot.CardsIn(bot.Priya.Chat), card => CardReading.Of(card.Card()).Says("Reminder: Extend hours?"));
    }

    [Fact]
    public async Task Who_has_answered_costs_no_row_and_no_read_of_their_own()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "3");
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        foreach (var who in people.Where(one => one.Name != bot.Yusuf.Name))
            await who.Executes("polls.vote", new JsonObject { ["poll"] = PollOf(bot, bot.Priya).Key, ["choice"] = 0 });

        await bot.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30));

        Assert.Equal(RecipientState.Sent, Assert.Single(await SendingTrial.RowsAsync(bot)).Kept.State);
        Assert.Single(RemindersOf(bot, bot.Yusuf));
        Assert.Contains("Reminder: Extend hours?", (await bot.Chair.Hears("sendings")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_who_answered_is_hidden_nobody_is_shown_how_far_a_reminder_is()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, LeadershipBot.Domain.Polls.Question.OneOf(Question, ["Yes", "No"]));
        await bot.Priya.Votes("Yes", on: new AskedPoll(trial.Key, bot.Priya.Chat, trial.CardOf(bot.Priya)));
        var poll = PollRows.ToHead(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Head))!.Poll;
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(PollRows.Table, trial.Key, [.. RemindPoll.Orders(poll)], Token);

        await bot.PassAsync(TimeSpan.FromHours(13), TimeSpan.FromMinutes(30)); // half time was in the quiet hours: who has not answered is held
        var chair = new Actor(bot.Chair.ObjectId, bot.Chair.Person.TenantId, bot.Chair.Name, new Hat(new OrganisationName(SendingTrial.Organisation, "Larkford"), Roles.Chair));
        var reminder = await SendingTrial.NewestAsync(bot);
        Assert.True((await bot.Services.GetRequiredService<ReportFile>().MakeAsync(new FileWish(chair, reminder.Id, bot.Clock.GetUtcNow(), Zones.UnitedKingdom), Token)).IsRefused(out var refusal, out _));
        Assert.Equal("sendings.refused.secret", refusal!.TextKey);
        foreach (var verb in new[] { "sendings.show", "sendings.people", "sendings.stop", "sendings.report" })
        {
            var answer = await bot.Chair.Executes(verb, new JsonObject { ["sending"] = reminder.Id, ["organisation"] = SendingTrial.Organisation, ["page"] = 0 });
            Assert.Contains("nobody is shown: it would tell who has answered", $"{answer.Sentence}{(answer.Card is null ? "" : CardReading.Of(answer.Card))}", StringComparison.Ordinal);
        }

        await bot.PassAsync(TimeSpan.FromHours(10), TimeSpan.FromMinutes(30));
        Assert.Empty(RemindersOf(bot, bot.Priya));
        Assert.Single(RemindersOf(bot, bot.Yusuf));
        Assert.Equal(people.Count, (await SendingTrial.RowsAsync(bot)).Count);
        Assert.DoesNotContain("Reminder", (await bot.Chair.Hears("sendings")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_that_is_ordered_twice_goes_once_and_one_that_is_not_wanted_any_more_never()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "3");
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        var key = PollOf(bot, bot.Priya).Key;
        var row = (await bot.RowsAsync(PollRows.Table, key, "head.poll"))[0];
        row["RemindersOff"] = true;
        await bot.Store.CommitAsync(PollRows.Table, key, [new LeadershipBot.Storage.Change.Upsert(row)], Token);

        await bot.PassAsync(TimeSpan.FromDays(2) + TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        Assert.Empty(RemindersOf(bot, bot.Yusuf));
        Assert.Single(await SendingsAsync(bot));
    }

    private static AskedPoll PollOf(BotUnderTest bot, Colleague who) => AskedPoll.In(who.Chat, SendingTrial.CardsOf(bot, who, Question).First(card => !IsReminder(bot, bot.Priya, card)));

    /// <summary>What stands in the person's chat as a reminder to their eyes.</summary>
    private static List<Message> RemindersOf(BotUnderTest bot, Colleague who) => [.. SendingTrial.CardsOf(bot, who, Question).Where(card => IsReminder(bot, who, card))];

    private static bool IsReminder(BotUnderTest bot, Colleague who, Message card)
        => CardReading.Of(bot.Teams.World.CardFor(card, who.Person)).Texts[0].StartsWith("Reminder · ", StringComparison.Ordinal);

    private static async Task<List<SendingHead>> SendingsAsync(BotUnderTest bot)
    {
        var heads = new List<SendingHead>();
        await foreach (var head in bot.Services.GetRequiredService<SendingShelf>().ListAsync(SendingTrial.Organisation, Token))
            heads.Add(head);
        return heads;
    }
}
