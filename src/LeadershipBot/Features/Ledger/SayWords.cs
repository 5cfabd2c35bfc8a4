using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger;

/// <summary>
/// Opens the dialog for a few words about an entry: its author adds some or answers a question, or somebody who manages it
/// asks the author something, or hides what was raised, or a member reports it.
/// </summary>
internal sealed class OpenWords(LedgerShelf shelf, MyRaise mine, WordsCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await FindAsync(turn, shelf, mine, cancellationToken)).IsRefused(out var refusal, out var found)
            ? new Answer.Refused(refusal)
            : cards.Form(found.Entry, found.Saying, chance.NewId(), "", problem: null);

    /// <summary>The entry and what is to be said of it, where this person may.</summary>
    internal static async Task<Ruling<Found>> FindAsync(Turn turn, LedgerShelf shelf, MyRaise mine, CancellationToken cancellationToken)
    {
        if (Saying.Find(turn.Data.Text("what")) is not { } saying)
            return new Refusal("shell.refused.unknownButton");
        if (saying.By is Sayer.Author)
            return (await mine.FindAsync(turn, cancellationToken)).IsRefused(out var notMine, out var entry) ? notMine : new Found(entry.Own.Entry, saying);
        if (await shelf.FindAsync(turn.Data.Text("key"), cancellationToken) is not { } head)
            return new Refusal("ledger.refused.unknown");
        var check = saying.By is Sayer.Manager ? LedgerGate.CheckManaging(turn, head.Entry)
            : LedgerGate.CheckOwnChat(turn) ?? (head.Entry.Organisation.Id == turn.Actor.Organisation.Id && head.Entry.Fate.IsFinal() ? null : new Refusal("ledger.refused.unknown"));
        return check is { } refusal ? refusal : new Found(head.Entry, saying);
    }

    internal sealed record Found(LedgerEntry Entry, Saying Saying);
}

/// <summary>Takes what was written in that dialog. The same dialog sent twice says it once.</summary>
internal sealed class SayWords(LedgerShelf shelf, MyRaise mine, WordsCards cards, EntryCard entryCard, MyRaiseCards mineCards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await OpenWords.FindAsync(turn, shelf, mine, cancellationToken)).IsRefused(out var refusal, out var found))
            return new Answer.Refused(refusal);
        var (key, words, saying) = (LedgerRows.PartitionOf(found.Entry), turn.Data.Text("words"), found.Saying);
        var steps = await shelf.ListStepsAsync(key, cancellationToken);
        var isRepeat = saying.Step is not (StepKind.Hidden or StepKind.Unhidden) && steps.Exists(step => step.What == saying.Step && step.Words == words && step.At > turn.At - Intent.TypedAgainWithin);
        var ruling = isRepeat
            ? found.Entry
            : await shelf.ChangeAsync(turn, key, entry => saying.Decide(entry, words, turn), saying.StepOf(words, turn), AuditOf(turn, key, saying), cancellationToken);
        if (ruling.IsRefused(out var problem, out var after))
            return cards.Form(found.Entry, saying, turn.Data.TryText("nonce", out var nonce) ? TurnData.Clip(nonce, 60) : turn.Intent.Key, TurnData.Clip(words, saying.Max), problem);
        var done = WordsCards.Done(saying, after.Voice is Voice.Anonymous);
        if (saying.By is Sayer.Member)
            return new Answer.Say(library.Text.Plain(done));

        return new Answer.Say(library.Text.Plain(done))
        {
            Renewed = saying.By is Sayer.Author
                ? await MineAsync(after, turn, library.Text.Format(done), cancellationToken)
                : await entryCard.OfAsync(turn.Actor, after, turn.At, turn.TimeZone, library.Text.Format(done), cancellationToken),
        };
    }

    private async Task<CardView> MineAsync(LedgerEntry entry, Turn turn, CardText note, CancellationToken cancellationToken)
        => await shelf.FollowAsync(LedgerRows.PartitionOf(entry), cancellationToken) is { } followed ? mineCards.Of(followed, turn.At, turn.TimeZone, note) : mineCards.Of(entry, turn.At, turn.TimeZone, note);

    private static LeadershipBot.Storage.Change? AuditOf(Turn turn, string key, Saying saying) => saying.Step switch
    {
        StepKind.Hidden => Audit.Entry(key, turn, "ledger.hidden"),
        StepKind.Unhidden => Audit.Entry(key, turn, "ledger.unhidden"),
        StepKind.Question => Audit.Entry(key, turn, "ledger.asked"),
        _ => null, // what its author says is its own record, and nobody's name
    };
}

/// <summary>The dialog for a few words.</summary>
internal sealed class WordsCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    public Answer.Dialog Form(LedgerEntry entry, Saying saying, string nonce, string words, Refusal? problem)
    {
        var isAnonymous = entry.Voice is Voice.Anonymous;
        var (titleKey, aboutKey, labelKey) = saying.Step switch
        {
            StepKind.Answer => ("ledger.say.answer", "ledger.say.answer.about", "ledger.say.answer.label"),
            StepKind.Question => ("ledger.say.ask", isAnonymous ? "ledger.say.ask.about.anonymous" : "ledger.say.ask.about", "ledger.say.ask.label"),
            StepKind.Reported => ("ledger.say.report", "ledger.say.report.about", "ledger.say.report.label"),
            StepKind.Hidden => ("ledger.say.hide", isAnonymous ? "ledger.say.hide.about.anonymous" : "ledger.say.hide.about", "ledger.say.hide.label"),
            StepKind.Unhidden => ("ledger.say.unhide", "ledger.say.unhide.about", "ledger.say.unhide.label"),
            _ => ("ledger.say.add", "ledger.say.add.about", "ledger.say.add.label"),
        };
        var title = _text.Plain(titleKey);
        var data = new CardData()
            .SetId("organisationId", entry.Organisation.Id)
            .SetId("key", LedgerRows.PartitionOf(entry))
            .SetId("what", saying.Name)
            .SetId("nonce", nonce)
            .Set("about", _text.Format(aboutKey))
            .Set("label", _text.Plain(labelKey))
            .Set("words", PlainText.FromPerson(words))
            .Set("max", saying.Max)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (saying.Step is StepKind.Answer)
            data.Set("question", _text.Format("ledger.mine.question", ("words", entry.Question)));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("ledger/words", data, title));
    }

    public static string Done(Saying saying, bool isAnonymous) => saying.Step switch
    {
        StepKind.Answer => "ledger.say.answer.done",
        StepKind.Question => isAnonymous ? "ledger.say.ask.done.anonymous" : "ledger.say.ask.done",
        StepKind.Hidden => isAnonymous ? "ledger.say.hide.done.anonymous" : "ledger.say.hide.done",
        StepKind.Unhidden => "ledger.say.unhide.done",
        StepKind.Reported => "ledger.say.report.done",
        _ => "ledger.say.add.done",
    };
}
