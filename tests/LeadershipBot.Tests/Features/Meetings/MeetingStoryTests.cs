using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>A meeting from its call to its closed register, as those see it who are in it.</summary>
public sealed class MeetingStoryTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_meeting_is_arranged_answered_registered_closed_and_corrected()
    {
        var bot = await StartAsync();
        var (grace, callum, sian) = (bot.Who("Grace Adeyemi"), bot.Who("Dr Callum Reid"), bot.Who("Dr Siân Probert"));
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Priya, bot.Tomasz, bot.Yusuf, grace, callum })
            await bot.MeetsAsync(who);

        // Arranged, with the number confirmed; the six GPs are called, each in their own chat.
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "4", ["quorumPractices"] = "3", ["place"] = "Room 1", ["join"] = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.GroupChat.Id) + "/0?context=%7b%7d" });
        var call = bot.Newest(bot.Priya);
        Assert.Equal("Governing body", call.Heading);
        Assert.True(call.Says("Helen Whitcombe calls you · 1 minute to answer") && call.Says("Thu 12 Mar, 18:00 (GMT) to 19:30") && call.Says("Room 1") && call.Says("Item 2: Hubs"), call.ToString());
        Assert.True(call.Says("Helen Whitcombe, organisers and chairs also see that you answered, and what.") && call.Says("Quorum: 4 people, 3 practices; deputies count."), call.ToString());
        Assert.Equal(["I'm coming", "Apologies", "Deputy"], call.Buttons.Take(3));
        Assert.DoesNotContain(bot.CardsOf(grace), card => card.Heading == "Governing body");

        // One tap, and the same tap twice.
        for (var i = 0; i < 2; i++)
            Assert.True(CardReading.Of((await bot.Priya.RepliesAsync(bot, key, "coming")).Card).Says("Recorded: you come."));
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Person));
        await bot.Tomasz.RepliesAsync(bot, key, "apologies");
        Assert.Contains("You aren't called", (await bot.Administrator.RepliesAsync(bot, key, "coming")).Sentence, StringComparison.Ordinal);

        // A deputy is named, told, and says whether they stand in.
        Assert.True(CardReading.Of((await bot.Tomasz.DeputesAsync(key, bot.Priya)).Card).Says("Dr Priya Raman is called to this meeting as well"));
        Assert.True(CardReading.Of((await bot.Tomasz.DeputesAsync(key, bot.Tomasz)).Card).Says("You can't stand in for yourself."));
        for (var i = 0; i < 2; i++)
            Assert.Equal("Grace Adeyemi is asked to stand in for you.", (await bot.Tomasz.DeputesAsync(key, grace)).Sentence);
        var asked = Assert.Single(bot.CardsOf(grace), card => card.Heading == "Governing body");
        Assert.True(asked.Says("Dr Tomasz Zielinski asks you to stand in for them"), asked.ToString());
        Assert.DoesNotContain("Deputy", asked.Buttons);
        Assert.True(CardReading.Of((await bot.Yusuf.DeputesAsync(key, grace)).Card).Says("Grace Adeyemi stands in for somebody else already."));
        Assert.True(CardReading.Of((await grace.RepliesAsync(bot, key, "coming")).Card).Says("You stand in."));
        await bot.Yusuf.RepliesAsync(bot, key, "coming");
        var waiting = await callum.Hears("waiting");
        Assert.True(waiting.Says("Governing body"), waiting.ToString());

        // What the organiser sees, live.
        var stands = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(stands.Says("As answered, it would not be quorate yet: 3 of 4 people needed, 3 of 3 practices needed."), stands.ToString());
        Assert.True(stands.Says("Dr Tomasz Zielinski can't come; Grace Adeyemi stands in.") && stands.Says("3 people haven't answered.") && stands.Says("Coming (3): Dr Priya Raman, Dr Yusuf Demir, Grace Adeyemi"), stands.ToString());
        Assert.Contains("This is for: organiser, chair.", (await bot.Priya.PressesAsync(bot, "meetings.manage", MeetingForms.Of(key))).Sentence, StringComparison.Ordinal);
        Assert.Contains("opens an hour before", (await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);

        // Interests: two leave for the second item.
        Assert.Equal("Recorded: you leave for 1 item.", (await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" })).Sentence);
        Assert.Equal("Recorded for Dr Yusuf Demir.", (await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["items"] = "2" })).Sentence);
        Assert.Equal("Recorded: you leave for 1 item.", (await bot.Yusuf.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "" })).Sentence); // what was noted of them stays

        var ahead = await bot.Chair.Hears("brief");
        Assert.True(ahead.Says("Governing body, Thu 12 Mar, 18:00 (GMT) to 19:30. As answered, it would not be quorate yet: 3 of 4 people needed, 3 of 3 practices needed. Item 2 (Hubs): 2 people out of the room for an interest."), ahead.ToString());

        // The day before, who has not answered is reminded, and nobody else.
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 10, 0, 30, TimeSpan.Zero));
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(callum), card => card.Says("You haven't answered yet. One tap is enough."));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya).Concat(bot.CardsOf(bot.Tomasz)).Concat(bot.CardsOf(grace)), card => card.Says("You haven't answered yet."));

        // It has begun: answers are late, the register is kept.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        Assert.Contains("It has begun", (await callum.RepliesAsync(bot, key, "coming")).Sentence, StringComparison.Ordinal);
        Assert.Contains("It has begun", (await bot.Tomasz.Opens(PostForms.About("meetings.deputy.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya, bot.Yusuf, grace, callum);
        await bot.Organiser.NotesAsync(key, bot.Administrator, "came");
        await bot.Organiser.NotesAsync(key, sian, "apologies");
        await bot.Organiser.NotesAsync(key, callum, "came", new JsonObject { ["left"] = "3" });
        var live = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(live.Says("Quorate: 4 of 4 people needed, 4 of 3 practices needed."), live.ToString());
        Assert.True(live.Says("Item 2 (Hubs): not quorate, 2 of 4 people needed, 2 of 3 practices needed; 2 people out of the room for an interest."), live.ToString());
        Assert.True(live.Says("Item 3 (Budget): not quorate, 3 of 4 people needed"), live.ToString());
        Assert.True(live.Says("In attendance, not called (1): Ravi Nair") && live.Says("By locality: Coast 1 of 1, North Larkford 1 of 2, Vale 2 of 2") && live.Says("Apologies (2): Dr Siân Probert, Dr Tomasz Zielinski"), live.ToString());
        Assert.True(live.Says("Practices not noted as there so far: Larkford Bridge Surgery"), live.ToString());

        // Teams says that it began and ended, each twice; a meeting of another link isn't meant. Nothing is said in its chat.
        var said = bot.Teams.World.Messages(bot.GroupChat).Count;
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
        for (var i = 0; i < 2; i++)
            await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.GroupChat, "Board", Token));
        await bot.Priya.Delivers(delivery => delivery.MeetingEndAsync(bot.Priya.Person, bot.Channel, "Another", Token));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("In Teams it began Thu 12 Mar, 18:15 (GMT)."));
        await bot.PassAsync(TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(10));
        await bot.Priya.Delivers(delivery => delivery.MeetingEndAsync(bot.Priya.Person, bot.GroupChat, "Board", Token));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("In Teams it began Thu 12 Mar, 18:15 (GMT) and ended Thu 12 Mar, 18:55 (GMT)."));
        Assert.Equal(said, bot.Teams.World.Messages(bot.GroupChat).Count);
        await bot.DrainAsync();

        // Once it is over, in the room as well, the organiser is asked; two close at once, and the second reads who did.
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == "Who came to Governing body?");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 13, 8, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == "Who came to Governing body?");
        var late = CardReading.Of((await bot.Chair.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("is closed", (await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, bot.Yusuf, grace, callum, bot.Administrator)).Sentence, StringComparison.Ordinal);
        Assert.Contains("Helen Whitcombe closed the register", (await bot.Chair.Sends(PostForms.Filled(late, new JsonObject { ["go"] = "close" }))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        // Everybody called sees how it was, on the card that called them.
        var seen = bot.CardsOf(bot.Tomasz).First(card => card.Heading == "Governing body");
        Assert.True(seen.Says("Quorate: 4 of 4 people needed") && seen.Says("3 of 6 called came; 2 sent apologies.") && seen.Says("Item 2 (Hubs): not quorate"), seen.ToString());
        Assert.DoesNotContain("I'm coming", seen.Buttons);
        Assert.True((await bot.Priya.Hears("meetings past")).Says("Governing body"));

        // A correction takes a reason, is audited and shows.
        Assert.True(CardReading.Of((await bot.Chair.NotesAsync(key, sian, "came", new JsonObject { ["reason"] = "" })).Card).Says("The reason is missing."));
        Assert.True(CardReading.Of((await bot.Chair.NotesAsync(key, sian, "came", new JsonObject { ["reason"] = "About Mrs Smith, born 3/4/1961" })).Card).Says("patient"));
        Assert.Equal("Recorded for Dr Siân Probert.", (await bot.Chair.NotesAsync(key, sian, "came", new JsonObject { ["reason"] = "She joined by telephone" })).Sentence);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.True(bot.CardsOf(bot.Tomasz).First(card => card.Heading == "Governing body").Says("4 of 6 called came; 1 sent apologies."));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Corrected Fri 13 Mar, 08:00 (GMT) by Dr Amara Okafor: She joined by telephone"));
        await AfterwardsAsync(bot, key, grace);
        Assert.Equal(["meetings.arranged", "meetings.closed", "meetings.conflictNoted", "meetings.corrected"], (await bot.RowsAsync(MeetingRows.Table, key, "audit.")).Select(row => row.GetString("What")).Distinct().Order());
    }

    /// <summary>What is read of it later: the board paper, the brief, a decision's link, what is held, and what stays of who is forgotten.</summary>
    private static async Task AfterwardsAsync(BotUnderTest bot, string key, Colleague grace)
    {
        var paper = CardReading.Of((await bot.Chair.Opens(PostForms.About("brief.copy").With(new JsonObject { ["kind"] = "meetings", ["key"] = key }))).Card).Json.ToJsonString();
        foreach (var words in new[] { "Present (4): Dr Callum Reid, Dr Priya Raman, Dr Si", "Deputies (1): Grace Adeyemi for Dr Tomasz Zielinski.", "In attendance (1): Ravi Nair.", "Apologies (1): Dr Tomasz Zielinski.", "Quorate: 5 of 4 people needed, 4 of 3 practices needed.", "For item 2 (Hubs) these declared an interest and left: Dr Priya Raman.", "For item 2 (Hubs) an interest was noted of these, and they left: Dr Yusuf Demir.", "The register was corrected" })
            Assert.Contains(words, paper, StringComparison.Ordinal);
        Assert.Contains("Organisers and chairs", (await bot.Priya.Opens(PostForms.About("brief.copy").With(new JsonObject { ["kind"] = "meetings", ["key"] = key }))).Sentence, StringComparison.Ordinal);
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("Governing body, Thu 12 Mar, 18:00 (GMT) to 19:30. Quorate: 5 of 4 people needed"), brief.ToString());
        var linked = bot.Services.GetRequiredService<IEnumerable<ILinkable>>().Single(one => one.Kind == "meetings");
        Assert.Equal(new LinkableThing(key, "Governing body, Thu 12 Mar 2026"), Assert.Single(await linked.ListNewestAsync("larkford", 5, Token)));
        Assert.Contains("4 of 6 called came; 1 sent apologies.", (await linked.FindAsync(key, "larkford", Token))!.Lines);
        Assert.Null(await linked.FindAsync(key, "another", Token));

        await bot.Organiser.Types("meetings past");
        await bot.Organiser.Presses("Manage", bot.CardsIn(bot.Organiser.Chat)[^1]);
        // What it was worth is asked of those who came, and of nobody else, as any survey is: with its preview and its promise.
        var preview = CardReading.Of((await bot.Organiser.Presses("Ask what it was worth", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);
        Assert.True(preview.Says("The meeting was worth the time away from patients."), preview.ToString());
        Assert.Contains("in Governing body, Thu 12 Mar 2026", preview.Json.ToJsonString(), StringComparison.Ordinal);
        await bot.Organiser.Sends(PostForms.Filled(preview, []));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Was this meeting worth it?");
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading == "Was this meeting worth it?");

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        var about = new PersonAsked(AskedPeople.IdOf(grace), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };
        Assert.Contains("You were there.", Assert.Single(await held.DescribeAsync(about, Token)).Lines[0].Words, StringComparison.Ordinal);
        foreach (var person in new[] { AskedPeople.IdOf(grace), AskedPeople.IdOf(bot.Priya), AskedPeople.IdOf(bot.Organiser) })
        {
            for (var i = 0; i < 2; i++) // as after a crash
                await held.ForgetAsync(about with { Person = person }, Token);
        }

        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var rows = (await bot.RowsAsync(MeetingRows.Table, key)).Where(row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(rows, row => new[] { grace, bot.Priya, bot.Organiser }.Any(who => row.RowKey.Contains(who.ObjectId, StringComparison.Ordinal) || row.Columns.Any(column => column.Value is string words && (words.Contains(who.ObjectId, StringComparison.Ordinal) || words.Contains(who.Name, StringComparison.Ordinal)))));
        Assert.True((await bot.Chair.ManagesAsync(bot, key)).Says("Quorate: 5 of 4 people needed, 4 of 3 practices needed."));
        Assert.True((await bot.Chair.ManagesAsync(bot, key)).Says("Item 2 (Hubs): not quorate, 3 of 4 people needed"));

        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<MeetingRetention>().Single();
        Assert.Equal(0, await retention.SweepAsync("larkford", MeetingForms.Starts, Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync("larkford", MeetingForms.Starts.AddDays(1), Sweep.Count, Token));
        Assert.NotEmpty(await bot.RowsAsync(MeetingRows.Table, key));
    }

    [Fact]
    public async Task A_meeting_is_moved_and_cancelled_and_everybody_hears_of_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);

        // What can't be arranged comes back with what was typed, but for patient data.
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form"))).Card);
        foreach (var (name, value, said) in new[] { ("day", "2026-03-01", "That time is over."), ("from", "20:00", "It ends before it begins."), ("day", "2026-03-29", "That time doesn't exist"), ("agenda", "Mrs Smith, born 3/4/1961", "patient"), ("professions", "Nurse", "Nobody fits what you chose") })
        {
            var inputs = new JsonObject { ["title"] = "Board", ["day"] = "2026-03-12", ["from"] = said.StartsWith("That time doesn't", StringComparison.Ordinal) ? "01:30" : "18:00", ["until"] = "19:30", [name] = value };
            var back = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, inputs))).Card);
            Assert.True(back.Says(said), $"{value}: {back}");
            Assert.DoesNotContain("Smith", back.Json.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Contains("your own chat", (await bot.Organiser.Opens(PostForms.About("meetings.form"), bot.Channel)).Sentence, StringComparison.Ordinal);
        Assert.Contains("This is for: organiser, chair.", (await bot.Priya.Opens(PostForms.About("meetings.form"))).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, MeetingIndexRows.Line));

        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.RepliesAsync(bot, key, "coming");
        var change = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("saved. The cards", (await bot.Organiser.Sends(PostForms.Filled(change, new JsonObject { ["agenda"] = "Minutes\nHubs and hours\nBudget" }))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "Governing body" && card.Says("Item 2: Hubs and hours"));

        for (var i = 0; i < 2; i++) // sent twice, heard once
            await bot.Organiser.Sends(PostForms.Filled(change, new JsonObject { ["agenda"] = "Minutes\nHubs and hours\nBudget", ["day"] = "2026-03-19" }));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await bot.MeetingAsync(key)).Meeting.News);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("Time or place has changed. Please say whether you come.") && card.Says("Thu 19 Mar, 18:00 (GMT) to 19:30"));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Your answer stands: please change it if it doesn't fit any more.") && card.Says("You come."));
        Assert.All(bot.CardsOf(bot.Priya).Where(card => card.Heading == "Governing body"), card => Assert.False(card.Says("12 Mar"), card.ToString()));

        await bot.Organiser.SendsFormAsync("meetings.cancel.form", MeetingForms.Of(key), new JsonObject { ["reason"] = "The hall is flooded" });
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(3, bot.CardsOf(bot.Priya).Count(card => card.Says("It doesn't take place: The hall is flooded")));
        Assert.Contains("was cancelled", (await bot.Priya.RepliesAsync(bot, key, "apologies")).Sentence, StringComparison.Ordinal);
        Assert.Contains("was cancelled", (await bot.Organiser.Opens(PostForms.About("meetings.cancel.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 20, 10, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading.StartsWith("Who came", StringComparison.Ordinal));

        // Long after, nothing of it is there any more: not in anybody's notes either.
        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<MeetingRetention>().Single();
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow(), Sweep.Remove, Token));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key));
        foreach (var partition in new[] { "larkford", MeetingIndexRows.NotesOf("larkford", AskedPeople.IdOf(bot.Priya)), MeetingIndexRows.NotesOf("larkford", AskedPeople.IdOf(bot.Organiser)) })
            Assert.Empty(await bot.RowsAsync(MeetingIndexRows.Table, partition));
    }
}
