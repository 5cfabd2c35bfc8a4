using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// Whoever has the code answers the question, adds words, or says whether the outcome answers it. It goes into the week's box
/// like all else that is anonymous: published at once, its time would show who was at their phone just then.
/// </summary>
internal sealed class SayByCode(CodeBook codes, AnonymousBox box, CodeCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if ((await codes.FindAsync(turn, cancellationToken)).IsRefused(out var unknown, out var found))
            return cards.Ask(turn, turn.Data.Text("code", CodeBook.TypedMax), unknown);
        if (found.Entry is not { } entry || KindOf(turn) is not { } kind || !turn.Data.TryText("nonce", out _))
            return cards.Show(turn, found, new Refusal("shell.refused.unknownButton"));
        var words = kind is AnonymousKind.Answer or AnonymousKind.Add ? turn.Data.Text("words") : "";
        var note = NoteOf(kind, entry, words);
        if (found.Waiting.Any(one => one.Note == note))
            return cards.Show(turn, found, problem: null, isSaid: true); // the same press once more
        var now = AnonymousWeek.Now(turn.At);
        if (!RaiseWeek.TryRead(turn.Data.Text("week"), out var week) || (week != now && week != now.Before))
            return cards.Show(turn, found, new Refusal("ledger.refused.oldCode"), typed: words);
        var problem = !found.MaySay ? new Refusal("anonymous.refused.notTaken")
            : found.Waiting.Any(one => one.Note.IsSameSortAs(note)) ? new Refusal("ledger.refused.saidThisWeek")
            : note.Check(entry, turn.Today) ?? await box.SayAsync(turn, week, entry.Organisation, note, cancellationToken);
        if (problem is { TextKey: "anonymous.refused.tooLate" })
            problem = new Refusal("ledger.refused.oldCode");
        if (problem is not null)
            return cards.Show(turn, found, problem, typed: words);
        return (await codes.FindAsync(turn, cancellationToken)).IsRefused(out _, out var after) ? cards.Show(turn, found, problem: null, isSaid: true) : cards.Show(turn, after, problem: null, isSaid: true);
    }

    /// <summary>What is kept of it, with a name of what the person saw when they said it.</summary>
    public static AnonymousNote NoteOf(AnonymousKind kind, LedgerEntry entry, string words)
        => new(kind, words) { About = entry.Id, Seen = SeenIn(entry, kind) };

    /// <summary>A name of the question that is open, or of the outcome that stands: the same as long as it is the same.</summary>
    public static string SeenIn(LedgerEntry entry, AnonymousKind kind) => kind switch
    {
        AnonymousKind.Answer => Keys.Hash("question", entry.Question),
        AnonymousKind.Content or AnonymousKind.NotContent => Keys.Hash("fate", entry.Fate.ToString(), entry.Answer),
        _ => "",
    };

    private static AnonymousKind? KindOf(Turn turn) => turn.Data.Text("what") switch
    {
        "answer" => AnonymousKind.Answer,
        "add" => AnonymousKind.Add,
        "yes" => AnonymousKind.Content,
        "no" => AnonymousKind.NotContent,
        _ => null,
    };
}
