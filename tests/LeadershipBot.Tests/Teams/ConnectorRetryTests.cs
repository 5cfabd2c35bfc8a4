using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.AspNetCore.Http;
using static LeadershipBot.Tests.Teams.ConnectorHost;

namespace LeadershipBot.Tests.Teams;

public sealed class ConnectorRetryTests
{
    private static readonly TimeSpan AttemptTimeLimit = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public async Task A_send_that_was_turned_away_is_sent_again(int status)
    {
        await using var host = await StartAsync([Say(status), Say(status), Say(200, """{"id":"1"}""")]);

        Assert.Equal("1", (await host.SendAsync()).Id);
        Assert.Equal([0, 1, 2], host.Attempts.Select(attempt => attempt.Attempt));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    public async Task A_send_that_is_turned_away_to_the_end_was_not_delivered(int status)
    {
        await using var host = await StartAsync([Say(status, """{"error":{"code":"Throttled"}}""")]);

        Assert.Equal(ConnectorOutcome.Unavailable(null, status, "Throttled"), await host.SendAsync());
        Assert.Equal(4, host.Server.Seen.Count);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task A_send_that_may_have_arrived_is_not_repeated_unless_the_caller_wants_it(int status)
    {
        await using var host = await StartAsync([Say(status), Say(200, """{"id":"1"}""")]);
        Assert.Equal(ConnectorOutcome.PossiblyDelivered(status), await host.SendAsync());
        Assert.Single(host.Server.Seen);

        await using var other = await StartAsync([Say(status), Say(200, """{"id":"1"}""")]);
        var again = await other.SendAsync(WhenUnsure.SendAgain);
        Assert.Equal(("1", true), (again.Id, again.MayBeTwice));
        Assert.Equal(2, other.Server.Seen.Count);
    }

    [Fact]
    public async Task A_send_that_was_only_turned_away_before_does_not_stand_twice()
    {
        await using var host = await StartAsync([Say(429), Say(412), Say(200, """{"id":"1"}""")]);
        Assert.False((await host.SendAsync(WhenUnsure.SendAgain)).MayBeTwice);
    }

    [Fact]
    public async Task A_call_that_cannot_have_its_turn_ends_as_one_that_Teams_turned_away_and_never_leaves()
    {
        await using var host = await StartAsync([Say(200, """{"id":"1"}""")]);
        host.BeforeAttempt = _ => throw new ConnectorBusyException(TimeSpan.FromSeconds(7));

        var outcome = await host.SendAsync();

        Assert.Equal(ConnectorOutcome.Busy(TimeSpan.FromSeconds(7)), outcome);
        Assert.True(outcome.IsThrottled);
        Assert.Empty(host.Server.Seen);
    }

    [Fact]
    public async Task Each_attempt_gives_its_turn_back_however_it_ended()
    {
        await using var host = await StartAsync([Say(429), Drop, Say(200, """{"id":"m1"}""")]);
        var (taken, given) = (0, 0);
        host.BeforeAttempt = _ =>
        {
            Assert.Equal(taken++, given);
            return new Turn(() => given++);
        };

        Assert.True((await host.UpdateAsync()).IsDelivered);
        Assert.Equal((3, 3), (taken, given));
    }

    private sealed class Turn(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [Fact]
    public async Task A_send_that_stays_unsure_to_the_end_says_so()
    {
        await using var host = await StartAsync([Say(502), Say(429)]);

        Assert.Equal(ConnectorOutcomeKind.PossiblyDelivered, (await host.SendAsync(WhenUnsure.SendAgain)).Kind);
        Assert.Equal(4, host.Server.Seen.Count);
    }

    [Fact]
    public async Task A_send_to_a_service_that_asks_for_patience_was_not_delivered()
    {
        await using var host = await StartAsync([Say(503, retryAfter: "0"), Say(200, """{"id":"1"}""")]);
        Assert.Equal("1", (await host.SendAsync()).Id);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(412)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task An_update_is_repeated_since_it_changes_nothing_more(int status)
    {
        await using var host = await StartAsync([Say(status), Say(200, """{"id":"m1"}""")]);
        Assert.True((await host.UpdateAsync()).IsDelivered);

        await using var other = await StartAsync([Say(status)]);
        Assert.Equal(ConnectorOutcome.Unavailable(null, status), await other.UpdateAsync());
    }

    [Fact]
    public async Task A_personal_chat_is_asked_for_again_and_a_thread_is_not()
    {
        await using var host = await StartAsync([Say(502), Say(201, """{"id":"a:1"}""")]);
        var chat = await host.Client.CreateConversationAsync(host.Address, ConversationParameters.Personal("29:a", "t"), WhenUnsure.Report, TestContext.Current.CancellationToken);
        Assert.Equal("a:1", chat.Value?.Id);

        await using var other = await StartAsync([Say(502), Say(201, """{"id":"19:c"}""")]);
        var thread = await other.Client.CreateConversationAsync(other.Address, ConversationParameters.ChannelThread("19:c", "t", Hello()), WhenUnsure.Report, TestContext.Current.CancellationToken);
        Assert.Equal(ConnectorOutcomeKind.PossiblyDelivered, thread.Outcome.Kind);
        Assert.Single(other.Server.Seen);
    }

    [Fact]
    public async Task A_send_whose_connection_breaks_may_have_arrived()
    {
        await using var host = await StartAsync([Drop, Say(200, """{"id":"1"}""")]);
        Assert.Equal(ConnectorOutcome.PossiblyDelivered(), await host.SendAsync());
        Assert.Single(host.Server.Seen);

        await using var other = await StartAsync([Drop, Say(200, """{"id":"1"}""")]);
        Assert.True((await other.UpdateAsync()).IsDelivered);
        Assert.Equal(2, other.Server.Seen.Count);
    }

    [Fact]
    public async Task A_send_without_answer_in_time_may_have_arrived()
    {
        await using var host = await StartAsync([Hang, Say(200, """{"id":"1"}""")], () => Quick(AttemptTimeLimit));
        Assert.Equal(ConnectorOutcome.PossiblyDelivered(), await host.SendAsync());
        Assert.Single(host.Server.Seen);

        await using var other = await StartAsync([Hang, Say(200, """{"id":"1"}""")], () => Quick(AttemptTimeLimit));
        Assert.True((await other.UpdateAsync()).IsDelivered);
    }

    [Fact]
    public async Task An_answer_that_stops_half_way_ends_in_time()
    {
        await using var host = await StartAsync([async context =>
        {
            await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Hang(context);
        }], () => Quick(AttemptTimeLimit));

        Assert.Equal(ConnectorOutcomeKind.PossiblyDelivered, (await host.SendAsync()).Kind);
    }

    [Fact]
    public async Task A_send_that_finds_nobody_was_not_delivered_and_is_tried_again()
    {
        await using var host = await StartAsync(200, "{}");
        var nobody = FreePort();

        var outcome = await host.Client.SendToConversationAsync(
            new ConnectorAddress($"http://127.0.0.1:{nobody}", "t"), "a:1", Hello(), WhenUnsure.Report, TestContext.Current.CancellationToken);

        Assert.Equal(ConnectorOutcome.Unavailable(), outcome);
        Assert.Equal(4, host.Attempts.Count);
    }

    [Fact]
    public async Task The_wait_that_the_Connector_asks_for_is_kept()
    {
        var clock = new ImpatientClock(TimeSpan.FromSeconds(10));
        var inTwoSeconds = clock.GetUtcNow().AddSeconds(2).ToString("r", CultureInfo.InvariantCulture);
        var options = () => new TeamsProtocolOptions { AppId = TokenMint.AppId, AllowLoopback = true, AttemptTimeLimit = TimeSpan.FromSeconds(10) };
        await using var host = await StartAsync([Say(429, retryAfter: "3"), Say(429, retryAfter: inTwoSeconds), Say(429), Say(200, """{"id":"1"}""")], options, clock);

        Assert.True((await host.SendAsync()).IsDelivered);

        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2)], clock.Waits.Take(2));
        Assert.InRange(clock.Waits[2], TimeSpan.FromMilliseconds(1), options().RetryAfterMax);
        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), null, null], host.Answers.Select(answer => answer.RetryAfter));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_handed_to_the_caller()
    {
        await using var host = await StartAsync([Say(429, retryAfter: "60")]);

        Assert.Equal(ConnectorOutcome.Unavailable(TimeSpan.FromSeconds(60), 429), await host.SendAsync());
        Assert.Single(host.Server.Seen);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("Fri, 01 Jan 2021 00:00:00 GMT")]
    public async Task A_wait_that_makes_no_sense_does_no_harm(string retryAfter)
    {
        await using var host = await StartAsync([Say(429, retryAfter: retryAfter), Say(200, """{"id":"1"}""")]);
        Assert.True((await host.SendAsync()).IsDelivered);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
