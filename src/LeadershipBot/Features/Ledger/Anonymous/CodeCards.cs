using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>The dialog that asks for a code, and what it leads to. Both are only ever in the reply to a press.</summary>
internal sealed class CodeCards(CardLibrary library, Sentences sentences, Chance chance)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">In which organisation.</param>
    /// <param name="typed">What stands in it.</param>
    /// <param name="problem">Why nothing was found; null when it is opened.</param>
    public Answer.Dialog Ask(Turn turn, string typed, Refusal? problem)
    {
        var title = _text.Plain("ledger.code.title");
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("code", PlainText.FromPerson(typed))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("ledger/code", WithProblem(data, problem), title));
    }

    /// <param name="turn">Whose time zone.</param>
    /// <param name="found">What the code leads to.</param>
    /// <param name="problem">Why what was sent could not be taken; null where nothing was wrong.</param>
    /// <param name="isSaid">Whether something has just been taken.</param>
    /// <param name="typed">What stands in it, where it could not be taken.</param>
    public Answer.Dialog Show(Turn turn, FoundByCode found, Refusal? problem, bool isSaid = false, string typed = "")
    {
        var title = found.Entry is { } entry ? TitleOf(entry) : _text.Plain("ledger.found.waiting");
        var data = new CardData()
            .SetId("organisationId", found.Organisation.Id)
            .SetId("nonce", chance.NewId())
            .SetId("week", AnonymousWeek.Now(turn.At).Key)
            .Set("code", PlainText.FromPerson(found.Code.Code))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("privacy", _text.Format(found.Entry is null ? "ledger.code.privacy" : "ledger.found.privacy"))
            .Set("typed", PlainText.FromPerson(TurnData.Clip(typed, LedgerLimits.WordsMax)))
            .Set("waiting", found.Waiting.Select(one => new CardData().Set("line", WaitingLine(one, turn))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (isSaid)
            data.Set("note", _text.Format("ledger.found.said"));
        if (found.Entry is { } raised)
            AddEntry(data, turn, found, raised);
        else
            AddWaiting(data, turn, found);
        return new Answer.Dialog(_text.Plain("ledger.code.title"), new CardView("ledger/found", WithProblem(data, problem), title));
    }

    private PlainText TitleOf(LedgerEntry entry)
        => _text.Plain("ledger.mine.item", ("reference", entry.Reference.ToString()), ("fate", LedgerWords.Of(_text, entry.Fate, entry.PassedTo)));

    private void AddWaiting(CardData data, Turn turn, FoundByCode found)
    {
        var raised = found.Raised!;
        data.Set("kind", _text.Format("ledger.found.kind.waiting", ("organisation", _text.NameOf(found.Organisation))))
            .Set("words", _text.Format("ledger.quoted", ("words", raised.Note.Words)))
            .Set("next", _text.Format("ledger.found.next.waiting", ("when", TimeWords.Moment(raised.PassedOnAt, turn.TimeZone))))
            .Set("mayWrite", false)
            .Set("mayJudge", false);
    }

    private void AddEntry(CardData data, Turn turn, FoundByCode found, LedgerEntry entry)
    {
        var said = found.Waiting.Select(one => one.Note).ToList();
        var asks = entry.Question.Length > 0 && !said.Exists(note => note.Kind is AnonymousKind.Answer);
        var adds = !asks && entry.IsOpen && !said.Exists(note => note.Kind is AnonymousKind.Add);
        data.Set("kind", _text.Format("ledger.found.kind", ("organisation", _text.NameOf(entry.Organisation)), ("when", LedgerWords.Raised(_text, entry, turn.TimeZone))))
            .Set("words", _text.Format("ledger.quoted", ("words", entry.Words)))
            .Set("mayWrite", found.MaySay && (asks || adds))
            .Set("mayJudge", found.MaySay && entry.Fate.IsFinal() && !said.Exists(note => note.IsVerdict))
            .SetId("what", asks ? "answer" : "add")
            .Set("label", _text.Plain(asks ? "ledger.say.answer.label" : "ledger.say.add.label"))
            .Set("press", _text.Plain(asks ? "ledger.say.answer" : "ledger.say.add"))
            .Set("max", asks ? LedgerLimits.AnswerMax : LedgerLimits.WordsMax);
        if (!said.Exists(note => note.IsVerdict)) // otherwise what they said is told below
            data.Set("next", Next(entry, turn));
        if (entry.Answer.Length > 0)
            data.Set("answer", _text.Format("ledger.mine.answer", ("words", entry.Answer)));
        if (entry.ChangedDecision)
            data.Set("thanks", _text.Format("ledger.mine.changed"));
        if (asks)
            data.Set("question", _text.Format("ledger.mine.question", ("words", entry.Question)));
        if (entry.HiddenBecause is { } reason)
            data.Set("hidden", _text.Format("ledger.mine.hidden", ("reason", reason)));
    }

    private CardText Next(LedgerEntry entry, Turn turn)
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

        if (LedgerClock.Overdue(entry, turn.At) is not LedgerDue.Nothing)
            return _text.Format("ledger.mine.overdue");
        return _text.Format("ledger.found.next", ("when", LedgerWords.Date(LedgerClock.NextDue(entry), turn.TimeZone)));
    }

    private CardText WaitingLine(WaitingNote waiting, Turn turn)
    {
        var when = TimeWords.Moment(waiting.PassedOnAt, turn.TimeZone);
        return waiting.Note.Kind switch
        {
            AnonymousKind.Answer => _text.Format("ledger.found.waiting.answer", ("words", waiting.Note.Words), ("when", when)),
            AnonymousKind.Add => _text.Format("ledger.found.waiting.add", ("words", waiting.Note.Words), ("when", when)),
            AnonymousKind.Content => _text.Format("ledger.found.waiting.yes", ("when", when)),
            _ => _text.Format("ledger.found.waiting.no", ("when", when)),
        };
    }

    private CardData WithProblem(CardData data, Refusal? problem)
    {
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }
}
