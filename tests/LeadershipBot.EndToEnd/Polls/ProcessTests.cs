using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Features.Polls;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.EndToEnd.Polls;

/// <summary>The program as processes of their own over stores that outlive them.</summary>
public sealed class ProcessTests : IAsyncLifetime
{
    private static readonly string[] Choices = ["Yes", "No", "Unsure"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadershipbot-e2e-");
    private readonly HttpClient _http = new();
    private SimulatorHost _teams = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Conversation Channel => _teams.World.Conversations.Single(c => c.Name == "Governing body");

    private Person Chair => _teams.World.FindPerson("Dr Amara Okafor")!;

    public async ValueTask InitializeAsync()
    {
        _teams = await SimulatorHost.StartAsync(
            new SimulatorOptions { DemoPath = DemoFile.DefaultPath, SignsDeliveries = true, Limits = ConnectorLimits.Unpaced },
            Token);
        _teams.World.InstallEverywhere();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _teams.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Forty_people_racing_on_one_poll_through_two_processes_over_one_Azurite_end_with_the_right_tally()
    {
        var azurite = await Azurite.StartAsync();
        string[] settings = ["--Storage:Provider=AzureTables", $"--Storage:ConnectionString={azurite.ConnectionString}"];
        await using var one = await BotProcess.StartAsync(_teams, settings);
        await using var two = await BotProcess.StartAsync(_teams, settings);
        var poll = await AskAsync(one);
        var people = Enumerable.Range(0, 40).Select(Join).ToList();

        // Everybody at once, a third of them through both processes, and then half of them change their minds, also at once.
        var votes = people.Select((p, i) => UntilConfirmedAsync(i % 2 == 0 ? one : two, p, poll, i % 3))
            .Concat(people.Where((_, i) => i % 3 == 0).Select(p => UntilConfirmedAsync(two, p, poll, 0)));
        await Task.WhenAll(votes);
        await Task.WhenAll(people.Where((_, i) => i % 2 == 0).Select((p, i) => UntilConfirmedAsync(i % 2 == 0 ? two : one, p, poll, 2)));

        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString);
        var (answers, head) = await ReadAsync(store, poll.Key);
        int[] expected = [.. Enumerable.Range(0, 3).Select(c => people.Where((_, i) => (i % 2 == 0 ? 2 : i % 3) == c).Count())];
        Assert.Equal(40, answers.Count);
        Assert.Equal(expected, Enumerable.Range(0, 3).Select(c => answers.Count(a => a.Sheet?.Choice == c)));
        Assert.Equal(expected, head.Tally.First.Counts);
        var seen = CardReading.Of((await PressAsync(two, Chair, poll, "polls.view", []))!["value"]!.AsObject());
        Assert.Equal(expected, seen.Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task A_vote_that_was_acknowledged_is_there_after_the_process_was_killed_and_started_again()
    {
        string[] settings = ["--Storage:Provider=Sqlite", $"--Storage:Path={Path.Combine(_folder.FullName, "bot.db")}"];
        AskedPoll poll;
        await using (var bot = await BotProcess.StartAsync(_teams, settings))
        {
            poll = await AskAsync(bot);
            for (var i = 0; i < 10; i++)
            {
                Assert.True(await VoteAsync(bot, Join(i), poll, 0));
                if (i == 9)
                    await bot.KillAsync();
            }
        }

        await using var again = await BotProcess.StartAsync(_teams, settings);

        var seen = CardReading.Of((await PressAsync(again, Chair, poll, "polls.view", []))!["value"]!.AsObject());
        Assert.Equal([10, 0, 0], seen.Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task Wrong_settings_end_the_program_with_code_2_and_a_sentence_for_each()
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadershipBot.dll"), "--environment=Production", "--Storage:Provider=Memory"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("LeadershipBot can't start with these settings:", errors, StringComparison.Ordinal);
        Assert.Contains("MicrosoftAppId is missing", errors, StringComparison.Ordinal);
        Assert.Contains("Storage:Provider Memory forgets everything", errors, StringComparison.Ordinal);
    }

    private Person Join(int number)
    {
        var person = _teams.World.AddPerson($"Dr Racer Number{number}", tenant: _teams.World.Tenants[0]);
        _teams.World.Join(Channel, person);
        return person;
    }

    private async Task<AskedPoll> AskAsync(BotProcess bot)
    {
        _teams.BotUrl = bot.Url.ToString();
        await _teams.Delivery.MessageAsync(Chair, Channel, "poll \"Extend?\" Yes, No, Unsure", mentionBot: true, cancellationToken: Token);
        return await PostedAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<AskedPoll> PostedAsync(TimeSpan within)
    {
        var posted = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = _teams.World.OnChange(change =>
        {
            if (change.Message is { IsBot: true } message && message.Card() is not null)
                posted.TrySetResult(message);
        });
        if (_teams.World.Messages(Channel).FirstOrDefault(m => m.IsBot && m.Card() is not null) is { } there)
            posted.TrySetResult(there);
        return AskedPoll.In(Channel, await posted.Task.WaitAsync(within, Token));
    }

    private static async Task<(List<PollAnswer> Answers, PollHead Head)> ReadAsync(AzureTablesRecordStore store, string key)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(PollRows.Table, key, RowRange.All, Token))
            rows.Add(row);
        return ([.. rows.Where(r => r.RowKey.StartsWith(PollRows.Answer, StringComparison.Ordinal)).Select(PollRows.ToAnswer)], PollRows.ToHead(rows)!);
    }

    /// <summary>Presses as a person does who is told that it couldn't be confirmed: again.</summary>
    private async Task UntilConfirmedAsync(BotProcess bot, Person person, AskedPoll poll, int choice)
    {
        for (var press = 0; press < 10; press++)
        {
            if (await VoteAsync(bot, person, poll, choice))
                return;
        }

        Assert.Fail("A vote was not confirmed in ten presses.");
    }

    private async Task<bool> VoteAsync(BotProcess bot, Person person, AskedPoll poll, int choice)
    {
        var answer = await PressAsync(bot, person, poll, "polls.vote", new JsonObject { ["choice"] = choice });
        if (answer?["type"]?.GetValue<string>() != TeamsCards.ContentType)
            return false;
        Assert.Equal(Choices[choice], CardReading.Of(answer["value"]!.AsObject()).Mine);
        return true;
    }

    private async Task<JsonNode?> PressAsync(BotProcess bot, Person person, AskedPoll poll, string verb, JsonObject data)
    {
        var activity = _teams.Delivery.Draft("invoke", person, Channel);
        data["poll"] = poll.Key;
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = poll.Card.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data },
            ["trigger"] = "manual",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Url)
        {
            Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _teams.Tokens.Sign());
        using var response = await _http.SendAsync(request, Token);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Token));
    }
}
