using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>
/// Looks at a fellowship when something is due: those who saved it are reminded that it closes; fellow and practice are told that
/// it starts; halfway the fellow is asked how it goes; and after its last day whoever runs it is asked what came of it. Each is
/// ordered before it is noted, and ordering it again changes nothing.
/// </summary>
internal sealed class WatchFellowship(FellowshipShelf shelf, IOffers offers, AskBook book, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.watch";

    /// <summary>The next moment at which to look at it, which may be past; null where nothing is going to be due.</summary>
    public static DateTimeOffset? NextDue(Fellowship fellowship)
    {
        var dues = new List<DateTimeOffset?>();
        if (fellowship is { IsApproved: true, WithdrawnBecause: null, ToldClosing: false, Content.ClosesAt: { } closes })
            dues.Add(closes - FellowshipClock.ClosingBefore);
        if (fellowship.Content is { Starts: { } starts, Ends: { } ends })
            dues.AddRange(fellowship.Places.Where(place => place.IsLive).Select(place => FellowshipClock.NextAfter(starts, ends, place.Told) is { } day ? StartOf(day) : (DateTimeOffset?)null));
        return dues.Min();
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (fellowship, key) = (head.Fellowship, head.Key);
        var (after, orders) = (fellowship, new List<Change>());
        if (fellowship is { IsApproved: true, WithdrawnBecause: null, ToldClosing: false, Content.ClosesAt: { } closes } && now >= closes - FellowshipClock.ClosingBefore)
        {
            if (now < closes)
                orders.Add(TellFellowship.Order(key, Note.Closing, fellowship.Revision.ToString(CultureInfo.InvariantCulture), now));
            after = after with { ToldClosing = true };
        }

        foreach (var place in fellowship.Places.Where(one => one.IsLive))
            after = after.With(await LookAsync(head, place, now, orders, cancellationToken));
        if (!after.Places.SequenceEqual(fellowship.Places) || after.ToldClosing != fellowship.ToldClosing)
        {
            Change[] changes = [new Change.Replace(FellowshipRows.Of(after, head.ETag)), .. after.Places.Except(fellowship.Places).Select(place => new Change.Upsert(FellowshipRows.OfPlace(key, place))), .. orders];
            if (await outbox.CommitAsync(FellowshipRows.Table, key, changes, cancellationToken) is not CommitResult.Committed)
                return new Delivered.Later("it changed meanwhile") { CountsAsTry = false };
        }

        return NextDue(after) is { } due ? new Delivered.NotBefore(due > now ? due : now.AddMinutes(1)) : new Delivered.Done();
    }

    /// <summary>What is due of one place: only the newest note, where several days were missed.</summary>
    private async Task<FellowPlace> LookAsync(FellowshipHead head, FellowPlace place, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (head.Fellowship.Content is not { Starts: { } starts, Ends: { } ends } || FellowshipClock.DueOn(starts, ends, DateOnly.FromDateTime(now.UtcDateTime)) is var due && due <= place.Told)
            return place;
        if (place.Told == 0 && place.Fellow is { } fellow && await offers.FindReleaseAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, fellow.Id, cancellationToken) is { } release)
            place = place with { Practice = release.Name, PracticeCode = release.Code };
        if (due == 2 && place.Fellow is { } who)
            await book.OrderAsync(new AskOrder(who.Id, head.Fellowship.Organisation.Id, MidwayAsk.AskKind, $"{head.Key}.{place.Id}", new Ask(AskWeight.Ask, MidwayAsk.Minutes, StartOf(ends.AddDays(1)))), cancellationToken);
        if (due != 2)
            orders.Add(TellFellowship.Order(head.Key, due == 1 ? Note.Start : Note.End, place.Id, now));
        return place with { Told = due };
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
