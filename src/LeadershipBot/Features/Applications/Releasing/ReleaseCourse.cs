using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>What becomes of a question to a practice as applications and openings change: it ends, comes about after all, or was about other words.</summary>
internal sealed class ReleaseCourse(ReleaseShelf releases, ApplicationShelf shelf, IRecordStore store)
{
    /// <summary>Has everybody at the practice who knows of it told that it goes no further; once.</summary>
    /// <param name="opening">What was applied for.</param>
    /// <param name="who">The applicant.</param>
    /// <param name="isTold">Whether they hear it from elsewhere, as of a place that ends.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EndAsync(Opening opening, MemberId who, bool isTold, DateTimeOffset now, CancellationToken cancellationToken)
        => await releases.ChangeAsync(
            opening,
            who,
            (_, before) => before is null ? new Refusal("applications.refused.notAsked") : before.IsOver || !(before.Knowing.Any() || before.Release.State is ReleaseState.Asked) ? before : before with { IsOver = true }, // also of a question that came to nobody yet: it is brought once it may come about after all
            (key, after) => isTold ? [] : after.Knowing.Select(lead => TellReleaseOver.Order(key, who, lead, now)),
            cancellationToken);

    /// <summary>
    /// It may come about after all: has everybody told who was told that it goes no further. Who was only asked gets the question again, or
    /// for the first time where it hadn't come; whom that it goes no further hasn't reached yet, as in the evening, hears neither.
    /// </summary>
    public async Task ReviveAsync(Opening opening, MemberId who, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var untold = await ListUntoldAsync(opening, who, now, cancellationToken);
        await releases.ChangeAsync(
            opening,
            who,
            (_, before) => before is null ? new Refusal("applications.refused.notAsked") : before with { IsOver = false },
            (key, after) => after.Release.State is ReleaseState.Asked
                ? after.Asked.Where(lead => !untold.Contains(lead)).Select(lead => TellLead.Order(key, who, lead, now)).Concat(RemindLead.Orders(key, after, Release.RemindAt(now, opening)))
                : after.Knowing.Where(lead => !untold.Contains(lead)).Select(lead => TellReleaseAgain.Order(key, who, lead, now)),
            cancellationToken);
    }

    /// <summary>Whom it is still to be told that it goes no further: the order waits, and finds by then that it isn't so.</summary>
    private async Task<HashSet<MemberId>> ListUntoldAsync(Opening opening, MemberId who, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, untold) = (ApplicationRows.PartitionOf(opening), new HashSet<MemberId>());
        foreach (var lead in (await shelf.FindLastReleaseAsync(key, who, cancellationToken))?.Knowing ?? [])
        {
            if (await store.FindAsync(ApplicationRows.Table, key, TellReleaseOver.RowOf(who, lead), cancellationToken) is { } order && !OutboxRow.IsLeasedAt(order, now) && !OutboxRow.IsGivenUp(order))
                untold.Add(lead);
        }

        return untold;
    }

    /// <summary>Keeps that the practice was asked about other terms than those of now, and has the applicant told, and who knows of it at the practice; once.</summary>
    public async Task OutdateAsync(Opening opening, MemberId who, DateTimeOffset now, CancellationToken cancellationToken)
        => await releases.ChangeAsync(
            opening,
            who,
            (_, before) => before is null ? new Refusal("applications.refused.notAsked") : before.Release.IsAbout(opening.Terms) ? before : before with { IsOutdated = true },
            (key, after) => after.Knowing.Select(lead => TellLeadOutdated.Order(key, who, lead, now)).Append(ApplicationRows.OrderAbout(key, TellOutdated.Kind, who, now)),
            cancellationToken);
}
