using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>When people hear of a meeting and of what changes about it, and what whoever changed it reads of that.</summary>
public sealed class MeetingTellingTests : WholeApp
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Who_was_called_no_more_by_mistake_and_had_not_answered_is_called_again()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.RepliesAsync(bot, key, "coming");
        foreach (var professions in new[] { "Lay", "Gp" })
        {
            var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
            var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = professions }))).Card);
            Assert.Contains(professions == "Lay" ? "who isn't called any more and had answered is told" : "Who is called only now is asked", (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence, StringComparison.Ordinal);
            await bot.PassAsync(AMoment, Step);
            if (professions == "Lay")
                Assert.True(bot.CardsOf(bot.Tomasz).First(IsCall).Says("You aren't called to this meeting any more."));
        }

        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            Assert.Equal(2, bot.CardsOf(who).Count(card => IsCall(card) && card.Says("Helen Whitcombe calls you")));
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Equal(2, bot.CardsOf(bot.Tomasz).Count(IsCall));
    }

    [Fact]
    public async Task In_hours_in_which_nobody_is_disturbed_it_isnt_said_that_they_are_asked_now()
    {
        var bot = await StartMetAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form"))).Card);
        var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["title"] = "Board", ["day"] = "2026-03-12", ["professions"] = "Gp" }))).Card);
        Assert.Equal("Board is arranged. These are hours in which nobody is disturbed: those called are asked from Tue 3 Mar, 07:30 (GMT) on, each in their own chat.", (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence);
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading == "Board");
    }

    [Fact]
    public async Task What_is_done_on_the_evening_itself_says_that_nobody_hears_of_it_in_time_and_who_came_hears_why()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["from"] = "19:30", ["until"] = "21:00" });
        var far = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["title"] = "Next week", ["day"] = "2026-03-19" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 12, 19, 5, 0, TimeSpan.Zero));
        Assert.Equal("Grace Adeyemi is named as your deputy, but won't hear of it before the meeting begins: nobody is disturbed until Fri 13 Mar, 07:30 (GMT). Please ring them.", (await bot.Priya.DeputesAsync(key, grace)).Sentence);
        Assert.Equal("Grace Adeyemi is asked to stand in for you from Fri 13 Mar, 07:30 (GMT) on; until then nobody is disturbed.", (await bot.Priya.DeputesAsync(far, grace)).Sentence);
        Assert.Equal("Next week is cancelled. These are hours in which nobody is disturbed: everybody called is told from Fri 13 Mar, 07:30 (GMT) on.", (await CancelsAsync(far)).Sentence);
        Assert.Equal("Governing body is cancelled. Nobody is disturbed until Fri 13 Mar, 07:30 (GMT), which is after it would have begun: everybody called is told only then. Please ring them.", (await CancelsAsync(key)).Sentence);
        await bot.PassAsync(AMoment, Step);
        var before = bot.CardsOf(bot.Tomasz).Count(IsOff);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 13, 7, 31, 0, TimeSpan.Zero));
        await bot.PassAsync(AMoment, Step);
        Assert.Equal(before + 1, bot.CardsOf(bot.Tomasz).Count(IsOff));

        Task<BotAnswer> CancelsAsync(string meeting) => bot.Organiser.SendsFormAsync("meetings.cancel.form", MeetingForms.Of(meeting), new JsonObject { ["reason"] = "The hall is flooded" });
        static bool IsOff(CardReading card) => IsCall(card) && card.Says("It doesn't take place: The hall is flooded");
    }

    [Fact]
    public async Task Quorum_and_items_of_a_meeting_that_has_begun_change_only_with_a_reason_that_stands_in_the_board_paper()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "2" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        foreach (var (name, value) in new[] { ("quorumPeople", "1"), ("agenda", "Minutes\nBudget"), ("agenda", "Minutes\nHubs and hours\nBudget"), ("agenda", "Hubs\nMinutes\nBudget") })
            Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { [name] = value }))).Card).Says("takes a reason"), value);
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["quorumPeople"] = "1", ["reason"] = "Mrs Smith, born 3/4/1961" }))).Card).Says("patient"));
        Assert.Contains("is saved", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["agenda"] = "Minutes\nHubs\nBudget\nAny other business" }))).Sentence, StringComparison.Ordinal);
        form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("is saved", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["quorumPeople"] = "1", ["reason"] = "It was typed wrongly" }))).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Quorum or agenda changed after it had begun, Thu 12 Mar, 18:05 (GMT), by Helen Whitcombe: It was typed wrongly"));
        var entry = Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, "audit."), row => row.GetString("What") == "meetings.judgedOtherwise");
        Assert.StartsWith("2 0 0 0", entry.GetString("Before"), StringComparison.Ordinal);
        Assert.StartsWith("1 0 0 0", entry.GetString("After"), StringComparison.Ordinal);
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        var paper = CardReading.Of((await bot.Chair.Opens(PostForms.About("brief.copy").With(new JsonObject { ["kind"] = "meetings", ["key"] = key }))).Card).Json.ToJsonString();
        Assert.Contains("Quorum or agenda were changed after the meeting had begun, Thu 12 Mar, 18:05 (GMT): It was typed wrongly.", paper, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_got_the_call_in_the_morning_isnt_reminded_on_the_same_day()
    {
        var bot = await StartMetAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 6, 20, 0, 0, TimeSpan.Zero)); // a Friday: the call waits for Monday
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["day"] = "2026-03-10", ["from"] = "09:00", ["until"] = "10:00" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 7, 31, 0, TimeSpan.Zero));
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(bot.Priya), IsCall);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 10, 1, 0, TimeSpan.Zero));
        await bot.PassAsync(AMoment, Step);
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Says("You haven't answered yet."));
        Assert.Equal(Reply.None, (await bot.StandsAsync(key, bot.Priya))?.Reply ?? Reply.None);
    }

    [Fact]
    public async Task Who_hears_of_another_time_isnt_reminded_at_the_same_moment()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 5, 11, 0, 0, TimeSpan.Zero));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["day"] = "2026-03-06" })); // tomorrow: the reminder's moment was an hour ago
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Time or place has changed. Please say whether you come."));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 6, 12, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Says("You haven't answered yet."));
    }

    [Fact]
    public async Task A_reminder_that_stands_in_a_chat_follows_the_meeting_when_it_is_moved()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 10, 0, 30, TimeSpan.Zero));
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("You haven't answered yet. One tap is enough."));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["day"] = "2026-03-19" }));
        await bot.PassAsync(AMoment, Step);
        Assert.All(bot.CardsOf(bot.Priya).Where(IsCall), card => Assert.False(card.Says("Thu 12 Mar") || card.Says("You haven't answered yet."), card.ToString()));
    }

    private static bool IsCall(CardReading card) => card.Heading == "Governing body";

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Amara Okafor", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Grace Adeyemi" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
