using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>
/// Looks at a fellowship when something is due: those who saved it are reminded that it closes; missing cover is asked for;
/// fellow and practice are told that it starts, and asked after its last day what it was worth; halfway the fellow is asked how
/// it goes; whoever runs it is asked what came of it, and once more with the chairs. A fellow whom the organisation doesn't list
/// any more is noticed, before it starts, where whoever runs it is warned, and while it runs; and who could approve it is reminded, where it waits for that.
/// Each is ordered before it is noted, and ordering it again changes nothing.
/// </summary>
internal sealed class WatchFellowship(FellowshipShelf shelf, PlaceLeads leads, IApplicants applicants, IRoleHolders holders, AskBook book, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.watch";

    private static readonly TimeSpan LooksAt = TimeSpan.FromHours(6);

    /// <summary>The next moment at which to look at it, which may be past; null where nothing is going to be due.</summary>
    public static DateTimeOffset? NextDue(Fellowship fellowship, DateTimeOffset now)
    {
        var dues = new List<DateTimeOffset?>();
        if (fellowship is { IsApproved: true, WithdrawnBecause: null, ToldClosing: false, Content.ClosesAt: { } closes })
            dues.Add(closes - FellowshipClock.ClosingBefore);
        if (fellowship is { IsApproved: true, WithdrawnBecause: null, ToldClosed: false })
            dues.Add(fellowship.Content.ClosesAt);
        dues.Add(WaitingDue(fellowship));
        if (fellowship.Content is not { Starts: { } starts, Ends: { } ends })
            return dues.Min();
        if (fellowship is { IsApproved: true, Kept: null })
            dues.Add(KeepsFrom(starts));
        var live = fellowship.Places.Where(place => place.IsLive).ToList();
        dues.AddRange(live.Select(place => FellowshipClock.NextAfter(starts, ends, place.Told) is { } day ? StartOf(day) : (DateTimeOffset?)null));
        dues.Add(CoverDue(fellowship, starts));
        if (live.Count > 0 && now < StartOf(ends.AddDays(1)))
            dues.Add(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + LooksAt);
        return dues.Min();
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (fellowship, key, orders) = (head.Fellowship, head.Key, new List<Change>());
        var after = LookAtWaiting(LookAtClosing(fellowship, key, now, orders), key, now, orders);
        foreach (var place in fellowship.Places.Where(one => one.IsLive))
            after = after.With(await LookAsync(head, place, now, orders, cancellationToken));
        after = await LookAtClosedAsync(after, key, now, orders, cancellationToken);
        after = await KeepFunnelAsync(LookAtCover(after, key, now, orders), key, now, orders, cancellationToken);
        if (!after.Places.SequenceEqual(fellowship.Places) || after with { Places = fellowship.Places } != fellowship)
        {
            Change[] changes = [new Change.Replace(FellowshipRows.Of(after, head.ETag)), .. after.Places.Except(fellowship.Places).Select(place => new Change.Upsert(FellowshipRows.OfPlace(key, place))), .. orders];
            if (await outbox.CommitAsync(FellowshipRows.Table, key, changes, cancellationToken) is not CommitResult.Committed)
                return new Delivered.Later("it changed meanwhile") { CountsAsTry = false };
        }

        return NextDue(after, now) is { } due ? new Delivered.NotBefore(due > now ? due : now.AddMinutes(1)) : new Delivered.Done();
    }

    private static Fellowship LookAtClosing(Fellowship fellowship, string key, DateTimeOffset now, List<Change> orders)
    {
        if (fellowship is not { IsApproved: true, WithdrawnBecause: null, ToldClosing: false, Content.ClosesAt: { } closes } || now < closes - FellowshipClock.ClosingBefore)
            return fellowship;
        if (now < closes)
            orders.Add(NoteOrders.Order(key, Note.Closing, fellowship.Revision.ToString(CultureInfo.InvariantCulture), now));
        return fellowship with { ToldClosing = true };
    }

    /// <summary>Where nobody applied, or explores, whoever runs it is told as it closes: of applications they hear otherwise.</summary>
    private async Task<Fellowship> LookAtClosedAsync(Fellowship fellowship, string key, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (fellowship is not { IsApproved: true, WithdrawnBecause: null, ToldClosed: false, Content.ClosesAt: { } closes } || now < closes)
            return fellowship;
        var counts = await applicants.CountAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, cancellationToken);
        if (counts.Live + counts.Exploring == 0 && fellowship.StateAt(now) is FellowshipState.Shortlisting)
            orders.Add(NoteOrders.Order(key, Note.NobodyApplied, fellowship.Revision.ToString(CultureInfo.InvariantCulture), now));
        return fellowship with { ToldClosed = true };
    }

    /// <summary>Who could approve it is reminded after some days, and once more, with whoever asked, where it closes without a yes.</summary>
    private static Fellowship LookAtWaiting(Fellowship fellowship, string key, DateTimeOffset now, List<Change> orders)
    {
        if (!(now >= WaitingDue(fellowship)))
            return fellowship;
        var isPast = now >= fellowship.Content.ClosesAt;
        orders.Add(NoteOrders.Order(key, isPast ? Note.TooLate : Note.Waiting, fellowship.Revision.ToString(CultureInfo.InvariantCulture), now));
        return fellowship with { ToldWaiting = isPast ? 2 : 1 };
    }

    /// <summary>When it is next told that it waits for approval; null where it doesn't, or all was told.</summary>
    private static DateTimeOffset? WaitingDue(Fellowship fellowship)
    {
        if (fellowship is not { IsApproved: false, WithdrawnBecause: null, AskedAt: { } asked, ToldWaiting: < 2 })
            return null;
        var (late, closes) = (WorkingDays.After(asked, FellowshipClock.ApproveWithinWorkingDays), fellowship.Content.ClosesAt);
        return fellowship.ToldWaiting == 0 && !(late > closes) ? late : closes;
    }

    /// <summary>Once, for all places together; what is taken later is asked for as it is taken.</summary>
    private static Fellowship LookAtCover(Fellowship fellowship, string key, DateTimeOffset now, List<Change> orders)
    {
        if (fellowship.Content.Starts is not { } starts || !(now >= CoverDue(fellowship, starts)))
            return fellowship;
        orders.Add(NoteOrders.Order(key, Note.Cover, Columns.Text(starts), now));
        return fellowship with { ToldCover = true };
    }

    /// <summary>After the first day nobody applies or is offered a place any more: the numbers are kept, since applications go before the fellowship does. Where nobody has a place then, whoever runs it is asked how it goes on.</summary>
    private async Task<Fellowship> KeepFunnelAsync(Fellowship fellowship, string key, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (fellowship is not { IsApproved: true, Kept: null, Content.Starts: { } starts } || now < KeepsFrom(starts))
            return fellowship;
        if (fellowship.StateAt(now) is FellowshipState.Unfilled)
            orders.Add(NoteOrders.Order(key, Note.Unfilled, Columns.Text(starts), now));
        return fellowship with { Kept = FunnelReading.Of(await applicants.CountAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, cancellationToken)) };
    }

    /// <summary>What is due of one place: only the newest note, where several days were missed.</summary>
    private async Task<FellowPlace> LookAsync(FellowshipHead head, FellowPlace place, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (head.Fellowship.Content is not { Starts: { } starts, Ends: { } ends })
            return place;
        if (place.ByPractice.Count == 0 && await leads.FindReleaseAsync(head, place, cancellationToken) is { HasAgreed: true } release && release.Code != place.PracticeCode)
        {
            place = place with { Practice = release.Name, PracticeCode = release.Code };
            OrderOnce(orders, new Change.Upsert(OutboxRow.New(head.Key, ListFellowship.Kind, "", now))); // by its line the practice finds what waits for its answer
            if (now < StartOf(ends.AddDays(1)))
                orders.Add(NoteOrders.Order(head.Key, Note.Taken, place.Id, now)); // it agreed since the place was taken; who was told is told no more
        }

        if (now < StartOf(starts))
            return await LookForAsync(head, place, now, orders, cancellationToken);
        if (now < StartOf(ends.AddDays(1)))
            place = await MissAsync(head, place, now, orders, cancellationToken);
        if (FellowshipClock.DueOn(starts, ends, DateOnly.FromDateTime(now.UtcDateTime)) is var due && due <= place.Told)
            return place;
        if (due == 2 && place.Fellow is { } who)
        {
            var of = MidwayAsk.NameOf(place, ends);
            orders.Add(RemindOfMidway.Order(head.Key, place, of, now));
            await book.OrderAsync(new AskOrder(who.Id, head.Fellowship.Organisation.Id, MidwayAsk.AskKind, MidwayAsk.KeyOf(head.Key, of), new Ask(AskWeight.Ask, MidwayAsk.Minutes, StartOf(ends.AddDays(1)))), cancellationToken);
        }

        if (due == 1)
            orders.Add(NoteOrders.Order(head.Key, Note.Start, place.Id, now));
        if (due >= 3 && place.Told < 3)
            orders.Add(NoteOrders.Order(head.Key, Note.Over, $"{place.Id}-{Columns.Text(ends)}", now));
        if (due >= 3)
            OrderOnce(orders, NoteOrders.Order(head.Key, due == 3 ? Note.End : Note.Unconfirmed, Columns.Text(ends), now)); // one note for all of them
        return place with { Told = due };
    }

    /// <summary>Looks before the first day whether whoever has a place is listed still: gone for good, it goes on to who waits, and those who counted on them are told.</summary>
    private async Task<FellowPlace> LookForAsync(FellowshipHead head, FellowPlace place, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (place.Fellow is not { } fellow)
            return place;
        var looked = head.Fellowship.LookedFor(place, await holders.FindAsync(head.Fellowship.Organisation.Id, fellow.Id, cancellationToken) is not null, now);
        if (looked is { IsLive: true, UnlistedSince: { } since } && place.UnlistedSince is null)
            orders.Add(NoteOrders.Order(head.Key, Note.Losing, string.Create(CultureInfo.InvariantCulture, $"{place.Id}-{since.ToUnixTimeSeconds()}"), now));
        if (looked.IsLive)
            return looked;
        orders.Add(NoteOrders.Order(head.Key, Note.Left, place.Id, now));
        orders.Add(Audit.ByProgram(head.Key, "fellowships.placeEnded", now, new Changed(fellow.Id.ObjectId, "", place.Id)));
        OrderOnce(orders, new Change.Upsert(OutboxRow.New(head.Key, ListFellowship.Kind, "", now)));
        return looked;
    }

    /// <summary>Looks, while it runs, whether the fellow is listed still: gone, those who count on them are told, and the place stays theirs.</summary>
    private async Task<FellowPlace> MissAsync(FellowshipHead head, FellowPlace place, DateTimeOffset now, List<Change> orders, CancellationToken cancellationToken)
    {
        if (place.Fellow is not { } fellow)
            return place;
        var looked = place.MissedAt(await holders.FindAsync(head.Fellowship.Organisation.Id, fellow.Id, cancellationToken) is not null, now);
        if (looked.ToldUnlisted && !place.ToldUnlisted)
            orders.Add(NoteOrders.Order(head.Key, Note.Unlisted, $"{place.Id}-{Columns.Text(DateOnly.FromDateTime(now.UtcDateTime))}", now));
        return looked;
    }

    private static void OrderOnce(List<Change> orders, Change order)
    {
        if (!orders.Exists(one => one.RowKey == order.RowKey))
            orders.Add(order);
    }

    /// <summary>When missing cover is asked for: some working days before the first day, and a day after the place was taken at the earliest; null where it isn't.</summary>
    private static DateTimeOffset? CoverDue(Fellowship fellowship, DateOnly starts)
    {
        if (fellowship.ToldCover || fellowship.Places.Where(place => place is { IsLive: true, HasCover: false }).ToList() is not { Count: > 0 } missing)
            return null;
        var (due, taken) = (StartOf(FellowshipClock.CoverDueOn(starts)), missing.Min(place => place.AgreedAt).AddDays(1));
        return due > taken ? due : taken;
    }

    private static DateTimeOffset KeepsFrom(DateOnly starts) => StartOf(starts.AddDays(1));

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
