using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// Comments that too few people wrote for anybody to read them, and that may come to be enough with those of later asks: they lie on one
/// locked page of a fixed size, under a key of its own, with how many different people certainly wrote one. Once these are enough, all are
/// handed out in random order, and the key goes.
/// </summary>
/// <remarks>
/// The page is written for each ask, whether it brought comments or not. Which asks it has taken in stands beside it, so that done
/// again, after a crash or by two servers, each is taken in once.
/// </remarks>
internal sealed partial class WordsPages(IRecordStore store, AskKeys keys, Contention contention, Chance chance, ILogger<WordsPages> log)
{
    /// <summary>The row of a page, in the partition of the asker's choice.</summary>
    public const string Row = "head.words";

    /// <summary>So many comments one ask may bring at the most.</summary>
    public const int BroughtMax = 16;

    private const string KeyName = "KeyName";
    private const string LockedKey = "WrappedKey";
    private const string Sealed = "Sealed";
    private const string Taken = "Taken";
    private const string First = "First";
    private const char Between = ',';
    private const int TakenMax = 100;

    /// <summary>So many comments can wait: far more than are wanted of so many people. What has no room is deleted.</summary>
    private const int WaitingMax = 48;

    /// <summary>Takes in the comments of an ask; when there are enough, they become rows of the asker in the same commit. Refused where the key can't be used: nothing was taken.</summary>
    public async Task<Refusal?> TakeAsync(WordsOrder order, CancellationToken cancellationToken)
    {
        if (order.Words.Count > BroughtMax)
            throw new ArgumentException($"An ask brings {BroughtMax} comments at the most.", nameof(order));
        try
        {
            await contention.RunAsync(async stop => await TryTakeAsync(order, stop) ? order : null, cancellationToken);
            return null;
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notClosed");
        }
    }

    /// <summary>The date of the oldest ask whose comments may lie on a page; for retention. Later asks don't renew it.</summary>
    public static DateTimeOffset? FirstIn(Record row) => row.GetDateTimeOffset(First);

    private async Task<bool> TryTakeAsync(WordsOrder order, CancellationToken cancellationToken)
    {
        var (at, plan) = (order.At, PlanOf(order));
        var row = await store.FindAsync(at.Table, at.PartitionKey, Row, cancellationToken);
        var taken = (row?.GetString(Taken) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (taken.Contains(order.Ask))
            return true;
        var (key, wrapped, sheet, tally) = await OpenAsync(at, plan, row, cancellationToken);
        var came = order.Words.Where(words => words.Length > 0).Take(WaitingMax - sheet.Comments.Count).ToList();
        sheet = came.Aggregate(sheet, (page, words) => page.With(words));
        tally = tally.With(came.Count, [.. order.Answered.Select(person => key.MarkOf(person)[..WordsTally.MarkCharacters])], order.Others);
        var isEnough = order.MayBeRead(tally.Writers);
        var first = row?.GetBinary(LockedKey) is null ? order.On : row.GetDateTimeOffset(First) ?? order.On;
        var after = new Record(at.PartitionKey, Row) { ETag = row?.ETag, [Taken] = string.Join(Between, taken.Append(order.Ask).TakeLast(TakenMax)), [First] = first };
        if (!isEnough)
            (after[KeyName], after[LockedKey], after[Sealed]) = (wrapped.Name, wrapped.Bytes, key.Lock(Row, [.. sheet.Encode(plan), .. tally.Encode()], chance));
        List<Change> changes = [row is null ? new Change.Insert(after) : new Change.Replace(after)];
        if (isEnough)
            changes.AddRange(HandedOut(order, sheet.Comments).Select(row => new Change.Insert(row)));
        if (await store.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken) is not CommitResult.Committed)
            return false;
        if (isEnough)
            keys.Forget(at);
        return true;
    }

    /// <summary>The comments, in the order of random ids, and the row that says of all of them that they were handed out together.</summary>
    private IEnumerable<Record> HandedOut(WordsOrder order, IReadOnlyList<string> comments)
    {
        var named = comments.Select(words => (Id: chance.NewId(), words)).OrderBy(one => one.Id, StringComparer.Ordinal).ToList();
        return [.. named.Select(one => order.Publish(one.Id, one.words)), order.Together(chance.NewId(), [.. named.Select(one => one.Id)])];
    }

    private async Task<(AskKey Key, WrappedKey Wrapped, Sheet Sheet, WordsTally Tally)> OpenAsync(BoxAt at, BoxPlan plan, Record? row, CancellationToken cancellationToken)
    {
        if (row?.GetBinary(LockedKey) is not { } locked)
        {
            var (made, name) = await keys.MakeAsync(at, cancellationToken);
            return (made, name, Sheet.Empty, WordsTally.None);
        }

        var wrapped = new WrappedKey(row.GetString(KeyName) ?? "", locked);
        var key = await keys.OpenAsync(at, wrapped, cancellationToken);
        var bytes = key.Unlock(Row, row.GetBinary(Sealed) ?? []);
        if (bytes.Length != plan.SheetBytes + WordsTally.Bytes)
            return (key, wrapped, Sheet.Empty, WordsTally.None); // of another form: how many wrote isn't known, so nobody may ever read it, and the ask goes on
        return (key, wrapped, Sheet.Decode(bytes.AsSpan(0, plan.SheetBytes), plan), WordsTally.Decode(bytes.AsSpan(plan.SheetBytes)));
    }

    private static BoxPlan PlanOf(WordsOrder order) => new(new BoxOrder(WaitingMax, 1, 1, order.CharactersMax, BoxRoll.Open), 1, 1, 1, WaitingMax);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key for anonymous comments can't be used now: {Reason}")]
        public static partial void KeyAway(ILogger log, string reason);
    }
}

/// <summary>Comments on their way onto a page.</summary>
/// <param name="At">Where the page lies.</param>
/// <param name="Ask">Which ask brings them: letters and digits. Each is taken in once.</param>
/// <param name="On">The date of that ask.</param>
/// <param name="Words">The comments, checked, each of another person; empty ones are passed over.</param>
/// <param name="Answered">Those who answered that ask, whether they wrote or not, as far as it is known who they are.</param>
/// <param name="Others">How many answered it besides.</param>
/// <param name="CharactersMax">The longest comment, in characters; the same for all asks of a page.</param>
/// <param name="MayBeRead">Whether comments that certainly so many different people wrote may be read.</param>
/// <param name="Publish">Makes the row of one that is handed out, of a random id and the words, in the same partition.</param>
/// <param name="Together">Makes the row for retention of all that are handed out together, of a random id and their ids, in the same partition: so that no date stands beside one.</param>
internal sealed record WordsOrder(BoxAt At, string Ask, DateTimeOffset On, IReadOnlyList<string> Words, IReadOnlyList<string> Answered, int Others, int CharactersMax, Func<int, bool> MayBeRead, Func<string, string, Record> Publish, Func<string, IReadOnlyList<string>, Record> Together);
