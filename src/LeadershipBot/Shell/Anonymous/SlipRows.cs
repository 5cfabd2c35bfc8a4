using System.Globalization;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>How a box of slips lies in its partition: a head with the locked key, and trays, locked, always of the same size. No roll: no row of it, and no column, is about a person.</summary>
internal static class SlipRows
{
    public const string Head = BoxRows.Head;

    /// <summary>The trays.</summary>
    public const string Tray = "anonymous.slips.";

    /// <summary>So many trays has a box: with more it wouldn't fit one commit and one page of Azure.</summary>
    public const int Trays = 16;

    private const string KeyName = "KeyName";
    private const string LockedKey = "WrappedKey";
    private const string ClosedOn = "ClosedOn";
    private const string DateFormat = "yyyy-MM-dd";

    public static Record OfHead(BoxAt at, WrappedKey key) => new(at.PartitionKey, Head) { [KeyName] = key.Name, [LockedKey] = key.Bytes };

    /// <summary>The head again, unchanged but for its version: so no slip comes into a box that somebody has begun to empty.</summary>
    public static Record Touched(Record head)
    {
        var copy = new Record(head.PartitionKey, head.RowKey) { ETag = head.ETag };
        foreach (var (name, value) in head.Columns)
            copy[name] = value;
        return copy;
    }

    public static Record Closed(Record head, DateOnly on)
    {
        var closed = Touched(head);
        closed[ClosedOn] = on.ToString(DateFormat, CultureInfo.InvariantCulture);
        return closed;
    }

    /// <summary>When it was closed; null while it takes slips.</summary>
    public static DateOnly? ClosedOnIn(Record head)
        => DateOnly.TryParseExact(head.GetString(ClosedOn), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null;

    public static WrappedKey KeyIn(Record head) => new(head.GetString(KeyName) ?? "", head.GetBinary(LockedKey) ?? []);

    public static IEnumerable<string> TrayKeys() => Enumerable.Range(0, Trays).Select(TrayKey);

    public static string TrayKey(int number) => BoxRows.KeyOf(Tray, number);

    public static SlipTray TrayIn(Record row, AskKey key) => SlipTray.Decode(key.Unlock(row.RowKey, BoxRows.SealedIn(row)));
}
