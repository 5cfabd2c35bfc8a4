using System.Net;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using static LeadershipBot.Tests.Simulator.Town;

namespace LeadershipBot.Tests.Simulator;

public sealed class ConnectorLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_eighth_send_to_a_conversation_in_a_second_is_throttled_and_says_when_to_come_back()
    {
        await using var town = await StartAsync();
        for (var n = 0; n < 7; n++)
            Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words($"{n}"))).StatusCode);
        var refused = await town.SendAsync(town.Personal.Id, Words("8"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("Throttled", await CodeOf(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Chat.Id, Words("elsewhere"))).StatusCode);

        town.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words("8"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Personal.Id, Words("9 in two seconds"))).StatusCode);
    }

    [Fact]
    public async Task A_message_that_Teams_splits_costs_two()
    {
        await using var town = await StartAsync();
        var both = CardOf(VoteCard());
        both["text"] = "Please vote";
        for (var n = 0; n < 3; n++)
            await town.SendAsync(town.Personal.Id, both);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Personal.Id, both)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words("one more"))).StatusCode);
    }

    [Fact]
    public async Task Over_fifty_calls_a_second_in_a_tenant_are_throttled_wherever_they_go()
    {
        await using var town = await StartAsync();
        var people = Enumerable.Range(0, 51).Select(n => town.Host.World.AddPerson($"Dr Number {n}")).ToList();
        town.Host.World.InstallEverywhere();
        var statuses = new List<HttpStatusCode>();
        foreach (var person in people)
            statuses.Add((await town.SendAsync(town.Host.World.Personal(person).Id, Words("Hello"))).StatusCode);
        Assert.Equal(50, statuses.Count(status => status == HttpStatusCode.Created));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task Calls_of_all_kinds_count_in_the_tenant_and_those_turned_away_do_not()
    {
        await using var town = await StartAsync();
        var path = $"v3/conversations/{Uri.EscapeDataString(town.Chat.Id)}";
        for (var n = 0; n < 30; n++)
            await town.GetAsync($"{path}/members"); // 14 pass
        for (var n = 0; n < 30; n++)
            await town.SendAsync(town.Chat.Id, Words($"{n}")); // 7 pass
        for (var n = 0; n < 20; n++)
            await town.GetAsync($"v3/conversations/nowhere{n % 2}/members"); // there is no such place, and yet it was a call
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Chat.Id, Words("8"))).StatusCode);
        for (var n = 0; n < 9; n++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await town.SendAsync($"nobody{n}", Words("Hello"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Personal.Id, Words("51"))).StatusCode);
    }

    [Fact]
    public async Task Ids_only_are_kept_of_very_many_calls_where_a_test_asks_for_it()
    {
        await using var town = await StartAsync(ConnectorLimits.Unpaced);
        town.Host.Connector.KeepIdsOnly();
        await town.SendAsync(town.Personal.Id, Words("Hello"));
        town.Host.Faults.Next(new Fault(FaultKind.AnswerAfterApplying, 502));
        await town.SendAsync(town.Chat.Id, Words("Hello"));
        await town.SendAsync("nobody", Words("Hello"));

        var entries = town.Host.Connector.Entries;
        Assert.Equal([(town.Personal.Id, 201, true), (town.Chat.Id, 502, true), ("nobody", 404, false)], entries.Select(e => (e.ConversationId ?? "", e.Status, e.Applied)));
        Assert.Equal(town.Host.World.Messages(town.Personal).Concat(town.Host.World.Messages(town.Chat)).Select(m => m.Id), entries.Take(2).Select(e => e.MessageId));
        Assert.Empty(town.Host.Connector.Requests);
        Assert.Equal("", town.Host.World.Messages(town.Personal)[0].Text);
    }

    [Fact]
    public async Task Reading_members_has_windows_of_its_own()
    {
        await using var town = await StartAsync();
        var path = $"v3/conversations/{Uri.EscapeDataString(town.Chat.Id)}/pagedmembers";
        for (var n = 0; n < 14; n++)
            Assert.Equal(HttpStatusCode.OK, (await town.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Chat.Id, Words("Hello"))).StatusCode);
    }

    [Fact]
    public async Task Without_pace_any_number_passes()
    {
        await using var town = await StartAsync(ConnectorLimits.Unpaced);
        for (var n = 0; n < 60; n++)
            Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words($"{n}"))).StatusCode);
    }

    [Fact]
    public async Task Faults_are_used_up_one_by_one_by_the_calls_they_match()
    {
        await using var town = await StartAsync();
        town.Host.Faults
            .Throttle(2, retryAfterSeconds: 7, which: call => call.Operation == ConnectorOperation.Send)
            .Next(new Fault(FaultKind.AnswerAfterApplying, 502), call => call.Operation == ConnectorOperation.Send);
        Assert.Equal(TimeSpan.FromSeconds(7), (await town.SendAsync(town.Personal.Id, Words("1"))).Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await town.GetAsync($"v3/teams/{Uri.EscapeDataString(town.Team.Id)}")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Personal.Id, Words("2"))).StatusCode);
        Assert.Empty(town.Host.World.Messages(town.Personal));
        Assert.Equal(HttpStatusCode.BadGateway, (await town.SendAsync(town.Personal.Id, Words("3"))).StatusCode);
        Assert.Equal("3", Assert.Single(town.Host.World.Messages(town.Personal)).Text);
        Assert.Equal(0, town.Host.Faults.Left);
    }

    [Theory]
    [InlineData(FaultKind.DropBeforeApplying, 0)]
    [InlineData(FaultKind.DropAfterApplying, 1)]
    public async Task A_broken_connection_may_or_may_not_have_delivered(FaultKind kind, int delivered)
    {
        await using var town = await StartAsync();
        town.Host.Faults.Next(new Fault(kind));
        await Assert.ThrowsAsync<HttpRequestException>(() => town.SendAsync(town.Personal.Id, Words("Hello")));
        Assert.Equal(delivered, town.Host.World.Messages(town.Personal).Count);
        Assert.Equal((0, delivered == 1), (town.Host.Connector.Requests[0].Status, town.Host.Connector.Requests[0].Applied));
    }

    [Fact]
    public async Task A_call_that_hangs_ends_when_the_caller_gives_up()
    {
        await using var town = await StartAsync();
        town.Host.Faults.Next(new Fault(FaultKind.Hang));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = town.Client.GetAsync($"v3/teams/{Uri.EscapeDataString(town.Team.Id)}", patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_delayed_answer_comes_when_the_clock_has_moved()
    {
        await using var town = await StartAsync();
        town.Host.Faults.Next(new Fault(FaultKind.Delay, By: TimeSpan.FromSeconds(4)));
        var call = town.SendAsync(town.Personal.Id, Words("Hello"));
        while (town.Host.Clock.WaitingTimers == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);
        town.Host.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(HttpStatusCode.Created, (await call).StatusCode);
    }
}
