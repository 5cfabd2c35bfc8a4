using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member asks the survey that they have looked at; its draft is then gone. Pressed twice it is asked once.</summary>
internal sealed class SendSurvey(SurveyShelf shelf, PollFormCards forms, AskChecking checking, PollMaking making, PollEdits edits, PollShelf polls) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (organisation, owner) = (turn.Actor.Organisation, turn.Actor.MemberId);
        var draft = await shelf.FindAsync(organisation.Id, owner, cancellationToken);
        if (draft is null || draft.Nonce != turn.Data.Text("nonce"))
            return await making.FindMadeAsync(turn, cancellationToken) ?? await edits.FindSavedAsync(turn, cancellationToken) ?? new Answer.Unusable(new Refusal("polls.survey.refused.gone"));
        var settings = AskForm.Read(CarriedForm.Read(turn.Data));
        var edited = draft.Edits is null ? null : (await polls.FindAsync(draft.Edits.Key, cancellationToken))?.Poll;
        if ((await checking.CheckAsync(turn, new PollDraft(draft.Title, draft.Questions), settings, counts: false, cancellationToken, edited is { IsScheduled: false } ? edited : null)).IsRefused(out var refusal, out var plan))
            return await forms.SettingsAsync(turn, draft, settings, refusal, cancellationToken);
        var answer = draft.Edits is { } edit ? await edits.SaveAsync(turn, edit, plan, cancellationToken) : await making.MakeAsync(turn, plan with { Set = draft.Set }, cancellationToken);
        if (answer is Answer.Refused && draft.Edits is not null)
            return answer; // what was written stays
        await shelf.RemoveAsync(organisation.Id, owner, cancellationToken);
        return answer;
    }
}
