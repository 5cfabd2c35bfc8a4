using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Organisations that share a tenant: which of them may follow which mailbox is for whoever runs the bot to say.</summary>
public sealed class SharedTenantTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_mailboxes_that_are_listed_for_an_organisation_are_followed_and_of_others_Microsoft_is_not_asked()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(Listing($"{CalendarForms.Mailbox}={PostForms.Here}", "board@other.example=other")));
        graph.Board(bot);
        graph.Calendar("board@other.example", bot.Administrator.Person.TenantId!);
        foreach (var mailbox in new[] { "board@other.example", "nobody@larkford.example" })
        {
            var refused = CardReading.Of((await bot.FollowingAsync(new JsonObject { ["mailbox"] = mailbox })).Card);
            Assert.True(refused.Says("don't let your organisation follow"), refused.ToString());
        }

        Assert.Empty(graph.Calls); // nobody learns which mailboxes there are
        await bot.FollowsAsync(new JsonObject { ["mailbox"] = "Governing.Body@Larkford.example" });
    }

    [Fact]
    public async Task Where_several_organisations_share_a_tenant_none_follows_a_calendar_until_it_is_listed_which_may_follow_which()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        await bot.HasOrganisationAsync("another", "Another body");
        var refused = CardReading.Of((await bot.FollowingAsync()).Card);
        Assert.True(refused.Says("Several organisations with this bot share your tenant"), refused.ToString());
        Assert.Empty(graph.Calls);
        Assert.Empty(await bot.CalendarKeysAsync());
    }

    [Fact]
    public async Task An_alias_is_not_followed_beside_its_mailbox_and_a_listed_one_leads_to_no_mailbox_that_is_not_listed()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(Listing($"{CalendarForms.Mailbox}={PostForms.Here}", $"gb@larkford.example={PostForms.Here}", $"chair@larkford.example={PostForms.Here}")));
        graph.Board(bot).Aliases.Add("gb@larkford.example");
        graph.Calendar("private@larkford.example", bot.Administrator.Person.TenantId!).Aliases.Add("chair@larkford.example");
        await bot.FollowsAsync(new JsonObject { ["mailbox"] = "GB@larkford.example" });
        await bot.FollowsAsync();
        Assert.Equal(CalendarForms.Mailbox, (await bot.CalendarAsync(Assert.Single(await bot.CalendarKeysAsync()))).Calendar.Mailbox);
        Assert.StartsWith("Found", (await bot.FollowingAsync(new JsonObject { ["mailbox"] = "chair@larkford.example" })).Sentence, StringComparison.Ordinal);
        var followed = await Task.WhenAll((await bot.CalendarKeysAsync()).Select(bot.CalendarAsync));
        Assert.Contains("chair@larkford.example", followed.Select(head => head.Calendar.Mailbox));
    }

    [Fact]
    public async Task What_is_followed_and_not_listed_any_more_is_read_no_more_and_administrators_read_why()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var store = new MemoryRecordStore();
        var before = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "before" }));
        graph.Board(before);
        var key = await before.FollowsAsync();
        var bot = await StartAsync(graph.Asking(Listing("board@other.example=other") with { Store = store, ServerName = "after", SharesTeamsWith = before }));
        var calls = graph.Calls.Count;
        before.Store.Fails(StoreFault.Unavailable); // it was stopped
        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(3));
        Assert.Equal(CalendarProblem.NotListed, (await bot.CalendarAsync(key)).State.Problem);
        Assert.DoesNotContain(graph.Calls.Skip(calls), call => call.Path.Contains("/users/", StringComparison.Ordinal));
        Assert.Empty(graph.Subscriptions); // it ran out, and was neither renewed nor made anew
        before.Store.Recovers(); // people's presses come to the first server
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("don't let your organisation follow this mailbox"));
    }

    private static BotOptions Listing(params string[] pairs) => new() { Settings = [.. pairs.Select((pair, i) => $"--Graph:Mailboxes:{i}={pair}")] };
}
