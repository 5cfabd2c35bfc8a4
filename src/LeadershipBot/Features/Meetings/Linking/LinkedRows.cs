using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>What others have that is about a meeting, or an item of it: a row for each of what it is about.</summary>
internal static class LinkedRows
{
    public const string Linked = "linked.";

    public static Record Of(string key, string kind, string otherKey, string item)
    {
        var row = new Record(key, item.Length == 0 ? $"{Linked}{kind}.{otherKey}" : $"{Linked}{kind}.{otherKey}.{item}") { ["Kind"] = kind, ["Key"] = otherKey };
        MeetingRows.SetIf(row, "Item", item);
        return row;
    }
}

/// <summary>Something that is about a meeting, as its reader may read it.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Item">The id of the item; empty for the whole meeting.</param>
/// <param name="Read">What may be read of it.</param>
internal sealed record LinkedThing(string Kind, string Item, LinkedSummary Read);
