using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>A member sees a poll with their own answer marked; Teams asks for it by itself in conversations of up to 60.</summary>
internal sealed class ViewPoll(PollShelf shelf, ITeams teams, PollCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (!head.Poll.MayBeManagedBy(turn.Actor) && await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is { } outside)
            return new Answer.Refused(outside);
        if (!head.Poll.MayBeManagedBy(turn.Actor) && head.Poll.WhyNotYet(turn.At, turn.TimeZone) is { } early)
            return new Answer.Refused(early);
        var mine = await shelf.FindStandingAsync(head, turn.Actor.Id, cancellationToken);
        return new Answer.Card(cards.For(turn, head, head.Tally, mine));
    }
}
