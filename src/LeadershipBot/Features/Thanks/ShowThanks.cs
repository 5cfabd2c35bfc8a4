using LeadershipBot.Domain;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member leafs through what they were thanked for.</summary>
internal sealed class ShowThanks(ThanksCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : new Answer.Card(await cards.MineAsync(turn, turn.Data.TryNumber("page", out var page) ? page : 0, note: null, cancellationToken));
}

/// <summary>A member looks at one of them.</summary>
internal sealed class OpenReceived(ThanksShelf shelf, ThanksCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), cancellationToken) is { } thanks
            ? new Answer.Card(cards.Received(thanks, note: null))
            : new Answer.Unusable(new Refusal("thanks.refused.unknown"));
    }
}

/// <summary>Who was thanked lets others see it, where who thanked agreed; or takes that back. Pressing twice is once.</summary>
internal sealed class PublishThanks(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isBack = turn.Data.Text("take") == "back";
        var ruling = await shelf.ChangeAsync(
            turn.Actor.Organisation.Id,
            turn.Actor.MemberId,
            turn.Data.Text("thanks"),
            now => isBack ? now.TakenBack() : now.Publish(turn.At),
            (before, after) => ThanksDigest.Listing(before, after),
            cancellationToken);
        return ruling.IsRefused(out var no, out var thanks)
            ? new Answer.Refused(no)
            : new Answer.Card(cards.Received(thanks, library.Text.Format(isBack ? "thanks.takenBack" : "thanks.published")));
    }
}

/// <summary>An organiser or a chair looks at this month's public thanks.</summary>
internal sealed class ShowMonth(ThanksShelf shelf, ThanksCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var thanks = await shelf.ListPublicAsync(turn.Actor.Organisation.Id, ThanksMonth.Of(turn.At, Zones.UnitedKingdom), cancellationToken);
        return new Answer.Card(cards.Month(turn.Actor.Organisation, thanks, mayModerate: true));
    }
}
