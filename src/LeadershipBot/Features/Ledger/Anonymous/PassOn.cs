using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Features.Ledger.Raising;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// Passes on what was said anonymously in a week that is over: closes its box, puts everything on the ledger in the order of
/// random names, and then removes the box with its key. What each becomes follows from its slip alone, so that done again, after
/// a crash or by two servers at once, it is done once.
/// </summary>
internal sealed class PassOn(SlipBoxes boxes, RaiseMaking making, LedgerShelf shelf, EntryMerging merging, Staging staging, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.passOn";

    private static readonly TimeSpan KeyAgainAfter = TimeSpan.FromMinutes(10);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (now, box) = (time.GetUtcNow(), new BoxAt(table, row.PartitionKey));
        if ((await boxes.CloseAsync(box, AnonymousWeek.Now(now).Monday, cancellationToken)).IsRefused(out _, out var closed))
        {
            if (now - WeekOf(box).PassedOnAt(Zones.UnitedKingdom) < AnonymousWeek.KeyLostAfter)
                return new Delivered.NotBefore(now + KeyAgainAfter); // nothing is lost: the log says why
            await staging.SweepAllAsync(table, row.PartitionKey, cancellationToken);
            return new Delivered.Done();
        }

        var organisation = AnonymousWeek.OrganisationIn(row);
        var date = new RaiseWeek(closed.ClosedOn).Date;
        foreach (var slip in closed.Slips)
            await PassOnAsync(organisation, slip, date, now, cancellationToken);
        return new Delivered.Done([.. closed.Removal]);
    }

    private static RaiseWeek WeekOf(BoxAt box) => RaiseWeek.TryRead(box.PartitionKey[(box.PartitionKey.LastIndexOf('.') + 1)..], out var week) ? week : default;

    private async Task PassOnAsync(OrganisationName organisation, Slip slip, DateTimeOffset date, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (AnonymousNote.Read(slip.Words) is not { } note)
            return;
        var key = LedgerRows.PartitionOf(organisation.Id, note.About);
        if (note.Kind is AnonymousKind.Raise)
            await making.PutAsync(new LedgerEntry(slip.Id, organisation, Reference.Of(0), Voice.Anonymous, note.Words, date), author: null, now, cancellationToken);
        else if (note.IsVerdict && await shelf.FollowAsync(key, cancellationToken) is { Other: not null } joined)
            await JudgeAsync(joined, note, slip.Id, date, cancellationToken);
        else
            await shelf.TakeSlipAsync(key, slip.Id, entry => Follow(entry, note, date), cancellationToken);
    }

    /// <summary>Where another entry speaks for both, what is thought of the outcome counts there; said again, it changes nothing.</summary>
    private async Task JudgeAsync(FollowedEntry joined, AnonymousNote note, string slip, DateTimeOffset date, CancellationToken cancellationToken)
    {
        if (note.Seen == SayByCode.SeenIn(joined.Shown, note.Kind))
            await merging.JudgeAsync(joined.Own.Key, note.Verdict, new LedgerStep(StepKind.Verdict, date, note.Verdict.ToString()) { Slip = slip }, cancellationToken);
    }

    private static (LedgerEntry After, LedgerStep Step)? Follow(LedgerEntry entry, AnonymousNote note, DateTimeOffset date)
    {
        var isAsSeen = note.Seen == SayByCode.SeenIn(entry, note.Kind);
        if (note.PassedOnTo(entry, isAsSeen) is not { } after)
            return null;
        var kind = note.IsVerdict ? StepKind.Verdict : note.Kind is AnonymousKind.Answer && isAsSeen ? StepKind.Answer : StepKind.Added;
        return (after, new LedgerStep(kind, date, note.IsVerdict ? after.Verdict.ToString() : note.Words));
    }
}
