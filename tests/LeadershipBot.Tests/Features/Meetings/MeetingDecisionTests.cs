using System.Text.Json.Nodes;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What was decided, asked before and asked afterwards hangs on the meeting, and on the item where one was chosen.</summary>
public sealed class MeetingDecisionTests : WholeApp
{
    private const string Worth = "Was this meeting worth it?";
    private const string Pulse = "Before the meeting";

    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_decision_is_recorded_from_the_meeting_while_it_is_on_and_stands_there_under_its_item()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });

        // Not before it begins, nor about what isn't on the agenda, nor by anybody else.
        Assert.DoesNotContain("Record a decision", (await AskOrDecideAsync(bot, key)).Buttons);
        Assert.Contains("once that has begun", (await bot.Chair.Opens(Writing(key, "2"))).Sentence, StringComparison.Ordinal);
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        foreach (var part in new[] { "9", "odd,meetings", new string('x', 200) })
            Assert.Contains("on its agenda", (await bot.Chair.Opens(Writing(key, part))).Sentence, StringComparison.Ordinal);
        Assert.Contains("This is for", (await bot.Priya.Opens(Writing(key, "2"))).Sentence, StringComparison.Ordinal);
        Assert.Empty(await DecisionTrial.KeysAsync(bot));

        // From the managing card: the item is in the form, in its background and in the preview.
        var first = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, await AskOrDecideAsync(bot, key), "Record a decision", ("part", "2"));
        Assert.True(first.Says("It refers to Governing body, Thu 12 Mar 2026, item 2: Hubs, and stands there once it is sent."), first.ToString());
        Assert.Equal("Governing body, Thu 12 Mar 2026, item 2: Hubs", first.Input("decidedBy")["value"]!.GetValue<string>());
        var missing = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, first, "Next", ("what", "About Mrs Smith, born 3/4/1961"), ("why", "x"));
        Assert.True(missing.Says("item 2: Hubs") && missing.Says("patient"), missing.ToString()); // refused, it is still about the item
        var second = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, missing, "Next", DecisionTrial.Statement);
        Assert.Equal($"meetings:{key}.2", second.Input("linked")["value"]!.GetValue<string>());
        Assert.Contains("item 2: Hubs", second.Input("linked").ToJsonString(), StringComparison.Ordinal);
        var preview = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, second, "Preview", DecisionTrial.Background);
        Assert.True(preview.Says("Governing body, Thu 12 Mar 2026, item 2: Hubs") && preview.Says("Its register was still open when this was written."), preview.ToString());
        await bot.Organiser.Sends(DecisionTrial.Pressed(preview, "Send"));
        await bot.PassAsync(AMoment, Step);

        // A second one of the whole meeting, of another item and the same; of each item it says what was decided about it.
        await DecisionTrial.SendAsync(bot, bot.Chair, null, ("what", "The budget waits."), ("linked", $"meetings:{key},meetings:{key}.3"), ("reviewOn", "2026-10-01"));
        foreach (var card in new[] { await bot.Organiser.ManagesAsync(bot, key), await bot.Tomasz.ReadsMeetingAsync(bot, key) })
        {
            Assert.True(card.Says("About item 2 it was decided: " + DecisionTrial.What), card.ToString());
            Assert.True(card.Says("Decided: The budget waits.") && card.Says("About item 3 it was decided: The budget waits."), card.ToString());
        }

        // Members read on the decision's own card where it was made.
        var sent = DecisionTrial.Read(bot, bot.Tomasz);
        Assert.True(sent.Says("How it came about") && sent.Says("Governing body, Thu 12 Mar 2026, item 2: Hubs"), sent.ToString());
        Assert.Equal(3, (await bot.RowsAsync(MeetingRows.Table, key, LinkedRows.Linked)).Count);

        // Once the register is closed, what was decided there refers to it with its numbers.
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, bot.Tomasz);
        preview = await DecisionTrial.WriteAsync(bot, bot.Chair, null, ("what", "The hubs open on Sundays."), ("linked", $"meetings:{key}.2"), ("reviewOn", "2026-10-01"));
        Assert.True(preview.Says("Governing body, Thu 12 Mar 2026, item 2: Hubs") && preview.Says("No quorum is asked for: 2 count."), preview.ToString());
    }

    [Fact]
    public async Task A_decision_begun_from_an_item_begins_with_who_left_for_an_interest_and_its_writer_may_say_otherwise()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        foreach (var who in new[] { bot.Priya, bot.Yusuf, bot.Tomasz })
            await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(who).ToString(), ["items"] = "2" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Priya, "came");
        await bot.Organiser.NotesAsync(key, grace, "deputy", new JsonObject { ["whom"] = AskedPeople.IdOf(bot.Tomasz).ToString() });
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "absent");

        const string Left = "Left for an interest, and not counted: Dr Priya Raman, Grace Adeyemi for Dr Tomasz Zielinski.";
        foreach (var (part, known) in new[] { ("3", ""), ("-", ""), ("2", Left) })
        {
            var first = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, await AskOrDecideAsync(bot, key), "Record a decision", ("part", part));
            var second = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, first, "Next", DecisionTrial.Statement);
            Assert.Equal(known, second.Input("conflicts")["value"]?.GetValue<string>() ?? "");
            if (part != "2")
                continue;
            var back = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, second, "Back", ("conflicts", "Dr Priya Raman left."));
            second = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, back, "Next");
            Assert.Equal("Dr Priya Raman left.", second.Input("conflicts")["value"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_decision_that_went_to_some_stands_on_the_meeting_for_them_and_for_those_who_decide()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        var shown = CardReading.Of((await bot.Chair.Sends(DecisionTrial.Pressed(await DecisionTrial.WriteAsync(bot, bot.Chair, null, ("linked", "meetings:" + key), ("reviewOn", "2026-10-01")), "Send", ("professions", "Gp"), ("localities", "vale")))).Card);
        await bot.Chair.Sends(DecisionTrial.Pressed(shown, "Send"));
        await bot.PassAsync(AMoment, Step);
        foreach (var (who, may) in new[] { (bot.Organiser, true), (bot.Tomasz, true), (bot.Yusuf, true), (bot.Priya, false) })
            Assert.Equal(may, (await who.ReadsMeetingAsync(bot, key)).Says("Decided: " + DecisionTrial.What));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Decided: " + DecisionTrial.What));
    }

    [Fact]
    public async Task What_is_asked_before_the_meeting_closes_when_it_begins_and_its_result_stands_on_the_meeting()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Organiser.Types("meetings");
        await bot.Organiser.Presses("Manage", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var preview = CardReading.Of((await bot.Organiser.Presses("Ask before it", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);
        Assert.True(preview.Says("It is about Governing body, Thu 12 Mar 2026.") && preview.Says("Thu 12 Mar, 18:00"), preview.ToString());
        Assert.False(preview.Says("interest in"), preview.ToString()); // a whole meeting is no matter in which one has an interest

        // On the way back to the settings it is still about the meeting.
        var settings = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, preview, "Back");
        Assert.True(settings.Says("It is about Governing body, Thu 12 Mar 2026."), settings.ToString());
        preview = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, settings, "Preview");
        await bot.Organiser.Sends(PostForms.Filled(preview, []));
        await bot.PassAsync(AMoment, Step);
        const string Open = "It was asked: " + Pulse + ". It is still open.";
        foreach (var card in new[] { await bot.Organiser.ManagesAsync(bot, key), await bot.Tomasz.ReadsMeetingAsync(bot, key) })
            Assert.True(card.Says(Open), card.ToString());
        Assert.False((await bot.Who("Joan Ashworth").ReadsMeetingAsync(bot, key)).Says(Pulse));

        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(1));
        await bot.PassAsync(AMoment, Step);
        var begun = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(begun.Says("It was asked: " + Pulse + ".") && !begun.Says("still open"), begun.ToString());
    }

    [Fact]
    public async Task What_a_meeting_was_worth_stands_on_it_question_by_question_once_five_have_said_it_and_not_before()
    {
        var bot = await StartMetAsync();
        var gps = new[] { bot.Priya, bot.Tomasz, bot.Yusuf, bot.Who("Dr Callum Reid"), bot.Who("Dr Siân Probert"), bot.Chair };
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close", gps);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));
        await bot.Organiser.Types("meetings past");
        await bot.Organiser.Presses("Manage", bot.CardsIn(bot.Organiser.Chat)[^1]);
        var preview = CardReading.Of((await bot.Organiser.Presses("Ask what it was worth", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);
        await bot.Organiser.Sends(PostForms.Filled(preview, []));
        await bot.PassAsync(AMoment, Step);
        var poll = (await bot.PollKeysAsync()).Single();
        foreach (var who in gps)
            await AnswersAsync(bot, who);
        var open = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(open.Says("It was asked: " + Worth + " It is still open.") && !open.Says("worth the time"), open.ToString());
        await bot.Organiser.Executes("polls.close", new JsonObject { ["poll"] = poll });
        await bot.PassAsync(AMoment, Step);
        foreach (var card in new[] { await bot.Organiser.ManagesAsync(bot, key), await bot.Tomasz.ReadsMeetingAsync(bot, key) })
            Assert.True(card.Says("It was asked: " + Worth + " “The meeting was worth the time away from patients.") && card.Says("Strongly agree 6 (100%).") && !card.Says("0 (0%)"), card.ToString());
        Assert.False((await bot.Who("Joan Ashworth").ReadsMeetingAsync(bot, key)).Says(Worth));
    }

    [Fact]
    public async Task A_chair_who_is_called_finds_every_button_of_their_own_card()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0" });
        var card = await bot.Chair.ReadsMeetingAsync(bot, key);
        Assert.InRange(card.Json["actions"]!.AsArray().Count, 1, 6); // Teams shows no more
        foreach (var button in new[] { "I'm coming", "Apologies", "Deputy", "Join in Teams", "Declare an interest", "Add to my calendar", "Manage" })
            Assert.Contains(button, card.Buttons);

        // Once it is over the card that called them leads to what was asked and decided.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        await bot.PassAsync(AMoment, Step);
        Assert.Contains("Asked and decided", bot.CardsOf(bot.Tomasz).First(one => one.Heading == MeetingForms.Title).Buttons);
        Assert.DoesNotContain("Asked and decided", (await bot.Tomasz.ReadsMeetingAsync(bot, key)).Buttons);
    }

    private static async Task AnswersAsync(BotUnderTest bot, Colleague who)
    {
        var form = await who.OpensDialog("Answer", bot.CardsIn(who.Chat).Last(message => CardReading.Of(message.Card()).Heading == Worth));
        await who.Sends(PostForms.Filled(form, new JsonObject { ["q1"] = "5", ["q2"] = "5", ["q3"] = "4" }));
    }

    private static async Task<CardReading> AskOrDecideAsync(BotUnderTest bot, string key)
        => CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)))).Card);

    private static JsonObject Writing(string key, string part) => PostForms.About("decisions.write").With(new JsonObject { ["about"] = "meetings:" + key, ["part"] = part });

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var person in bot.Teams.World.People.Where(person => person.TenantId == bot.Organiser.Person.TenantId).ToList())
            await bot.MeetsAsync(bot.Who(person.Name));
        return bot;
    }
}
