using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member looks at the survey that they are about to ask, or turns back. What can't be taken comes back with what was typed still in it.</summary>
internal sealed class PreviewSurvey(SurveyShelf shelf, SurveyCards cards, PollFormCards forms, AskChecking checking, PollPreview preview, PollShelf polls) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var draft = await shelf.FindOrBeginAsync(turn, cancellationToken);
        if (SettleSurvey.WhyNotAsked(draft, turn.Today) is { } missing)
            return cards.Overview(draft, missing);
        var settings = AskForm.Read(CarriedForm.Read(turn.Data));
        if (turn.Data.Text("go") == PreviewPoll.Back)
            return await forms.SettingsAsync(turn, draft, settings, problem: null, cancellationToken);
        var edited = draft.Edits is null ? null : (await polls.FindAsync(draft.Edits.Key, cancellationToken))?.Poll;
        if ((await checking.CheckAsync(turn, new PollDraft(draft.Title, draft.Questions), settings, counts: true, cancellationToken, edited is { IsScheduled: false } ? edited : null)).IsRefused(out var refusal, out var plan))
            return await forms.SettingsAsync(turn, draft, settings, refusal, cancellationToken);
        return edited is not null && edited.Edited(turn.Actor, PollEdits.Of(plan), hasAnswers: false, turn.At).IsRefused(out var loosened, out _)
            ? await forms.SettingsAsync(turn, draft, settings, loosened, cancellationToken)
            : await preview.ShowAsync(turn, plan, draft.Nonce, CarriedForm.Write(settings.Inputs()), isSurvey: true, cancellationToken, draft.Edits);
    }
}
