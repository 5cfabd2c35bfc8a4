using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What is noted by hand, and what a save of the register says and doesn't say.</summary>
public sealed class NotedByHandTests : WholeApp
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_save_of_the_register_says_nothing_of_those_who_arent_ticked_so_that_the_report_and_they_can_say_it()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.RepliesAsync(bot, key, "apologies");
        await bot.Yusuf.RepliesAsync(bot, key, "coming");
        var (grace, sian) = (bot.Who("Grace Adeyemi"), bot.Who("Dr Siân Probert"));
        await sian.DeputesAsync(key, grace);

        // Before it begins, that somebody means to come doesn't make them there.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(-40));
        var early = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(early.Says("It hasn't begun yet, so only those are ticked who are noted as there already."), early.ToString());
        Assert.Equal("", early.Input("present")["value"]!.GetValue<string>());
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya);
        foreach (var (who, presence) in new[] { (bot.Priya, Presence.Present), (bot.Tomasz, Presence.NotNoted), (bot.Yusuf, Presence.NotNoted), (sian, Presence.NotNoted), (grace, Presence.NotNoted) })
            Assert.Equal(presence, (await bot.StandsAsync(key, who))!.Presence);

        // Once it has begun, who meant to come is ticked; who sent apologies and joined after all is in the report.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains(AskedPeople.IdOf(bot.Yusuf).ToString(), form.Input("present")["value"]!.GetValue<string>(), StringComparison.Ordinal);
        var data = PostForms.Filled(form, []);
        data["go"] = "keep";
        await bot.Organiser.Sends(data);
        await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(new HashSet<string> { AskedPeople.IdOf(bot.Tomasz).ToString(), AskedPeople.IdOf(grace).ToString() }, 0), Token);
        foreach (var there in new[] { bot.Tomasz, grace })
            Assert.Equal((Presence.Present, PresenceSource.Report, true), ((await bot.StandsAsync(key, there))!.Presence, (await bot.StandsAsync(key, there))!.PresenceFrom, (await bot.StandsAsync(key, there))!.IsReported));
        Assert.Equal((Presence.Present, PresenceSource.Hand, false), ((await bot.StandsAsync(key, bot.Yusuf))!.Presence, (await bot.StandsAsync(key, bot.Yusuf))!.PresenceFrom, (await bot.StandsAsync(key, bot.Yusuf))!.IsReported));

        // Closed, who isn't ticked wasn't there.
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, grace, bot.Tomasz);
        Assert.Equal((Presence.Absent, Presence.Absent), ((await bot.StandsAsync(key, bot.Yusuf))!.Presence, (await bot.StandsAsync(key, sian))!.Presence));
    }

    [Fact]
    public async Task What_is_noted_by_hand_of_deputies_releases_and_tells_as_where_people_answer_themselves()
    {
        var bot = await StartMetAsync();
        var (grace, joan) = (bot.Who("Grace Adeyemi"), bot.Who("Joan Ashworth"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.DeputesAsync(key, grace);
        await bot.Yusuf.DeputesAsync(key, joan);
        await grace.RepliesAsync(bot, key, "coming");

        // By telephone: the deputy can't, and the one who named her hears it; another sends apologies, and his deputy is released.
        await bot.Organiser.NotesAsync(key, grace, "apologies");
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "apologies");
        await bot.PassAsync(AMoment, Step);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("Grace Adeyemi can't stand in for you."));
        Assert.Single(bot.CardsOf(joan), card => card.Heading == "You needn't stand in: Governing body");
        Assert.Null(await bot.StandsAsync(key, joan));
        Assert.Equal((Reply.Apologies, (MemberId?)null), ((await bot.StandsAsync(key, bot.Yusuf))!.Reply, (await bot.StandsAsync(key, bot.Yusuf))!.Deputy));

        // At the meeting: another came for him; she in whose place nobody may come twice is refused.
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await DeputeAsync(joan, bot.Tomasz);
        Assert.Equal(AskedPeople.IdOf(joan), (await bot.StandsAsync(key, bot.Tomasz))!.Deputy);
        Assert.Null(await bot.StandsAsync(key, grace)); // released: she had said that she can't
        Assert.True(CardReading.Of((await DeputeAsync(joan, bot.Yusuf)).Card).Says("Joan Ashworth stands in for somebody else already."));
        Assert.True(CardReading.Of((await DeputeAsync(bot.Priya, bot.Yusuf)).Card).Says("is called to this meeting as well"));

        // Put right: she came for herself.
        await bot.Organiser.NotesAsync(key, joan, "own");
        Assert.Equal(((MemberId?)null, Presence.Present), ((await bot.StandsAsync(key, joan))!.StandsFor, (await bot.StandsAsync(key, joan))!.Presence));
        Assert.Equal((Reply.Apologies, (MemberId?)null), ((await bot.StandsAsync(key, bot.Tomasz))!.Reply, (await bot.StandsAsync(key, bot.Tomasz))!.Deputy));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("In attendance, not called (1): Joan Ashworth"));

        Task<LeadershipBot.Simulator.Connector.BotAnswer> DeputeAsync(Colleague deputy, Colleague whom)
            => bot.Organiser.NotesAsync(key, deputy, "deputy", new JsonObject { ["whom"] = AskedPeople.IdOf(whom).ToString() });
    }

    [Fact]
    public async Task Who_could_not_stand_in_for_one_and_does_for_another_goes_on_doing_so_whatever_is_noted_of_the_first()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.DeputesAsync(key, grace);
        await grace.RepliesAsync(bot, key, "apologies");
        await bot.Yusuf.DeputesAsync(key, grace);
        await grace.RepliesAsync(bot, key, "coming");
        await bot.Organiser.NotesAsync(key, bot.Tomasz, "apologies");
        await bot.PassAsync(AMoment, Step);
        Assert.Equal(AskedPeople.IdOf(bot.Yusuf), (await bot.StandsAsync(key, grace))!.StandsFor);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)) is var card && card.Says("Dr Yusuf Demir can't come; Grace Adeyemi stands in") && !card.Says("Dr Tomasz Zielinski can't come; Grace"), card.ToString());
    }

    [Fact]
    public async Task Those_who_are_there_can_be_asked_while_the_meeting_is_on()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-6));
        Assert.DoesNotContain("Ask those there", Ask(await OpenAsync()).Buttons);
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Priya, bot.Tomasz);
        Assert.Equal(["Ask those called", "Ask those there", "Record a decision"], Ask(await OpenAsync()).Buttons);

        Task<LeadershipBot.Simulator.Connector.BotAnswer> OpenAsync() => bot.Organiser.Opens(PostForms.About("meetings.ask.form").With(MeetingForms.Of(key)));
        static CardReading Ask(LeadershipBot.Simulator.Connector.BotAnswer answer) => CardReading.Of(answer.Card);
    }

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var person in bot.Teams.World.People.Where(person => person.TenantId == bot.Organiser.Person.TenantId).ToList())
            await bot.MeetsAsync(bot.Who(person.Name));
        return bot;
    }
}
