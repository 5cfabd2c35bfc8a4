using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What goes on around a meeting that is arranged by hand: others are called, deputies are forgotten, two change it at once.</summary>
public sealed class MeetingByHandTests : WholeApp
{
    private const string Link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0";

    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_organiser_notes_of_anothers_interests_never_takes_back_what_that_one_declared()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "1" });
        await NotesInterestAsync("2,3");
        Assert.Equal(["1", "2", "3"], await ItemsAsync());
        await NotesInterestAsync("3");
        Assert.Equal(["1", "3"], await ItemsAsync());
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "" });
        Assert.Equal(["3"], await ItemsAsync());

        // Where whoever noted it is forgotten, it stays a note that isn't hers to take back.
        await ForgetAsync(bot, bot.Organiser);
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "" });
        Assert.Equal(["3"], await ItemsAsync());

        Task NotesInterestAsync(string items) => bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["items"] = items });
        async Task<IEnumerable<string?>> ItemsAsync() => (await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict)).Select(row => row.GetString("Item")).Order();
    }

    [Fact]
    public async Task What_somebody_declares_that_an_organiser_had_noted_first_is_theirs_and_isnt_taken_back_by_a_note()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await NotesInterestAsync("2");
        await bot.Priya.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "2" });
        await NotesInterestAsync("3");
        Assert.Equal(["2", "3"], (await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict)).Select(row => row.GetString("Item")).Order());

        // Whoever is called no more has no interest in it either, also where they never answered.
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "Lay" }))).Card);
        await bot.Organiser.Sends(PostForms.Filled(confirm, []));
        await bot.PassAsync(AMoment, Step);
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict));

        Task NotesInterestAsync(string items) => bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["items"] = items });
    }

    [Fact]
    public async Task Boxes_that_nobody_touched_never_undo_what_another_noted_by_hand_meanwhile()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.RepliesAsync(bot, key, "coming");
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        var mine = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        await bot.Chair.NotesAsync(key, bot.Priya, "came");
        await bot.Chair.NotesAsync(key, bot.Tomasz, "absent");
        var data = PostForms.Filled(mine, new JsonObject { ["present"] = string.Join(',', AskedPeople.IdOf(bot.Tomasz), AskedPeople.IdOf(bot.Yusuf)) });
        data["go"] = "keep";
        await bot.Organiser.Sends(data);
        Assert.Equal((Presence.Present, Presence.Absent, Presence.Present), ((await bot.StandsAsync(key, bot.Priya))!.Presence, (await bot.StandsAsync(key, bot.Tomasz))!.Presence, (await bot.StandsAsync(key, bot.Yusuf))!.Presence));
    }

    [Fact]
    public async Task The_link_is_shown_to_those_called_and_their_deputies_and_to_nobody_else()
    {
        var bot = await StartMetAsync();
        var (grace, joan) = (bot.Who("Grace Adeyemi"), bot.Who("Joan Ashworth"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = Link });
        await bot.Priya.DeputesAsync(key, grace);
        foreach (var (who, may) in new[] { (bot.Tomasz, true), (bot.Priya, true), (grace, true), (bot.Organiser, true), (joan, false), (bot.Administrator, false) })
        {
            Assert.Equal(may, (await who.ReadsMeetingAsync(bot, key)).Json.ToJsonString().Contains("meetup-join", StringComparison.Ordinal));
            var actor = new Actor(who.ObjectId, who.Person.TenantId, who.Name, new Hat(new OrganisationName("larkford", "Larkford"), who == bot.Organiser ? Roles.Organiser : Roles.Member) { IsListed = true });
            Assert.False((await bot.Services.GetRequiredService<IEnumerable<IFileSource>>().OfType<CalendarFile>().Single().MakeAsync(new FileWish(actor, key, bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).IsRefused(out _, out var file));
            Assert.Equal(may, Encoding.UTF8.GetString(file!.Bytes.Span).Contains("URL:", StringComparison.Ordinal));
        }

        await grace.RepliesAsync(bot, key, "apologies");
        Assert.DoesNotContain("meetup-join", (await grace.ReadsMeetingAsync(bot, key)).Json.ToJsonString(), StringComparison.Ordinal);

        // In a channel it tells neither the link nor what one answered.
        await bot.Priya.Types("meetings", bot.Channel);
        var open = await bot.Priya.Presses("Open", bot.CardsIn(bot.Channel)[^1]);
        Assert.DoesNotContain("meetup-join", open.Card!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("stand in", open.Card!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_over_what_another_changed_meanwhile_is_refused_and_nothing_typed_is_lost()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["place"] = "Room 1" });
        var mine = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var theirs = CardReading.Of((await bot.Chair.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.Chair.Sends(PostForms.Filled(theirs, new JsonObject { ["agenda"] = "Minutes\nHubs and hours\nBudget", ["until"] = "20:00" }));

        var back = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(mine, new JsonObject { ["place"] = "Room 2", ["until"] = "19:00" }))).Card);
        Assert.True(back.Says("Somebody else changed this meanwhile: day or time, agenda. Nothing was saved yet."), back.ToString());
        Assert.Equal(("Room 1", "20:00"), ((await bot.MeetingAsync(key)).Meeting.Content.Place, (await bot.MeetingAsync(key)).Meeting.Content.EndsAt.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(("Room 2", "19:00", "Minutes\nHubs and hours\nBudget"), (Value(back, "place"), Value(back, "until"), Value(back, "agenda")));

        var again = PostForms.Filled(back, []);
        for (var i = 0; i < 2; i++) // once it was seen, it is saved; sent twice, too
            Assert.Contains("is saved", (await bot.Organiser.Sends((JsonObject)again.DeepClone())).Sentence, StringComparison.Ordinal);
        var content = (await bot.MeetingAsync(key)).Meeting.Content;
        Assert.Equal(("Room 2", MeetingForms.Starts.AddHours(1), "Hubs and hours"), (content.Place, content.EndsAt, content.Agenda[1].Title));

        static string Value(CardReading card, string input) => card.Input(input)["value"]!.GetValue<string>();
    }

    [Fact]
    public async Task Others_can_be_called_later_those_no_longer_called_are_told_and_whoever_is_listed_later_is_called_then()
    {
        var bot = await StartMetAsync();
        var (grace, joan) = (bot.Who("Grace Adeyemi"), bot.Who("Joan Ashworth"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "PracticeManager" });
        await grace.DeputesAsync(key, joan);
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), IsCall);

        // From now on it calls lay members, among them the deputy, and no practice managers.
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "Lay" }))).Card);
        Assert.True(confirm.Says("From now on it calls 1 person. Please press again to save it."), confirm.ToString());
        for (var i = 0; i < 2; i++)
            Assert.Contains("is saved", (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(grace), card => card.Heading == "You aren't called any more: Governing body");
        Assert.Null(await bot.StandsAsync(key, grace));
        Assert.True(bot.CardsOf(grace).First(IsCall).Says("You aren't called to this meeting any more."));
        Assert.Equal(((MemberId?)null, Reply.None), ((await bot.StandsAsync(key, joan))!.StandsFor, (await bot.StandsAsync(key, joan))!.Reply));
        Assert.Contains(bot.CardsOf(joan), card => card.Says("Helen Whitcombe calls you"));

        // Called again, she is asked again; whoever was called all the time isn't.
        var joans = bot.CardsOf(joan).Count(IsCall);
        form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "Lay,PracticeManager" }))).Card);
        await bot.Organiser.Sends(PostForms.Filled(confirm, []));
        await bot.PassAsync(AMoment, Step);
        Assert.Equal((2, joans), (bot.CardsOf(grace).Count(IsCall), bot.CardsOf(joan).Count(IsCall)));

        // Listed later, and called within the day; in the last week within the hour.
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Profession = Profession.PracticeManager });
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(bot.Priya), IsCall);
        await bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromHours(1));
        Assert.Single(bot.CardsOf(bot.Priya), IsCall);

        // Once it has begun, who is called stays.
        form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(1));
        confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "Lay" }))).Card);
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Card).Says("who is called stays as it is"));
    }

    [Fact]
    public async Task Deputies_are_reminded_too_and_where_one_of_the_two_is_forgotten_the_other_hears_without_a_reason()
    {
        var bot = await StartMetAsync();
        var (grace, joan) = (bot.Who("Grace Adeyemi"), bot.Who("Joan Ashworth"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.DeputesAsync(key, grace);
        await bot.Tomasz.DeputesAsync(key, joan);
        await bot.Yusuf.DeputesAsync(key, bot.Administrator);
        await bot.Administrator.RepliesAsync(bot, key, "coming");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 10, 0, 30, TimeSpan.Zero));
        await bot.PassAsync(AMoment, Step);
        foreach (var deputy in new[] { grace, joan })
            Assert.Single(bot.CardsOf(deputy), card => card.Says("You haven't answered yet. One tap is enough."));
        Assert.DoesNotContain(bot.CardsOf(bot.Administrator), card => card.Says("You haven't answered yet."));

        for (var i = 0; i < 2; i++)
        {
            await ForgetAsync(bot, grace);
            await ForgetAsync(bot, bot.Yusuf);
        }

        await bot.PassAsync(AMoment, Step);
        var told = Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Whoever you named doesn't stand in for you any more."));
        Assert.Contains("Deputy", told.Buttons);
        Assert.Equal((Reply.Apologies, (MemberId?)null), ((await bot.StandsAsync(key, bot.Priya))!.Reply, (await bot.StandsAsync(key, bot.Priya))!.Deputy));
        Assert.Single(bot.CardsOf(bot.Administrator), card => card.Heading == "You needn't stand in: Governing body");
        Assert.Null(await bot.StandsAsync(key, bot.Administrator));
        Assert.DoesNotContain(bot.CardsOf(joan), card => card.Heading.StartsWith("You needn't", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_person_of_whom_nothing_is_left_in_a_meeting_retention_finds_the_note_too()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Priya.DeputesAsync(key, grace);
        await bot.Priya.RepliesAsync(bot, key, "coming"); // so that she is released
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "1" });
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "me")), new JsonObject { ["items"] = "" });
        var partitions = new[] { grace, bot.Tomasz }.Select(who => MeetingIndexRows.NotesOf("larkford", AskedPeople.IdOf(who))).ToList();
        foreach (var partition in partitions)
            Assert.Single(await bot.RowsAsync(MeetingIndexRows.Table, partition));
        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<MeetingRetention>().Single();
        Assert.Equal(1, await retention.SweepAsync("larkford", MeetingForms.Starts.AddDays(1), Sweep.Remove, Token));
        foreach (var partition in partitions)
            Assert.Empty(await bot.RowsAsync(MeetingIndexRows.Table, partition));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Noted));
    }

    [Fact]
    public async Task One_note_doesnt_make_a_meeting_not_quorate_before_its_register_is_closed()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "2" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Priya, "came");
        var live = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(live.Says("As noted so far: 1 of 2 people needed. The register is still open.") && live.Says("5 people aren't noted as there so far, and sent no apologies."), live.ToString());
        Assert.False(live.Says("Not quorate") || live.Says("Practices that were not there"), live.ToString());

        // Closed it is said, and every card shows what was counted then: the same as a count of the rows, also once it was put right.
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Not quorate: 1 of 2 people needed."));
        await RecountAsync();
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "came", new JsonObject { ["reason"] = "He joined late" });
        await RecountAsync();
        await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["items"] = "2", ["reason"] = "He said so afterwards" });
        await RecountAsync();
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, key)).Says("Item 2 (Hubs): not quorate, 1 of 2 people needed; 1 person out of the room for an interest."));

        async Task RecountAsync()
        {
            var head = await bot.MeetingAsync(key);
            var register = await bot.Services.GetRequiredService<RegisterReading>().ReadAsync(head, Token);
            Assert.Equal(RegisterStand.Of(register, head.Meeting.Content).ToText(), head.Meeting.Stand!.ToText());
        }
    }

    [Fact]
    public async Task A_register_that_is_closed_with_nobody_there_says_so_to_everybody_alike()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["quorumPeople"] = "2" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close");
        await bot.Organiser.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(key, ("of", "another")), new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["items"] = "2", ["reason"] = "He said so afterwards" });
        var closed = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(closed.Says("Not quorate: 0 of 2 people needed.") && closed.Says("6 people were neither there nor sent apologies.") && closed.Says("He said so afterwards"), closed.ToString());
        Assert.False(closed.Says("As answered") || closed.Says("haven't answered"), closed.ToString());
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, key)).Says("Not quorate: 0 of 2 people needed."));
    }

    private static bool IsCall(CardReading card) => card.Heading == "Governing body";

    private static async Task ForgetAsync(BotUnderTest bot, Colleague who)
    {
        var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };
        await bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single().ForgetAsync(about, Token);
        await bot.DrainAsync();
    }

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Amara Okafor", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Grace Adeyemi", "Joan Ashworth", "Ravi Nair" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
