using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Installs the bot for people, one after the other at a modest pace, a part at a time. A server that dies leaves rows that
/// the next one takes up; installing for somebody who has the bot changes nothing.
/// </summary>
internal sealed class InstallApp(IRecordStore store, Installations installations, AppInstaller installer, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "members.installApp";

    // Graph counts writes of an app in a tenant by the second; four are far below.
    private static readonly TimeSpan OneEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TriesFor = TimeSpan.FromMinutes(2);
    private const int PartMax = 60;
    private const int AttemptsMax = 3;

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, int part, DateTimeOffset now)
    {
        var row = OutboxRow.New(organisationId, Kind, part == 0 ? "" : part.ToString(System.Globalization.CultureInfo.InvariantCulture), now);
        row["Part"] = part;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var waiting = (await installations.ListAsync(row.PartitionKey, cancellationToken)).Where(IsWaiting).ToList();
        foreach (var (at, person) in waiting.Take(PartMax).Index())
        {
            if (at > 0)
                await Task.Delay(OneEvery, time, cancellationToken);
            if (await InstallAsync(person, cancellationToken) is not { } answer)
                continue;
            if (answer.Outcome is InstallOutcome.Throttled or InstallOutcome.Unavailable)
                return new Delivered.Later(answer.Outcome.ToString(), answer.RetryAfter);
            if (answer.Outcome is InstallOutcome.NoPermission)
            {
                await GiveUpAsync(waiting.Skip(at + 1), person, cancellationToken);
                return new Delivered.Done();
            }
        }

        if (waiting.Count > PartMax)
            await outbox.CommitAsync(table, row.PartitionKey, [Of(row.PartitionKey, (row.GetInt32("Part") ?? 0) + 1, time.GetUtcNow())], cancellationToken);
        return new Delivered.Done();
    }

    private bool IsWaiting(Record row) => Installations.StateOf(row) switch
    {
        InstallationState.Waiting => true,
        InstallationState.Trying => row.GetDateTimeOffset("At") < time.GetUtcNow() - TriesFor,
        _ => false,
    };

    /// <summary>Null where another server has just taken the person up.</summary>
    private async Task<InstallAnswer?> InstallAsync(Record row, CancellationToken cancellationToken)
    {
        if (await SaveAsync(row, InstallationState.Trying, cancellationToken) is not { } taken)
            return null;
        var id = Installations.PersonOf(row);
        var answer = await installer.InstallAsync(id.TenantId, id.ObjectId, cancellationToken);
        var after = Installations.StateAfter(answer.Outcome);
        if (answer.Outcome is InstallOutcome.Unavailable)
        {
            taken["Attempts"] = (taken.GetInt32("Attempts") ?? 0) + 1;
            after = taken.GetInt32("Attempts") >= AttemptsMax ? InstallationState.Failed : InstallationState.Waiting;
        }

        await SaveAsync(taken, after, cancellationToken);
        return answer;
    }

    private async Task<Record?> SaveAsync(Record row, InstallationState state, CancellationToken cancellationToken)
    {
        row["State"] = state.ToString();
        row["At"] = time.GetUtcNow();
        var result = await store.CommitAsync(OrganisationRows.Table, row.PartitionKey, [new Change.Replace(row)], cancellationToken);
        if (result is not CommitResult.Committed { ETags: [var etag] })
            return null;
        var saved = new Record(row.PartitionKey, row.RowKey) { ETag = etag };
        foreach (var (name, value) in row.Columns)
            saved[name] = value;
        return saved;
    }

    /// <summary>The tenant has not granted it: asking for the others of that tenant would only be refused, too.</summary>
    private async Task GiveUpAsync(IEnumerable<Record> others, Record refused, CancellationToken cancellationToken)
    {
        var tenant = Installations.PersonOf(refused).TenantId;
        foreach (var row in others.Where(row => Installations.PersonOf(row).TenantId == tenant))
            await SaveAsync(row, InstallationState.NoPermission, cancellationToken);
        if (others.Any(row => Installations.PersonOf(row).TenantId != tenant))
            await outbox.CommitAsync(OrganisationRows.Table, refused.PartitionKey, [Of(refused.PartitionKey, PartMax, time.GetUtcNow())], cancellationToken);
    }
}
