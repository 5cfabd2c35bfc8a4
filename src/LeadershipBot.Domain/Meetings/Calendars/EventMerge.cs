namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>What came of taking note of an event.</summary>
/// <param name="Event">What is kept of it now.</param>
/// <param name="IsNews">Whether its meeting is to be looked at.</param>
/// <param name="IsDoubtful">Whether the answers contradict each other so that only the whole window says how it is.</param>
public sealed record Merged(KnownEvent Event, bool IsNews, bool IsDoubtful);

/// <summary>
/// Takes note of what answers say of events. They repeat and come in any order; an older answer is known by the time of its change,
/// and where that doesn't tell, the whole window is read again. Source: Microsoft Graph, delta query, "use delta query to track
/// changes", replays.
/// </summary>
public static class EventMerge
{
    /// <summary>How an event stands once an answer was heard.</summary>
    /// <param name="known">What was known; null for nothing.</param>
    /// <param name="seen">What was said.</param>
    /// <param name="round">The number of the reading.</param>
    /// <param name="isFull">Whether the reading is one of the whole window.</param>
    /// <param name="rule">Which events are wanted.</param>
    public static Merged Merge(KnownEvent? known, SeenEvent seen, int round, bool isFull, FollowRule rule)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(rule);
        if (seen.IsRemoved)
            return Remove(known ?? new KnownEvent(seen.Id, seen.Kind) { IsGone = true }, round);
        var after = After(known, seen, round, rule);
        if (known is null)
            return new Merged(after, IsNews: true, IsDoubtful: false);
        if (known.IsGone)
            return new Merged(after, IsNews: true, IsDoubtful: known.Round == round || (!isFull && !(seen.ChangedAt > known.ChangedAt)));
        // A reading of the whole window begins anew: its first sight of an event is how it is, though the time of its change went back.
        if (IsOlder(seen, known) && !(isFull && known.Round != round))
            return new Merged(known with { Round = round }, IsNews: false, IsDoubtful: false);
        var isOther = after != known with { Round = round };
        return new Merged(after, isOther || (isFull && known.Round != round), isOther && known.Round == round && !IsNewer(seen, known));
    }

    /// <summary>It was not seen by a reading of the whole window: it is there no more.</summary>
    public static KnownEvent Unseen(KnownEvent known, int round)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Gone(known, round);
    }

    /// <summary>One that was never known is noted, too: what is then said of it may be older.</summary>
    private static Merged Remove(KnownEvent known, int round) => known.IsGone
        ? new Merged(known with { Round = round }, IsNews: false, IsDoubtful: false)
        : new Merged(Gone(known, round), IsNews: true, IsDoubtful: known.Round == round);

    /// <summary>Nothing is kept of what is gone but when it was changed.</summary>
    private static KnownEvent Gone(KnownEvent known, int round)
        => new(known.Id, known.Kind) { SeriesId = known.SeriesId, StartsAt = known.StartsAt, EndsAt = known.EndsAt, ChangedAt = known.ChangedAt, Round = round, IsGone = true };

    private static KnownEvent After(KnownEvent? known, SeenEvent seen, int round, FollowRule rule)
    {
        // What an occurrence doesn't say is as with its series; what another event doesn't say is as it was.
        var before = seen.Kind is EventKind.Occurrence || known is null or { IsGone: true } ? null : known;
        var wanted = seen.Categories is null && seen.Title is null && before is not null ? before.IsWanted : rule.IsWanted(seen);
        var after = new KnownEvent(seen.Id, seen.Kind)
        {
            SeriesId = seen.SeriesId ?? known?.SeriesId ?? "",
            StartsAt = (seen.StartsAt ?? known?.StartsAt)?.ToUniversalTime(),
            EndsAt = (seen.EndsAt ?? known?.EndsAt)?.ToUniversalTime(),
            Zone = EventWords.Zone(seen.Zone) ?? before?.Zone,
            IsWanted = wanted,
            IsAllDay = seen.IsAllDay ?? before?.IsAllDay,
            IsCancelled = seen.IsCancelled ?? before?.IsCancelled,
            IsOwn = seen.IsOwn ?? before?.IsOwn,
            ChangedAt = (seen.ChangedAt ?? known?.ChangedAt)?.ToUniversalTime(),
            Round = round,
        };
        if (wanted is false)
            return after;
        // Of what is over no link is kept: it names who organised it in Teams. That of a series is its coming times', too.
        var isOver = seen.Kind is not EventKind.Series && after.EndsAt <= rule.Now;
        var joinUrl = EventWords.JoinUrl(seen.JoinUrl) ?? before?.JoinUrl;
        return after with
        {
            Categories = EventWords.Categories(seen.Categories) ?? before?.Categories,
            Title = EventWords.Title(seen.Title) ?? before?.Title,
            Place = EventWords.Place(seen.Place, joinUrl) ?? before?.Place,
            JoinUrl = isOver ? "" : joinUrl,
        };
    }

    private static bool IsOlder(SeenEvent seen, KnownEvent known) => seen.ChangedAt is { } at && at < known.ChangedAt;

    private static bool IsNewer(SeenEvent seen, KnownEvent known) => seen.ChangedAt is { } at && (known.ChangedAt is not { } last || at > last);
}
