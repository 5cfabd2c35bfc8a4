using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>The title that stands in the dialog when one of its buttons is pressed: it is kept with what the button does.</summary>
internal static class SurveyTitle
{
    /// <summary>As typed; null where the page had none.</summary>
    public static string? Typed(Turn turn) => turn.Data.TryText("title", out _) ? turn.Data.Text("title", PollLimits.QuestionCharactersMax + 1) : null;

    /// <summary>The draft with the title that was typed, if any; or why it can't be kept.</summary>
    public static Ruling<SurveyDraft> Take(Turn turn, SurveyDraft draft)
    {
        if (Typed(turn) is not { } typed)
            return draft;
        if (PollDraft.CheckTitle(typed, turn.Today).IsRefused(out var refusal, out var title))
            return refusal;
        return title == draft.Title ? draft : draft with { Title = title };
    }
}
