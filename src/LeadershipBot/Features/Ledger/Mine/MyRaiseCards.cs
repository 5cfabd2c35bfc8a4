using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Mine;

/// <summary>Something that was raised, as its author reads it: what became of it, and what they may do.</summary>
internal sealed class MyRaiseCards(CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The same of one that may have been joined with another: their words, and what became of both.</summary>
    public CardView Of(FollowedEntry entry, DateTimeOffset now, TimeZoneInfo zone, CardText? note = null)
    {
        var view = Of(entry.Shown, now, zone, note);
        if (entry.Other is { Entry: var other })
            view.Data.Set("mayAdd", false).Set("joined", _text.Format("ledger.mine.merged", ("count", other.Support), ("reference", other.Reference.ToString())));
        return view;
    }

    /// <param name="entry">The entry.</param>
    /// <param name="now">Now.</param>
    /// <param name="zone">Their time zone.</param>
    /// <param name="note">Why it comes, or what they have just done; null for nothing.</param>
    public CardView Of(LedgerEntry entry, DateTimeOffset now, TimeZoneInfo zone, CardText? note = null)
    {
        var isFinal = entry.Fate.IsFinal();
        var fate = LedgerWords.Of(_text, entry.Fate, entry.PassedTo);
        var title = _text.Plain("ledger.mine.item", ("reference", entry.Reference.ToString()), ("fate", fate));
        var data = new CardData()
            .Set("kind", _text.Format("ledger.mine.kind", ("organisation", _text.NameOf(entry.Organisation)), ("when", LedgerWords.Date(entry.RaisedAt, zone))))
            .SetId("organisationId", entry.Organisation.Id)
            .SetId("key", LedgerRows.PartitionOf(entry))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", _text.Format("ledger.quoted", ("words", entry.Words)))
            .Set("privacy", CardText.FromPerson(LedgerWords.Privacy(_text, entry.Voice)))
            .Set("next", Next(entry, now, zone))
            .Set("mayJudge", isFinal && entry.MergedInto is null)
            .Set("mayAdd", entry.IsOpen)
            .Set("mayAnswer", entry.Question.Length > 0 && entry.Voice is not Voice.Anonymous)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } why)
            data.Set("note", why);
        if (entry.Support > 1)
            data.Set("joined", _text.Format("ledger.entry.support", ("count", entry.Support)));
        if (entry.Answer.Length > 0)
            data.Set("answer", _text.Format("ledger.mine.answer", ("words", entry.Answer)));
        if (entry.ChangedDecision)
            data.Set("thanks", _text.Format("ledger.mine.changed"));
        if (entry.Question.Length > 0)
            data.Set("question", _text.Format("ledger.mine.question", ("words", entry.Question)));
        if (entry.HiddenBecause is { } reason)
            data.Set("hidden", _text.Format("ledger.mine.hidden", ("reason", reason)));
        return new CardView("ledger/mine", data, title);
    }

    private CardText Next(LedgerEntry entry, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (entry.Fate.IsFinal())
        {
            return _text.Format(entry.Verdict switch
            {
                Verdict.Answers => "ledger.mine.verdict.answers",
                Verdict.DoesNotAnswer => "ledger.mine.verdict.doesNot",
                _ => "ledger.mine.verdict.none",
            });
        }

        if (LedgerClock.Overdue(entry, now) is not LedgerDue.Nothing)
            return _text.Format("ledger.mine.overdue");
        return entry.RepliedAt is null
            ? _text.Format("ledger.mine.next", ("reply", LedgerWords.Date(LedgerClock.ReplyBy(entry), zone)), ("fate", LedgerWords.Date(LedgerClock.FateBy(entry), zone)))
            : _text.Format("ledger.mine.next.replied", ("fate", LedgerWords.Date(LedgerClock.FateBy(entry), zone)));
    }
}
