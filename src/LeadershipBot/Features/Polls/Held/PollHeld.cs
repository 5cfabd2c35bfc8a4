using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Held;

/// <summary>
/// A person's named answers, the surveys that they began to answer and the polls that they asked, in each organisation in which they may have answered: a vote
/// leaves no note of its own under the person, since it must stay as cheap as it is, so all of the organisation's polls are
/// looked at.
/// </summary>
internal sealed class PollHeld(PollShelf shelf, AnonymousBoxes boxes, ForgetInPoll forget, IRecordStore store, CardLibrary library) : IPersonalData
{
    private const int AtOnce = 32;

    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        if (found.Count == 0)
            return [];
        var lines = new List<PlainText>();
        var rows = new List<Record>();
        foreach (var one in found)
        {
            if (await shelf.FindAsync(one.Key, cancellationToken) is not { } head)
                continue;
            if (one.IsAsker)
                lines.Add(_text.Plain("polls.held.asked", ("question", head.Poll.Title), ("when", TimeWords.Moment(head.Poll.AskedAt, about.Zone))));
            if (one.IsLeftOff)
                lines.Add(_text.Plain("polls.counting.held", ("question", head.Poll.Title), ("matter", head.Poll.Rules.Matter)));
            if (one.HasSealed)
                lines.Add(_text.Plain("polls.held.sealed", ("question", head.Poll.Title)));
            if (head.Outcome is { } outcome && outcome.SaidById == about.Person.ObjectId)
                lines.Add(_text.Plain("polls.held.outcome", ("question", head.Poll.Title), ("when", TimeWords.Moment(outcome.SaidAt, about.Zone))));
            if (one.Answer is { } row && PollRows.ToAnswer(row) is var answer)
                lines.Add(_text.Plain("polls.held.answered", ("question", head.Poll.Title), ("choice", PollWords.Said(_text, head.Poll, answer.Sheet, about.Zone)), ("when", TimeWords.Moment(answer.AnsweredAt, about.Zone))));
            if (one.Draft is { } draft)
                lines.Add(_text.Plain("polls.held.begun", ("question", head.Poll.Title), ("when", TimeWords.Moment(draft.GetDateTimeOffset("BegunAt") ?? default, about.Zone))));
            lines.AddRange(one.Suggested.Select(row => _text.Plain("polls.suggest.held", ("choice", SuggestionRows.ToSuggestion(row).Words), ("question", head.Poll.Title), ("when", TimeWords.Moment(SuggestionRows.ToSuggestion(row).SuggestedAt, about.Zone)))));
            rows.AddRange(await OwnRowsAsync(one, about.Person, cancellationToken));
        }

        if (found.Sum(one => one.Audited.Count) is > 0 and var audited)
            lines.Add(_text.Plain("polls.held.audit.count", ("count", audited)));
        return lines.Count == 0 ? [] : [new HeldSection("polls", _text.Plain("polls.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = await FindAsync(about, cancellationToken);
        var (open, closed, asked, audited, anonymous, outcomes) = (0, 0, 0, 0, 0, 0);
        var leftOff = found.Count(one => one.IsLeftOff);
        foreach (var one in found)
        {
            if (await shelf.FindAsync(one.Key, cancellationToken) is not { } head)
                continue;
            asked += one.IsAsker ? 1 : 0;
            anonymous += one.HasSealed ? 1 : 0;
            outcomes += head.Outcome?.SaidById == about.Person.ObjectId ? 1 : 0;
            if (one.Answer is not null && ForgetInPoll.IsOver(head, about.At))
                closed++;
            else if (one.Answer is not null)
                open++;
            audited += one.Audited.Count;
        }

        List<PlainText> erased = [];
        if (closed > 0)
            erased.Add(_text.Plain("polls.held.erase.closed", ("count", closed)));
        if (open > 0)
            erased.Add(_text.Plain("polls.held.erase.open", ("count", open)));
        if (found.Count(one => one.Draft is not null) is > 0 and var begun)
            erased.Add(_text.Plain("polls.held.erase.begun", ("count", begun)));
        if (leftOff > 0)
            erased.Add(_text.Plain("polls.counting.held.erase", ("count", leftOff)));
        if (anonymous > 0)
            erased.Add(_text.Plain("polls.held.erase.sealed", ("count", anonymous)));
        if (asked > 0)
            erased.Add(_text.Plain("polls.held.erase.asked", ("count", asked)));
        if (outcomes > 0)
            erased.Add(_text.Plain("polls.held.erase.outcome", ("count", outcomes)));
        if (found.Sum(one => one.Suggested.Count) is > 0 and var suggested)
            erased.Add(_text.Plain("polls.suggest.held.erase", ("count", suggested)));
        return new ErasurePlan(erased, audited == 0 ? [] : [_text.Plain("polls.held.keep.audit", ("count", audited))]);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var one in await FindAsync(about, cancellationToken))
        {
            if (one.Answer is not null || one.Draft is not null || one.IsAsker || one.HasSealed || one.IsLeftOff || one.Audited.Count > 0 || one.Suggested.Count > 0) // who said what came of it is in the audit
                await forget.RunAsync(one.Key, about.Person, cancellationToken);
            if (one.IsAsker)
                await ForgetAskerAsync(one, cancellationToken); // last, since the poll is found by it
        }
    }

    private async Task ForgetAskerAsync(Concerned one, CancellationToken cancellationToken)
    {
        foreach (var row in one.Index)
            row["AskedBy"] = "";
        await store.CommitAsync(PollRows.IndexTable, one.Index[0].PartitionKey, [.. one.Index.Select(row => new Change.Upsert(row))], cancellationToken);
    }

    private async Task<List<Record>> OwnRowsAsync(Concerned one, MemberId person, CancellationToken cancellationToken)
    {
        List<Record> rows = [.. one.Audited, .. one.Suggested];
        if (one.Answer is not null)
            rows.Add(one.Answer);
        if (one.Draft is not null)
            rows.Add(one.Draft);
        if (one.IsLeftOff)
            rows.Add(InterestRows.Of(one.Key, person.ObjectId));
        if (one.IsAsker && await store.FindAsync(PollRows.Table, one.Key, PollRows.PollRow, cancellationToken) is { } poll)
            rows.Add(poll);
        if (one.Audited.Count > 0 && await store.FindAsync(PollRows.Table, one.Key, OutcomeRows.Outcome, cancellationToken) is { } outcome)
            rows.Add(outcome);
        return rows;
    }

    /// <summary>Every poll that the person asked or answered, or in whose audit they stand. A few polls are looked at at once.</summary>
    private async Task<List<Concerned>> FindAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var found = new List<Concerned>();
        foreach (var organisation in about.Organisations)
        {
            var index = new List<Record>();
            await foreach (var row in store.ListAsync(PollRows.IndexTable, organisation.Id, RowRange.All, cancellationToken))
                index.Add(row);
            // A making that broke off may have left a second row for the same poll.
            foreach (var some in index.GroupBy(row => row.GetString("Poll") ?? "").Chunk(AtOnce))
                found.AddRange((await Task.WhenAll(some.Select(rows => LookAsync(rows.Key, [.. rows], about.Person, cancellationToken)))).OfType<Concerned>());
        }

        return found;
    }

    private async Task<Concerned?> LookAsync(string key, IReadOnlyList<Record> index, MemberId person, CancellationToken cancellationToken)
    {
        var answer = await store.FindAsync(PollRows.Table, key, PollRows.Answer + person.ObjectId, cancellationToken);
        var draft = await store.FindAsync(PollRows.Table, key, PollRows.Draft + person.ObjectId, cancellationToken);
        var audited = await Audit.ListWithAsync(store, PollRows.Table, key, person.ObjectId, cancellationToken);
        var suggested = new List<Record>();
        await foreach (var row in store.ListAsync(PollRows.Table, key, RowRange.Prefix(SuggestionRows.Prefix), cancellationToken))
        {
            if (row.GetString("SuggestedBy") == person.ObjectId)
                suggested.Add(row);
        }

        var isAsker = index.Any(row => row.GetString("AskedBy") == person.ObjectId);
        var hasSealed = index.Any(row => row.GetBoolean("IsAnonymous") is true) && await boxes.Roll.HasAnsweredAsync(new BoxAt(PollRows.Table, key), person.ObjectId, cancellationToken) is not null;
        var isLeftOff = index.Any(row => row.GetBoolean("LeavesOff") is true) && await store.FindAsync(PollRows.Table, key, InterestRows.KeyOf(person.ObjectId), cancellationToken) is not null;
        return answer is null && draft is null && !isAsker && !hasSealed && !isLeftOff && audited.Count == 0 && suggested.Count == 0 ? null : new Concerned(key, index, answer, isAsker, audited) { Draft = draft, HasSealed = hasSealed, IsLeftOff = isLeftOff, Suggested = suggested };
    }

    private sealed record Concerned(string Key, IReadOnlyList<Record> Index, Record? Answer, bool IsAsker, IReadOnlyList<Record> Audited)
    {
        /// <summary>What they have filled in of it and not sent; null if nothing.</summary>
        public Record? Draft { get; init; }

        /// <summary>Whether the person stands on the roll of its anonymous box.</summary>
        public bool HasSealed { get; init; }

        /// <summary>The choices that they suggested for it.</summary>
        public List<Record> Suggested { get; init; } = [];

        /// <summary>Whether they said that they have an interest in its matter, so that they aren't asked.</summary>
        public bool IsLeftOff { get; init; }
    }
}
