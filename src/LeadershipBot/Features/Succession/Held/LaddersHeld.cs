using LeadershipBot.Domain.People;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Held;

/// <summary>What a person did on the ladder, and who is or was their mentor. Forgotten, all of it goes; what they recorded of others stays without them, and the audit says no more that it was about them.</summary>
internal sealed class LaddersHeld(LadderShelf shelf, IRecordStore store, Outbox outbox, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            var own = await OwnAsync(organisation.Id, about.Person, cancellationToken);
            rows.AddRange(own.Rows);
            rows.AddRange(own.Audited);
            lines.AddRange(own.Rows.Select(LadderRows.ToStep).Zip(own.Rows).Where(one => one.First is not null && one.Second.RowKey.StartsWith(LadderRows.Step, StringComparison.Ordinal)).Select(one => _text.Plain("posts.held.step", ("what", one.First!.What), ("date", PostWords.Date(one.First.From)), ("how", PostWords.Of(_text, one.First.Experience)))));
            if (own.Rows.Count(row => !row.RowKey.StartsWith(LadderRows.Step, StringComparison.Ordinal)) is > 0 and var mentoring)
                lines.Add(_text.Plain("posts.held.mentoring", ("count", mentoring)));
            if (own.Recorded.Count > 0)
                lines.Add(_text.Plain("posts.held.recorded", ("count", own.Recorded.Count)));
        }

        return lines.Count == 0 ? [] : [new HeldSection("ladder", _text.Plain("posts.held.ladder"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (erased, told, audited) = (0, 0, 0);
        foreach (var organisation in about.Organisations)
        {
            var own = await OwnAsync(organisation.Id, about.Person, cancellationToken);
            var did = own.Audited.Count(row => row.GetString("Who") == about.Person.ObjectId);
            (erased, told, audited) = (erased + own.Rows.Count + own.Recorded.Count, told + own.Audited.Count - did, audited + did);
        }

        List<PlainText> gone = erased > 0 ? [_text.Plain("posts.held.erase.ladder", ("count", erased))] : [];
        if (told > 0)
            gone.Add(_text.Plain("posts.held.erase.audit", ("count", told)));
        return new ErasurePlan(gone, audited > 0 ? [_text.Plain("posts.held.keep.audit", ("count", audited))] : []);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
        {
            var own = await OwnAsync(organisation.Id, about.Person, cancellationToken);
            foreach (var row in own.Rows)
                await store.CommitAsync(LadderRows.Table, organisation.Id, [new Change.Delete(row.RowKey, null)], cancellationToken);
            foreach (var row in own.Recorded)
            {
                if (LadderRows.ToStep(row) is { } step)
                    await store.CommitAsync(LadderRows.Table, organisation.Id, [new Change.Upsert(LadderRows.OfStep(organisation.Id, step with { RecordedBy = null }))], cancellationToken);
            }

            await Audit.ForgetWhomAsync(store, LadderRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken);
            foreach (var order in (await shelf.RowsAsync(organisation.Id, OutboxRow.Prefix + AskHow.Kind, cancellationToken)).Where(row => row.GetString("Person") == about.Person.ToString()))
            {
                await outbox.RemovePointerAsync(LadderRows.Table, order, cancellationToken);
                await store.CommitAsync(LadderRows.Table, organisation.Id, [new Change.Delete(order.RowKey, null)], cancellationToken);
            }
        }
    }

    private async Task<Own> OwnAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var (me, rows, recorded) = (person.ToString(), new List<Record>(), new List<Record>());
        foreach (var row in await shelf.RowsAsync(organisationId, LadderRows.Step, cancellationToken))
        {
            if (row.GetString("Person") == me)
                rows.Add(row);
            else if (row.GetString("RecordedBy") == me)
                recorded.Add(row);
        }

        foreach (var kind in new[] { LadderRows.Mentor, LadderRows.Wish })
        {
            if (await store.FindAsync(LadderRows.Table, organisationId, kind + person, cancellationToken) is { } call)
                rows.Add(call);
        }

        rows.AddRange((await shelf.RowsAsync(organisationId, LadderRows.Pair, cancellationToken)).Where(row => row.GetString("Mentor") == me || row.GetString("Mentee") == me));
        return new Own(rows, recorded, await Audit.ListWithAsync(store, LadderRows.Table, organisationId, person.ObjectId, cancellationToken));
    }

    private sealed record Own(IReadOnlyList<Record> Rows, IReadOnlyList<Record> Recorded, IReadOnlyList<Record> Audited);
}
