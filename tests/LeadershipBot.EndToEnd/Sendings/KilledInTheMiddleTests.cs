using LeadershipBot.Domain.People;
using LeadershipBot.EndToEnd.Polls;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;

namespace LeadershipBot.EndToEnd.Sendings;

/// <summary>The program is killed while it sends to everybody, and started again over the same file.</summary>
public sealed class KilledInTheMiddleTests : IAsyncLifetime
{
    private const string Organisation = "larkford";
    private const string Question = "Extend hours?";
    private const int UnderWay = 8;

    /// <summary>What is left of a lease, and then a second for each.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadershipbot-e2e-");
    private SimulatorHost _teams = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StorePath => Path.Combine(_folder.FullName, "bot.db");

    public async ValueTask InitializeAsync()
    {
        _teams = await SimulatorHost.StartAsync(new SimulatorOptions { DemoPath = DemoFile.DefaultPath, SignsDeliveries = true, Limits = ConnectorLimits.Unpaced }, Token);
        _teams.World.InstallEverywhere();
    }

    public async ValueTask DisposeAsync()
    {
        await _teams.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Everybody_has_it_in_the_end_and_who_has_it_twice_is_listed()
    {
        // Slow enough to be killed in the middle.
        string[] settings = ["--Storage:Provider=Sqlite", $"--Storage:Path={StorePath}", "--Teams:RequestsPerSecond=2"];
        var people = _teams.World.People.Where(person => person.TenantId == _teams.World.Tenants[0].Id).ToList();
        await MeetAsync(people);
        await using (var bot = await BotProcess.StartAsync(_teams, settings))
        {
            _teams.BotUrl = bot.Url.ToString();
            var chair = _teams.World.FindPerson("Dr Amara Okafor")!;
            await SendingReport.AskEverybodyAsync(_teams, chair, Question);
            await SendingReport.UntilAsync(() => people.Sum(person => SendingReport.CardsOf(_teams, person, Question).Count) >= 3, TimeSpan.FromSeconds(30));
            await bot.KillAsync();
        }

        Assert.InRange(people.Count(person => SendingReport.CardsOf(_teams, person, Question).Count > 0), 3, people.Count - 1);
        var store = new SqliteRecordStore(StorePath);
        await using (store)
        {
            await using var again = await BotProcess.StartAsync(_teams, settings);
            _teams.BotUrl = again.Url.ToString();
            await SendingReport.UntilAsync(() => SendingReport.IsDoneAsync(store, Organisation), Patience);
            await again.KillAsync();
            Assert.InRange(await SendingReport.JudgeAsync(_teams, store, Organisation, people, Question), 0, UnderWay);
        }
    }

    /// <summary>All have spoken with the bot, and are awake at whatever hour the test runs.</summary>
    private async Task MeetAsync(List<Person> people)
    {
        await using var store = new SqliteRecordStore(StorePath);
        foreach (var person in people)
        {
            var id = new MemberId(person.TenantId, person.ObjectId);
            var chat = new Place(Scope.Personal, person.TenantId, _teams.ConnectorUrl, _teams.World.Personal(person).Id, null);
            Change[] met =
            [
                new Change.Upsert(PersonRows.OfChat(id, chat, person.Id, TimeProvider.System.GetUtcNow())),
                new Change.Upsert(PersonRows.OfSettings(id, PersonalSettings.Usual with { Quiet = new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue, Weekends: false) })),
            ];
            await store.CommitAsync(PersonRows.Table, id.ToString(), met, Token);
        }
    }
}
