using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>One entry as those read it who manage it.</summary>
internal sealed class EntryCard(LedgerShelf shelf, CardLibrary library)
{
    private const int StepsMax = 6;
    private const int StepWordsMax = 300;
    private const int JoinedMax = 4;
    private const int JoinedWordsMax = 160;

    private readonly TextFile _text = library.Text;

    /// <param name="actor">Who reads it.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Their time zone.</param>
    /// <param name="note">What they have just done; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> OfAsync(Actor actor, LedgerEntry entry, DateTimeOffset now, TimeZoneInfo zone, CardText? note, CancellationToken cancellationToken)
    {
        var steps = await shelf.ListStepsAsync(LedgerRows.PartitionOf(entry), cancellationToken);
        var title = _text.Plain("ledger.mine.item", ("reference", entry.Reference.ToString()), ("fate", LedgerWords.Of(_text, entry.Fate, entry.PassedTo)));
        var data = new CardData()
            .Set("kind", _text.Format(entry.Voice is Voice.Anonymous ? "ledger.entry.kind.anonymous" : "ledger.entry.kind", ("organisation", _text.NameOf(entry.Organisation)), ("when", LedgerWords.Raised(_text, entry, zone))))
            .SetId("organisationId", entry.Organisation.Id)
            .SetId("key", LedgerRows.PartitionOf(entry))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("who", entry.RaisedByName.Length > 0 ? _text.Format("ledger.entry.named", ("name", entry.RaisedByName)) : CardText.FromPerson(LedgerWords.Privacy(_text, entry.Voice)))
            .Set("words", _text.Format("ledger.quoted", ("words", entry.Words)))
            .Set("steps", steps.TakeLast(StepsMax).Select(step => Step(step, zone)))
            .Set("owner", entry.Owner is { } owner ? _text.Format("ledger.entry.owner", ("name", owner.Name)) : _text.Format("ledger.entry.noOwner"))
            .Set("mayAssign", entry.MayBeAssignedBy(actor) && entry.MergedInto is null)
            .Set("maySay", entry.MergedInto is null)
            .Set("mayMerge", entry.MayBeAssignedBy(actor) && entry.WhyNotJoined() is null)
            .Set("maySeparate", entry.MayBeAssignedBy(actor) && entry.MergedInto is not null)
            .Set("mayLeave", entry.MayBeAssignedBy(actor) && entry.IsReported)
            .Set("mayHide", entry.MayBeAssignedBy(actor) && entry.HiddenBecause is null)
            .Set("mayUnhide", entry.MayBeAssignedBy(actor) && entry.HiddenBecause is not null)
            .Set("joined", entry.Support > 1 ? await JoinedAsync(entry, cancellationToken) : [])
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } done)
            data.Set("note", done);
        if (entry.Support > 1)
            data.Set("support", _text.Format("ledger.entry.support", ("count", entry.Support)));
        if (entry.MergedInto is { } id && await shelf.FindAsync(LedgerRows.PartitionOf(entry.Organisation.Id, id), cancellationToken) is { } other)
            data.SetId("other", other.Key).Set("openOther", _text.Plain("ledger.open.press", ("reference", other.Entry.Reference.ToString()))).Set("merged", _text.Format("ledger.entry.merged", ("reference", other.Entry.Reference.ToString())));
        if (entry.HiddenBecause is { } reason)
            data.Set("hidden", _text.Format("ledger.entry.hidden", ("reason", reason)));
        if (entry.IsOpen && LedgerClock.NextDue(entry) is var due)
            data.Set("due", _text.Format(due <= now ? "ledger.entry.overdue" : entry.RepliedAt is null ? "ledger.entry.reply" : "ledger.entry.fate", ("when", LedgerWords.Date(due, zone))));
        if (entry.Verdict is not Verdict.None)
            data.Set("verdict", _text.Format(entry.Verdict is Verdict.Answers ? "ledger.entry.answers" : "ledger.entry.doesNot"));
        return new CardView("ledger/entry", data, title);
    }

    /// <summary>What was joined with it: the first ones, which can be opened.</summary>
    private async Task<IEnumerable<CardData>> JoinedAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var joined = await shelf.ListJoinedAsync(LedgerRows.PartitionOf(entry), JoinedMax, cancellationToken);
        var found = await Task.WhenAll(joined.Select(one => shelf.FindAsync(LedgerRows.PartitionOf(entry.Organisation.Id, one.Entry.Id), cancellationToken)));
        return found.OfType<LedgerHead>().Select(head => new CardData()
            .SetId("key", head.Key)
            .Set("words", _text.Format("ledger.quoted", ("words", TurnData.Clip(head.Entry.Words, JoinedWordsMax))))
            .Set("press", _text.Plain("ledger.open.press", ("reference", head.Entry.Reference.ToString()))));
    }

    private CardData Step(LedgerStep step, TimeZoneInfo zone)
    {
        var when = LedgerWords.Raised(_text, step.At, step.Slip.Length > 0, zone);
        var line = step.What switch
        {
            StepKind.Question => _text.Format("ledger.step.question", ("when", when), ("name", step.ByName)),
            StepKind.Answer => _text.Format("ledger.step.answer", ("when", when)),
            StepKind.Added => _text.Format("ledger.step.added", ("when", when)),
            StepKind.Owner => _text.Format("ledger.step.owner", ("when", when), ("name", step.ByName)),
            StepKind.Hidden => _text.Format("ledger.step.hidden", ("when", when), ("name", step.ByName)),
            StepKind.Unhidden => _text.Format("ledger.step.unhidden", ("when", when), ("name", step.ByName)),
            StepKind.Merged => _text.Format("ledger.step.merged", ("when", when), ("reference", step.Words)),
            StepKind.Joined => _text.Format("ledger.step.joined", ("when", when), ("name", step.ByName), ("reference", step.Words)),
            StepKind.Separated => step.Words.Length > 0 ? _text.Format("ledger.step.released", ("when", when), ("reference", step.Words)) : _text.Format("ledger.step.separated", ("when", when), ("name", step.ByName)),
            StepKind.Left => _text.Format("ledger.step.left", ("when", when), ("name", step.ByName)),
            StepKind.Reported => _text.Format("ledger.step.reported", ("when", when)),
            StepKind.Verdict => _text.Format("ledger.step.verdict", ("when", when)),
            _ => _text.Format("ledger.step.fate", ("when", when), ("name", step.ByName), ("fate", LedgerWords.Of(_text, step.Fate ?? Fate.Heard))),
        };
        var data = new CardData().Set("line", line);
        if (step.What is not (StepKind.Verdict or StepKind.Merged or StepKind.Joined or StepKind.Separated) && step.Words.Length > 0)
            data.Set("said", _text.Format("ledger.quoted", ("words", TurnData.Clip(step.Words, StepWordsMax))));
        return data;
    }
}
