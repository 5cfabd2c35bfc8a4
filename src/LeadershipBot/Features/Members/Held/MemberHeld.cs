using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>What a person is on the rolls, what they set for themselves, where their chat is, and where they stand in the audit.</summary>
internal sealed class MemberHeld(OrganisationShelf organisations, RollShelf rolls, IRecordStore store, Staging staging, CardLibrary library) : IPersonalData
{
    private const Roles Duties = Roles.Administrator | Roles.ReturningOfficer;

    private static readonly RowRange HeadRows = RowRange.Prefix(PersonRows.Head);

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var own = await OwnRowsAsync(about.Person, cancellationToken);
        var places = await PlacesAsync(about.Person, cancellationToken);
        var sections = new List<HeldSection>();
        var listed = places.Where(place => place.Rows.Count > 0 || place.IsHelpContact).ToList();
        if (listed.Count > 0)
            sections.Add(new HeldSection("organisations", _text.Plain("members.held.title"), [.. listed.SelectMany(Lines)], RawRows.ToJson(listed.SelectMany(place => place.Rows))));
        if (own.Count > 0)
            sections.Add(new HeldSection("settings", _text.Plain("members.held.own"), [.. own.SelectMany(row => Lines(row, about.Zone))], RawRows.ToJson(own)));
        var audited = places.SelectMany(place => place.Audited).ToList();
        if (audited.Count > 0)
            sections.Add(new HeldSection("audit", _text.Plain("members.held.audit"), [_text.Plain("members.held.audit.count", ("count", audited.Count))], RawRows.ToJson(audited)));
        return sections;
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(about.Person, cancellationToken);
        var own = await OwnRowsAsync(about.Person, cancellationToken);
        var erased = places.Where(place => place.Rows.Count > 0).Select(place => _text.Plain("members.held.erase.roll", ("organisation", _text.NameOf(place.Organisation.Name)))).ToList();
        erased.AddRange(places.Where(place => place.IsHelpContact).Select(place => _text.Plain("members.held.erase.help", ("organisation", _text.NameOf(place.Organisation.Name)))));
        if (own.Count > 0)
            erased.Add(_text.Plain("members.held.erase.own"));
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
        foreach (var organisation in await organisations.ListAllAsync(cancellationToken))
            await rolls.EraseAsync(organisation.Id, about.Person, about.At, cancellationToken);
        await staging.SweepAllAsync(PersonRows.Table, about.Person.ToString(), cancellationToken);
        await organisations.ForgetSeenAsync(about.Person, cancellationToken);
    }

    private async Task<IReadOnlyList<PlaceOf>> PlacesAsync(MemberId person, CancellationToken cancellationToken)
    {
        var places = new List<PlaceOf>();
        foreach (var name in await organisations.ListAllAsync(cancellationToken))
        {
            if (await organisations.ReadAsync(name.Id, cancellationToken) is not { } organisation)
                continue;
            var rows = await rolls.RowsOfAsync(organisation, person, cancellationToken);
            var audited = new List<Record>();
            await foreach (var row in store.ListAsync(OrganisationRows.Table, name.Id, RowRange.Prefix(Audit.Prefix), cancellationToken))
            {
                if (row.GetString("Who") == person.ObjectId || IsAbout(row, person))
                    audited.Add(row);
            }

            if (rows.Count > 0 || audited.Count > 0 || organisation.Organisation.HelpContactId == person.ObjectId)
                places.Add(new PlaceOf(organisation, rows, audited, organisation.Organisation.HelpContactId == person.ObjectId));
        }

        return places;
    }

    /// <summary>Whether an entry says what was done to the person: to their roles, or that they were named as somebody to ask.</summary>
    private static bool IsAbout(Record entry, MemberId person)
        => entry.GetString("Whom") == person.ToString() || entry.GetString("Before") == person.ObjectId || entry.GetString("After") == person.ObjectId;

    private async Task<List<Record>> OwnRowsAsync(MemberId person, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(PersonRows.Table, person.ToString(), HeadRows, cancellationToken))
        {
            if (!row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)) // of the asks, which are told by themselves
                rows.Add(row);
        }

        return rows;
    }

    private IEnumerable<PlainText> Lines(PlaceOf place)
    {
        var organisation = _text.NameOf(place.Organisation.Name);
        foreach (var row in place.Rows)
        {
            var roles = Enum.TryParse<Roles>(row.GetString("Roles"), out var known) ? known : Roles.Member;
            yield return _text.Plain("members.held.listed", ("organisation", organisation), ("name", row.GetString("Name") ?? ""), ("roles", _text.NamesOf(roles)));
            foreach (var column in row.Columns.Where(column => column.Key is not ("Name" or "Roles" or "IsImported" or "LeftAt")))
                yield return _text.Plain("members.held.detail", ("what", Spaced(column.Key)), ("value", column.Value.ToString() ?? ""));
        }

        if (place.IsHelpContact)
            yield return _text.Plain("members.held.help", ("organisation", organisation));
    }

    private IEnumerable<PlainText> Lines(Record row, TimeZoneInfo zone)
    {
        if (row.RowKey.StartsWith(PersonRows.Hat, StringComparison.Ordinal))
            yield break; // says only where else to look
        if (row.RowKey == PersonRows.Chat)
        {
            yield return _text.Plain("members.held.chat", ("when", TimeWords.Moment(row.GetDateTimeOffset("Since") ?? default, zone)));
            yield break;
        }

        foreach (var (name, value) in row.Columns)
            yield return _text.Plain("members.held.detail", ("what", Spaced(name)), ("value", value is DateTimeOffset at ? TimeWords.Moment(at, zone) : value.ToString() ?? ""));
    }

    /// <summary>Duties that nobody else has. It is said, and stops nothing.</summary>
    private async Task<IReadOnlyList<PlainText>> LastDutiesAsync(PlaceOf place, MemberId person, CancellationToken cancellationToken)
    {
        var duties = place.Rows.Select(row => Enum.TryParse<Roles>(row.GetString("Roles"), out var roles) ? roles : Roles.Member).Aggregate(Roles.Member, (all, one) => all | one) & Duties;
        if (duties == Roles.Member)
            return [];
        await foreach (var other in rolls.ListAsync(place.Organisation, cancellationToken))
        {
            if (other.LeftAt is null && other.Id != person)
                duties &= ~other.Roles;
        }

        var organisation = _text.NameOf(place.Organisation.Name);
        return [.. RoleWords.All.Where(role => duties.HasFlag(role)).Select(role => _text.Plain("members.held.heed.last", ("role", _text.NameOf(role)), ("organisation", organisation)))];
    }

    /// <summary>A column's name as words: "Weekly minutes" for WeeklyMinutes.</summary>
    private static string Spaced(string column) => column[..1] + string.Concat(column[1..].Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));

    private sealed record PlaceOf(OrganisationNow Organisation, IReadOnlyList<Record> Rows, IReadOnlyList<Record> Audited, bool IsHelpContact)
    {
        public bool IsImported => Rows.Any(row => row.GetBoolean("IsImported") is true);
    }
}
