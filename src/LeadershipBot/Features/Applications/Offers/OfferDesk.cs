using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>What features that offer places say of them, and ask about them.</summary>
internal sealed class OfferDesk(ApplicationShelf shelf, Openings openings, OfferChanging changing, Outbox outbox, Contention contention, TimeProvider time) : IOffers
{
    private const int OrdersAtOnce = 40;

    public async Task<Refusal?> LimitAsync(string kind, string key, int places, int revision, DateTimeOffset agreedAt, CancellationToken cancellationToken)
    {
        if (await openings.FindAsync(kind, key, cancellationToken) is not { } opening)
            return new Refusal("applications.refused.unknown");
        var now = time.GetUtcNow();
        var done = await contention.RunAsync<Limited>(
            async stop =>
            {
                var file = await shelf.ReadOneAsync(opening, opening.RunBy.Id, stop);
                if (revision < file.Head.PlacesRevision && !(now >= file.Head.PlacesAgreedAt + OfferRules.AgreedFor))
                    return new Limited(null); // it may be set in a moment; later, it was given up
                if (OfferRules.WhyNotPlaces(places, file.Head.TakenOf(file.Head.Counts)) is { } why)
                    return new Limited(why);
                if (file.Head.PlacesMax == places && file.Head.PlacesRevision == revision)
                    return new Limited(null);
                var added = Math.Max(0, places - file.Head.PlacesMost ?? 0); // what was lowered and is put right adds none
                var head = ApplicationRows.OfHead(file.Head with { PlacesMax = places, PlacesMost = Math.Max(places, file.Head.PlacesMost ?? 0), PlacesRevision = revision, PlacesAgreedAt = agreedAt, Freed = Math.Min(file.Head.Freed + added, file.Head.Counts.Reserve) });
                List<Change> changes = [file.Head.ETag is null ? new Change.Insert(head) : new Change.Replace(head), new Change.Upsert(OutboxRow.New(file.Key, CountOpening.Kind, "", now))];
                if (places > file.Head.PlacesMax)
                    changes.Add(OfferOrders.Next(file.Key, now));
                return await outbox.CommitAsync(ApplicationRows.Table, file.Key, changes, stop) is CommitResult.Committed ? new Limited(null) : null;
            },
            cancellationToken);
        return done.Why;
    }

    public async Task LookAgainAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        if (await shelf.FindHeadAsync(partition, cancellationToken) is null || await openings.FindAsync(kind, key, cancellationToken) is not { OffersEndAt: { } end } opening)
            return;
        var (now, ends) = (time.GetUtcNow(), new Change.Upsert(OutboxRow.New(partition, EndOffers.Kind, "", end)));
        await outbox.CommitAsync(ApplicationRows.Table, partition, opening.OffersAt(now) ? [ends, OfferOrders.Next(partition, now)] : [ends], cancellationToken);
        if (opening.Set is OpeningState.Withdrawn)
            return;
        while (await changing.ChangeAsync(opening, now, file => Task.FromResult<IReadOnlyList<OfferStep>>(
            [.. file.Applications.Select(one => (Before: one, After: one.Shorten(opening))).Where(one => one.After is not null).Take(OfferChanging.StepsMax).Select(one => new OfferStep(StepKind.Shortened, one.Before, one.After!))]), cancellationToken) == OfferChanging.StepsMax)
        {
            // more offers than one commit takes
        }

        await RetimeAsync(opening, partition, now, cancellationToken);
    }

    /// <summary>Reminders that applicants should have heard come when that is now; what was due before now has come. Whether they are listed still is looked for again, also where that had ended.</summary>
    private async Task RetimeAsync(Opening opening, string partition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = (await shelf.ListAsync(partition, ApplicationRows.Application, cancellationToken)).Select(ApplicationRows.ToApplication).ToList();
        if (all.Any(LookForListed.Concerns))
            await outbox.CommitAsync(ApplicationRows.Table, partition, [LookForListed.Order(partition, now)], cancellationToken);
        var words = await ListDueAsync(partition, RemindOfApplication.Kind, cancellationToken);
        foreach (var some in all.Where(one => one.WordBy(opening) is { } by && by > now && !(words.TryGetValue(one.Who.Id.ToString(), out var due) && due == by)).Chunk(OrdersAtOnce))
            await outbox.CommitAsync(ApplicationRows.Table, partition, [.. some.Select(one => ApplicationRows.OrderAbout(partition, RemindOfApplication.Kind, one.Who.Id, one.WordBy(opening)!.Value))], cancellationToken);
    }

    /// <summary>When what waits of a kind is due, by the person whom it is about.</summary>
    private async Task<Dictionary<string, DateTimeOffset>> ListDueAsync(string partition, string kind, CancellationToken cancellationToken)
        => (await shelf.ListAsync(partition, OutboxRow.RowKeyOf(kind, "") + ".", cancellationToken)).Where(row => !OutboxRow.IsGivenUp(row)).ToDictionary(row => row.GetString("Person") ?? row.RowKey, OutboxRow.DueOf);

    public async Task GiveUpAsync(string kind, string key, MemberId person, string idempotencyKey, GivenUpBy by, CancellationToken cancellationToken)
    {
        if (await openings.FindAsync(kind, key, cancellationToken) is not { } opening)
            return;
        var now = time.GetUtcNow();
        await changing.ChangeAsync(opening, now, file => Task.FromResult<IReadOnlyList<OfferStep>>(
            file.Of(person) is { Stage: Stage.Appointed } application && TellAppointed.OnceOf(file.Key, application) == idempotencyKey && application.GiveUp(by, now) is { } after ? [new OfferStep(StepKind.Declined, application, after)] : []), cancellationToken);
    }

    public async Task<ReleasedBy?> FindReleaseAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        return await shelf.FindAsync(partition, person, cancellationToken) is { } application
            && await shelf.FindReleaseAsync(partition, application, cancellationToken) is { IsOfPractice: true } kept
                ? new ReleasedBy(kept.PracticeCode, kept.Practice, kept.Release is { State: ReleaseState.Agreed, IsByHand: false } ? kept.AnsweredBy : null) { Said = SaidOf(kept), SaidAt = kept.Release.AnsweredAt }
                : null;
    }

    private static ReleaseSaid SaidOf(KeptRelease kept) => kept.Release.State switch
    {
        ReleaseState.Agreed => kept.IsOutdated ? ReleaseSaid.AgreedToOther : ReleaseSaid.Agreed,
        ReleaseState.Declined when !kept.IsOutdated => ReleaseSaid.Declined,
        _ => ReleaseSaid.NotYet,
    };

    private sealed record Limited(Refusal? Why);
}
