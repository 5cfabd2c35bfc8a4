using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Held;

/// <summary>What decisions hold about a person: those that they wrote or watch over, and what they themselves said to any.</summary>
internal sealed class DecisionHeld(DecisionShelf shelf, ForgetInDecision forget, IRecordStore store, Staging staging, CardLibrary library) : IPersonalData
{
    private const int AtOnce = 16;

    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var one in await FindAsync(about, cancellationToken))
        {
            var what = one.Head.Decision.Content.What is { Length: > 0 } said ? said : one.Head.Writing?.What ?? "";
            if (one.IsMaker)
                lines.Add(_text.Plain("decisions.held.made", ("what", what), ("when", TimeWords.Moment(one.Head.Decision.MadeAt, about.Zone))));
            if (one.IsOwner)
                lines.Add(_text.Plain("decisions.held.owner", ("what", what)));
            if (one.Reaction is { Said: var mine })
                lines.Add(_text.Plain(mine.Kind switch { ReactionKind.Noted => "decisions.held.noted", ReactionKind.Disagree => "decisions.held.disagree", _ => "decisions.held.wrote" }, ("what", what)));
            if (one.Reaction is { Said.Comment: { Length: > 0 } comment })
                lines.Add(_text.Plain("decisions.held.comment", ("comment", comment)));
            rows.AddRange(await OwnRowsAsync(one, about.Person, cancellationToken));
        }

        return rows.Count == 0 ? [] : [new HeldSection("decisions", _text.Plain("decisions.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        List<PlainText> erased = [];
        if (found.Count(one => one.Reaction is not null) is > 0 and var reactions)
            erased.Add(_text.Plain("decisions.held.erase.reactions", ("count", reactions)));
        if (found.Count(one => one.IsMaker && one.Head.Decision.State is DecisionState.Draft) is > 0 and var drafts)
            erased.Add(_text.Plain("decisions.held.erase.drafts", ("count", drafts)));
        if (found.Count(one => (one.IsMaker && one.Head.Decision.State is not DecisionState.Draft) || one.IsOwner) is > 0 and var named)
            erased.Add(_text.Plain("decisions.held.erase.name", ("count", named)));
        var audited = found.Sum(one => one.Audited.Count);
        return new ErasurePlan(erased, audited == 0 ? [] : [_text.Plain("decisions.held.keep.audit", ("count", audited))]);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var one in await FindAsync(about, cancellationToken))
        {
            if (one.IsMaker && one.Head.Decision.State is DecisionState.Draft)
                await staging.SweepAllAsync(DecisionRows.Table, one.Head.PartitionKey, cancellationToken); // theirs alone
            else
                await forget.RunAsync(one.Head.PartitionKey, about.Person, cancellationToken);
            if (one.IsMaker)
                await ForgetMakerAsync(one, cancellationToken); // last, since the decision is found by it
        }
    }

    private Task<CommitResult> ForgetMakerAsync(Concerned one, CancellationToken cancellationToken)
    {
        var isGone = one.Head.Decision.State is DecisionState.Draft;
        var changes = one.Index.Select(row => isGone
            ? (Change)new Change.Delete(row.RowKey, null)
            : new Change.Upsert(new Record(row.PartitionKey, row.RowKey) { ["Decision"] = one.Head.PartitionKey, ["MadeBy"] = "", ["MadeAt"] = one.Head.Decision.MadeAt }));
        return store.CommitAsync(DecisionRows.IndexTable, one.Index[0].PartitionKey, [.. changes], cancellationToken);
    }

    private async Task<List<Record>> OwnRowsAsync(Concerned one, MemberId person, CancellationToken cancellationToken)
    {
        var rows = new List<Record>(one.Audited);
        if (one.Reaction is not null && await store.FindAsync(DecisionRows.Table, one.Head.PartitionKey, DecisionRows.Reaction + person.ObjectId, cancellationToken) is { } reaction)
            rows.Add(reaction);
        foreach (var key in one.IsMaker || one.IsOwner ? new[] { DecisionRows.DecisionRow, DecisionRows.WritingRow } : [])
        {
            if (await store.FindAsync(DecisionRows.Table, one.Head.PartitionKey, key, cancellationToken) is { } row)
                rows.Add(row);
        }

        return rows;
    }

    /// <summary>Every decision that the person wrote, watches over, reacted to, or in whose audit they stand. A few are looked at at once.</summary>
    private async Task<List<Concerned>> FindAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = new List<Concerned>();
        foreach (var organisation in about.Organisations)
        {
            var index = new List<Record>();
            await foreach (var row in store.ListAsync(DecisionRows.IndexTable, organisation.Id, RowRange.All, cancellationToken))
                index.Add(row);
            foreach (var some in index.GroupBy(row => row.GetString("Decision") ?? "").Chunk(AtOnce))
                found.AddRange((await Task.WhenAll(some.Select(rows => LookAsync(rows.Key, [.. rows], about.Person, cancellationToken)))).OfType<Concerned>());
        }

        return found;
    }

    private async Task<Concerned?> LookAsync(string key, IReadOnlyList<Record> index, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return null;
        var audited = await Audit.ListWithAsync(store, DecisionRows.Table, key, person.ObjectId, cancellationToken);
        var reaction = await shelf.FindReactionAsync(key, person.ObjectId, cancellationToken);
        var isMaker = head.Decision.MadeBy == person.ObjectId;
        var isOwner = ForgetInDecision.Owns(head.Decision.Content, person) || (head.Writing is { } writing && ForgetInDecision.Owns(writing, person));
        return reaction is null && !isMaker && !isOwner && audited.Count == 0 ? null : new Concerned(head, index, reaction, isMaker, isOwner, audited);
    }

    private sealed record Concerned(DecisionHead Head, IReadOnlyList<Record> Index, ReactionRow? Reaction, bool IsMaker, bool IsOwner, IReadOnlyList<Record> Audited);
}
