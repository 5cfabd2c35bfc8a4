using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Record = LeadershipBot.Storage.Record;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Support;

/// <summary>
/// The whole app over HTTP on a free loopback port, and around it the Simulator with the demo organisation. At its end
/// it is judged: no call that the connector doesn't have, no error and nobody's name in the log, every tally equal to a
/// recount of the answers, and the index of each roll to what its members' rows say.
/// </summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The cards that are deployed with the app, read once: reading them was two thirds of each start.</summary>
    private static readonly Lazy<CardLibrary> Library = new(() => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));

    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(30);

    private readonly BotOptions _options;
    private readonly HeardLogs _logs = new();
    private readonly DirectoryInfo _folder = StoreFolder.Create();
    private readonly bool _ownsTeams;

    private BotUnderTest(BotOptions options, SimulatorHost teams, SimulatorClock clock)
    {
        (_options, Teams, Clock, _ownsTeams) = (options, teams, clock, options.SharesTeamsWith is null);
        Store = new FaultyStore(options.Store ?? new SqliteRecordStore(Path.Combine(_folder.FullName, "store.db")));
        Channel = teams.World.Conversations.Single(c => c.Name == "Governing body");
        GroupChat = teams.World.Conversations.Single(c => c.Kind is ConversationKind.GroupChat);
        Chair = Who("Dr Amara Okafor");
        Organiser = Who("Helen Whitcombe");
        Tomasz = Who("Dr Tomasz Zielinski");
        Priya = Who("Dr Priya Raman");
        Yusuf = Who("Dr Yusuf Demir");
        Administrator = Who("Ravi Nair");
    }

    public SimulatorHost Teams { get; }

    public SimulatorClock Clock { get; }

    public FaultyStore Store { get; }

    public Conversation Channel { get; }

    public Conversation GroupChat { get; }

    public Colleague Chair { get; }

    public Colleague Organiser { get; }

    /// <summary>A member without a role, in the group chat.</summary>
    public Colleague Tomasz { get; }

    /// <summary>A member without a role, in the group chat.</summary>
    public Colleague Priya { get; }

    /// <summary>A member without a role, not in the group chat.</summary>
    public Colleague Yusuf { get; }

    public Colleague Administrator { get; }

    /// <summary>What the app has logged.</summary>
    public IEnumerable<string> Logs => _logs.Lines.Select(line => line.Text);

    public IServiceProvider Services => App.Services;

    /// <summary>The SQLite file, where the test named no store of its own.</summary>
    public string StorePath => Path.Combine(_folder.FullName, "store.db");

    public Uri Address => new(App.Urls.First());

    private WebApplication App { get; set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<BotUnderTest> StartAsync(BotOptions? options = null)
    {
        options ??= new BotOptions();
        var clock = options.SharesTeamsWith?.Clock ?? (options.TimePasses ? SimulatorClock.Running() : SimulatorClock.StoppedAt(Start));
        var teams = options.SharesTeamsWith?.Teams ?? await StartTeamsAsync(options, clock);
        var bot = new BotUnderTest(options, teams, clock);
        bot.App = LeadershipBot.App.Build(bot.Arguments(), bot.Adjust);
        await bot.App.StartAsync(Token);
        if (bot._ownsTeams)
            bot.HearsTeams();
        return bot;
    }

    /// <summary>From now on this bot, of several that share a Teams, is the one that hears it.</summary>
    public void HearsTeams() => Teams.BotUrl = new Uri(Address, "/api/messages").ToString();

    public Colleague Who(string name) => new(this, Teams.World.FindPerson(name)!);

    /// <summary>A GP of the tenant, in the channel, whom no organisation has listed.</summary>
    public Colleague Joins(string name)
    {
        var person = Teams.World.AddPerson(name, "GP", tenant: Teams.World.Tenants[0]);
        Teams.World.Join(Channel, person);
        Teams.World.SetInstall(Teams.World.Personal(person), InstallState.Installed);
        return new Colleague(this, person);
    }

    /// <summary>Lets everything happen that is due at this moment.</summary>
    public async Task DrainAsync()
    {
        var clockwork = Services.GetRequiredService<Clockwork>();
        var patience = System.Diagnostics.Stopwatch.StartNew();
        var left = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            await HelpAlongAsync(clockwork.RunDueAsync(Token));
        }
        while (await IsBusyAsync(patience.Elapsed, left) || await IsBusyAsync(patience.Elapsed, left)); // a second look: what came up behind the first
    }

    /// <summary>Lets time pass, in steps, so that what waits and tries again does so.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var each = step ?? TimeSpan.FromSeconds(1);
        await DrainAsync();
        for (var passed = TimeSpan.Zero; passed < time; passed += each)
        {
            Clock.Advance(each);
            await DrainAsync();
        }
    }

    /// <summary>Finishes what waits on a clock that stands.</summary>
    public async Task<T> WhilePassing<T>(Task<T> work)
    {
        while (await Task.WhenAny(work, Task.Delay(10, Token)) != work)
            Clock.Advance(TimeSpan.FromMilliseconds(50));
        return await work;
    }

    /// <summary>The messages of the bot in a conversation that hold a card.</summary>
    public IReadOnlyList<Message> CardsIn(Conversation place)
        => [.. Teams.World.Messages(place).Where(m => m.IsBot && m.Card() is not null)];

    /// <summary>The polls whose cards stand in a conversation.</summary>
    public IReadOnlyList<AskedPoll> PollsIn(Conversation place)
        => [.. CardsIn(place).Where(m => TeamsCards.Buttons(m.Card()).Any(b => b["data"]?["poll"] is not null)).Select(m => AskedPoll.In(place, m))];

    /// <summary>The newest words that the bot said in a conversation.</summary>
    public CardReading NewestCardIn(Conversation place) => CardReading.Of(CardsIn(place)[^1].Card());

    /// <summary>The answers as they lie in the store, by person.</summary>
    public async Task<Dictionary<string, int>> AnswersAsync(AskedPoll poll)
        => (await RowsAsync(PollRows.Table, poll.Key, PollRows.Answer)).Select(PollRows.ToAnswer).ToDictionary(a => a.MemberId, a => a.Sheet!.Choice!.Value);

    public async Task<List<Record>> RowsAsync(string table, string partition, string? prefix = null)
    {
        var rows = new List<Record>();
        var range = prefix is null ? RowRange.All : RowRange.Prefix(prefix);
        await foreach (var row in Store.Inner.ListAsync(table, partition, range, Token))
            rows.Add(row);
        return rows;
    }

    /// <summary>How many polls the store lists, in the demo organisation and among people whom nobody has listed.</summary>
    public async Task<List<string>> PollKeysAsync()
    {
        var tenants = Teams.World.Tenants.Select(t => OrganisationName.NotSetUp(t.Id).Id).Prepend("larkford");
        var keys = new List<string>();
        foreach (var organisation in tenants)
            keys.AddRange((await RowsAsync(PollRows.IndexTable, organisation)).Select(r => r.GetString("Poll")!));
        return keys;
    }

    /// <summary>Every tally must be what a recount of the answers gives.</summary>
    public async Task RecountAsync()
    {
        foreach (var key in await PollKeysAsync())
        {
            if (PollRows.ToHead(await RowsAsync(PollRows.Table, key)) is not { } head)
                continue;
            if (head.Poll.IsAnonymous)
            {
                Assert.Equal(head.Tally.Answered, (await RowsAsync(PollRows.Table, key, "anonymous.roll.")).Count + (await RowsAsync(PollRows.Table, key, "anonymous.gone.")).Count);
                continue;
            }

            var answers = (await RowsAsync(PollRows.Table, key, PollRows.Answer)).Select(PollRows.ToAnswer).ToList();
            var recounted = answers.Aggregate(PollTally.Empty(head.Poll.Questions), (sum, answer) => answer.Sheet is null ? sum : sum.With(head.Poll.Questions, null, answer.Sheet));
            if (head.Poll.HidesWho) // words that too few wrote are deleted at closing, and with them that there were any
                recounted = recounted with { Questions = [.. recounted.Questions.Select((tally, q) => head.Poll.Questions[q].Kind is QuestionKind.Text ? tally with { Answered = head.Tally.Questions[q].Answered } : tally)] };
            Assert.True(recounted.IsSameAs(head.Tally), $"{key}: {head.Tally.Answered} counted, {recounted.Answered} there");
        }
    }

    /// <summary>Stops the bot, and leaves the store and Teams as they are.</summary>
    public async Task StopAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
    }

    /// <summary>Judges the whole run. Not part of disposing, so that it never hides why a test failed.</summary>
    public async Task JudgeAsync()
    {
        Assert.Empty(Teams.Connector.Unexpected);
        Store.Recovers();
        await RecountAsync();
        await this.JudgeRollsAsync(Token);
        foreach (var (level, text) in _logs.Lines)
        {
            if (!_options.MayLogErrors)
                Assert.False(level >= LogLevel.Error, text);
            Assert.DoesNotContain(Teams.World.People, p => text.Contains(p.Name, StringComparison.OrdinalIgnoreCase) || text.Contains(p.Email, StringComparison.OrdinalIgnoreCase));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsTeams)
        {
            await Teams.DisposeAsync();
            Clock.Dispose();
        }

        if (_options.Store is null)
            await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<SimulatorHost> StartTeamsAsync(BotOptions options, SimulatorClock clock)
    {
        var teams = await SimulatorHost.StartAsync(
            new SimulatorOptions { Clock = clock, DemoPath = DemoFile.DefaultPath, Limits = options.Limits ?? ConnectorLimits.Unpaced, SignsDeliveries = options.ChecksTokens },
            Token);
        teams.World.InstallEverywhere();
        return teams;
    }

    /// <summary>The setting that makes the demo's administrator one of the whole deployment.</summary>
    public const string RunByRavi = "--Organisation:Administrators=7d1e0000-0000-4000-8000-000000000010";

    private string[] Arguments() =>
    [
        "--environment=Development",
        "--urls=http://127.0.0.1:0",
        $"--MicrosoftAppId={Teams.World.Bot.AppId}",
        $"--DangerouslyAllowUnauthenticatedRequests={!_options.ChecksTokens}",
        $"--BotOpenIdMetadata={Teams.Tokens.MetadataUrl}",
        "--Teams:RequestsPerSecond=1000",
        $"--Files:SignInHost={Teams.SignIn.Address}",
        .. _options.AsksGraph ? ["--Graph:Enabled=true", $"--Graph:BaseUrl={Teams.Graph.BaseUrl}"] : Array.Empty<string>(),
        .. _options.Settings,
    ];

    private void Adjust(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(_logs);
        builder.Services.AddSingleton<IRecordStore>(Store);
        builder.Services.AddSingleton(Library.Value);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<Chance>(new SeededChance(1));
        if (!_options.IsPaced)
            builder.Services.AddSingleton(_ => new PaceGate(int.MaxValue, int.MaxValue));
        if (_options.ServerName is { } name)
            builder.Services.AddSingleton(new ServerName(name));
        _options.Parts?.Invoke(builder.Services);
    }

    /// <summary>The clock stands: work that waits a moment to try again would wait for ever.</summary>
    private async Task HelpAlongAsync(Task work)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (await Task.WhenAny(work, Task.Delay(10, Token)) != work)
        {
            if (waited.Elapsed > _options.HelpAfter)
                Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await work;
    }

    /// <summary>
    /// Whether something that was due is still under way on the app's own clockwork. The clock stands meanwhile, so what
    /// waits to try again is helped on after a moment. What is due and nobody has taken up yet, since another server has just
    /// committed it, is run once more: <paramref name="left"/> holds what that was done for.
    /// </summary>
    private async Task<bool> IsBusyAsync(TimeSpan waited, HashSet<string> left)
    {
        var now = Clock.GetUtcNow();
        for (var bucket = 0; bucket < Pointer.Buckets; bucket++)
        {
            await foreach (var row in Store.Inner.ListAsync(Pointer.DueTable, Pointer.BucketKey(bucket), Pointer.DueUntil(now), Token))
            {
                var pointer = Pointer.From(row);
                if (await Store.Inner.FindAsync(pointer.Table, pointer.PartitionKey, pointer.RowKey, Token) is not { } outbox)
                    continue;
                if (!OutboxRow.IsLeasedAt(outbox, now) && !left.Add(row.RowKey))
                    continue;
                if (!OutboxRow.IsLeasedAt(outbox, now))
                    return true;
                Assert.True(waited < QuietWithin, $"{pointer.RowKey} did not come to an end.");
                await Task.Delay(5, Token);
                if (waited > _options.HelpAfter)
                    Clock.Advance(TimeSpan.FromMilliseconds(100));
                return true;
            }
        }

        return false;
    }
}
