using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.PeerReview.ReviewSearch;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>
/// A whole round, with every row of every table looked at before and after each single press: what was said stands nowhere in the
/// clear, and nothing that changed with a press ties the person to it.
/// </summary>
public sealed class ReviewSearchTests : WholeApp
{
    private const int Count = 12;
    private const string Said = ReviewSearch.Said;
    private static readonly string[] Scales = ["Listens", "Explains", "Follows", "Asks", "Decides"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_a_SQLite_file_and_all_that_is_logged_nothing_tells_who_said_what()
    {
        using var keys = new TemporaryFolder();
        await SearchAsync(null, keys.File("key"), files: true, subjects: Count);
    }

    [Fact]
    public async Task In_Azure_Tables_with_its_time_stamps_nothing_tells_who_said_what()
    {
        var azurite = await Azurite.StartOwnAsync();
        using var keys = new TemporaryFolder();
        using var copier = new AzureCopier(azurite, ReviewRows.Table);
        await SearchAsync(AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString, Azurite.Patient()), keys.File("key"), files: false, subjects: 2, copier);
    }

    private async Task SearchAsync(IRecordStore? engine, string keyFile, bool files, int subjects, AzureCopier? copier = null)
    {
        using var ears = new Ears();
        var bot = await StartAsync(TrialBot.Options(ears, keyFile) with { Store = engine });
        var seen = new SeenPartitions(bot.Store.Inner);
        bot.Store.BeforeCommit = (table, partition, _) => seen.Note(table, partition);
        var path = bot.StorePath;
        var trial = await ReviewTrial.BeginAsync(bot, Count);
        await bot.Organiser.SendsFormAsync("review.form", [], new JsonObject { ["title"] = "Spring", ["starts"] = "2026-03-09", ["closes"] = "2026-03-30", ["question1"] = Scales[0], ["question2"] = Scales[1], ["question3"] = Scales[2], ["question4"] = Scales[3], ["question5"] = Scales[4] });
        var round = (await trial.Shelf.ListAsync(ReviewTrial.Here, Token)).Single();
        foreach (var who in trial.People)
            await trial.Shelf.ChangePartAsync(ReviewRows.KeyOf(round), AskedPeople.IdOf(who), _ => new RoundPart(AskedPeople.IdOf(who), who.Name, bot.Clock.GetUtcNow()), [], Token);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));

        var (patterns, changes, lengths) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        ears.Take();
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject < subjects).OrderBy(rating => rating.Rater))
        {
            var (steps, comment) = (StepsOf(rater, subject), rater % 2 == 0 ? $"{Said} {rater} of {subject}" : "");
            patterns.Add(steps);
            var before = await AllAsync(seen);
            await AnswersAsync(trial, round, rater, subject, steps, comment);
            var changed = Changed(before, await AllAsync(seen));
            changes.Add(string.Join(' ', changed.Select(one => KindOf(one.Row.RowKey)).Order(StringComparer.Ordinal)));
            lengths.UnionWith(LengthsOf(changed));
            JudgeChange(changed, trial.People[rater].ObjectId, ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject]))));
            if (copier is not null)
                Judge((await copier.CopyAsync(ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject]))), Token)).Rows.Values.SelectMany(row => row.Columns.Select(column => column.Value)), patterns);
        }

        Assert.All(lengths.CountBy(length => string.Join(' ', length.Split(' ')[..2])), kind => Assert.Equal(1, kind.Value)); // of each kind one length
        Assert.InRange(changes.Count, 1, 2); // the head of a box may be written once; with or without a comment an answer changes the same
        var heard = ears.Take();
        Assert.DoesNotContain(heard, line => line.Contains(Said, StringComparison.OrdinalIgnoreCase) || patterns.Any(pattern => line.Contains(pattern, StringComparison.Ordinal)));
        await JudgeAllAsync(seen, patterns, files ? path : null);

        // What each says of themselves, right after their last answer, is written as for everybody; so is that they look at what waits.
        foreach (var person in Enumerable.Range(0, Count))
        {
            JudgeHidden(Changed(await AllAsync(seen), await AfterAsync(seen, () => PressesAsync(trial, round, person, "review.self", ScalesOf("-1-1-")))), round, isNumbered: files);
            Assert.Empty(Changed(await AllAsync(seen), await AfterAsync(seen, () => PressesAsync(trial, round, person, "review.prompt", []))));
        }

        // One declares a conflict on a prompt; answered before or not, that is written in the same way.
        var (declines, about) = (await trial.RatingsAsync(round))[0];
        JudgeHidden(Changed(await AllAsync(seen), await AfterAsync(seen, () => PressesAsync(trial, round, declines, "review.decline", new JsonObject { ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[about])) }))), round, isNumbered: files);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        await JudgeWhoWasAskedAsync(seen, trial, round);

        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        await JudgeAllAsync(seen, patterns, files ? path : null);
        foreach (var subject in Enumerable.Range(0, subjects))
            await JudgeOverAsync(bot, trial, round, subject);
        await JudgeWhoWasAskedAsync(seen, trial, round);
        if (copier is null)
            return;
        foreach (var subject in Enumerable.Range(0, subjects))
            JudgeStamps(await copier.CopyAsync(BoxOf(trial, round, subject), Token));
    }

    /// <summary>What Azure adds to rows that are left, their time, is for all of them of the end of the round: none is of an answer.</summary>
    private static void JudgeStamps(Copy copy)
    {
        var stamps = copy.Rows.Values.Select(row => DateTimeOffset.Parse(row.Stamp, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange((stamps.Max() - stamps.Min()).TotalSeconds, 0, 1);
    }

    private static string BoxOf(ReviewTrial trial, ReviewRound round, int subject) => ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])));

    /// <summary>
    /// One answer changes a line on the roll, that says only that somebody answered, and locked rows of fixed size, in one box. Nothing
    /// that changed names the rater, in key or column, says when, or stands beside another.
    /// </summary>
    private static void JudgeChange(List<(string Table, Record Row)> changed, string raterId, string box)
    {
        Assert.All(changed.Where(one => one.Table == ReviewRows.Table), one => Assert.Equal(box, one.Row.PartitionKey));
        Assert.All(changed, one => Assert.False(Words(one.Row).Contains(raterId, StringComparison.OrdinalIgnoreCase), $"{one.Table} {one.Row.PartitionKey} {one.Row.RowKey}"));
        var roll = Assert.Single(changed, one => one.Row.PartitionKey == box && one.Row.RowKey.StartsWith("anonymous.roll.", StringComparison.Ordinal));
        Assert.Equal(["HasAnswered"], roll.Row.Columns.Select(column => column.Key));
        Assert.DoesNotContain(changed.Where(one => one.Row.PartitionKey == box).SelectMany(one => one.Row.Columns), column => column.Value is DateTimeOffset);
    }

    /// <summary>
    /// What somebody says of themselves, or declares on a prompt, changes the locked rows of everybody, and beside them only an order that
    /// names nobody; where the store numbers what is written, in the order of their keys, whoever pressed.
    /// </summary>
    private static void JudgeHidden(List<(string Table, Record Row)> changed, ReviewRound round, bool isNumbered)
    {
        if (isNumbered)
            JudgeOrder(changed);
        var rows = changed.Where(one => one.Table == ReviewRows.Table).Select(one => one.Row).ToList();
        Assert.All(rows, row => Assert.Equal(ReviewRows.KeyOf(round), row.PartitionKey));
        Assert.Equal(Count, rows.Count(row => row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)));
        Assert.All(rows.Where(row => !row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)), row => Assert.Equal(OutboxRow.RowKeyOf(StandIn.Kind, "fill"), row.RowKey));
        Assert.DoesNotContain(changed, one => one.Table == AskRows.Table || one.Row.RowKey.StartsWith(ReviewRows.Part, StringComparison.Ordinal));
    }

    /// <summary>Locked rows are as long after an answer as before it, whatever was answered.</summary>
    private static IEnumerable<string> LengthsOf(IEnumerable<(string Table, Record Row)> rows)
        => rows.SelectMany(one => one.Row.Columns.Where(column => column.Value is byte[]).Select(column => $"{KindOf(one.Row.RowKey)} {column.Key} {((byte[])column.Value).Length}"));

    /// <summary>When it is over, of the box only the totals are left, and who was asked stands beside none of them.</summary>
    private static async Task JudgeOverAsync(BotUnderTest bot, ReviewTrial trial, ReviewRound round, int subject)
    {
        var rows = await bot.RowsAsync(ReviewRows.Table, ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject]))));
        Assert.Contains(rows, row => row.RowKey == ReviewRows.Subject && row.GetInt32("Answered") == 6);
        Assert.DoesNotContain(rows, row => trial.People.Where((_, n) => n != subject).Any(who => Words(row).Contains(who.ObjectId, StringComparison.Ordinal)));
        Assert.DoesNotContain(rows.SelectMany(row => row.Columns), column => column.Key is "WrappedKey" or "Sealed");
    }

    private static async Task JudgeAllAsync(SeenPartitions store, HashSet<string> patterns, string? file)
    {
        Judge((await store.AllRowsAsync(Token)).SelectMany(one => one.Row.Columns.Select(column => Bytes(column.Value)).Append(Encoding.UTF8.GetBytes(one.Row.RowKey))), patterns);
        foreach (var name in new[] { file, file + "-wal" }.OfType<string>().Where(File.Exists))
        {
            using var stream = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.True(copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Said)) < 0, name);
        }
    }

    private static string KindOf(string rowKey) => rowKey.StartsWith("anonymous.", StringComparison.Ordinal) ? string.Join('.', rowKey.Split('.').Take(2)) : rowKey.StartsWith("head.", StringComparison.Ordinal) ? rowKey : "other";

    /// <summary>A set of steps that no other text holds: begins and ends with one that doesn't apply.</summary>
    private static string StepsOf(int rater, int subject) => $"-{1 + (rater % 4)}-{1 + (subject % 4)}-";

    private static async Task AnswersAsync(ReviewTrial trial, ReviewRound round, int rater, int subject, string steps, string comment)
    {
        var data = new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])), ["comment"] = comment };
        for (var scale = 0; scale < Scales.Length; scale++)
            data[$"q{scale + 1}"] = steps[scale].ToString();
        Assert.True(CardReading.Of((await trial.People[rater].Executes("review.answer", data)).Card).Says("Recorded about"));
    }
}
