using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Says in a dialog why it couldn't be taken as it was sent.</summary>
internal static class Problems
{
    /// <param name="data">What the dialog is bound to.</param>
    /// <param name="sentences">For the words.</param>
    /// <param name="problem">Why; null where nothing is wrong.</param>
    public static CardData SetProblem(this CardData data, Sentences sentences, Refusal? problem)
    {
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }
}
