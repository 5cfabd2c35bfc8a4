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
        if (!turn.Data.TryText("poll", out var key) || !turn.Data.TryNumber("choice", out var choice))
            return new Answer.Unusable(new Refusal("polls.refused.choice"));
        var voted = await box.TakeAsync(key, new Vote(turn, (poll, before) => Read(poll, before, choice, turn.Data.Text("press"))), cancellationToken);
        if (voted is not { Head: { } head, Tally: { } tally })
            return new Answer.Unusable(voted.Refused!);
        if (voted.Refused?.TextKey == PollRefusals.AsksInterest)
            return new Answer.Card(interests.Ask(turn, head, choice));
        return voted.Refused is { } refused && refused.TextKey != PollRefusals.Closed
            ? new Answer.Refused(refused)
            : new Answer.Card(cards.For(turn, head, tally, voted.Standing, wasTooLate: voted.Refused is not null));
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
