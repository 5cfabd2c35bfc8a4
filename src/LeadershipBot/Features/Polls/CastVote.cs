using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member answers a poll by one press on its card, or changes the answer while it is open. Where people are counted to a
/// target, pressing again takes it back.
/// </summary>
internal sealed class CastVote(VoteBox box, PollCards cards, PollInterests interests) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.Data.TryText("poll", out var key) || !ChoiceId.TryRead(turn.Data, out var choice))
            return new Answer.Unusable(new Refusal("polls.refused.choice"));
        var voted = await box.TakeAsync(key, new Vote(turn, (poll, before) => Read(poll, before, choice.Number, turn.Data.Text("press"))) { Edition = choice.Edition }, cancellationToken);
        if (voted is not { Head: { } head, Tally: { } tally })
            return new Answer.Unusable(voted.Refused!);
        return voted.Refused switch
        {
            { TextKey: PollRefusals.Edited } => new Answer.Card(cards.AfterEdit(turn, head, tally, voted.Standing)),
            { TextKey: PollRefusals.AsksInterest } => new Answer.Card(interests.Ask(turn, head, choice.Number)),
            { TextKey: not PollRefusals.Closed } refused => new Answer.Refused(refused),
            var closed => new Answer.Card(cards.For(turn, head, tally, voted.Standing, wasTooLate: closed is not null)),
        };
    }

    private static Ruling<ReadSheet> Read(Poll poll, AnswerSheet? before, int choice, string press)
    {
        if (!poll.IsOnePress || choice < 0 || choice >= poll.Questions[0].Choices.Count)
            return new Refusal("polls.refused.choice");
        return press == TakeBack && poll.CountsStrictly ? new ReadSheet(null) : new ReadSheet(AnswerSheet.Of(choice) with { Reason = before?.Choice == choice ? before.Reason : "" });
    }

    /// <summary>What the button holds that takes an answer back: pressing the same one twice, by a redelivery, then does no harm.</summary>
    public const string TakeBack = "back";
}
