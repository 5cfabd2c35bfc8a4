using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// That a person is, or was, in a team or chat of an organisation, under every reading that still lies there; and that the
/// bot was to be installed for them.
/// </summary>
internal sealed class RosterHeld(RosterShelf rosters, IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        return found.Count == 0 ? [] : [new HeldSection("rosters", _text.Plain("roster.held.title"), [.. found.SelectMany(one => Lines(one, about.Zone))], RawRows.ToJson(found.Select(one => one.Row)))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        return found.Count == 0
            ? ErasurePlan.Nothing
            : new ErasurePlan([_text.Plain("roster.held.erase")], []) { Heed = found.Any(one => one.Kind is Held.There) ? [_text.Plain("roster.held.heed")] : [] };
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var (row, table) in (await FindAsync(about, cancellationToken)).Select(one => (one.Row, one.Table)))
            await store.CommitAsync(table, row.PartitionKey, [new Change.Delete(row.RowKey, null)], cancellationToken);
    }

    private async Task<IReadOnlyList<HeldRow>> FindAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = new List<HeldRow>();
        foreach (var organisation in about.Organisations)
        {
            if (await store.FindAsync(OrganisationRows.Table, organisation.Id, Installations.Prefix + about.Person, cancellationToken) is { } install)
                found.Add(new HeldRow(Held.Installed, OrganisationRows.Table, install, organisation));
            foreach (var partition in await rosters.ListPartitionsOfAsync(organisation.Id, cancellationToken))
                found.AddRange((await RowsInAsync(partition, about.Person, cancellationToken)).Select(row => new HeldRow(IsLeft(row) ? Held.Left : Held.There, RosterRows.Table, row, organisation)));
        }

        return found;
    }

    private static bool IsLeft(Record row) => row.RowKey.StartsWith(RosterRows.Left, StringComparison.Ordinal);

    /// <summary>The person's rows in one place, whosever it is by now: also of a reading that counts no more, or doesn't yet.</summary>
    private async Task<IReadOnlyList<Record>> RowsInAsync(string partition, MemberId person, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string> { RosterRows.Left + person };
        await foreach (var row in store.ListAsync(RosterRows.Table, partition, RowRange.Prefix(RosterRows.AllHeads), cancellationToken))
        {
            if (row.GetString("Version") is { Length: > 0 } version)
                keys.Add(RosterRows.PeopleOf(version) + person);
        }

        return [.. (await Task.WhenAll(keys.Select(key => store.FindAsync(RosterRows.Table, partition, key, cancellationToken)))).OfType<Record>()];
    }

    private IEnumerable<PlainText> Lines(HeldRow held, TimeZoneInfo zone)
    {
        var organisation = _text.NameOf(held.Organisation);
        if (held.Kind is not Held.There)
        {
            var (key, column) = held.Kind is Held.Left ? ("roster.held.left", "LeftAt") : ("roster.held.install", "At");
            yield return _text.Plain(key, ("organisation", organisation), ("when", TimeWords.Moment(held.Row.GetDateTimeOffset(column) ?? default, zone)));
            yield break;
        }

        yield return _text.Plain("roster.held.there", ("organisation", organisation));
        foreach (var (column, key) in new[] { ("Name", "roster.held.name"), ("Email", "roster.held.email"), ("UserPrincipalName", "roster.held.signIn") })
        {
            if (held.Row.GetString(column) is { Length: > 0 } value)
                yield return _text.Plain(key, ("value", value));
        }
    }

    private enum Held
    {
        There,
        Left,
        Installed,
    }

    private sealed record HeldRow(Held Kind, string Table, Record Row, OrganisationName Organisation);
}
