using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>How far installing the bot for one person has come.</summary>
internal enum InstallationState
{
    Waiting,
    Trying,
    Installed,
    AlreadyThere,
    NoPermission,
    NotFound,
    Blocked,
    Failed,
}

/// <summary>Installing the bot for people of an organisation: a row for each person in the organisation's partition, so that nothing is done twice and each result is kept.</summary>
internal sealed class Installations(IRecordStore store, Outbox outbox, CardLibrary library, TimeProvider time)
{
    public const string Prefix = "install.";

    private static readonly TimeSpan NotAgainWithin = TimeSpan.FromDays(1);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(10);

    private readonly TextFile _text = library.Text;

    /// <summary>Whom it helps. Not those who removed the bot: that was their choice.</summary>
    public static bool CouldHelp(Reached one) => one is { Id: not null, Reach: Reach.NotInstalled or Reach.LeftTeam };

    public static MemberId PersonOf(Record row) => MemberId.TryParse(row.RowKey[Prefix.Length..], out var id) ? id : default;

    public static InstallationState StateOf(Record row) => Enum.TryParse<InstallationState>(row.GetString("State"), out var state) ? state : InstallationState.Waiting;

    /// <summary>Whether it is still to be done.</summary>
    public static bool IsOpen(Record row) => StateOf(row) is InstallationState.Waiting or InstallationState.Trying;

    /// <summary>Until when the person is left alone, since somebody is trying; the beginning of time where nobody is.</summary>
    public static DateTimeOffset NotBeforeOf(Record row) => row.GetDateTimeOffset("NotBefore") ?? DateTimeOffset.MinValue;

    /// <summary>Orders the installation for people for whom it isn't ordered already. Safe to repeat.</summary>
    /// <returns>For how many it was ordered by this.</returns>
    public async Task<int> OrderAsync(string organisationId, IEnumerable<MemberId> people, Change audit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = (await ListAsync(organisationId, cancellationToken)).ToDictionary(PersonOf);
        var wanted = people.Where(id => !known.TryGetValue(id, out var row) || MayBeTriedAgain(row, now)).Select(id => NewRow(organisationId, id, now)).ToList();
        foreach (var some in wanted.Select(row => new Change.Upsert(row)).Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(OrganisationRows.Table, organisationId, some, cancellationToken);
        if (wanted.Count > 0)
            await outbox.CommitAsync(OrganisationRows.Table, organisationId, [InstallApp.Of(organisationId, now), audit], cancellationToken);
        return wanted.Count;
    }

    /// <summary>
    /// Orders the installation for one person, unless it is under way or was tried since a moment. Safe to repeat: it sees
    /// to it each time that what is still to be done has its order.
    /// </summary>
    /// <returns>How far it is.</returns>
    public async Task<Record> OrderOnceAsync(string organisationId, MemberId person, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = await store.FindAsync(OrganisationRows.Table, organisationId, Prefix + person, cancellationToken);
        if (row is null || (!IsOpen(row) && row.GetDateTimeOffset("At") < since && MayBeTriedAgain(row, now)))
        {
            var wanted = NewRow(organisationId, person, now, row?.ETag);
            Change change = row is null ? new Change.Insert(wanted) : new Change.Replace(wanted);
            var isOurs = await store.CommitAsync(OrganisationRows.Table, organisationId, [change], cancellationToken) is CommitResult.Committed;
            row = isOurs ? wanted : await store.FindAsync(OrganisationRows.Table, organisationId, Prefix + person, cancellationToken) ?? wanted; // else another server was faster
        }

        if (IsOpen(row))
            await SeeToTheOrderAsync(organisationId, now, cancellationToken);
        return row;
    }

    public async Task<IReadOnlyList<Record>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(Prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>What became of it, one line for each state; none where nothing was ordered.</summary>
    public async Task<IReadOnlyList<CardText>> ReportAsync(string organisationId, CancellationToken cancellationToken)
        => [.. (await ListAsync(organisationId, cancellationToken)).GroupBy(row => KeyOf(StateOf(row))).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => _text.Format(group.Key, ("count", group.Count())))];

    public static InstallationState StateAfter(InstallOutcome outcome) => outcome switch
    {
        InstallOutcome.Installed => InstallationState.Installed,
        InstallOutcome.AlreadyThere => InstallationState.AlreadyThere,
        InstallOutcome.NoPermission => InstallationState.NoPermission,
        InstallOutcome.NotFound => InstallationState.NotFound,
        InstallOutcome.Blocked => InstallationState.Blocked,
        _ => InstallationState.Waiting,
    };

    /// <summary>An order that is there is left alone: it may be that Graph wants to be left alone, too. One that was just being ended comes back with the next look.</summary>
    private async Task SeeToTheOrderAsync(string organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var order = await store.FindAsync(OrganisationRows.Table, organisationId, OutboxRow.RowKeyOf(InstallApp.Kind, ""), cancellationToken);
        if (order is not null && !OutboxRow.IsGivenUp(order))
            return;
        Change change = order is null ? new Change.Insert(OutboxRow.New(organisationId, InstallApp.Kind, "", now)) : InstallApp.Of(organisationId, now);
        await outbox.CommitAsync(OrganisationRows.Table, organisationId, [change, Audit.ByProgram(organisationId, "members.installOrdered", now)], cancellationToken); // a conflict: it is there
    }

    private static string KeyOf(InstallationState state) => state switch
    {
        InstallationState.Installed or InstallationState.AlreadyThere => "roster.install.done",
        InstallationState.NoPermission => "roster.install.noPermission",
        InstallationState.NotFound => "roster.install.notFound",
        InstallationState.Blocked => "roster.install.blocked",
        InstallationState.Failed => "roster.install.failed",
        _ => "roster.install.waiting",
    };

    private static bool MayBeTriedAgain(Record row, DateTimeOffset now) => StateOf(row) switch
    {
        InstallationState.Waiting => false,
        InstallationState.Trying => row.GetDateTimeOffset("At") < now - StuckAfter, // the server that tried died
        InstallationState.Installed or InstallationState.AlreadyThere => row.GetDateTimeOffset("At") < now - NotAgainWithin,
        _ => true,
    };

    private static Record NewRow(string organisationId, MemberId id, DateTimeOffset now, string? etag = null)
        => new(organisationId, Prefix + id) { ETag = etag, ["State"] = nameof(InstallationState.Waiting), ["At"] = now, ["Attempts"] = 0 };
}
