using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Reads organisations, and remembers each for half a minute, so that a busy turn asks the store for nothing. Its
/// localities and practices change only together with its head, and are remembered with that.
/// </summary>
internal sealed class OrganisationShelf(IRecordStore store, TimeProvider time)
{
    public static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, bool> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Remembered> _known = new(StringComparer.Ordinal);
    private bool _isAllNoted;
    private bool _hasBegun;

    /// <summary>The organisation; null if there is none with this id. At most half a minute old.</summary>
    public ValueTask<OrganisationNow?> FindAsync(string organisationId, CancellationToken cancellationToken)
        => _known.TryGetValue(organisationId, out var known) && time.GetElapsedTime(known.At) < RememberedFor
            ? ValueTask.FromResult<OrganisationNow?>(known.Organisation)
            : new ValueTask<OrganisationNow?>(ReadAsync(organisationId, cancellationToken));

    /// <summary>The organisation as it is in the store at this moment.</summary>
    public async Task<OrganisationNow?> ReadAsync(string organisationId, CancellationToken cancellationToken)
    {
        if (organisationId.Length is 0 or > OrganisationName.IdCharactersMax || organisationId.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            return null; // it may have come from outside
        if (await store.FindAsync(OrganisationRows.Table, organisationId, OrganisationRows.Head, cancellationToken) is not { } head)
            return null;
        var version = OrganisationRows.RollOf(head);
        var before = _known.TryGetValue(organisationId, out var known) && known.Organisation.ETag == head.ETag ? known.Organisation : null;
        var now = new OrganisationNow(
            OrganisationRows.ToOrganisation(head),
            version,
            head.ETag!,
            before?.Localities ?? await LocalitiesAsync(organisationId, version, cancellationToken),
            before?.Practices ?? await PracticesAsync(organisationId, version, cancellationToken))
        {
            Indexed = OrganisationRows.IndexedOf(head),
        };
        _known[organisationId] = new Remembered(now, time.GetTimestamp());
        return now;
    }

    /// <summary>
    /// Whether all that was ever kept about people was noted under them: so it is in every deployment whose first
    /// organisation or tenant this version, or a later one, has met.
    /// </summary>
    public async Task<bool> IsAllNotedAsync(CancellationToken cancellationToken)
    {
        if (!_isAllNoted)
            _isAllNoted = await store.FindAsync(OrganisationRows.IndexTable, OrganisationRows.NotedPartition, OrganisationRows.NotedRow, cancellationToken) is not null;
        return _isAllNoted;
    }

    /// <summary>All organisations of this deployment, by id.</summary>
    public async Task<IReadOnlyList<OrganisationName>> ListAllAsync(CancellationToken cancellationToken)
    {
        var all = new List<OrganisationName>();
        await foreach (var row in store.ListAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition, RowRange.All, cancellationToken))
            all.Add(new OrganisationName(row.RowKey, row.GetString("Name") ?? ""));
        return all;
    }

    /// <summary>The tenants whose people were seen.</summary>
    public async Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken)
    {
        var all = new List<string>();
        await foreach (var row in store.ListAsync(OrganisationRows.IndexTable, OrganisationRows.TenantIndexPartition, RowRange.All, cancellationToken))
            all.Add(row.RowKey);
        return all;
    }

    /// <summary>The people of a tenant who have a chat with the bot, or had one.</summary>
    public async Task<IReadOnlyList<MemberId>> ListSeenAsync(string tenantId, CancellationToken cancellationToken)
    {
        var all = new List<MemberId>();
        await foreach (var row in store.ListAsync(OrganisationRows.TenantsTable, OrganisationRows.TenantPartition(tenantId), RowRange.Prefix(OrganisationRows.Seen), cancellationToken))
            all.Add(new MemberId(row.PartitionKey, row.RowKey[OrganisationRows.Seen.Length..]));
        return all;
    }

    /// <summary>The same, for the id that stands for a tenant (<see cref="OrganisationName.NotSetUp"/>); nobody for any other.</summary>
    public async Task<IReadOnlyList<MemberId>> ListSeenUnderAsync(string organisationId, CancellationToken cancellationToken)
        => (await ListTenantsAsync(cancellationToken)).FirstOrDefault(tenant => OrganisationName.NotSetUp(tenant).Id == organisationId) is { } tenantId
            ? await ListSeenAsync(tenantId, cancellationToken)
            : [];

    /// <summary>Notes a tenant, once on each server, so that work over all of them finds it.</summary>
    public async Task RememberTenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        var tenant = OrganisationRows.TenantPartition(tenantId);
        if (_tenants.ContainsKey(tenant))
            return;
        await BeginAsync(cancellationToken);
        await store.CommitAsync(OrganisationRows.IndexTable, OrganisationRows.TenantIndexPartition, [new Change.Upsert(new Record(OrganisationRows.TenantIndexPartition, tenant))], cancellationToken);
        _tenants[tenant] = true;
    }

    /// <summary>Notes that the person has a chat with the bot.</summary>
    public async Task RememberSeenAsync(MemberId person, CancellationToken cancellationToken)
    {
        await RememberTenantAsync(person.TenantId, cancellationToken);
        await store.CommitAsync(OrganisationRows.TenantsTable, OrganisationRows.TenantPartition(person.TenantId), [new Change.Upsert(OrganisationRows.OfSeen(person))], cancellationToken);
    }

    /// <summary>Forgets that the person has a chat with the bot.</summary>
    public Task ForgetSeenAsync(MemberId person, CancellationToken cancellationToken)
        => store.CommitAsync(OrganisationRows.TenantsTable, OrganisationRows.TenantPartition(person.TenantId), [new Change.Delete(OrganisationRows.OfSeen(person).RowKey, null)], cancellationToken);

    /// <summary>The organisations of a tenant, by id.</summary>
    public async Task<IReadOnlyList<OrganisationName>> ListOfTenantAsync(string tenantId, CancellationToken cancellationToken)
    {
        var all = new List<OrganisationName>();
        await foreach (var row in store.ListAsync(OrganisationRows.TenantsTable, OrganisationRows.TenantPartition(tenantId), RowRange.Prefix(OrganisationRows.OfTenant), cancellationToken))
            all.Add(new OrganisationName(row.RowKey[OrganisationRows.OfTenant.Length..], row.GetString("Name") ?? ""));
        return all;
    }

    /// <summary>The tenants whose people the organisation may list, in lower case.</summary>
    public async Task<IReadOnlyList<string>> TenantsOfAsync(string organisationId, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(OrganisationRows.TenantOf), cancellationToken))
            all.Add(row.RowKey[OrganisationRows.TenantOf.Length..]);
        return all;
    }

    /// <summary>
    /// Makes an organisation, with an empty roll, known in the tenants. Where there is one of this id it stays as it is.
    /// </summary>
    /// <returns>False where it was there already.</returns>
    public async Task<bool> CreateAsync(Organisation organisation, IEnumerable<string> tenantIds, IReadOnlyList<Change> also, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await NoteMakersAsync(organisation.Name.Id, tenantIds, also, cancellationToken);
        // The lists come first: an entry that leads nowhere is passed over, an organisation in no list can't be found.
        await store.CommitAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition, [new Change.Upsert(OrganisationRows.OfIndex(organisation))], cancellationToken);
        foreach (var tenantId in tenantIds)
        {
            var entry = OrganisationRows.OfTenantEntry(tenantId, organisation.Name);
            await store.CommitAsync(OrganisationRows.TenantsTable, entry.PartitionKey, [new Change.Upsert(entry)], cancellationToken);
            var tenant = OrganisationRows.OfTenantOf(organisation.Name.Id, tenantId);
            await store.CommitAsync(OrganisationRows.Table, organisation.Name.Id, [new Change.Upsert(tenant)], cancellationToken);
        }

        Change[] changes = [new Change.Insert(OrganisationRows.OfHead(organisation, OrganisationRows.FirstRoll, OrganisationRows.FirstRoll)), .. also];
        return await store.CommitAsync(OrganisationRows.Table, organisation.Name.Id, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Lets the organisation list people of one more tenant. Safe to repeat: what an earlier try left undone is done.</summary>
    /// <param name="organisation">Its id and name.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="audit">Written with it, once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>False where the organisation had it already.</returns>
    public async Task<bool> AddTenantAsync(OrganisationName organisation, string tenantId, Change audit, CancellationToken cancellationToken)
    {
        var entry = OrganisationRows.OfTenantEntry(tenantId, organisation); // first, as when an organisation is made
        await store.CommitAsync(OrganisationRows.TenantsTable, entry.PartitionKey, [new Change.Upsert(entry)], cancellationToken);
        Change[] changes = [new Change.Insert(OrganisationRows.OfTenantOf(organisation.Id, tenantId)), audit];
        return await store.CommitAsync(OrganisationRows.Table, organisation.Id, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Forgets on this server what was remembered of an organisation, since it has just been changed.</summary>
    public void Forget(string organisationId) => _known.TryRemove(organisationId, out _);

    /// <summary>Notes, before anything else is kept, that everything will be noted under the people whom it is about.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_hasBegun)
            return;
        if (!await IsAllNotedAsync(cancellationToken) && (await ListAllAsync(cancellationToken)).Count == 0 && (await ListTenantsAsync(cancellationToken)).Count == 0)
        {
            var since = new Record(OrganisationRows.NotedPartition, OrganisationRows.NotedRow);
            await store.CommitAsync(OrganisationRows.IndexTable, OrganisationRows.NotedPartition, [new Change.Upsert(since)], cancellationToken);
        }

        _hasBegun = true;
    }

    /// <summary>Whoever makes an organisation stands in its audit, and may never be listed there.</summary>
    private async Task NoteMakersAsync(string organisationId, IEnumerable<string> tenantIds, IReadOnlyList<Change> also, CancellationToken cancellationToken)
    {
        var makers = also.OfType<Change.Upsert>().Select(entry => entry.Record.GetString("Who")).OfType<string>().Where(who => who != Audit.Program).Distinct();
        foreach (var maker in makers.SelectMany(who => tenantIds.Select(tenant => new MemberId(tenant, who))))
            await store.CommitAsync(PersonRows.Table, maker.ToString(), [PersonRows.HasBeenIn(maker, organisationId)], cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, Locality>> LocalitiesAsync(string organisationId, string version, CancellationToken cancellationToken)
    {
        var localities = new Dictionary<string, Locality>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(RollRows.LocalitiesOf(version)), cancellationToken))
        {
            var locality = RollRows.ToLocality(row, version);
            localities[locality.Code] = locality;
        }

        return localities;
    }

    private async Task<IReadOnlyDictionary<string, MemberPractice>> PracticesAsync(string organisationId, string version, CancellationToken cancellationToken)
    {
        var practices = new Dictionary<string, MemberPractice>(StringComparer.OrdinalIgnoreCase);
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(RollRows.PracticesOf(version)), cancellationToken))
        {
            var practice = RollRows.ToPractice(row, version);
            practices[practice.Code] = practice;
        }

        return practices;
    }

    private sealed record Remembered(OrganisationNow Organisation, long At);
}

/// <summary>An organisation as it was read at one moment.</summary>
/// <param name="Organisation">What it is.</param>
/// <param name="Roll">The version of its roll.</param>
/// <param name="ETag">The version of its head row.</param>
/// <param name="Localities">By code.</param>
/// <param name="Practices">By ODS code, those that left too.</param>
internal sealed record OrganisationNow(
    Organisation Organisation,
    string Roll,
    string ETag,
    IReadOnlyDictionary<string, Locality> Localities,
    IReadOnlyDictionary<string, MemberPractice> Practices)
{
    /// <summary>The version of the roll that has an index; empty for none.</summary>
    public string Indexed { get; init; } = "";

    /// <summary>Whether the roll that counts has an index.</summary>
    public bool IsIndexed => Indexed == Roll;

    public OrganisationName Name => Organisation.Name;

    public string Id => Organisation.Name.Id;

    /// <summary>The names of practices; one that the organisation doesn't know is named by its code.</summary>
    public IReadOnlyList<PracticeName> NamesOf(PracticeCodes codes)
        => [.. codes.All.Select(code => new PracticeName(code, Practices.TryGetValue(code, out var practice) ? practice.Name : code))];

    /// <summary>The codes of the localities of these practices, each once, in their order; empty where none has one.</summary>
    public IReadOnlyList<string> LocalitiesOf(PracticeCodes codes)
        => [.. codes.All.Select(code => Practices.GetValueOrDefault(code)?.Locality ?? "").Where(locality => locality.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Of these practices those that have not left the organisation: the others are history and count for nothing.</summary>
    public PracticeCodes StillIn(PracticeCodes codes)
    {
        var left = codes.All.Where(code => Practices.TryGetValue(code, out var practice) && practice.LeftAt is not null).ToList();
        return left.Count == 0 ? codes : codes.Without(PracticeCodes.Parse(string.Join(',', left)));
    }

    /// <summary>The head row, to be replaced in the same commit as a change of the roll: two changes at once then can't both succeed.</summary>
    public Change Touched(Organisation? changed = null)
        => new Change.Replace(OrganisationRows.OfHead(changed ?? Organisation, Roll, Indexed, ETag));
}
