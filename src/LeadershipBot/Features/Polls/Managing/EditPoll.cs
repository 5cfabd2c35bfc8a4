using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair changes a poll that nobody has answered: its form opens with all of it filled in. A survey's questions are changed where it was put together.</summary>
internal sealed class EditPoll(PollShelf shelf, PollEdits edits, PollFormCards forms, SurveyShelf surveys, SurveyCards survey, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (await edits.WhyNotAsync(turn, head, cancellationToken) is { } refusal)
            return new Answer.Refused(refusal);
        var (poll, edited) = (head.Poll, EditedPoll.Of(head));
        if (poll.IsSurvey)
        {
            var draft = await surveys.ChangeAsync(turn, now => Mine(now, edited) ? now with { Title = poll.Title, Questions = poll.Questions, Edits = edited } : now, cancellationToken);
            return survey.Overview(draft, draft.Edits?.Key == edited.Key ? null : new Refusal("polls.manage.refused.writing"));
        }

        var form = new PollForm(chance.NewId(), poll.Organisation.Id, QuestionForm.Of(poll.Questions[0], turn.TimeZone), AskForm.Of(poll, turn.TimeZone)) { Edits = edited };
        return await forms.FormAsync(turn, form, problem: null, cancellationToken);
    }

    /// <summary>Whether the draft may be filled with the poll: it is empty, or holds an older edition of the same one.</summary>
    private static bool Mine(SurveyDraft draft, EditedPoll edited) => draft.Questions.Count == 0 || (draft.Edits?.Key == edited.Key && draft.Edits.Revision != edited.Revision);
}
