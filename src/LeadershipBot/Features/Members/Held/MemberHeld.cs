using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Profile;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>What a person is on the rolls of organisations, and where they stand in their audit.</summary>
internal sealed class MemberHeld(OrganisationShelf organisations, RollShelf rolls, RollIndex index, IRecordStore store, Outbox outbox, CardLibrary library) : IPersonalData
{
    private const Roles Duties = Roles.Administrator | Roles.ReturningOfficer;

    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(about, cancellationToken);
        var sections = new List<HeldSection>();
        var listed = places.Where(place => place.Rows.Count > 0 || place.IsHelpContact).ToList();
        if (listed.Count > 0)
            sections.Add(new HeldSection("organisations", _text.Plain("members.held.title"), [.. listed.SelectMany(place => Lines(place, about.Zone))], RawRows.ToJson(listed.SelectMany(place => place.Rows))));
        var audited = places.SelectMany(place => place.Audited).ToList();
        if (audited.Count > 0)
            sections.Add(new HeldSection("audit", _text.Plain("members.held.audit"), [_text.Plain("members.held.audit.count", ("count", audited.Count))], RawRows.ToJson(audited)));
        return sections;
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(about, cancellationToken);
        var erased = places.Where(place => place.Rows.Count > 0).Select(place => _text.Plain("members.held.erase.roll", ("organisation", _text.NameOf(place.Organisation.Name)))).ToList();
        erased.AddRange(places.Where(place => place.IsHelpContact).Select(place => _text.Plain("members.held.erase.help", ("organisation", _text.NameOf(place.Organisation.Name)))));
        var audited = places.Sum(place => place.Audited.Count);
        var heed = new List<PlainText>();
        foreach (var place in places)
            heed.AddRange(await LastDutiesAsync(place, about.Person, cancellationToken));
        if (places.Any(place => place.IsImported))
            heed.Add(_text.Plain("members.held.heed.imported"));
        return new ErasurePlan(erased, audited == 0 ? [] : [_text.Plain("members.held.keep.audit", ("count", audited))]) { Heed = heed };
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
        {
            await rolls.EraseAsync(organisation.Id, about.Person, about.At, cancellationToken);
            await ForgetOrdersAsync(organisation.Id, about.Person, cancellationToken);
        }
    }

    /// <summary>What was still to be told to them, such as a role that they got, isn't told any more.</summary>
    private async Task ForgetOrdersAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(OutboxRow.Prefix), cancellationToken))
        {
            if (!row.Columns.Any(column => column.Value is string text && text == person.ToString()))
                continue;
            await outbox.RemovePointerAsync(OrganisationRows.Table, row, cancellationToken);
            await store.CommitAsync(OrganisationRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken);
        }
    }

    private async Task<IReadOnlyList<PlaceOf>> PlacesAsync(PersonAsked about, CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(about.Organisations.Select(name => PlaceAsync(name.Id, about.Person, cancellationToken)))).OfType<PlaceOf>()];

    private async Task<PlaceOf?> PlaceAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return null;
        var rows = await rolls.RowsOfAsync(organisation, person, cancellationToken);
        var audited = new List<Record>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(Audit.Prefix), cancellationToken))
        {
            if (IsAbout(row, person))
                audited.Add(row);
        }

        var isHelpContact = Is(organisation.Organisation.HelpContactId, person);
        return rows.Count > 0 || audited.Count > 0 || isHelpContact ? new PlaceOf(organisation, rows, audited, isHelpContact) : null;
    }

    /// <summary>Whether they did what an entry says, or it was done to them: to their roles, or that they were named as somebody to ask.</summary>
    private static bool IsAbout(Record entry, MemberId person)
        => entry.GetString("Whom") == person.ToString() || Is(entry.GetString("Who"), person) || Is(entry.GetString("Before"), person) || Is(entry.GetString("After"), person);

    private static bool Is(string? objectId, MemberId person) => string.Equals(objectId, person.ObjectId, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<PlainText> Lines(PlaceOf place, TimeZoneInfo zone)
    {
        var organisation = _text.NameOf(place.Organisation.Name);
        foreach (var row in place.Rows.Where(row => row.GetString("Roles") is not null && !RollIndexRows.IsIndex(row))) // not what is still to be noted of them, and nothing twice
        {
            var roles = Enum.TryParse<Roles>(row.GetString("Roles"), out var known) ? known : Roles.Member;
            yield return _text.Plain("members.held.listed", ("organisation", organisation), ("name", row.GetString("Name") ?? ""), ("roles", _text.NamesOf(roles)));
            foreach (var column in row.Columns.Where(column => column.Key is not ("Name" or "Roles" or "IsImported" or "LeftAt")))
                yield return _text.Plain("members.held.detail", ("what", ColumnWords.Of(column.Key)), ("value", ValueOf(place.Organisation, column.Key, column.Value, zone)));
        }

        if (place.IsHelpContact)
            yield return _text.Plain("members.held.help", ("organisation", organisation));
    }

    /// <summary>A value in the words that cards use.</summary>
    private string ValueOf(OrganisationNow organisation, string column, object value, TimeZoneInfo zone) => (column, value) switch
    {
        (nameof(Member.Practices) or nameof(Member.ChosenPractices) or nameof(Member.LeadOf) or "ImportedPractices" or "ImportedLeadOf", string codes) => NamesOf(organisation, codes),
        (nameof(Member.Profession) or nameof(Member.ChosenProfession), string name) when Enum.TryParse<Profession>(name, out var profession) => _text.WorkOf(profession, contract: null),
        (nameof(Member.Contract) or nameof(Member.ChosenContract), string name) when Enum.TryParse<Contract>(name, out var contract) => _text.WorkOf(profession: null, contract),
        ("ImportedRoles", string names) when Enum.TryParse<Roles>(names, out var roles) => VocabularyWords.Capital(_text.NamesOf(roles)),
        _ => ColumnWords.ValueOf(_text, value, zone),
    };

    private string NamesOf(OrganisationNow organisation, string codes)
        => string.Join(", ", organisation.NamesOf(PracticeCodes.Parse(codes))
            .Select(practice => practice.Name == practice.Code ? practice.Code : _text.Plain("members.held.practice", ("name", practice.Name), ("code", practice.Code)).Words));

    /// <summary>Duties that nobody else has. It is said, and stops nothing.</summary>
    private async Task<IReadOnlyList<PlainText>> LastDutiesAsync(PlaceOf place, MemberId person, CancellationToken cancellationToken)
    {
        var duties = place.Rows.Select(row => Enum.TryParse<Roles>(row.GetString("Roles"), out var roles) ? roles : Roles.Member).Aggregate(Roles.Member, (all, one) => all | one) & Duties;
        if (duties == Roles.Member)
            return [];
        foreach (var other in await index.ListHoldersAsync(place.Organisation, duties, cancellationToken))
            duties &= other.Person == person ? duties : ~other.Roles;

        var organisation = _text.NameOf(place.Organisation.Name);
        return [.. RoleWords.All.Where(role => duties.HasFlag(role)).Select(role => _text.Plain("members.held.heed.last", ("role", _text.NameOf(role)), ("organisation", organisation)))];
    }

    private sealed record PlaceOf(OrganisationNow Organisation, IReadOnlyList<Record> Rows, IReadOnlyList<Record> Audited, bool IsHelpContact)
    {
        public bool IsImported => Rows.Any(row => row.GetBoolean("IsImported") is true);
    }
}
