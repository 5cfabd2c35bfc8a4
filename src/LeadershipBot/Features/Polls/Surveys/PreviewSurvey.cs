using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member looks at the survey that they are about to ask, or turns back. What can't be taken comes back with what was typed still in it.</summary>
internal sealed class PreviewSurvey(SurveyShelf shelf, SurveyCards cards, PollFormCards forms, AskChecking checking, PollPreview preview) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var draft = await shelf.FindOrBeginAsync(turn, cancellationToken);
        if (SettleSurvey.WhyNotAsked(draft, turn.Today) is { } missing)
            return cards.Overview(draft, missing);
        var settings = AskForm.Read(CarriedForm.Read(turn.Data));
        if (turn.Data.Text("go") == PreviewPoll.Back)
            return await forms.SettingsAsync(turn, draft, settings, problem: null, cancellationToken);
        return (await checking.CheckAsync(turn, new PollDraft(draft.Title, draft.Questions), settings, counts: true, cancellationToken)).IsRefused(out var refusal, out var plan)
            ? await forms.SettingsAsync(turn, draft, settings, refusal, cancellationToken)
            : await preview.ShowAsync(turn, plan, draft.Nonce, CarriedForm.Write(settings.Inputs()), isSurvey: true, cancellationToken);
    }
}
