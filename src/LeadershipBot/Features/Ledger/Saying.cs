using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger;

/// <summary>One of the things that are said of an entry in a few words, each in the same dialog.</summary>
/// <param name="Name">How the button names it.</param>
/// <param name="Step">What is kept of it.</param>
/// <param name="Max">The longest, in UTF-16 units.</param>
/// <param name="By">Who may say it.</param>
/// <param name="Decide">The entry after it.</param>
internal sealed record Saying(string Name, StepKind Step, int Max, Sayer By, Func<LedgerEntry, string, Turn, Ruling<LedgerEntry>> Decide)
{
    public static IReadOnlyList<Saying> All { get; } =
    [
        new("add", StepKind.Added, LedgerLimits.WordsMax, Sayer.Author, (entry, words, turn) => entry.Added(words, turn.Today)),
        new("answer", StepKind.Answer, LedgerLimits.AnswerMax, Sayer.Author, (entry, words, turn) => entry.Answered(words, turn.Today)),
        new("ask", StepKind.Question, LedgerLimits.AnswerMax, Sayer.Manager, (entry, words, turn) => entry.Asked(words, turn.Actor, turn.At, turn.Today)),
        new("hide", StepKind.Hidden, LedgerLimits.AnswerMax, Sayer.Manager, (entry, words, turn) => entry.Hidden(words, turn.Actor, turn.Today)),
        new("unhide", StepKind.Unhidden, LedgerLimits.AnswerMax, Sayer.Manager, (entry, words, turn) => entry.Unhidden(words, turn.Actor, turn.Today)),
        new("report", StepKind.Reported, LedgerLimits.AnswerMax, Sayer.Member, (entry, words, turn) => entry.Reported(words, turn.Today)),
    ];

    public static Saying? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>The step; only those who manage it are named.</summary>
    public LedgerStep StepOf(string words, Turn turn)
    {
        var step = new LedgerStep(Step, turn.At, words.Trim());
        return By is Sayer.Manager ? step with { By = turn.Actor.MemberId, ByName = turn.Actor.Name } : step;
    }
}

/// <summary>Who says something of an entry.</summary>
internal enum Sayer
{
    /// <summary>Whoever raised it.</summary>
    Author,

    /// <summary>Somebody who manages it.</summary>
    Manager,

    /// <summary>Any member who reads it.</summary>
    Member,
}
