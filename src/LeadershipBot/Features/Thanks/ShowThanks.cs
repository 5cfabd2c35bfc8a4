using LeadershipBot.Domain;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>A member leafs through what they were thanked for, or what they thanked others for.</summary>
internal sealed class ShowThanks(ThanksCards cards) : ISlice
{
    /// <summary>Which page of a list a turn wants, from 0.</summary>
    public static int PageOf(Turn turn) => turn.Data.TryNumber("page", out var page) ? page : 0;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return new Answer.Card(turn.Data.Text("list") == "given" ? await cards.GivenAsync(turn, PageOf(turn), note: null, cancellationToken) : await cards.MineAsync(turn, PageOf(turn), note: null, cancellationToken));
    }
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

/// <summary>
/// Who was thanked lets others see it, where who thanked agreed, as they read it: where it was written anew meanwhile, they read that
/// first. Or they take it back. Pressing twice is once.
/// </summary>
internal sealed class PublishThanks(ThanksShelf shelf, ThanksCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me, id, isBack) = (turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), turn.Data.Text("take") == "back");
        var read = turn.Data.Text("stamp");
        var ruling = await shelf.ChangeAsync(
            organisation,
            me,
            id,
            now => isBack ? now.TakenBack() : read == ThanksCards.StampOf(now) ? now.Publish(turn.At) : new Refusal("thanks.refused.changed"),
            (before, after) => ThanksDigest.Listing(before, after, turn.At),
            cancellationToken);
        if (!ruling.IsRefused(out var no, out var thanks))
            return new Answer.Card(cards.Received(thanks, library.Text.Format(isBack ? "thanks.takenBack" : "thanks.published")));
        return no.TextKey == "thanks.refused.changed" && await shelf.FindAsync(organisation, me, id, cancellationToken) is { } there
            ? new Answer.Card(cards.Received(there, note: null, library.Text.Format("thanks.refused.changed")))
            : new Answer.Refused(no);
    }
}

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

/// <summary>Who was thanked removes it, for both; asked once whether they are sure. Pressing twice is once.</summary>
internal sealed class RemoveThanks(ThanksShelf shelf, ThanksCards cards, IRecordStore store, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var found = await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"), cancellationToken);
        if (found is not null && turn.Data.Text("sure") != "true")
            return new Answer.Card(cards.Removing(found));
        if (found is not null)
            await ThanksHeld.RemoveAsync(shelf, store, outbox, found, turn.At, cancellationToken);
        return new Answer.Card(await cards.MineAsync(turn, 0, library.Text.Format("thanks.removed"), cancellationToken));
    }
}

/// <summary>A member reads the public thanks of a month: this one, or one before.</summary>
internal sealed class ShowMonth(MonthCards cards) : ISlice
{
    /// <summary>The month that a turn names; this one where it names none.</summary>
    public static ThanksMonth MonthOf(Turn turn) => ThanksMonth.TryRead(turn.Data.Text("month"), out var month) ? month : ThanksMonth.Of(turn.At, Zones.UnitedKingdom);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal
            ? new Answer.Refused(refusal)
            : new Answer.Card(await cards.MonthAsync(turn, MonthOf(turn), ShowThanks.PageOf(turn), note: null, cancellationToken));
}
