using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Funnel;

/// <summary>How many came how far.</summary>
/// <param name="Seen">Opened its card.</param>
/// <param name="Saved">Saved it.</param>
/// <param name="Applied">Applied, however it ended; who only explores isn't counted.</param>
/// <param name="Offered">Were offered a place, whatever they answered.</param>
/// <param name="Taken">Took one.</param>
/// <param name="Done">Completed it.</param>
/// <param name="Waiting">Wait for a place.</param>
internal sealed record FunnelNow(int Seen, int Saved, int Applied, int Offered, int Taken, int Done, int Waiting);

/// <summary>Counts how many came how far with a fellowship, as of now.</summary>
internal sealed class FunnelReading(SavedShelf saved, IApplicants applicants)
{
    public async Task<FunnelNow> ReadAsync(Fellowship fellowship, CancellationToken cancellationToken)
    {
        var key = FellowshipRows.KeyOf(fellowship);
        var counts = await applicants.CountAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, cancellationToken);
        return await ReadAsync(fellowship, counts, cancellationToken);
    }

    public async Task<FunnelNow> ReadAsync(Fellowship fellowship, ApplicantCounts counts, CancellationToken cancellationToken)
    {
        var key = FellowshipRows.KeyOf(fellowship);
        var now = Of(counts);
        return new FunnelNow(
            await saved.CountSeenAsync(key, cancellationToken),
            await saved.CountSaversAsync(key, cancellationToken),
            Math.Max(now.Applied, fellowship.Kept?.Applied ?? 0),
            Math.Max(Math.Max(now.Offered, fellowship.Kept?.Offered ?? 0), fellowship.Places.Count), // also of those who are forgotten since
            fellowship.Places.Count,
            fellowship.Places.Count(place => place.End is PlaceEnd.Completed),
            counts.Reserve);
    }

    /// <summary>What of the applications' counts is kept when they go.</summary>
    public static KeptFunnel Of(ApplicantCounts counts) => new(counts.Live + counts.NotSelected + counts.Declined + counts.Withdrawn, Math.Max(counts.EverOffered, counts.Taken + counts.Declined)); // what was counted before it was noted who was ever offered one
}

/// <summary>The funnel in words.</summary>
internal static class FunnelWords
{
    public static CardText Of(TextFile text, FunnelNow now)
        => text.Format("fellowships.funnel", ("seen", now.Seen), ("saved", now.Saved), ("applied", now.Applied), ("offered", now.Offered), ("taken", now.Taken), ("done", now.Done), ("waiting", now.Waiting));
}
