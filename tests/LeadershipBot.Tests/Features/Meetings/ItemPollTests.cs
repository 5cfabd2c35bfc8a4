using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Features.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Polls about an item of a meeting, and decisions made at it: they hang on the meeting, and interests in the item hold in the poll.</summary>
public sealed class ItemPollTests : WholeApp
{
    private const string Question = "Shall the hubs open at seven?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poll_about_an_item_knows_who_has_an_interest_in_it_and_stands_on_the_meeting_with_the_decision()
    {
        var bot = await StartMetAsync();
        var joan = bot.Who("Joan Ashworth");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" });
        var poll = await AsksAsync(bot, key, "Ask those called");
        Assert.DoesNotContain(bot.CardsIn(joan.Chat), message => CardReading.Of(message.Card()).Says(Question));

        // Declared at the meeting, known in the poll: her answer is set apart without being asked for it.
        Assert.True(CardReading.Of((await VotesAsync(bot.Priya, poll, "1")).Card).Says("your answer is counted apart"));
        await VotesAsync(bot.Tomasz, poll, "0", "no");
        await VotesAsync(bot.Yusuf, poll, "0", "no");

        // The meeting shows it to those called and to those who manage it, as everybody may read it.
        const string Open = "About item 2 it was asked: " + Question + " It is still open.";
        var stands = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(stands.Says(Open) && stands.Buttons.Contains("Open"), stands.ToString());
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, key)).Says(Open));
        Assert.False((await joan.ReadsMeetingAsync(bot, key)).Says(Question));
        Assert.True((await bot.Chair.Hears("brief")).Says(Open));

        await bot.Organiser.Executes("polls.close", new JsonObject { ["poll"] = poll });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, bot.Tomasz, bot.Yusuf);
        var decision = await DecisionTrial.SendAsync(bot, bot.Chair, null, ("linked", "meetings:" + key), ("reviewOn", "2026-10-01"));
        stands = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(stands.Says("About item 2 it was asked: " + Question) && !stands.Says("still open") && stands.Says("Decided: " + DecisionTrial.What), stands.ToString());
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, key)).Says("Decided: " + DecisionTrial.What));
        foreach (var reader in new[] { stands, await bot.Tomasz.ReadsMeetingAsync(bot, key) }) // those asked read what came of it, and those who manage it
            Assert.True(reader.Says("2 people answered.") || reader.Says("3 people answered."), reader.ToString());
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Profession = Profession.Lay });
        Assert.False((await bot.Priya.ReadsMeetingAsync(bot, key)).Says(Question)); // who isn't among those asked isn't told what was asked
        var paper = CardReading.Of((await bot.Chair.Opens(PostForms.About("brief.copy").With(new JsonObject { ["kind"] = "meetings", ["key"] = key }))).Card).Json.ToJsonString();
        Assert.Contains("About item 2 it was asked: " + Question, paper, StringComparison.Ordinal);
        Assert.Contains("Decided: " + DecisionTrial.What, paper, StringComparison.Ordinal);

        Assert.Equal(["decisions." + decision, $"polls.{poll}.2"], (await bot.RowsAsync(MeetingRows.Table, key, LinkedRows.Linked)).Select(row => row.RowKey[LinkedRows.Linked.Length..]));
    }

    [Fact]
    public async Task Without_names_whoever_has_an_interest_in_the_item_is_not_asked_and_is_told_why()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["items"] = "2" });
        var poll = await AsksAsync(bot, key, "Ask those called", ("voice", "Confidential"));
        Assert.Contains("An interest of yours in this is noted, so you are not asked", (await VotesAsync(bot.Priya, poll, "1")).Body!.ToJsonString(), StringComparison.Ordinal);
        await VotesAsync(bot.Tomasz, poll, "0", "no");
        Assert.Single(await bot.RowsAsync(PollRows.Table, poll, PollRows.Answer));
    }

    [Fact]
    public async Task An_interest_that_becomes_known_after_somebody_voted_sets_their_vote_apart_and_the_chair_sees_who_leaves()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        var poll = await AsksAsync(bot, key, "Ask those called");
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await VotesAsync(who, poll, "0", "no");
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" });
        await NotesAsync(bot, key, bot.Tomasz, "2");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var apart = (await bot.RowsAsync(PollRows.Table, poll, PollRows.Answer)).Where(row => row.GetBoolean("IsApart") is true).Select(row => row.RowKey[PollRows.Answer.Length..]);
        Assert.Equal(new[] { bot.Priya.ObjectId, bot.Tomasz.ObjectId }.Order(StringComparer.Ordinal), apart.Order(StringComparer.Ordinal));

        // Who is to leave is named to those who manage it, and to nobody else; whoever was noted by another hears of it.
        const string Leaves = "Item 2 (Hubs), to leave for an interest: Dr Priya Raman, Dr Tomasz Zielinski (noted by Helen Whitcombe).";
        var stands = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(stands.Says(Leaves), stands.ToString());
        Assert.True((await bot.Chair.Hears("brief")).Says(Leaves));
        Assert.False((await bot.Yusuf.ReadsMeetingAsync(bot, key)).Says("to leave for an interest"));
        var told = Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "An interest of yours was noted: Governing body");
        Assert.True(told.Says("Item 2 (Hubs), noted by Helen Whitcombe") && told.Says("your answer is set apart"), told.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading.StartsWith("An interest of yours", StringComparison.Ordinal));

        // What has closed stays as it was counted.
        await bot.Organiser.Executes("polls.close", new JsonObject { ["poll"] = poll });
        await NotesAsync(bot, key, bot.Yusuf, "2");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await bot.RowsAsync(PollRows.Table, poll, PollRows.Answer)).Count(row => row.GetBoolean("IsApart") is true));
    }

    [Fact]
    public async Task Without_names_a_vote_no_longer_counts_once_an_interest_becomes_known()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        var poll = await AsksAsync(bot, key, "Ask those called", ("voice", "Confidential"));
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await VotesAsync(who, poll, "0", "no");
        await NotesAsync(bot, key, bot.Tomasz, "1"); // another item: nothing follows
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(2, (await HeadAsync()).Tally.Answered);
        for (var i = 0; i < 2; i++)
            await NotesAsync(bot, key, bot.Tomasz, "1,2");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await HeadAsync()).Tally.Answered);
        Assert.Contains("so you are not asked", (await VotesAsync(bot.Tomasz, poll, "1")).Body!.ToJsonString(), StringComparison.Ordinal);

        async Task<PollHead> HeadAsync() => (await bot.Services.GetRequiredService<PollShelf>().FindAsync(poll, Token))!;
    }

    [Fact]
    public async Task A_deputy_who_is_there_is_asked_in_the_room_and_an_interest_of_whom_they_stand_in_for_sets_their_vote_apart()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        await bot.MeetsAsync(grace);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(-30));
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "apologies");
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Priya, "came");
        await bot.Organiser.NotesAsync(key, grace, "deputy", new JsonObject { ["whom"] = AskedPeople.IdOf(bot.Tomasz).ToString() });
        var poll = await AsksAsync(bot, key, "Ask those there");
        foreach (var who in new[] { grace, bot.Priya })
            await VotesAsync(who, poll, "0", "no");
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Heading == Question);

        await NotesAsync(bot, key, bot.Tomasz, "2");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var apart = (await bot.RowsAsync(PollRows.Table, poll, PollRows.Answer)).Where(row => row.GetBoolean("IsApart") is true).Select(row => row.RowKey[PollRows.Answer.Length..]);
        Assert.Equal([grace.ObjectId], apart);
    }

    [Fact]
    public async Task Of_whom_an_interest_was_noted_by_mistake_and_taken_back_in_the_evening_reads_in_the_morning_that_they_may_answer_again()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["day"] = "2026-03-19" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 10, 20, 0, 0, TimeSpan.Zero));
        await NotesAsync(bot, key, bot.Tomasz, "2");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        await NotesAsync(bot, key, bot.Tomasz, "");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 7, 31, 0, TimeSpan.Zero));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Contains(bot.CardsOf(bot.Tomasz), card => card.Heading == "No interest of yours is noted: Governing body" && card.Says("please open it and answer again"));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading.StartsWith("An interest of yours was noted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_who_came_can_be_asked_once_the_register_is_closed_and_what_isnt_there_is_refused()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        foreach (var (data, said) in new[] { (new JsonObject { ["about"] = "meetings:" + key, ["part"] = "9" }, "isn't there any more"), (new JsonObject { ["about"] = "meetings:larkford.nothing", ["part"] = "1" }, "isn't there any more"), (new JsonObject { ["about"] = "odd" }, "isn't there any more") })
            Assert.Contains(said, (await bot.Organiser.Opens(PostForms.About("polls.form").With(data))).Sentence, StringComparison.Ordinal);
        Assert.Contains("This is for: organiser, chair.", (await bot.Priya.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);

        // Nobody else hangs a poll on a meeting, by whatever way.
        Assert.Contains("Organisers and chairs ask about items", (await bot.Priya.Opens(PostForms.About("polls.form").With(new JsonObject { ["about"] = "meetings:" + key, ["part"] = "2" }))).Sentence, StringComparison.Ordinal);
        var odd = PollForms.Filled(await PollForms.OpenAsync(bot.Priya, bot.GroupChat), Question, "Yes\nNo");
        odd["about"] = $"meetings:{key}.2";
        Assert.True(CardReading.Of((await bot.Priya.Sends(odd, bot.GroupChat)).Card).Says("Organisers and chairs ask about items"));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, LinkedRows.Linked));

        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        Assert.Equal(["Ask those called", "Record a decision"], CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)))).Card).Buttons);
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Tomasz, bot.Yusuf);
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(75)); // also where it isn't among the newest any more
        await AsksAsync(bot, key, "Ask those who came");
        await bot.BecomesAsync(MeetingForms.Starts.AddDays(76).AddHours(-6)); // in hours in which people are asked
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        foreach (var (who, isAsked) in new[] { (bot.Tomasz, true), (bot.Yusuf, true), (bot.Priya, false) })
            Assert.True(isAsked == bot.CardsIn(who.Chat).Any(message => CardReading.Of(message.Card()).Says(Question)), string.Join("\n----\n", bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card()).ToString())));

        // Of another organisation, the item is nothing.
        var references = bot.Services.GetRequiredService<References>();
        Assert.NotNull(await references.FindAsync($"meetings:{key}.2", "larkford", Token));
        Assert.Null(await references.FindAsync($"meetings:{key}.2", "another", Token));
        Assert.False(await references.HasInterestAsync($"meetings:{key}.2", "another", AskedPeople.IdOf(bot.Priya), Token));
        await references.NoteAsync($"meetings:{key}.2", "another", "polls", "another.x", Token);
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, LinkedRows.Linked));
    }

    /// <summary>Chooses the second item and whom to ask, fills in the poll's form and asks; the poll's key.</summary>
    private static async Task<string> AsksAsync(BotUnderTest bot, string key, string whom, params (string, string)[] more)
    {
        var chosen = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)))).Card);
        var form = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, chosen, whom, ("part", "2"));
        Assert.True(form.Says("It is about Governing body, Thu 12 Mar 2026, item 2: Hubs."), form.ToString());
        var preview = await PollForms.TurnsAsync(bot.Organiser, bot.Organiser.Chat, form, "Preview", [("question", Question), ("options", "Yes\nNo"), .. more]);
        Assert.True(preview.Says("It is about Governing body, Thu 12 Mar 2026, item 2: Hubs.") && preview.Says("interest in Hubs"), preview.ToString());
        await bot.Organiser.Sends(PollForms.Pressed(preview, "Ask now"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        return (await bot.PollKeysAsync()).Single();
    }

    private static Task<BotAnswer> NotesAsync(BotUnderTest bot, string key, Colleague whom, string items)
        => bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(whom).ToString(), ["items"] = items });

    private static Task<BotAnswer> VotesAsync(Colleague who, string poll, string choice, string? interest = null)
    {
        var data = new JsonObject { ["poll"] = poll, ["choice"] = choice };
        if (interest is not null)
            data["interest"] = interest;
        return who.Executes("polls.vote", data);
    }

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Amara Okafor", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Joan Ashworth" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
