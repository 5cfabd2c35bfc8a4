using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member asks a poll by typing it: <c>poll "Should we extend hours?" Yes, No, Unsure</c>.</summary>
internal sealed class AskPoll(PollMaking making, PollFormCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var typed = PollCommand.Read(turn.Words);
        if (PatientData.FindIn(turn.Words, turn.Today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        if (typed.Choices.Count == 0)
            return new Answer.Card(cards.HowToAsk(typed.Question, turn.Actor.Organisation, isSurvey: false));
        return PollDraft.Check(typed.Question, typed.Choices, turn.Today).IsRefused(out var refusal, out var draft)
            ? new Answer.Refused(refusal)
            : await making.MakeAsync(turn, AskPlan.Here(draft), cancellationToken);
    }
}
