using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests.Held;

/// <summary>
/// What a person declared. It is told, and not erased: a body that commissions keeps a register of interests by law
/// (National Health Service Act 2006, section 14O), and the records for six years after an interest ended.
/// </summary>
internal sealed class InterestsHeld(InterestShelf shelf, IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            var said = await shelf.FindAsync(organisation.Id, about.Person, cancellationToken);
            var name = _text.NameOf(organisation);
            lines.AddRange(said.All.Select(one => _text.Plain("interests.held.declared", ("organisation", name), ("what", one.Interest.What), ("when", InterestWords.When(_text, one.Interest)))));
            if (said.Stated is { } stated)
                lines.Add(_text.Plain("interests.held.stated", ("organisation", name), ("when", InterestWords.Date(InterestWords.DateOf(stated.At, about.Zone)))));
            rows.AddRange(await RowsAsync(organisation.Id, about.Person, cancellationToken));
        }

        return rows.Count == 0 ? [] : [new HeldSection("interests", _text.Plain("interests.kind"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var kept = new List<PlainText>();
        foreach (var organisation in about.Organisations)
        {
            var count = (await RowsAsync(organisation.Id, about.Person, cancellationToken)).Count;
            if (count > 0)
                kept.Add(_text.Plain("interests.held.keep", ("organisation", _text.NameOf(organisation))));
        }

        return new ErasurePlan([], kept);
    }

    public Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken) => Task.CompletedTask; // see above: all of it is kept

    /// <summary>Everything under the person: what they declared and what it was before, what they stated, their role's date, and where they stand in the audit.</summary>
    private async Task<List<Record>> RowsAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        string[] prefixes = [InterestRows.CurrentOf(person), InterestRows.BeforeOf(person), InterestRows.StatementOf(person), InterestRows.HolderOf(person)];
        foreach (var prefix in prefixes)
        {
            await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
                rows.Add(row);
        }

        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(Audit.Prefix), cancellationToken))
        {
            if (string.Equals(row.GetString("Who"), person.ObjectId, StringComparison.OrdinalIgnoreCase))
                rows.Add(row);
        }

        return rows;
    }
}
