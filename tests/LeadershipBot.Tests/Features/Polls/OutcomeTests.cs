using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Whoever asked a poll is asked what came of it, and all who answered hear it.</summary>
public sealed class OutcomeTests : WholeApp
{
    private const string AskedFor = "It has closed. What came of it?";
    private const string Done = "We open on Saturdays from May.";

    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_is_asked_at_closing_and_all_who_answered_hear_what_came_of_it_once()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 2);
        var asked = Assert.Single(AsksFor(bot, bot.Chair));
        Assert.True(asked.Says("Yes came first with 2 of 2 answers (100%)."), asked.ToString());

        var dialog = await bot.Chair.OpensDialog("Say what came of it", NewestAsk(bot, bot.Chair));
        Assert.Equal(bot.Chair.Name, dialog.Input("by")["value"]!.GetValue<string>());
        var data = PollForms.Pressed(dialog, "Tell them", ("outcome", "WillBeActedOn"), ("words", "We open on **Saturdays** from May."), ("reviewOn", "2026-05-01"));
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("✓ Kept.", (await bot.Chair.Sends(data)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        foreach (var person in people.Take(2))
        {
            var news = Assert.Single(NewsOf(bot, person));
            Assert.True(news.Says("What came of it: Will be acted on") && news.Says(@"We open on \*\*Saturdays\*\* from May."), news.ToString());
            Assert.True(news.Says("Dr Amara Okafor, Tue 3 Mar 2026. To be looked at again on Fri 1 May 2026."), news.ToString());
            var card = CardReading.Of(SendingTrial.CardsOf(bot, person, Hub.Words)[0].Card());
            Assert.True(card.Texts[0].StartsWith("Poll · ", StringComparison.Ordinal) && card.Says("What came of it: Will be acted on"), card.ToString());
        }

        Assert.All(people.Skip(2), person => Assert.Empty(NewsOf(bot, person)));
        Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, Audit.Prefix), row => row.GetString("What") == "polls.outcomeSaid");
        Assert.True((await bot.Chair.ReadsResultsAsync(trial)).Says("What came of it: Will be acted on"));
        Assert.Contains("Will be acted on: We open on **Saturdays** from May.", await bot.TakesAsync(bot.Chair, trial, "csv"), StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"WillBeActedOn\"", await bot.TakesAsync(bot.Chair, trial, "json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_changes_what_people_got_and_the_end_of_something_open_is_news()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 2);
        await SaysAsync(bot, bot.Chair, trial, "Considering", "The board meets on Monday.");
        await SaysAsync(bot, bot.Organiser, trial, "Considering", "The board meets on Tuesday.");

        var corrected = Assert.Single(NewsOf(bot, people[0]));
        Assert.True(corrected.Says("The board meets on Tuesday."), corrected.ToString());
        Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, Audit.Prefix), row => row.GetString("What") == "polls.outcomeCorrected");

        await SaysAsync(bot, bot.Chair, trial, "NotActedOn", "The lease is too dear.");
        var news = NewsOf(bot, people[0]);
        Assert.Equal(2, news.Count);
        Assert.All(news, one => Assert.True(one.Says("The lease is too dear."), one.ToString()));
        await SaysAsync(bot, bot.Chair, trial, "ActedOn", "The lease was not too dear.");
        Assert.Equal(2, NewsOf(bot, people[0]).Count);
    }

    [Fact]
    public async Task When_the_poll_is_withdrawn_what_came_of_it_is_taken_back()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 2);
        await SaysAsync(bot, bot.Chair, trial, "ActedOn", Done);
        Assert.Single(NewsOf(bot, people[0]));

        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = trial.Key, ["why"] = "The wrong question." });
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.All(people, person => Assert.Empty(NewsOf(bot, person)));
    }

    [Theory]
    [InlineData(Voice.Confidential)]
    [InlineData(Voice.Anonymous)]
    public async Task Where_who_answered_is_hidden_all_who_were_asked_hear_it_so_that_neither_chat_nor_report_tells_who_did(Voice voice)
    {
        var (bot, trial, people) = await ClosedAsync(voice, answering: 3);
        await SaysAsync(bot, bot.Chair, trial, "ActedOn", Done);

        var news = people.Select(person => Assert.Single(NewsOf(bot, person)).ToString()).ToList();
        Assert.Single(news.Distinct());
        Assert.DoesNotContain("because you answered", news[0], StringComparison.Ordinal);
        Assert.All(await SendingTrial.RowsAsync(bot), row => Assert.Equal(LeadershipBot.Domain.Sending.RecipientState.Sent, row.Kept.State));
        var sendings = (await bot.Chair.Hears("sendings")).ToString();
        Assert.Contains("What came of: Shall the hub open?", sendings, StringComparison.Ordinal);
        Assert.Contains($"{people.Count} of {people.Count}", sendings, StringComparison.Ordinal);
        var few = NewsOf(bot, people[0])[0];
        Assert.True(few.Says("Fewer than 5 people answered, so no result is shown."), few.ToString());
    }

    [Fact]
    public async Task What_was_asked_in_a_channel_is_told_there()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);
        await bot.DrainAsync();
        Assert.Single(AsksFor(bot, bot.Chair));

        var data = await FilledAsync(bot.Chair, poll.Key, "ActedOn", Done);
        await bot.Chair.Sends(data);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        var there = Assert.Single(bot.CardsIn(bot.Channel).Select(card => CardReading.Of(card.Card())), card => card.Texts[0].StartsWith("What came of it · ", StringComparison.Ordinal));
        Assert.True(there.Says(Done), there.ToString());
        Assert.True(bot.Tomasz.Reads(poll).Says(Done), bot.Tomasz.Reads(poll).ToString());
        Assert.Empty(NewsOf(bot, bot.Priya));
    }

    [Fact]
    public async Task Quiet_hours_hold_what_came_of_it()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 1);
        await bot.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromHours(1)); // past 19:00
        await SaysAsync(bot, bot.Chair, trial, "ActedOn", Done);
        Assert.Empty(NewsOf(bot, people[0]));

        await bot.PassAsync(TimeSpan.FromHours(12), TimeSpan.FromMinutes(30));
        Assert.Single(NewsOf(bot, people[0]));
    }

    [Fact]
    public async Task A_silent_owner_is_reminded_after_ten_working_days_and_then_the_others_until_somebody_says_it()
    {
        var (bot, trial, _) = await ClosedAsync(Voice.Named, answering: 1);
        await bot.PassAsync(TimeSpan.FromDays(13) + TimeSpan.FromHours(22), TimeSpan.FromHours(2));
        Assert.Single(AsksFor(bot, bot.Chair));

        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(2)); // Tuesday, two weeks later
        Assert.Equal(2, AsksFor(bot, bot.Chair).Count);
        Assert.True(AsksFor(bot, bot.Chair)[^1].Says("It closed 10 working days ago"));
        Assert.Empty(AsksFor(bot, bot.Organiser));

        await bot.PassAsync(TimeSpan.FromDays(14), TimeSpan.FromHours(3));
        Assert.Equal(2, AsksFor(bot, bot.Chair).Count);
        var overdue = Assert.Single(AsksFor(bot, bot.Organiser)); // the chair herself asked it, so it goes to the organisers
        Assert.True(overdue.Says("Dr Amara Okafor asked it; you can say what came of it, too."), overdue.ToString());

        await SaysAsync(bot, bot.Organiser, trial, "NotActedOn", "Nobody was free to do it.");
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(6));
        Assert.Equal(2, AsksFor(bot, bot.Chair).Count);
    }

    [Fact]
    public async Task Once_somebody_has_said_it_nobody_is_reminded()
    {
        var (bot, trial, _) = await ClosedAsync(Voice.Named, answering: 1);
        await SaysAsync(bot, bot.Chair, trial, "Considering", "The board meets on Monday.");
        await bot.PassAsync(TimeSpan.FromDays(40), TimeSpan.FromHours(8));

        Assert.Single(AsksFor(bot, bot.Chair));
        Assert.Empty(AsksFor(bot, bot.Organiser));
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, OutboxRow.Prefix));
    }

    [Fact]
    public async Task On_the_day_of_review_the_owner_gets_it_again()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 1);
        await SaysAsync(bot, bot.Chair, trial, "Considering", "The board meets on Monday.", review: "2026-03-09");
        await SaysAsync(bot, bot.Chair, trial, "Considering", "The board meets on Monday.", review: "2026-03-10"); // put off
        await bot.PassAsync(TimeSpan.FromDays(6), TimeSpan.FromHours(2));
        Assert.Single(AsksFor(bot, bot.Chair));

        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(2));
        var again = AsksFor(bot, bot.Chair)[^1];
        Assert.True(again.Says("You said that you would look at this again on Tue 10 Mar 2026.") && again.Says("The board meets on Monday."), again.ToString());
        var dialog = await bot.Chair.OpensDialog("Update it", NewestAsk(bot, bot.Chair));
        Assert.Equal("The board meets on Monday.", dialog.Input("words")["value"]!.GetValue<string>());
        await bot.Chair.Sends(PollForms.Pressed(dialog, "Tell them", ("outcome", "ActedOn"), ("words", Done)));
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, NewsOf(bot, people[0]).Count);
    }

    [Fact]
    public async Task Nobody_is_asked_where_nobody_answered_or_it_was_withdrawn()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var none = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Chair.Sees(none);
        await bot.Chair.Closes(none);
        var withdrawn = await bot.Chair.AsksInChannel("Shorten?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: withdrawn);
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = withdrawn.Key, ["organisation"] = "larkford", ["why"] = "Asked too early." });
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(6));

        Assert.Empty(AsksFor(bot, bot.Chair));
        Assert.StartsWith("The poll was withdrawn", (await bot.Chair.Opens(Data("polls.outcome", withdrawn.Key))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_owner_was_forgotten_the_chairs_are_asked()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        await bot.Organiser.Types("hello");
        var poll = await PollForms.AskAsync(bot, bot.Organiser, bot.GroupChat, "Extend?", "Yes\nNo", closes: "1");
        await bot.Priya.Votes("Yes", on: poll);
        await bot.Services.GetRequiredService<LeadershipBot.Features.Polls.Held.ForgetInPoll>().RunAsync(poll.Key, new MemberId(bot.Organiser.Person.TenantId, bot.Organiser.ObjectId), Token);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));

        Assert.Empty(AsksFor(bot, bot.Organiser));
        Assert.Single(AsksFor(bot, bot.Chair));
    }

    [Fact]
    public async Task Who_said_it_is_forgotten_by_name_and_the_words_stay()
    {
        var (bot, trial, _) = await ClosedAsync(Voice.Named, answering: 1);
        await SaysAsync(bot, bot.Organiser, trial, "ActedOn", Done);
        await bot.Organiser.Types("what do you hold about me");
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("You said what came of “Shall the hub open?” on Tue 3 Mar"), bot.NewestCardIn(bot.Organiser.Chat).ToString());

        await bot.Services.GetRequiredService<LeadershipBot.Features.Polls.Held.ForgetInPoll>().RunAsync(trial.Key, new MemberId(bot.Organiser.Person.TenantId, bot.Organiser.ObjectId), Token);

        var outcome = (await trial.HeadAsync()).Outcome!;
        Assert.Equal((Done, "a former member", ""), (outcome.Words, outcome.SaidBy, outcome.SaidById));
    }

    [Theory]
    [InlineData("outcome", "", "It isn't chosen yet")]
    [InlineData("outcome", "99", "It isn't chosen yet")]
    [InlineData("words", " ", "There are no words yet")]
    [InlineData("words", "Mrs Smith born 12/03/1951 was seen", "patient")]
    [InlineData("by", "Mrs Smith born 12/03/1951", "patient")]
    [InlineData("reviewOn", "2026-03-03", "That isn't a day within the next two years")]
    [InlineData("reviewOn", "2029-03-03", "That isn't a day within the next two years")]
    [InlineData("reviewOn", "soon", "That isn't a day within the next two years")]
    public async Task What_can_not_be_said_comes_back_with_the_reason_and_nothing_is_kept(string input, string typed, string reason)
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 1);
        var data = await FilledAsync(bot.Chair, trial.Key, "ActedOn", Done);
        data[input] = typed;

        var again = CardReading.Of((await bot.Chair.Sends(data)).Card);

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(typed.Trim(), again.Input(input)["value"]!.GetValue<string>());
        Assert.Null((await trial.HeadAsync()).Outcome);
        Assert.Empty(NewsOf(bot, people[0]));
    }

    [Theory]
    [InlineData("polls.outcome")]
    [InlineData("polls.outcome.say")]
    public async Task Neither_somebody_else_nor_somebody_of_another_organisation_can_say_it(string verb)
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 1);
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Chair);

        foreach (var who in new[] { people.First(one => one.Name == bot.Priya.Name), stranger })
        {
            var data = Data(verb, trial.Key, ("outcome", "ActedOn"), ("words", Done));
            var answer = verb == "polls.outcome" ? await who.Opens(data) : await who.Sends(data);
            Assert.StartsWith("Only Dr Amara Okafor, an organiser or a chair", answer.Sentence, StringComparison.Ordinal);
        }

        Assert.Null((await trial.HeadAsync()).Outcome);
        Assert.StartsWith("This poll can't be found", (await bot.Chair.Sends(Data(verb, "../x"))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_poll_has_no_outcome_yet()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        Assert.StartsWith("The poll is still open", (await bot.Chair.Sends(Data("polls.outcome.say", poll.Key, ("outcome", "ActedOn"), ("words", Done)))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_confirmed_and_pressed_again_it_is_told_once()
    {
        var (bot, trial, people) = await ClosedAsync(Voice.Named, answering: 1);
        var data = await FilledAsync(bot.Chair, trial.Key, "ActedOn", Done);
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        Assert.StartsWith("We couldn't confirm it.", (await bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Chair.Chat, data, cancellationToken: Token))).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();
        bot.Store.Fails(StoreFault.LosesAnswers, "Polls", times: 1);

        Assert.StartsWith("✓ Kept.", (await bot.Chair.Sends(data)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Single(NewsOf(bot, people[0]));
        Assert.Equal(1, (await trial.HeadAsync()).Outcome!.Version);
    }

    /// <summary>A poll of the chair's that closed with so many answers of Yes.</summary>
    private async Task<(BotUnderTest Bot, PollTrial Trial, List<Colleague> People)> ClosedAsync(Voice voice, int answering)
    {
        var bot = await StartAsync();
        var people = (await SendingTrial.MeetAllAsync(bot)).OrderBy(one => one.Name == bot.Chair.Name || one.Name == bot.Organiser.Name || one.Name == bot.Priya.Name).ToList();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(voice), ReasonMode.Off, Hub);
        foreach (var person in people.Take(answering))
        {
            if (voice is Voice.Anonymous)
                await trial.AnswersAsync(person, new JsonObject { ["q1"] = "1" });
            else
                await trial.VotesAsync(person, 0);
        }

        await trial.CloseAsync();
        return (bot, trial, people);
    }

    private static async Task SaysAsync(BotUnderTest bot, Colleague who, PollTrial trial, string kind, string words, string review = "")
    {
        var answer = await who.Sends(await FilledAsync(who, trial.Key, kind, words, review));
        Assert.StartsWith("✓ Kept.", answer.Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<JsonObject> FilledAsync(Colleague who, string key, string kind, string words, string review = "")
        => PollForms.Pressed(CardReading.Of((await who.Opens(Data("polls.outcome", key))).Card), "Tell them", ("outcome", kind), ("words", words), ("reviewOn", review));

    private static JsonObject Data(string verb, string key, params (string Name, string Value)[] inputs)
    {
        var data = new JsonObject { ["verb"] = verb, ["poll"] = key, ["organisation"] = "larkford" };
        foreach (var (name, value) in inputs)
            data[name] = value;
        return data;
    }

    private static List<CardReading> NewsOf(BotUnderTest bot, Colleague who)
        => [.. CardsOf(bot, who).Select(card => CardReading.Of(card.Card())).Where(card => card.Texts[0].StartsWith("What came of it · ", StringComparison.Ordinal))];

    private static List<CardReading> AsksFor(BotUnderTest bot, Colleague who) => [.. CardsOf(bot, who).Select(card => CardReading.Of(card.Card())).Where(IsAsk)];

    private static Message NewestAsk(BotUnderTest bot, Colleague who) => CardsOf(bot, who).Last(card => IsAsk(CardReading.Of(card.Card())));

    private static bool IsAsk(CardReading card) => card.Says(AskedFor) || card.Says("and those who answered have heard nothing") || card.Says("You said that you would look at this again");

    private static IEnumerable<Message> CardsOf(BotUnderTest bot, Colleague who) => bot.CardsIn(who.Chat).Where(message => !message.Deleted);
}
