using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member looks at thanks that they gave.</summary>
internal sealed class OpenGiven(ThanksShelf shelf, ThanksCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await OpenThanks.FindOwnAsync(shelf, turn, cancellationToken) is { } given
            ? new Answer.Card(cards.Given(given, note: null))
            : new Answer.Unusable(new Refusal("thanks.refused.unknown"));
    }
}

/// <summary>Who thanked agrees no more to others seeing it. Who is thanked is told where others could; pressing twice is once.</summary>
internal sealed class KeepBetweenTwo(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (await OpenThanks.FindOwnAsync(shelf, turn, cancellationToken) is not { } given)
            return new Answer.Unusable(new Refusal("thanks.refused.unknown"));
        var ruling = await shelf.ChangeAsync(
            turn.Actor.Organisation.Id,
            given.To.Id,
            given.Id,
            now => now.KeptBetweenTwo(),
            (before, after) => ThanksDigest.Listing(before, after, turn.At).Concat(before.IsPublic ? [TellThanked.At(after, turn.At)] : []),
            cancellationToken);
        return ruling.IsRefused(out var no, out var thanks) ? new Answer.Refused(no) : new Answer.Card(cards.Given(thanks, library.Text.Format("thanks.takenBack")));
    }
}
