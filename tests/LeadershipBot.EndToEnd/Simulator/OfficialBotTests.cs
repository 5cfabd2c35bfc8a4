using System.Net;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.EndToEnd.Simulator;

/// <summary>
/// Proof that the stand-in is honest: Microsoft's JavaScript bot library, unchanged, checks its tokens, reads its
/// activities and calls its connector.
/// </summary>
public sealed class OfficialBotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_bot_welcomes_echoes_and_knows_who_is_there()
    {
        await using var host = await HostAsync();
        var ann = host.World.AddPerson("Dr Ann Lee");
        await using var bot = await JudgeBot.StartAsync(host);
        var personal = host.World.Personal(ann);

        await host.Delivery.InstallAsync(ann, Token);
        Assert.Equal("welcome", LastWords(host, personal));
        await host.Delivery.MessageAsync(ann, personal, "hello", cancellationToken: Token);
        Assert.Equal("echo hello", LastWords(host, personal));
        await host.Delivery.MessageAsync(ann, personal, "me", cancellationToken: Token);
        Assert.Equal($"Dr Ann Lee {ann.ObjectId} {ann.Email}", LastWords(host, personal));
        await host.Delivery.MessageAsync(ann, personal, "typing", cancellationToken: Token);
        await host.Delivery.ReactAsync(ann, host.World.Messages(personal)[0], "like", cancellationToken: Token);
        Assert.Equal("reaction like", LastWords(host, personal));
        Assert.Empty(host.Connector.Unexpected);
        Assert.All(host.Connector.Requests, request => Assert.Equal("Bearer judge", request.Authorization));
    }

    [Fact]
    public async Task The_official_bot_sends_answers_updates_and_deletes_a_card()
    {
        await using var host = await HostAsync();
        var (ann, ben) = (host.World.AddPerson("Dr Ann Lee"), host.World.AddPerson("Dr Ben Ali"));
        var chat = host.World.AddGroupChat("GPs", [ann, ben]);
        host.World.InstallEverywhere();
        await using var bot = await JudgeBot.StartAsync(host);

        await host.Delivery.MessageAsync(ann, chat, "card", mentionBot: true, cancellationToken: Token);
        var card = host.World.Messages(chat)[^1];
        var answer = await host.Delivery.PressAsync(ben, card, "vote", cancellationToken: Token);
        Assert.Equal((200, null), (answer.Status, answer.Problem));
        Assert.Contains("Dr Ben Ali said yes", host.World.CardFor(card, ben)!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Vote", host.World.CardFor(card, ann)!.ToJsonString(), StringComparison.Ordinal);

        await host.Delivery.MessageAsync(ann, chat, "update", mentionBot: true, cancellationToken: Token);
        Assert.Contains("Closed", host.World.CardFor(host.World.FindMessage(card.Id)!, ben)!.ToJsonString(), StringComparison.Ordinal);
        await host.Delivery.MessageAsync(ann, chat, "delete", mentionBot: true, cancellationToken: Token);
        Assert.True(host.World.FindMessage(card.Id)!.Deleted);
        Assert.Empty(host.Connector.Unexpected);
    }

    [Fact]
    public async Task The_official_bot_answers_dialogs_and_searches()
    {
        await using var host = await HostAsync();
        var ann = host.World.AddPerson("Dr Ann Lee");
        host.World.InstallEverywhere();
        await using var bot = await JudgeBot.StartAsync(host);
        var personal = host.World.Personal(ann);

        var opened = await host.Delivery.FetchTaskAsync(ann, personal, new() { ["verb"] = "form" }, cancellationToken: Token);
        Assert.Equal("A dialog", opened.Card!["body"]![0]!["text"]!.GetValue<string>());
        var closed = await host.Delivery.SubmitTaskAsync(ann, personal, new() { ["verb"] = "form" }, cancellationToken: Token);
        Assert.Equal("Thanks", closed.Sentence);
        var found = await host.Delivery.QueryAsync(ann, personal, "find", "text", "chair", Token);
        Assert.Contains("chair", found.Text, StringComparison.Ordinal);
        var unknown = await host.Delivery.InvokeAsync(ann, personal, "no/such", new JsonObject(), cancellationToken: Token);
        Assert.Equal(501, unknown.Status);
    }

    [Fact]
    public async Task The_official_bot_reads_a_team_in_pages_and_starts_a_thread()
    {
        await using var host = await HostAsync();
        var people = Enumerable.Range(1, 120).Select(n => host.World.AddPerson($"Dr Number {n}")).ToList();
        var team = host.World.AddTeam("CCG", people, "Board");
        var board = host.World.Channels(team)[1];
        host.World.InstallEverywhere();
        await using var bot = await JudgeBot.StartAsync(host);

        await host.Delivery.MessageAsync(people[0], board, "roster", mentionBot: true, cancellationToken: Token);
        Assert.Equal("120 members, first Dr Number 1", LastWords(host, board));
        await host.Delivery.MessageAsync(people[0], board, "team", mentionBot: true, cancellationToken: Token);
        Assert.Equal("CCG General, Board", LastWords(host, board));
        await host.Delivery.MessageAsync(people[0], board, "thread", mentionBot: true, cancellationToken: Token);
        Assert.Equal("a new thread", LastWords(host, board));
        Assert.Null(host.World.Messages(board)[^1].ReplyToId);
        Assert.Empty(host.Connector.Unexpected);
    }

    [Fact]
    public async Task The_official_bot_writes_first_where_it_is_installed_and_is_refused_elsewhere()
    {
        await using var host = await HostAsync();
        var (ann, ben) = (host.World.AddPerson("Dr Ann Lee"), host.World.AddPerson("Dr Ben Ali"));
        host.World.InstallEverywhere();
        await using var bot = await JudgeBot.StartAsync(host);
        await host.Delivery.MessageAsync(ann, host.World.Personal(ann), "hello", cancellationToken: Token);

        using var client = new HttpClient();
        var notify = $"{bot.Url}/notify?tenant={ben.TenantId}&user={Uri.EscapeDataString(ben.Id)}";
        Assert.Equal("done", await client.GetStringAsync(notify, Token));
        Assert.Equal("by reference", LastWords(host, host.World.Personal(ann)));
        Assert.Equal("out of the blue", LastWords(host, host.World.Personal(ben)));

        host.World.SetInstall(host.World.Personal(ben), InstallState.Uninstalled);
        Assert.Equal("403 ForbiddenOperationException", await client.GetStringAsync(notify, Token));
    }

    [Fact]
    public async Task The_official_bot_refuses_forged_tokens()
    {
        await using var host = await HostAsync();
        var ann = host.World.AddPerson("Dr Ann Lee");
        host.World.InstallEverywhere();
        await using var bot = await JudgeBot.StartAsync(host);
        var activity = host.Delivery.Draft("message", ann, host.World.Personal(ann));
        activity["text"] = "hello";
        TokenShape[] forged =
        [
            new() { Audience = "somebody-else" },
            new() { ServiceUrl = "https://smba.trafficmanager.net/uk/" },
            new() { Key = TokenKey.OtherChannel },
            new() { Key = TokenKey.Unpublished },
            new() { Algorithm = "none" },
        ];
        foreach (var shape in forged)
            Assert.NotEqual((int)HttpStatusCode.OK, (await host.Delivery.RawAsync(activity.ToJsonString(), host.Tokens.Sign(shape), Token)).Status);
        Assert.Empty(host.Connector.Requests);
        Assert.Equal((int)HttpStatusCode.OK, (await host.Delivery.RawAsync(activity.ToJsonString(), cancellationToken: Token)).Status);
        Assert.Equal("echo hello", LastWords(host, host.World.Personal(ann)));
    }

    private static Task<SimulatorHost> HostAsync()
        => SimulatorHost.StartAsync(new() { SignsDeliveries = true, Limits = ConnectorLimits.Unpaced }, Token);

    private static string LastWords(SimulatorHost host, Conversation place)
        => host.World.Messages(place).Last(message => message.IsBot).Text;
}
