using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What the dialog of following says where something is missing, and that it keeps nothing about patients.</summary>
public sealed class FollowDialogTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "ErrorItemNotFound", "on a server of your own")]
    [InlineData(429, "ApplicationThrottled", "press again in a quarter of an hour")]
    [InlineData(400, "ErrorInvalidRequest", "Pressing again won't help")]
    public async Task Each_way_in_which_Microsoft_refuses_is_told_with_what_helps(int status, string code, string said)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        graph.Refuses("/calendar", status, code);
        var back = CardReading.Of((await bot.FollowingAsync()).Card);
        Assert.True(back.Says(said), back.ToString());
        Assert.Empty(await bot.CalendarKeysAsync());
        graph.Forgives();
    }

    [Fact]
    public async Task Words_about_a_patient_are_refused_as_a_category_and_nothing_of_them_stays()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        Assert.True(CardReading.Of((await bot.Administrator.Opens(PostForms.About("meetings.follow.form"))).Card) is var form && form.Says("about patients") && form.Says("two followed calendars"), "the dialog says both");
        var back = CardReading.Of((await bot.FollowingAsync(new JsonObject { ["category"] = "Mrs Smith, born 3/4/1961" })).Card);
        Assert.True(back.Says("patient") && !back.Json.ToJsonString().Contains("Smith", StringComparison.Ordinal), back.ToString());
        Assert.Empty(await bot.CalendarKeysAsync());
        Assert.Empty(graph.Calls);
    }

    [Fact]
    public async Task Each_permission_is_on_the_card_with_what_for_and_what_works_without_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        var card = (await bot.Administrator.SeesCalendarsAsync(bot)).ToString().Replace("\u200b", "", StringComparison.Ordinal);
        foreach (var (permission, purpose, without) in new[]
        {
            ("Calendars.Read", "To follow calendars", "meetings are arranged by hand"),
            ("OnlineMeetings.Read.All", "To find the Teams meeting behind a link", "registers are kept by hand"),
            ("OnlineMeetingArtifact.Read.All", "To read who came", "registers are kept by hand"),
            ("TeamsAppInstallation.ReadWriteSelfForUser.All", "To install me for people", "invited by e-mail"),
            ("AppCatalog.Read.All", "To find myself among your tenant's apps", "Not needed where the settings name my id there"),
        })
            Assert.Matches($@"{Regex.Escape(permission)}: [^\n]+\n{Regex.Escape(purpose)}[^\n]*{Regex.Escape(without)}", card);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task That_the_bot_cant_prove_who_it_is_isnt_called_a_missing_permission_and_nobody_is_sent_to_Exchange(bool hasCredential)
    {
        var bot = await StartAsync(new BotOptions
        {
            Settings = ["--Graph:Enabled=true"],
            Parts = services => services.AddSingleton(provider => new GraphClients(provider.GetRequiredService<IHttpClientFactory>(), new GraphOptions { Enabled = true }, _ => hasCredential ? new Expired() : null)),
        });
        await bot.MeetsAsync(bot.Administrator);
        var back = CardReading.Of((await bot.FollowingAsync()).Card);
        Assert.True(back.Says("I can't prove to Microsoft in your tenant who I am") && back.Says("whoever runs this bot") && !back.Says("Exchange to grant"), back.ToString());
        Assert.Empty(await bot.CalendarKeysAsync());

        // One that is followed already, as where the certificate ran out.
        var calendar = new FollowedCalendar(new OrganisationName(PostForms.Here, "Larkford"), bot.Administrator.Person.TenantId!, CalendarForms.Mailbox) { Name = "Board", FollowedAt = BotUnderTest.Start };
        await bot.ReadsAsync(calendar);
        var key = CalendarRows.KeyOf(calendar);
        Assert.Equal(CalendarProblem.NoToken, (await bot.CalendarAsync(key)).State.Problem);
        await bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(20));
        Assert.Equal(CalendarProblem.NoToken, (await bot.CalendarAsync(key)).State.Problem);
        var card = await bot.Administrator.SeesCalendarsAsync(bot);
        Assert.True(card.Says("I can't prove to Microsoft in your tenant who I am") && !card.Says("Whoever administers Exchange"), card.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Administrator), one => one.Says("Exchange can grant"));
    }

    private sealed class Expired : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => throw new AuthenticationFailedException("AADSTS700027: the certificate has expired.");
    }
}
