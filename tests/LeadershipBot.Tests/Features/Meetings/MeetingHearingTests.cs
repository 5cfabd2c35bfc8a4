using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Who hears of a meeting, when, and how often; and from whom the bot itself hears of it.</summary>
public sealed class MeetingHearingTests : WholeApp
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_never_answered_and_was_called_no_more_is_asked_again_when_called_again()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await ChangesAsync("Lay", "Who is called only now is asked; who isn't called any more and had answered is told");
        Assert.True(bot.CardsOf(bot.Priya).First(IsCall).Says("You aren't called to this meeting any more."));
        await ChangesAsync("Gp", "Who is called only now is asked");
        Assert.Equal(2, bot.CardsOf(bot.Priya).Count(IsCall));
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Equal(2, bot.CardsOf(bot.Priya).Count(IsCall));

        async Task ChangesAsync(string profession, string said)
        {
            var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
            var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = profession }))).Card);
            Assert.Contains(said, (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence, StringComparison.Ordinal);
            await bot.PassAsync(AMoment, Step);
        }
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

    [Fact]
    public async Task That_a_meeting_ended_only_Teams_says_in_whichever_organisation_of_the_person_it_is_and_nobody_by_a_button()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.Priya.Chat.Id) + "/0?context=%7b%7d" });
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(10));
        foreach (var verb in new[] { "event.meetingStarted", "event.meetingEnded", "event.removed", "event.peopleLeft", "event.fileAccepted" })
            await bot.Priya.Executes(verb, new JsonObject { ["joinUrl"] = (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl, ["at"] = bot.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal(((DateTimeOffset?)null, (DateTimeOffset?)null), ((await bot.MeetingAsync(key)).Meeting.HeldFrom, (await bot.MeetingAsync(key)).Meeting.HeldUntil));

        // She acts for another organisation just now.
        await bot.HasOrganisationAsync("another", "Another body");
        await bot.ListsAsync(bot.Priya, "another", Roles.Member);
        await bot.Services.GetRequiredService<IDirectory>().ActForAsync(AskedPeople.IdOf(bot.Priya), "another", Token);
        await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.Priya.Chat, "Board", Token));
        Assert.NotNull((await bot.MeetingAsync(key)).Meeting.HeldFrom);
    }

    [Fact]
    public async Task In_the_brief_events_of_a_calendar_never_crowd_out_a_register_that_is_overdue()
    {
        var bot = await StartMetAsync();
        await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["day"] = "2026-03-05" });
        var shelf = bot.Services.GetRequiredService<MeetingShelf>();
        for (var i = 0; i < 31; i++)
        {
            var starts = bot.Clock.GetUtcNow().AddHours(1).AddMinutes(i);
            var meeting = new Meeting($"event{i}", new OrganisationName("larkford", "Larkford"), new MeetingContent($"Event {i}", starts, starts.AddHours(1), "Europe/London")) { MadeAt = bot.Clock.GetUtcNow(), Source = new MeetingSource("calendar", 1) };
            await shelf.AddFollowedAsync(meeting, Token);
            await shelf.LookAsync(MeetingRows.KeyOf(meeting), Token);
        }

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("The register of Governing body, Thu 5 Mar, 18:00 (GMT) to 19:30, is still open."), brief.ToString());
        Assert.False(brief.Says("Event "), brief.ToString());
    }

    private static bool IsCall(CardReading card) => card.Heading == "Governing body";

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Amara Okafor", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Grace Adeyemi", "Joan Ashworth", "Ravi Nair" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
