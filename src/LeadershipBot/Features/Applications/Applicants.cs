using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Offers;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications;

/// <summary>Says who applied, from what stands beside the applications, and from the list that deliveries keep.</summary>
internal sealed class Applicants(ApplicationShelf shelf, Outbox outbox, IRecordStore store, TimeProvider time) : IApplicants
{
    private const int OrdersAtOnce = 40;

    public async Task<ApplicantCounts> CountAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
        => (await shelf.FindHeadAsync(ApplicationRows.PartitionOf(organisationId, kind, key), cancellationToken))?.Counts ?? ApplicantCounts.None;

    public async Task<IReadOnlyDictionary<string, ApplicantCounts>> CountAllAsync(string organisationId, string kind, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, ApplicantCounts>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, organisationId, RowRange.Prefix(ApplicationIndexRows.OpeningRow(kind, "")), cancellationToken))
            counts[row.GetString("Opening") ?? ""] = ApplicationRows.CountsIn(row);
        return counts;
    }

    public async Task<IReadOnlyList<Person>> ListInterestedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var rows = await shelf.ListAsync(ApplicationRows.PartitionOf(organisationId, kind, key), ApplicationRows.Application, cancellationToken);
        return [.. rows.Select(ApplicationRows.ToApplication).Where(IsInterested).Select(one => one.Who)];
    }

    public async Task<bool> IsInterestedAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(ApplicationRows.PartitionOf(organisationId, kind, key), person, cancellationToken) is { } application && IsInterested(application);

    public async Task<IReadOnlyList<Person>> ListForNextAsync(string organisationId, string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var (found, seen) = (new List<Person>(), new HashSet<MemberId>());
        foreach (var partition in keys.Select(key => ApplicationRows.PartitionOf(organisationId, kind, key)))
        {
            var newest = (await shelf.ListAsync(partition, ApplicationRows.Application, cancellationToken)).Select(ApplicationRows.ToApplication).Where(one => seen.Add(one.Who.Id));
            foreach (var one in newest)
            {
                if (IsInterested(one) || await WaitedInVainAsync(partition, one, cancellationToken))
                    found.Add(one.Who);
            }
        }

        return found;
    }

    private static bool IsInterested(Application one) => one.Stage is not Stage.Appointed && (one.IsInIt || one.IsKeptInMind);

    /// <summary>Whether it ended with the waiting list, or with what it was for, and nothing happened to it since.</summary>
    private async Task<bool> WaitedInVainAsync(string partition, Application one, CancellationToken cancellationToken)
        => one.Stage is Stage.NotSelected && (await shelf.ListStepsAsync(partition, one.Who.Id, cancellationToken)) is [.., { What: StepKind.Ended or StepKind.Voided }];

    public async Task<IReadOnlyList<Person>> ListStandingAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var rows = await shelf.ListAsync(ApplicationRows.PartitionOf(organisationId, kind, key), ApplicationRows.Application, cancellationToken);
        return [.. rows.Select(ApplicationRows.ToApplication).Where(one => one is { IsInIt: true, Readiness: Readiness.Now }).Select(one => one.Who)];
    }

    public async Task<IReadOnlyList<Person>> ListWaitingAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var rows = await shelf.ListAsync(ApplicationRows.PartitionOf(organisationId, kind, key), ApplicationRows.Application, cancellationToken);
        return [.. rows.Select(ApplicationRows.ToApplication).Where(IsWaiting).Select(one => one.Who)];
    }

    public async Task<bool> IsWaitingAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(ApplicationRows.PartitionOf(organisationId, kind, key), person, cancellationToken) is { } application && IsWaiting(application);

    public async Task<bool> IsAppointedAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAsync(ApplicationRows.PartitionOf(organisationId, kind, key), person, cancellationToken) is { Stage: Stage.Appointed };

    private static bool IsWaiting(Application one) => one.IsInIt && one.Stage is not Stage.Appointed;

    public async Task<IReadOnlyList<Person>> ListAppointedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var rows = await shelf.ListAsync(ApplicationRows.PartitionOf(organisationId, kind, key), ApplicationRows.Application, cancellationToken);
        return [.. rows.Select(ApplicationRows.ToApplication).Where(one => one.Stage is Stage.Appointed).Select(one => one.Who)];
    }

    public async Task ClosedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        if (await shelf.FindHeadAsync(partition, cancellationToken) is not null)
            await outbox.CommitAsync(ApplicationRows.Table, partition, [new Change.Upsert(OutboxRow.New(partition, CloseOpening.Kind, "", time.GetUtcNow()))], cancellationToken);
    }

    public async Task TellChangedAsync(string organisationId, string kind, string key, OpeningChange what, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        var (rows, now) = (await shelf.ListAsync(partition, ApplicationRows.Application, cancellationToken), time.GetUtcNow());
        foreach (var some in rows.Select(ApplicationRows.ToApplication).Where(one => TellChanged.Concerns(one, what)).Chunk(OrdersAtOnce))
            await outbox.CommitAsync(ApplicationRows.Table, partition, [.. some.Select(one => OrderOf(partition, what, one.Who.Id, now))], cancellationToken);
        if (what is OpeningChange.Withdrawn && rows.Count > 0)
            await outbox.CommitAsync(ApplicationRows.Table, partition, [EndWithdrawn.Order(partition, now)], cancellationToken);
    }

    public async Task<IReadOnlyList<Person>> ListLostAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        var ended = (await shelf.ListAsync(partition, ApplicationRows.Application, cancellationToken)).Select(ApplicationRows.ToApplication).Where(one => one.Stage is Stage.NotSelected);
        var lost = new List<Person>();
        foreach (var one in ended)
        {
            if (await shelf.ListStepsAsync(partition, one.Who.Id, cancellationToken) is [.., { What: StepKind.Voided }])
                lost.Add(one.Who);
        }

        return lost;
    }

    public async Task<LostPlace> FindLostAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
    {
        var partition = ApplicationRows.PartitionOf(organisationId, kind, key);
        if (await shelf.FindAsync(partition, person, cancellationToken) is not { IsExploring: false } application)
            return LostPlace.None;
        if (application.Stage is not Stage.NotSelected)
            return LostIn(application.Stage); // it ends in a moment
        return await shelf.ListStepsAsync(partition, person, cancellationToken) is [.., { Stage: var before }, { What: StepKind.Voided }] ? LostIn(before) : LostPlace.None;
    }

    private static LostPlace LostIn(Stage stage) => stage switch
    {
        Stage.Offered => LostPlace.Offered,
        Stage.Reserve => LostPlace.Waiting,
        _ => LostPlace.None,
    };

    private static Change OrderOf(string partition, OpeningChange what, MemberId who, DateTimeOffset now) => what switch
    {
        OpeningChange.Withdrawn => EndRelease.Order(partition, who, appointment: "", now),
        OpeningChange.Terms => OutdateRelease.Order(partition, who, now),
        _ => TellChanged.Order(partition, what, who, now),
    };
}
