using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// In which order the people on a meeting's roll are shown: their ids by name, some in a row, written with the roll. So a page of the register
/// reads a page, however many were called.
/// </summary>
internal sealed class RollOrder(Staging staging, IRecordStore store)
{
    private const string Ranked = "ranked.";
    private const string People = "People";
    private const char Between = ',';

    /// <summary>So many ids are in one row, well within what a column holds.</summary>
    private const int InRow = 100;

    /// <summary>People as the register shows them: by name, and who is called the same by id.</summary>
    public static IEnumerable<Attendee> ByName(IEnumerable<Attendee> people)
        => people.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Person.ToString(), StringComparer.Ordinal);

    /// <summary>Writes the order down, over any that was there. Safe to repeat.</summary>
    public async Task WriteAsync(string key, IEnumerable<Attendee> called, CancellationToken cancellationToken)
    {
        var rows = Rows(key, ByName(called).Select(one => one.Person.ToString())).ToList();
        await staging.WriteAsync(MeetingRows.Table, key, rows, cancellationToken);
        await foreach (var row in store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(Ranked) with { From = RowOf(rows.Count) }, cancellationToken))
            await store.CommitAsync(MeetingRows.Table, key, [new Change.Delete(row.RowKey, null)], cancellationToken); // of an earlier beginning, to which more were called
    }

    /// <summary>Some of the people in order: fewer where there are no more, or where no order was written down.</summary>
    /// <param name="key">The meeting.</param>
    /// <param name="first">The place of the first of them, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<string>> ReadAsync(string key, int first, int count, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var at = first; at < first + count; at = ((at / InRow) + 1) * InRow)
        {
            if (await store.FindAsync(MeetingRows.Table, key, RowOf(at / InRow), cancellationToken) is not { } row)
                break;
            ids.AddRange(IdsIn(row).Skip(at % InRow).Take(first + count - at));
        }

        return ids;
    }

    /// <summary>What takes somebody out, and puts at the end whoever counts in their place: where they stood would still tell their name's letter.</summary>
    public async Task<IReadOnlyList<Change>> ReplaceAsync(string key, MemberId who, MemberId by, CancellationToken cancellationToken)
    {
        var there = await store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(Ranked), cancellationToken).ToListAsync(cancellationToken);
        var ids = there.SelectMany(IdsIn).ToList();
        if (!ids.Remove(who.ToString()))
            return [];
        ids.Add(by.ToString());
        return [.. Rows(key, ids).Where((row, i) => row.GetString(People) != there[i].GetString(People)).Select(row => new Change.Upsert(row))];
    }

    /// <summary>It goes with a roll that doesn't hold. Safe to repeat.</summary>
    public Task ClearAsync(string key, CancellationToken cancellationToken) => staging.SweepAsync(MeetingRows.Table, key, Ranked, cancellationToken);

    private static IEnumerable<Record> Rows(string key, IEnumerable<string> ids)
        => ids.Chunk(InRow).Select((some, i) => new Record(key, RowOf(i)) { [People] = string.Join(Between, some) });

    private static string RowOf(int number) => Ranked + number.ToString("D5", CultureInfo.InvariantCulture);

    private static string[] IdsIn(Record row) => (row.GetString(People) ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
}
