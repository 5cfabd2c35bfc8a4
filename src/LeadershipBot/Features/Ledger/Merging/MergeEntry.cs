using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>An organiser or a chair opens the dialog in which an entry is joined with another that says the same.</summary>
internal sealed class OpenMerge(LedgerShelf shelf, MergeCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Entry.WhyNotJoined() is { } not)
            return new Answer.Refused(not);
        return await cards.FormAsync(turn, head.Entry, problem: null, cancellationToken);
    }
}

/// <summary>An organiser or a chair joins an entry with another: support is added up, one speaks for both, and both authors hear what becomes of it.</summary>
internal sealed class MergeEntry(LedgerShelf shelf, LedgerLists lists, EntryMerging merging, MergeCards cards, EntryCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if ((await FindOtherAsync(turn, cancellationToken)).IsRefused(out refusal, out var into)
            || (await merging.JoinAsync(turn, head.Key, into.Key, cancellationToken)).IsRefused(out refusal, out _))
            return await cards.FormAsync(turn, head.Entry, refusal, cancellationToken);
        var now = await shelf.FindAsync(into.Key, cancellationToken) ?? into;
        return new Answer.Say(library.Text.Plain("ledger.merge.done", ("reference", head.Entry.Reference.ToString()), ("other", into.Entry.Reference.ToString())))
        {
            Renewed = await card.OfAsync(turn.Actor, now.Entry, turn.At, turn.TimeZone, library.Text.Format("ledger.merge.joined", ("reference", head.Entry.Reference.ToString())), cancellationToken),
        };
    }

    /// <summary>What was typed counts before what was chosen. One that was joined with another stands for that other.</summary>
    private async Task<Ruling<LedgerHead>> FindOtherAsync(Turn turn, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var key = turn.Data.Text("other");
        if (turn.Data.TryText("reference", out var typed))
            key = Reference.TryRead(typed, out var reference) ? await lists.FindKeyAsync(organisation, reference, cancellationToken) ?? "" : "";
        else if (key.Length == 0)
            return new Refusal("ledger.refused.noOther");
        if (await shelf.FindAsync(key, cancellationToken) is not { } head || head.Entry.Organisation.Id != organisation)
            return new Refusal("ledger.refused.noReference");
        return head.Entry.MergedInto is { } into && await shelf.FindAsync(LedgerRows.PartitionOf(organisation, into), cancellationToken) is { } speaks ? speaks : head;
    }
}

/// <summary>An organiser or a chair undoes a joining.</summary>
internal sealed class SeparateEntry(LedgerShelf shelf, EntryMerging merging, EntryCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            || (await merging.SeparateAsync(turn, head.Key, cancellationToken)).IsRefused(out refusal, out _))
            return new Answer.Refused(refusal);
        var now = await shelf.FindAsync(head.Key, cancellationToken) ?? head;
        return new Answer.Card(await card.OfAsync(turn.Actor, now.Entry, turn.At, turn.TimeZone, library.Text.Format("ledger.separate.done"), cancellationToken));
    }
}

/// <summary>The dialog in which an entry is joined with another.</summary>
internal sealed class MergeCards(LedgerLists lists, CardLibrary library, Sentences sentences)
{
    /// <summary>So many of the newest open entries are compared.</summary>
    private const int ComparedMax = 300;

    private const int OfferedMax = 5;

    private readonly TextFile _text = library.Text;

    public async Task<Answer.Dialog> FormAsync(Turn turn, LedgerEntry entry, Refusal? problem, CancellationToken cancellationToken)
    {
        var open = await lists.ReadAsync(entry.Organisation.Id, LedgerList.Open, turn.Actor.MemberId, "", ComparedMax, turn.At, cancellationToken);
        var key = LedgerRows.PartitionOf(entry);
        var likely = LikeWords.MostAlike(entry.Words, open.Lines.Where(line => line.Key != key), line => line.Words, OfferedMax);
        var title = _text.Plain("ledger.merge.title");
        var data = new CardData()
            .SetId("organisationId", entry.Organisation.Id)
            .SetId("key", key)
            .Set("words", _text.Format("ledger.quoted", ("words", TurnData.Clip(entry.Words, 300))))
            .Set("hasLikely", likely.Count > 0)
            .Set("likely", likely.Select(line => new CardData().Set("title", _text.Plain("ledger.merge.choice", ("reference", line.Reference), ("words", line.Words))).SetId("value", line.Key)))
            .Set("other", PlainText.FromPerson(turn.Data.Text("other", 120)))
            .Set("reference", PlainText.FromPerson(turn.Data.Text("reference", 40)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("ledger/merge", data, title));
    }
}
