using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Simulator;

public sealed class PageApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_organisation_is_there_to_be_chosen_from()
    {
        await using var host = await SimulatorHost.StartAsync(
            new() { DemoPath = Path.Combine(Needs.Root, "src", "LeadershipBot", "Demo", "organisation.json") }, Token);
        using var client = new HttpClient { BaseAddress = new(host.PageUrl) };
        var people = (await client.GetFromJsonAsync<JsonArray>("page/people", Token))!;
        Assert.Equal("Dr Amara Okafor", people[0]!["name"]!.GetValue<string>());
        Assert.Equal("Larkford Bridge Surgery", people[0]!["practice"]!.GetValue<string>());
        var places = (await client.GetFromJsonAsync<JsonArray>("page/conversations?as=" + Escape(people[0]!["id"]), Token))!;
        Assert.Equal(
            ["personal", "channel", "channel", "groupChat"],
            places.Select(place => place!["kind"]!.GetValue<string>()));
        Assert.All(places, place => Assert.False(place!["installed"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_person_writes_presses_and_sees_their_own_view()
    {
        await using var town = await Town.StartAsync();
        using var client = new HttpClient { BaseAddress = new(town.Host.PageUrl) };
        var where = $"?as={Uri.EscapeDataString(town.Ann.Id)}&conversation={Uri.EscapeDataString(town.Chat.Id)}";
        var said = await PostAsync(client, "page/messages" + where, new() { ["text"] = "poll this", ["mentionBot"] = true });
        Assert.True(said["delivered"]!.GetValue<bool>());

        var card = await town.PostedAsync(town.Chat, Town.CardOf(Town.VoteCard()));
        town.Bot.Says = _ => Town.CardAnswer(Town.VoteCard("You said yes"));
        var value = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "vote" }, ["trigger"] = "manual" };
        var answer = await PostAsync(client, "page/invoke" + where, new() { ["name"] = "adaptiveCard/action", ["value"] = value, ["replyToId"] = card.Id });
        Assert.Equal(200, answer["body"]!["statusCode"]!.GetValue<int>());

        var mine = (await client.GetFromJsonAsync<JsonArray>("page/messages" + where, Token))!;
        Assert.Contains("You said yes", mine[1]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((false, true), (mine[0]!["from"]!["isBot"]!.GetValue<bool>(), mine[1]!["from"]!["isBot"]!.GetValue<bool>()));
        var bens = await client.GetStringAsync("page/messages" + where.Replace(Uri.EscapeDataString(town.Ann.Id), Uri.EscapeDataString(town.Ben.Id), StringComparison.Ordinal), Token);
        Assert.DoesNotContain("You said yes", bens, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_seen_after_a_restart_counts_as_newer_than_all_that_was_seen_before_it()
    {
        var seen = new List<long>();
        for (var start = 0; start < 2; start++)
        {
            await using var town = await Town.StartAsync();
            using var client = new HttpClient { BaseAddress = new(town.Host.PageUrl) };
            for (var message = 0; message < (start == 0 ? 5 : 1); message++)
                await town.PostedAsync(town.Chat, Town.Words("Hello"));
            var messages = (await client.GetFromJsonAsync<JsonArray>($"page/messages?as={Uri.EscapeDataString(town.Ann.Id)}&conversation={Uri.EscapeDataString(town.Chat.Id)}", Token))!;
            seen.Add(messages[^1]!["version"]!.GetValue<long>());
        }

        Assert.True(seen[1] > seen[0], $"{seen[1]} after {seen[0]}");
    }

    [Fact]
    public async Task Events_tell_of_messages_typing_and_the_clock()
    {
        await using var town = await Town.StartAsync();
        using var client = new HttpClient { BaseAddress = new(town.Host.PageUrl) };
        await using var stream = await client.GetStreamAsync("page/events?as=" + Uri.EscapeDataString(town.Ann.Id), Token);
        using var reader = new StreamReader(stream);
        Assert.Equal(": hello", await reader.ReadLineAsync(Token));
        await town.SendAsync(town.Host.World.Personal(town.Ben).Id, Town.Words("not for Ann"));
        await town.SendAsync(town.Personal.Id, new() { ["type"] = "typing" });
        var posted = await town.PostedAsync(town.Personal, Town.Words("Hello"));
        await town.UpdateAsync(town.Personal.Id, posted.Id, Town.Words("Good day"));
        town.Host.Clock.Advance(TimeSpan.FromHours(1));
        var kinds = new List<string>();
        while (kinds.Count < 4)
        {
            var line = await reader.ReadLineAsync(Token);
            if (line!.StartsWith("data: ", StringComparison.Ordinal))
                kinds.Add(JsonNode.Parse(line[6..])!["kind"]!.GetValue<string>());
        }

        Assert.Equal(["typing", "message", "update", "clock"], kinds);
    }

    [Fact]
    public async Task The_clock_moves_and_faults_are_turned_on_by_name()
    {
        await using var town = await Town.StartAsync();
        using var client = new HttpClient { BaseAddress = new(town.Host.PageUrl) };
        var moved = await PostAsync(client, "page/clock", new() { ["advanceSeconds"] = 3600 });
        Assert.StartsWith("2026-03-02T10:00:00", moved["now"]!.GetValue<string>(), StringComparison.Ordinal);
        var active = await PostAsync(client, "page/faults", new() { ["name"] = "throttle", ["count"] = 1 });
        Assert.Equal("""["throttle"]""", active["active"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.TooManyRequests, (await town.SendAsync(town.Personal.Id, Town.Words("Hello"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("page/faults", new { name = "fire" }, Token)).StatusCode);
    }

    [Fact]
    public async Task Installing_from_the_page_tells_the_bot()
    {
        await using var town = await Town.StartAsync();
        town.Host.World.SetInstall(town.Personal, InstallState.Never);
        using var client = new HttpClient { BaseAddress = new(town.Host.PageUrl) };
        await PostAsync(client, "page/install?as=" + Uri.EscapeDataString(town.Ann.Id), []);
        Assert.Equal(InstallState.Installed, town.Host.World.InstallOf(town.Personal));
        Assert.Equal(2, town.Bot.Heard.Count);
    }

    [Theory]
    [InlineData("evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("localhost", "X-Forwarded-For", HttpStatusCode.Forbidden)]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    public async Task Only_this_machine_is_served(string hostName, string? header, HttpStatusCode status)
    {
        await using var town = await Town.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, town.Host.PageUrl + "page/people");
        request.Headers.Host = hostName;
        if (header is not null)
            request.Headers.Add(header, "203.0.113.7");
        Assert.Equal(status, (await town.Client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_post()
    {
        await using var town = await Town.StartAsync();
        using var content = new StringContent("""{"advanceSeconds":1}""");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await town.Client.PostAsync(town.Host.PageUrl + "page/clock", content, Token)).StatusCode);
    }

    [Theory]
    [InlineData("page/conversations", HttpStatusCode.BadRequest)]
    [InlineData("page/conversations?as=29:nobody", HttpStatusCode.NotFound)]
    public async Task A_call_for_nobody_is_refused(string path, HttpStatusCode status)
    {
        await using var town = await Town.StartAsync();
        Assert.Equal(status, (await town.Client.GetAsync(town.Host.PageUrl + path, Token)).StatusCode);
    }

    [Fact]
    public async Task The_page_offers_what_the_manifest_lists_and_serves_its_own_files()
    {
        var folder = Directory.CreateTempSubdirectory("simulator-page");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "<title>Page</title>", Token);
            var manifest = Path.Combine(folder.FullName, "manifest.json");
            await File.WriteAllTextAsync(
                manifest,
                """
                {
                  "bots": [{ "commandLists": [{ "scopes": ["personal"], "commands": [{ "title": "help", "description": "What I can do" }] }] }],
                  "composeExtensions": [{ "commands": [
                    { "id": "find", "title": "Find a poll", "parameters": [{ "name": "text", "title": "Words" }] },
                    { "id": "ask", "title": "Ask", "type": "action" }] }]
                }
                """,
                Token);
            await using var host = await SimulatorHost.StartAsync(new() { PageFolder = folder.FullName, ManifestPath = manifest }, Token);
            using var client = new HttpClient { BaseAddress = new(host.PageUrl) };
            var config = (await client.GetFromJsonAsync<JsonObject>("page/config", Token))!;
            Assert.Equal("""[{"title":"help","description":"What I can do","scopes":["personal"]}]""", config["commands"]!.ToJsonString());
            Assert.Equal(["query", "action"], config["messageExtensions"]!.AsArray().Select(one => one!["type"]!.GetValue<string>()));
            using var page = await client.GetAsync("", Token);
            Assert.Equal("<title>Page</title>", await page.Content.ReadAsStringAsync(Token));
            Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Installing_everywhere_tells_each_person_chat_and_team_once()
    {
        await using var town = await Town.StartAsync();
        foreach (var place in town.Host.World.Conversations)
            town.Host.World.SetInstall(place, InstallState.Never);
        await town.Host.Delivery.InstallEverywhereAsync(Token);
        Assert.Equal(4, town.Bot.Heard.Count(one => one["type"]!.GetValue<string>() == "installationUpdate"));
        Assert.All(town.Host.World.Conversations, place => Assert.Equal(InstallState.Installed, town.Host.World.InstallOf(place)));
    }

    [Fact]
    public async Task Tenants_keep_their_people_chats_and_pace_apart()
    {
        await using var town = await Town.StartAsync();
        var other = town.Host.World.AddTenant("Another trust");
        var zoe = town.Host.World.AddPerson("Zoe", tenant: other);
        var chat = town.Host.World.AddGroupChat("GPs", [zoe]);
        town.Host.World.InstallEverywhere();
        Assert.NotEqual(town.Chat.Id, chat.Id);
        Assert.Equal(other.Id, chat.TenantId);
        await town.Host.Delivery.MessageAsync(zoe, chat, "help", mentionBot: true, cancellationToken: Token);
        Assert.Equal(other.Id, town.Bot.Heard[0]["channelData"]!["tenant"]!["id"]!.GetValue<string>());
        var refused = await town.CreateAsync(new()
        {
            ["members"] = new JsonArray(new JsonObject { ["id"] = zoe.Id }),
            ["tenantId"] = town.Ann.TenantId,
        });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Twenty_simulators_start_side_by_side()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SimulatorHost.StartAsync(cancellationToken: Token)));
        Assert.Equal(20, hosts.Select(host => host.PageUrl).Distinct().Count());
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body, Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(Token))!;
    }

    private static string Escape(JsonNode? id) => Uri.EscapeDataString(id!.GetValue<string>());
}
