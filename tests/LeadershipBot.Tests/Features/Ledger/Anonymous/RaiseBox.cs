using System.Text;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>
/// Anonymous raising on trial, in the whole app, an ask for each week: people raise something, and somebody looks a code up;
/// and after each of it the chair takes both files of the ledger.
/// </summary>
internal sealed class RaiseBox : ITrialBox, IDisposable
{
    private const int CharactersMore = 150;

    private static readonly TimeSpan BetweenRaises = TimeSpan.FromSeconds(7);

    private readonly BotUnderTest _bot;
    private readonly Ears _ears;
    private readonly Dictionary<string, Colleague> _people;
    private readonly List<string> _tellings = [];
    private readonly List<string> _came = [];
    private int _weeks;

    private RaiseBox(BotUnderTest bot, Ears ears, IReadOnlyList<Colleague> people)
    {
        (_bot, _ears) = (bot, ears);
        _people = people.ToDictionary(person => person.ObjectId);
    }

    public IRecordStore Store => _bot.Store.Inner;

    public string StorePath => _bot.StorePath;

    /// <summary>Whether it gives away in which order things came, as one would that numbered them.</summary>
    public bool TellsOrder { get; init; }

    /// <summary>What was told that nobody may learn, and what was written though somebody only looked a code up.</summary>
    public IReadOnlyList<string> Tellings => _tellings;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RaiseBox> StartAsync(Func<BotOptions, Task<BotUnderTest>> start, IRecordStore? store, string keyFile, int people, bool tellsOrder = false)
    {
        var ears = new Ears();
        var bot = await start(TrialBot.Options(ears, keyFile) with { Store = store });
        await bot.Store.CommitAsync(AnonymousWeek.Table, "made", [new Change.Upsert(new Record("made", "made"))], Token); // so that the copier of Azure finds the table
        return new RaiseBox(bot, ears, await bot.ListsManyAsync(LedgerForms.Here, people)) { TellsOrder = tellsOrder };
    }

    /// <summary>Weeks in which people of this town raise things, each with the partition in which it will lie.</summary>
    public IReadOnlyList<TrialAsk> Weeks(int count, int raisesMax, int seed)
    {
        var (week, random) = (RaiseWeek.Of(_bot.Clock.GetUtcNow(), Zones.UnitedKingdom), new Random(seed));
        var asks = TrialAsk.Some(count, "week-", raisesMax, [.. _people.Keys.Order(StringComparer.Ordinal)], random);
        return [.. asks.Select((ask, number) => Raised(ask, new RaiseWeek(week.Monday.AddDays(7 * number)), random))];
    }

    /// <summary>Everybody raises something of their own, of a length of its own, in an order that was drawn by lot.</summary>
    private static TrialAsk Raised(TrialAsk ask, RaiseWeek week, Random random)
    {
        var drawn = Enumerable.Range(0, ask.Answers.Count).OrderBy(_ => random.Next()).ToList();
        return ask with
        {
            Key = AnonymousWeek.BoxOf(LedgerForms.Here, week).PartitionKey,
            Patterns = [.. drawn.Select((_, number) => ask.Mark + (char)('a' + number) + new string('x', number * CharactersMore))],
            Answers = [.. ask.Answers.Select((answer, number) => answer with { Choice = drawn[number], Comment = "" })],
        };
    }

    public async Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken) => await _bot.DrainAsync();

    public async Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken)
    {
        var who = _people[answer.Person];
        var code = await who.RaisesAnonymouslyAsync(ask.Patterns[answer.Choice]);
        var commits = _bot.Store.Commits;
        if (!(await who.LooksUpAsync(code)).Says(ask.Patterns[answer.Choice]))
            _tellings.Add("a code leads to something else");
        if (_bot.Store.Commits != commits)
            _tellings.Add("looking a code up wrote something");
        if ((await FilesAsync()).Exists(file => file.Contains(ask.Mark, StringComparison.Ordinal)))
            _tellings.Add("a file tells what isn't passed on yet");
        _came.Add(ask.Patterns[answer.Choice]);
        _bot.Clock.Advance(BetweenRaises);
        return code;
    }

    public async Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        await _bot.PassesOnAsync();
        var entries = new List<(Record Row, LedgerEntry Entry)>();
        foreach (var line in await _bot.RowsAsync(LedgerIndexRows.Table, LedgerForms.Here))
        {
            if (line.GetString("Words")!.StartsWith(ask.Mark, StringComparison.Ordinal))
            {
                var row = Assert.Single(await _bot.RowsAsync(LedgerRows.Table, line.GetString("Key")!, LedgerRows.Entry));
                entries.Add((row, LedgerRows.ToEntry(row)));
            }
        }

        // Whatever puts them in an order: the lists, the times and versions at which they were written, or their references.
        var ordered = (_weeks++ % 3) switch
        {
            0 => entries,
            1 => [.. entries.OrderBy(one => one.Row.ETag!.Length).ThenBy(one => one.Row.ETag, StringComparer.Ordinal)],
            _ => entries.OrderBy(one => one.Entry.Reference.Code, StringComparer.Ordinal).ToList(),
        };
        if (TellsOrder)
            ordered = [.. entries.OrderBy(one => _came.IndexOf(one.Entry.Words))];
        return new Published([.. ordered.Select(one => one.Entry.Words)], [], [.. ordered.Select(one => Encoding.UTF8.GetBytes(one.Entry.Id))]);
    }

    public IReadOnlyList<string> Heard() => _ears.Take();

    public void Dispose() => _ears.Dispose();

    private async Task<List<string>> FilesAsync()
    {
        var chair = new Actor(_bot.Chair.ObjectId, _bot.Chair.Person.TenantId, _bot.Chair.Name, new Hat(new OrganisationName(LedgerForms.Here, "Larkford and Vale CCG"), Roles.Chair));
        var files = new List<string>();
        if (_weeks > 0)
            return files; // the ledger grows, and reading all of it each time would take long: the first week must do
        foreach (var source in _bot.Services.GetServices<LedgerFile>())
        {
            Assert.False((await source.MakeAsync(new FileWish(chair, "", _bot.Clock.GetUtcNow(), Zones.UnitedKingdom), Token)).IsRefused(out var refused, out var file), refused?.TextKey);
            files.Add(Encoding.UTF8.GetString(file.Bytes.Span));
        }

        return files;
    }
}
