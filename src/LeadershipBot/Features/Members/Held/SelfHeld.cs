using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>
/// What a person set for themselves, where their chat is, and under which organisations to look for them. That they removed
/// the bot is kept, so that it doesn't write to them; and where to look, as long as anything is kept there.
/// </summary>
internal sealed class SelfHeld(OrganisationShelf organisations, IRecordStore store, Outbox outbox, CardLibrary library) : IPersonalData
{
    private const int RoundsMax = 5;

    private const int NotedAtOnce = StoreLimits.ChangesMax / 2;

    private static readonly RowRange HeadRows = RowRange.Prefix(PersonRows.Head);

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var own = await OwnRowsAsync(about.Person, cancellationToken);
        return own.Count == 0 ? [] : [new HeldSection("settings", _text.Plain("members.held.own"), [.. own.SelectMany(row => Lines(row, about.Zone))], RawRows.ToJson(own))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var own = await OwnRowsAsync(about.Person, cancellationToken);
        var hasRemoved = own.Exists(IsRemoval);
        return new ErasurePlan(own.Exists(row => !IsRemoval(row)) ? [_text.Plain("members.held.erase.own")] : [], hasRemoved ? [_text.Plain("members.held.keep.removed")] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var all = new List<Record>();
            await foreach (var row in store.ListAsync(PersonRows.Table, about.Person.ToString(), RowRange.All, cancellationToken))
                all.Add(row);
            var going = all.Where(row => !IsKept(row)).ToList();
            if (going.Count == 0)
                break;
            if (round > RoundsMax)
                throw new StoreUnavailableException("What is kept about a person kept coming while it was being removed.");
            await PointAsync(about, all, cancellationToken); // first: what is kept elsewhere must be found again
            foreach (var row in going.Where(row => row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)))
                await outbox.RemovePointerAsync(PersonRows.Table, row, cancellationToken);
            foreach (var some in going.Select(Removed).Chunk(StoreLimits.ChangesMax))
                await store.CommitAsync(PersonRows.Table, about.Person.ToString(), some, cancellationToken);
        }

        await organisations.ForgetSeenAsync(about.Person, cancellationToken);
    }

    /// <summary>Looks in a minute where anything was kept, and forgets where nothing was.</summary>
    private async Task PointAsync(PersonAsked about, List<Record> all, CancellationToken cancellationToken)
    {
        foreach (var some in all.Select(PersonRows.PointedTo).OfType<string>().Distinct().Chunk(NotedAtOnce))
        {
            foreach (var row in all.Where(row => some.Any(id => row.RowKey == OutboxRow.RowKeyOf(LookAgain.Kind, id))))
                await outbox.RemovePointerAsync(PersonRows.Table, row, cancellationToken);
            Change[] changes = [.. some.SelectMany(id => new[] { PersonRows.HasBeenIn(about.Person, id, isGoing: true), LookAgain.At(about.Person, id, about.At + LookAgain.BetweenSteps) })];
            await outbox.CommitAsync(PersonRows.Table, about.Person.ToString(), changes, cancellationToken);
        }
    }

    private static Change Removed(Record row) => IsRemoval(row) ? new Change.Replace(PersonRows.OfRemoval(row)) : new Change.Delete(row.RowKey, null);

    private static bool IsKept(Record row)
        => (IsRemoval(row) && PersonRows.IsRemovalOnly(row))
            || row.RowKey.StartsWith(PersonRows.Been, StringComparison.Ordinal)
            || row.RowKey.StartsWith(OutboxRow.RowKeyOf(LookAgain.Kind, ""), StringComparison.Ordinal);

    private static bool IsRemoval(Record row) => row.RowKey == PersonRows.Chat && PersonRows.ChatOf(row) is ChatStanding.Removed;

    private async Task<List<Record>> OwnRowsAsync(MemberId person, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(PersonRows.Table, person.ToString(), HeadRows, cancellationToken))
        {
            if (!row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)) // of the asks, which are told by themselves
                rows.Add(row);
        }

        return rows;
    }

    private IEnumerable<PlainText> Lines(Record row, TimeZoneInfo zone)
    {
        if (PersonRows.PointedTo(row) is not null)
            yield break; // says only where else to look
        if (IsRemoval(row))
        {
            yield return _text.Plain("members.held.removed", ("when", TimeWords.Moment(row.GetDateTimeOffset("RemovedAt") ?? default, zone)));
            yield break;
        }

        if (row.RowKey == PersonRows.Chat)
        {
            yield return _text.Plain("members.held.chat", ("when", TimeWords.Moment(row.GetDateTimeOffset("Since") ?? default, zone)));
            yield break;
        }

        foreach (var (name, value) in row.Columns)
            yield return _text.Plain("members.held.detail", ("what", ColumnWords.Of(name)), ("value", ColumnWords.ValueOf(_text, value, zone)));
    }
}

/// <summary>How columns and what stands in them are named to people.</summary>
internal static class ColumnWords
{
    /// <summary>A column's name as words: "Weekly minutes" for WeeklyMinutes.</summary>
    public static string Of(string column) => column[..1] + string.Concat(column[1..].Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));

    /// <summary>A value as people write it: a moment in their zone, yes or no.</summary>
    public static string ValueOf(TextFile text, object value, TimeZoneInfo zone) => value switch
    {
        DateTimeOffset at => TimeWords.Moment(at, zone),
        true => text.Plain("members.held.yes").Words,
        false => text.Plain("members.held.no").Words,
        _ => value.ToString() ?? "",
    };
}
