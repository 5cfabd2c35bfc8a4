using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>
/// Anonymous polls on trial, in the whole app: people open the dialog and send it, and after each answer the chair takes
/// both files of the result.
/// </summary>
internal sealed partial class PollBox : ITrialBox, IDisposable
{
    private static readonly TimeSpan BetweenAnswers = TimeSpan.FromMilliseconds(700);

    private readonly BotUnderTest _bot;
    private readonly Ears _ears;
    private readonly Dictionary<string, Colleague> _people;
    private readonly Actor _chair;
    private readonly List<string> _tellings = [];
    private string[] _filesAtOpening = [];
    private int _answered;

    private PollBox(BotUnderTest bot, Ears ears, IReadOnlyList<Colleague> people)
    {
        (_bot, _ears) = (bot, ears);
        _people = people.ToDictionary(person => person.ObjectId);
        _chair = new Actor(bot.Chair.ObjectId, bot.Chair.Person.TenantId, bot.Chair.Name, new Hat(Organisation, Roles.Chair));
    }

    /// <summary>Where it keeps things.</summary>
    public IRecordStore Store => _bot.Store.Inner;

    /// <summary>Its file, where the test named no store.</summary>
    public string StorePath => _bot.StorePath;

    /// <summary>Who can be asked, by id.</summary>
    public IReadOnlyList<string> Town => [.. _people.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Where a file that the chair took while a poll was open told more than how many have answered.</summary>
    public IReadOnlyList<string> Tellings => _tellings;

    private static OrganisationName Organisation => new(PollTrial.Organisation, "Larkford and Vale CCG");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="start">Starts a bot, to be judged and stopped by the test's class.</param>
    /// <param name="store">Where it keeps things; null for a SQLite file.</param>
    /// <param name="keyFile">The file of the key: not beside the store.</param>
    /// <param name="people">How many there are.</param>
    public static async Task<PollBox> StartAsync(Func<BotOptions, Task<BotUnderTest>> start, IRecordStore? store, string keyFile, int people)
    {
        var ears = new Ears();
        var bot = await start(TrialBot.Options(ears, keyFile) with { Store = store });
        return new PollBox(bot, ears, await bot.ListsManyAsync(PollTrial.Organisation, people));
    }

    public async Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        var question = Question.OneOf("Which of these?", [.. ask.Patterns.Select(pattern => pattern[ask.Mark.Length..])]);
        var now = _bot.Clock.GetUtcNow();
        var poll = new Poll(ask.Key[(PollTrial.Organisation.Length + 1)..], Organisation, _bot.Teams.World.Tenants[0].Id, question.Words, [question], _bot.Chair.ObjectId, _bot.Chair.Name, now, now.AddDays(1), null)
        {
            Audience = PollAudience.Everybody,
            OnRoll = ask.People.Count(),
            Privacy = new AskPrivacy(Voice.Anonymous) { TakesComments = ask.HasComments },
            Reason = ask.HasComments ? ReasonMode.Optional : ReasonMode.Off,
        };
        Assert.Equal(ask.Key, PollRows.PartitionOf(poll));
        Assert.False((await _bot.Services.GetRequiredService<PollOpening>().PrepareAsync(poll, cancellationToken)).IsRefused(out var refused, out var opened), refused?.TextKey);
        Change[] changes = [new Change.Insert(PollRows.OfPoll(opened.Poll, null)), .. PollRows.OfQuestions(poll).Select(row => new Change.Insert(row)), .. opened.Box, EndPoll.At(ask.Key, poll.ClosesAt!.Value)];
        Assert.IsType<CommitResult.Committed>(await _bot.Services.GetRequiredService<Outbox>().CommitAsync(PollRows.Table, ask.Key, changes, cancellationToken));
        await _bot.DrainAsync();
        _filesAtOpening = await FilesAsync(ask.Key);
        _answered = 0;
    }

    public async Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken)
    {
        var who = _people[answer.Person];
        var page = CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "polls.fill", ["poll"] = ask.Key })).Card);
        var number = (answer.Choice + 1).ToString(CultureInfo.InvariantCulture);
        var sent = page.SentBy(0);
        (sent["q1"], sent["reason"]) = (number, answer.Comment);
        var recorded = (await who.Sends(sent)).Card!.ToJsonString();
        _answered++;
        _tellings.AddRange(ToldBy(await FilesAsync(ask.Key)).Select(what => $"after {_answered} answers to {ask.Key}: {what}"));
        _bot.Clock.Advance(BetweenAnswers);
        return recorded[(recorded.IndexOf("receipt: ", StringComparison.Ordinal) + "receipt: ".Length)..][..30];
    }

    public async Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        _bot.Clock.Advance(TimeSpan.FromDays(1));
        await _bot.PassAsync(TimeSpan.FromSeconds(5));
        var boxes = _bot.Services.GetRequiredService<AnonymousBoxes>();
        var contents = await boxes.ReadAsync((await boxes.FindAsync(new BoxAt(PollRows.Table, ask.Key), cancellationToken))!, cancellationToken);
        Assert.Empty(contents.Counts); // no answer as it was given
        var head = (await _bot.Services.GetRequiredService<PollShelf>().FindAsync(ask.Key, cancellationToken))!;
        return new Published(
            [.. head.Tally.First.Counts.SelectMany((count, choice) => Enumerable.Repeat(ask.Patterns[choice], count))],
            contents.Comments,
            [.. contents.Receipts.Select(BytesOf)]);
    }

    public IReadOnlyList<string> Heard() => _ears.Take();

    public void Dispose() => _ears.Dispose();

    private static byte[] BytesOf(Receipt receipt)
    {
        var bytes = new byte[Receipt.Bytes];
        receipt.WriteTo(bytes);
        return bytes;
    }

    /// <summary>The result as the chair may take it now: as a table and as data.</summary>
    private async Task<string[]> FilesAsync(string poll)
    {
        var wish = new FileWish(_chair, poll, _bot.Clock.GetUtcNow(), Zones.UnitedKingdom);
        IFileSource[] sources = [_bot.Services.GetRequiredService<ResultTable>(), _bot.Services.GetRequiredService<ResultData>()];
        var files = new List<string>();
        foreach (var source in sources)
        {
            Assert.False((await source.MakeAsync(wish, Token)).IsRefused(out var refused, out var file), refused?.TextKey);
            files.Add(Encoding.UTF8.GetString(file.Bytes.Span));
        }

        return [.. files];
    }

    /// <summary>All words by which the files differ from those at opening, but for the number of those who answered.</summary>
    private IEnumerable<string> ToldBy(string[] files)
    {
        var answered = _answered.ToString(CultureInfo.InvariantCulture);
        foreach (var (before, now) in _filesAtOpening.Zip(files))
        {
            var (words, wordsNow) = (Words().Split(before), Words().Split(now));
            if (words.Length != wordsNow.Length)
                yield return "a file has more lines or words";
            foreach (var (word, wordNow) in words.Zip(wordsNow))
            {
                if (word != wordNow && (word, wordNow) != ("0", answered))
                    yield return $"{word} became {wordNow}";
            }
        }
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Words();
}
