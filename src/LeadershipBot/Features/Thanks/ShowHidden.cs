using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>An organiser or a chair leafs through the thanks that are hidden from others.</summary>
internal sealed class ShowHidden(MonthCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => ThanksGate.CheckOwnChat(turn) is { } refusal ? new Answer.Refused(refusal) : new Answer.Card(await cards.HiddenAsync(turn, ShowThanks.PageOf(turn), note: null, cancellationToken));
}

/// <summary>
/// An organiser or a chair hides thanks no more: others see them again where both sides still agree, and both are told. It is audited,
/// and nobody decides about their own. Pressing twice is once.
/// </summary>
internal sealed class ShowThanksAgain(ThanksShelf shelf, MonthCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to))
            return new Answer.Unusable(new Refusal("thanks.refused.unknown"));
        var ruling = await shelf.ChangeAsync(
            organisation,
            to,
            turn.Data.Text("thanks"),
            now => now.Concerns(turn.Actor.MemberId) ? new Refusal("thanks.refused.own") : now.ShownAgain(turn.At),
            (before, after) =>
            [
                .. ThanksDigest.Listing(before, after, turn.At),
                Audit.Entry(organisation, turn, "thanks.shownAgain", new Changed(to.ObjectId, "", after.Id)),
                TellThanked.At(after, turn.At),
                .. TellGiver.At(after, turn.At),
            ],
            cancellationToken);
        if (ruling.IsRefused(out var no, out var shown))
            return new Answer.Unusable(no);
        var note = library.Text.Format(shown.IsPublic ? "thanks.show.done" : "thanks.show.doneForTwo");
        return new Answer.Card(await cards.HiddenAsync(turn, 0, note, cancellationToken));
    }
}
