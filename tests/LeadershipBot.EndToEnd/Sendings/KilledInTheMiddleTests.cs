using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.EndToEnd.Polls;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

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
            var chat = _teams.World.Personal(chair);
            var form = CardReading.Of((await _teams.Delivery.FetchTaskAsync(chair, chat, new JsonObject { ["verb"] = "polls.form" }, cancellationToken: Token)).Card);
            var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
            data["verb"] = "polls.create"; // as the preview's button
            (data["question"], data["options"], data["closes"], data["audience"]) = (Question, "Yes\nNo", "0", "everybody");
            await _teams.Delivery.SubmitTaskAsync(chair, chat, data, cancellationToken: Token);
            await UntilAsync(() => people.Sum(person => CardsOf(person).Count) >= 3, TimeSpan.FromSeconds(30));
            await bot.KillAsync();
        }

        Assert.InRange(people.Count(person => CardsOf(person).Count > 0), 3, people.Count - 1);
        var store = new SqliteRecordStore(StorePath);
        await using (store)
        {
            await using var again = await BotProcess.StartAsync(_teams, settings);
            _teams.BotUrl = again.Url.ToString();
            await UntilAsync(() => IsDoneAsync(store), Patience);
            await again.KillAsync();
            await JudgeAsync(store, people);
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

    private async Task JudgeAsync(SqliteRecordStore store, List<Person> people)
    {
        var (shelf, recount, listed) = (new SendingShelf(store), new Tally(), 0);
        var head = await NewestAsync(shelf);
        await foreach (var row in shelf.ListRecipientsAsync(head!, Token))
        {
            var cards = CardsOf(people.Single(person => person.ObjectId == row.Target.Person!.Value.ObjectId));
            recount.Add(row.Kept);
            listed += row.Kept.IsPossiblyTwice ? 1 : 0;
            Assert.Equal(RecipientState.Sent, row.Kept.State);
            Assert.Contains(cards, card => card.Id == row.Kept.ActivityId);
            Assert.InRange(cards.Count, 1, row.Kept.IsPossiblyTwice ? 2 : 1);
        }

        Assert.Equal(recount.Counts.OrderBy(one => one.Key), (await shelf.CountAsync(head!, Token)).Sum.Counts.OrderBy(one => one.Key));
        Assert.InRange(listed, 0, UnderWay);
        Assert.Empty(_teams.Connector.Unexpected);
    }

    private static async Task<bool> IsDoneAsync(SqliteRecordStore store)
    {
        var shelf = new SendingShelf(store);
        return await NewestAsync(shelf) is { } head && (await shelf.CountAsync(head, Token)).IsDone;
    }

    private static async Task<SendingHead?> NewestAsync(SendingShelf shelf)
    {
        await foreach (var head in shelf.ListAsync(Organisation, Token))
            return head;
        return null;
    }

    private List<Message> CardsOf(Person person)
        => [.. _teams.World.Messages(_teams.World.Personal(person)).Where(message => message.IsBot && !message.Deleted && message.Card() is { } card && CardReading.Of(card).Heading == Question)];

    private static Task UntilAsync(Func<bool> isSo, TimeSpan within) => UntilAsync(() => Task.FromResult(isSo()), within);

    private static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan within)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < within, $"It was not so within {within}.");
            await Task.Delay(50, Token);
        }
    }
}
