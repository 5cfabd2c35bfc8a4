using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Installs the bot for people, one after the other at a modest pace, for a stretch of time at once. What one stretch
/// leaves, the next one takes up, and a stretch that got somewhere is no failed try. Installing for somebody who has the
/// bot changes nothing.
/// </summary>
internal sealed class InstallApp(IRecordStore store, Installations installations, AppInstaller installer, TimeProvider time) : IDelivery
{
    public const string Kind = "members.installApp";

    /// <summary>A stretch ends after this, and with the longest wait for Graph still before a delivery is cut off.</summary>
    public static readonly TimeSpan WorksFor = TimeSpan.FromSeconds(20);

    /// <summary>How long somebody whom another server is trying, or a dead one was, is left alone.</summary>
    public static readonly TimeSpan TriesFor = TimeSpan.FromMinutes(2);

    // Graph counts writes of an app in a tenant by the second; four are far below.
    private static readonly TimeSpan OneEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private const int AttemptsMax = 3;

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(organisationId, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (started, done, notGranted) = (time.GetTimestamp(), 0, new HashSet<string>());
        foreach (var person in (await installations.ListAsync(row.PartitionKey, cancellationToken)).Where(IsDue))
        {
            if (time.GetElapsedTime(started) >= WorksFor)
                break;
            var tenant = Installations.PersonOf(person).TenantId;
            if (notGranted.Contains(tenant))
            {
                await SaveAsync(person, InstallationState.NoPermission, cancellationToken); // asking would only be refused, too
                continue;
            }

            if (done > 0)
                await Task.Delay(OneEvery, time, cancellationToken);
            if (await InstallAsync(person, cancellationToken) is not { } answer)
                continue;
            if (answer.Outcome is InstallOutcome.Throttled or InstallOutcome.Unavailable)
                return Paused(answer, done);
            if (answer.Outcome is InstallOutcome.NoPermission)
                notGranted.Add(tenant);
            done++;
        }

        return await LeftAsync(row.PartitionKey, cancellationToken);
    }

    /// <summary>Graph asks for a pause, or can't be asked: a failed try only where it was so from the first on.</summary>
    private Delivered Paused(InstallAnswer answer, int done)
        => done > 0 ? new Delivered.NotBefore(time.GetUtcNow() + (answer.RetryAfter ?? Breath)) : new Delivered.Later(answer.Outcome.ToString(), answer.RetryAfter);

    /// <summary>The next stretch, where there is anybody left: at once for those who wait, later for those who are being tried.</summary>
    private async Task<Delivered> LeftAsync(string organisationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var left = (await installations.ListAsync(organisationId, cancellationToken)).Where(Installations.IsOpen).Select(Installations.NotBeforeOf).ToList();
        return left.Count == 0 ? new Delivered.Done() : new Delivered.NotBefore(left.Min() is var due && due > now + Breath ? due : now + Breath);
    }

    private bool IsDue(Record row) => Installations.IsOpen(row) && Installations.NotBeforeOf(row) <= time.GetUtcNow();

    /// <summary>Null where another server has just taken the person up.</summary>
    private async Task<InstallAnswer?> InstallAsync(Record row, CancellationToken cancellationToken)
    {
        if (await SaveAsync(row, InstallationState.Trying, cancellationToken) is not { } taken)
            return null;
        var answer = await AskAsync(Installations.PersonOf(row), cancellationToken);
        var after = Installations.StateAfter(answer.Outcome);
        if (answer.Outcome is InstallOutcome.Unavailable)
        {
            taken["Attempts"] = (taken.GetInt32("Attempts") ?? 0) + 1;
            after = taken.GetInt32("Attempts") >= AttemptsMax ? InstallationState.Failed : InstallationState.Waiting;
        }

        await SaveAsync(taken, after, cancellationToken);
        return answer;
    }

    private async Task<InstallAnswer> AskAsync(Domain.People.MemberId person, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswersWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await installer.InstallAsync(person.TenantId, person.ObjectId, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new InstallAnswer(InstallOutcome.Unavailable);
        }
    }

    private async Task<Record?> SaveAsync(Record row, InstallationState state, CancellationToken cancellationToken)
    {
        row["State"] = state.ToString();
        row["At"] = time.GetUtcNow();
        row["NotBefore"] = state is InstallationState.Trying ? time.GetUtcNow() + TriesFor : null!;
        var result = await store.CommitAsync(OrganisationRows.Table, row.PartitionKey, [new Change.Replace(row)], cancellationToken);
        if (result is not CommitResult.Committed { ETags: [var etag] })
            return null;
        var saved = new Record(row.PartitionKey, row.RowKey) { ETag = etag };
        foreach (var (name, value) in row.Columns)
            saved[name] = value;
        return saved;
    }
}
