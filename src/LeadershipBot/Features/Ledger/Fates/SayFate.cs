using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>Somebody who manages the ledger opens the dialog in which it is said what became of an entry.</summary>
internal sealed class OpenFate(LedgerShelf shelf, FateCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var fate = head.Entry.Fate is Fate.Heard ? Fate.Considering : head.Entry.Fate;
        return cards.Form(head.Entry, new FateStep(fate, "") { PassedTo = head.Entry.PassedTo, ChangedDecision = head.Entry.ChangedDecision }, problem: null);
    }
}

/// <summary>Somebody who manages the ledger says what became of an entry; its author is told. Where somebody said something after the dialog was opened, it comes again.</summary>
internal sealed class SayFate(LedgerShelf shelf, FateCards cards, EntryCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var notHere, out var head))
            return new Answer.Refused(notHere);
        var key = head.Key;
        var said = new FateStep(Enum.TryParse<Fate>(turn.Data.Text("fate"), out var fate) ? fate : Fate.Heard, turn.Data.Text("answer"))
        {
            PassedTo = turn.Data.Text("body"),
            ChangedDecision = turn.Data.Text("changed") == "true",
        };
        if (!WasRead(turn, head.Entry, said))
            return cards.Form(head.Entry, said, new Refusal("ledger.refused.saidMeanwhile"));
        var step = new LedgerStep(StepKind.Fate, turn.At, said.Answer) { By = turn.Actor.MemberId, ByName = turn.Actor.Name, Fate = said.Fate };
        var ruling = await shelf.ChangeAsync(turn, key, entry => WasRead(turn, entry, said) ? entry.After(said, turn.Actor, turn.At, turn.Today) : new Refusal("ledger.refused.saidMeanwhile"), step, Audit.Entry(key, turn, "ledger.fateSaid"), cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return cards.Form((await shelf.FindAsync(key, cancellationToken) ?? head).Entry, said, problem);
        var isAnonymous = after.Voice is Voice.Anonymous;
        return new Answer.Say(library.Text.Plain(isAnonymous ? "ledger.fate.said.anonymous" : "ledger.fate.said", ("reference", after.Reference.ToString())))
        {
            Renewed = await card.OfAsync(turn.Actor, after, turn.At, turn.TimeZone, library.Text.Format(isAnonymous ? "ledger.fate.done.anonymous" : "ledger.fate.done"), cancellationToken),
        };
    }

    /// <summary>Whether the dialog showed the entry as it is: somebody may have said something meanwhile. Sent twice, it is said already.</summary>
    private static bool WasRead(Turn turn, LedgerEntry entry, FateStep said)
        => (turn.Data.TryNumber("version", out var version) && version == entry.Version) || (entry.Fate == said.Fate && entry.Answer == said.Answer.Trim());
}

/// <summary>The dialog in which it is said what became of an entry.</summary>
internal sealed class FateCards(CardLibrary library, Sentences sentences)
{
    private static readonly Fate[] Choices = [Fate.Considering, Fate.ActedOn, Fate.NotActedOn, Fate.PassedOn];

    private readonly TextFile _text = library.Text;

    public Answer.Dialog Form(LedgerEntry entry, FateStep typed, Refusal? problem)
    {
        var title = _text.Plain("ledger.fate.title");
        var data = new CardData()
            .SetId("organisationId", entry.Organisation.Id)
            .SetId("key", LedgerRows.PartitionOf(entry))
            .Set("version", entry.Version)
            .Set("reference", CardText.FromPerson(entry.Reference.ToString()))
            .Set("words", _text.Format("ledger.quoted", ("words", TurnData.Clip(entry.Words, 300))))
            .Set("stands", entry.Answer.Length > 0 ? _text.Format("ledger.fate.stands", ("fate", LedgerWords.Of(_text, entry.Fate, entry.PassedTo)), ("answer", entry.Answer)) : CardText.FromPerson(""))
            .Set("hasFate", entry.Answer.Length > 0)
            .Set("fates", Choices.Select(fate => new CardData().Set("title", PlainText.FromPerson(LedgerWords.Of(_text, fate))).SetId("value", fate.ToString())))
            .SetId("fate", typed.Fate.ToString())
            .Set("answer", PlainText.FromPerson(TurnData.Clip(typed.Answer, LedgerLimits.AnswerMax)))
            .Set("body", PlainText.FromPerson(TurnData.Clip(typed.PassedTo, LedgerLimits.BodyMax)))
            .SetId("changed", typed.ChangedDecision ? "true" : "false")
            .Set("about", _text.Format(entry.Voice is Voice.Anonymous ? "ledger.fate.about.anonymous" : "ledger.fate.about"))
            .Set("max", LedgerLimits.AnswerMax)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("ledger/fate", data, title));
    }
}
