using LeadershipBot.EndToEnd.Polls;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Sendings;

/// <summary>Two processes over one Azurite send to everybody, and one of them dies, or falls asleep, in the middle.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private const string Organisation = "crowd";
    private const string Question = "Extend hours?";
    private const int Kills = 20;
    private const int InItsHands = 2 * 8; // of each of two shards a round

    /// <summary>Two leases, and the rest of the sending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private SimulatorHost _teams = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
        => _teams = await SimulatorHost.StartAsync(new SimulatorOptions { SignsDeliveries = true, Limits = ConnectorLimits.Unpaced }, Token);

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Fact]
    public async Task One_of_them_is_killed_at_random_twenty_times_and_everybody_has_it_and_who_has_it_twice_is_listed()
    {
        var (store, settings, people) = await CrowdAsync(count: 400, requestsPerSecond: 8);
        var random = new Random(20);
        BotProcess[] bots = [await BotProcess.StartAsync(_teams, settings), await BotProcess.StartAsync(_teams, settings)];
        try
        {
            await AskAsync(bots[0], people[0]);
            await SendingReport.UntilAsync(() => Sent(people) > 0, Patience);
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2_000)), Token); // whatever it does at that moment
                var one = random.Next(2);
                await bots[one].DisposeAsync();
                bots[one] = await BotProcess.StartAsync(_teams, settings);
            }

            Assert.False(await SendingReport.IsDoneAsync(store, Organisation), "All had it before the last was killed.");
            await SendingReport.UntilAsync(() => SendingReport.IsDoneAsync(store, Organisation), Patience);
        }
        finally
        {
            await bots[0].DisposeAsync();
            await bots[1].DisposeAsync();
        }

        Assert.InRange(await SendingReport.JudgeAsync(_teams, store, Organisation, people, Question), 0, Kills * InItsHands);
    }

    [Fact]
    public async Task One_that_was_asleep_sends_nothing_more_with_its_old_lease_once_it_wakes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "A process can be put to sleep on Linux and macOS only.");
        var (store, settings, people) = await CrowdAsync(count: 60, requestsPerSecond: 4);
        await using var sleeper = await BotProcess.StartAsync(_teams, settings);
        await AskAsync(sleeper, people[0]);
        await SendingReport.UntilAsync(() => Sent(people) >= 6, Patience);
        await sleeper.FallAsleepAsync();

        await using var other = await BotProcess.StartAsync(_teams, settings);
        await SendingReport.UntilAsync(() => SendingReport.IsDoneAsync(store, Organisation), Patience);
        var before = Cards(people);
        var listed = await SendingReport.JudgeAsync(_teams, store, Organisation, people, Question);
        Assert.InRange(listed, 1, InItsHands);

        await sleeper.WakeUpAsync();
        _teams.BotUrl = sleeper.Url.ToString();
        for (var press = 0; press < 3; press++)
        {
            var (chat, answers) = (_teams.World.Personal(people[1]), Answers(people[1]));
            await _teams.Delivery.MessageAsync(people[1], chat, "help", cancellationToken: Token);
            await SendingReport.UntilAsync(() => Answers(people[1]) > answers, Patience); // it is awake, and at work
        }

        Assert.Equal(before, Cards(people));
        Assert.Equal(listed, await SendingReport.JudgeAsync(_teams, store, Organisation, people, Question));
    }

    private async Task<(IRecordStore Store, string[] Settings, IReadOnlyList<Person> People)> CrowdAsync(int count, int requestsPerSecond)
    {
        var azurite = await Azurite.StartOwnAsync();
        var store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient());
        var people = await Crowds.ListAsync(_teams, store, Organisation, count);
        return (store, ["--Storage:Provider=AzureTables", $"--Storage:ConnectionString={azurite.ConnectionString}", $"--Teams:RequestsPerSecond={requestsPerSecond}"], people);
    }

    private async Task AskAsync(BotProcess bot, Person chair)
    {
        _teams.BotUrl = bot.Url.ToString();
        await SendingReport.AskEverybodyAsync(_teams, chair, Question);
    }

    private int Sent(IReadOnlyList<Person> people) => people.Count(person => SendingReport.CardsOf(_teams, person, Question).Count > 0);

    private int Cards(IReadOnlyList<Person> people) => people.Sum(person => SendingReport.CardsOf(_teams, person, Question).Count);

    private int Answers(Person person) => _teams.World.Messages(_teams.World.Personal(person)).Count(message => message.IsBot);
}
