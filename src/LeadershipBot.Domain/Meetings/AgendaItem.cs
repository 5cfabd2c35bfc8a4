namespace LeadershipBot.Domain.Meetings;

/// <summary>One item of an agenda.</summary>
/// <param name="Id">A number that stays the item's own for as long as the meeting exists: conflicts are noted under it.</param>
/// <param name="Title">What it is about, in one line.</param>
public sealed record AgendaItem(string Id, string Title);

/// <summary>Somebody has an interest in an item: they leave for it, and aren't counted.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Person">Who.</param>
/// <param name="Name">As they are shown.</param>
public sealed record ItemConflict(string ItemId, People.MemberId Person, string Name)
{
    /// <summary>When it was noted.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who noted it, where it wasn't the person: then only who keeps the register takes it back.</summary>
    public Applying.Person? NotedBy { get; init; }
}
