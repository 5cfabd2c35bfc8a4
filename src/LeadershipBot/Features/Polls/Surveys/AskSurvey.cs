using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member begins a survey by typing it: <c>survey "Opening hours"</c>.</summary>
internal sealed class AskSurvey(PollFormCards cards) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(PatientData.FindIn(turn.Words, turn.Today) is not null
            ? new Answer.Refused(new Refusal("shell.refused.patientData"))
            : new Answer.Card(cards.HowToAsk(PollCommand.Read(turn.Words).Question, turn.Actor.Organisation, isSurvey: true)));
}
