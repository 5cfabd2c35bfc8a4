using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger;

/// <summary>One of the things that are said of an entry in a few words, each in the same dialog.</summary>
/// <param name="Name">How the button names it.</param>
/// <param name="Step">What is kept of it.</param>
/// <param name="Max">The longest, in UTF-16 units.</param>
/// <param name="IsAuthors">Whether its author says it; otherwise somebody who manages it.</param>
/// <param name="Decide">The entry after it.</param>
internal sealed record Saying(string Name, StepKind Step, int Max, bool IsAuthors, Func<LedgerEntry, string, Turn, Ruling<LedgerEntry>> Decide)
{
    public static IReadOnlyList<Saying> All { get; } =
    [
        new("add", StepKind.Added, LedgerLimits.WordsMax, IsAuthors: true, (entry, words, turn) => entry.Added(words, turn.Today)),
        new("answer", StepKind.Answer, LedgerLimits.AnswerMax, IsAuthors: true, (entry, words, turn) => entry.Answered(words, turn.Today)),
        new("ask", StepKind.Question, LedgerLimits.AnswerMax, IsAuthors: false, (entry, words, turn) => entry.Asked(words, turn.Actor, turn.At, turn.Today)),
        new("hide", StepKind.Hidden, LedgerLimits.AnswerMax, IsAuthors: false, (entry, words, turn) => entry.Hidden(words, turn.Actor, turn.Today)),
    ];

    public static Saying? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>The step; who raised it isn't named in theirs.</summary>
    public LedgerStep StepOf(string words, Turn turn)
    {
        var step = new LedgerStep(Step, turn.At, words.Trim());
        return IsAuthors ? step : step with { By = turn.Actor.MemberId, ByName = turn.Actor.Name };
    }
}
