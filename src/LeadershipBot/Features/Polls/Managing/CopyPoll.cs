using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair asks a poll anew: its form opens with all of it filled in, to be changed or not.</summary>
internal sealed class CopyPoll(PollShelf shelf, PollFormCards forms, SurveyShelf surveys, SurveyCards survey, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        var poll = head.Poll;
        if (!poll.MayBeManagedBy(turn.Actor))
            return new Answer.Refused(new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName)));
        if (poll.IsSurvey)
        {
            var draft = await surveys.ChangeAsync(turn, now => now.Questions.Count > 0 ? now : now with { Title = poll.Title, Questions = poll.Questions, Edits = null, Set = poll.Set }, cancellationToken);
            return survey.Overview(draft, draft.Title == poll.Title ? null : new Refusal("polls.manage.refused.writing"));
        }

        var settings = new AskForm { Audience = poll.Audience, Privacy = AskForm.PrivacyOf(poll), Reason = poll.Reason, Schedule = new AskSchedule { SendsReminders = poll.SendsReminders }, Counting = CountingForm.Of(poll), Suggestions = SuggestForm.Of(poll) };
        return await forms.FormAsync(turn, new PollForm(chance.NewId(), turn.Actor.Organisation.Id, QuestionForm.Of(poll.Questions[0], turn.TimeZone), settings), problem: null, cancellationToken);
    }
}
