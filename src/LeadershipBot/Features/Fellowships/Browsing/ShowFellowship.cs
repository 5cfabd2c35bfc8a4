using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>A member reads one fellowship.</summary>
internal sealed class ShowFellowship(FellowshipShelf shelf, FellowshipCards cards, SavedShelf saved) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        await saved.SeeAsync(head, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(await cards.OfAsync(turn, head, note: null, cancellationToken));
    }
}

/// <summary>Teams, or somebody, asks for a shared one as it is now. Whoever sees its card may read it, as it was shown to them.</summary>
internal sealed class RefreshFellowship(FellowshipShelf shelf, FellowshipCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync(turn.Data.Text("fellowship"), cancellationToken) is { Fellowship.IsApproved: true } head
            ? new Answer.Card(await cards.OfAsync(turn, head, note: null, cancellationToken))
            : new Answer.Unusable(new Refusal(FellowshipRefusals.Unknown));
}

/// <summary>A member saves a fellowship, to be reminded before it closes. Pressed twice, it is once.</summary>
internal sealed class SaveFellowship(FellowshipShelf shelf, FellowshipCards cards, SavedShelf saved, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!head.Fellowship.Milestones.TakesApplicationsAt(turn.At))
            return new Answer.Refused(new Refusal("fellowships.refused.notOpen"));
        await saved.SeeAsync(head, turn.Actor.MemberId, cancellationToken);
        await saved.SaveAsync(head, turn.Actor.MemberId, turn.At, cancellationToken);
        var isSoon = head.Fellowship.Content.ClosesAt - turn.At < FellowshipClock.ClosingBefore; // the reminder has gone, or goes too late to be one
        return new Answer.Card(await cards.OfAsync(turn, head, library.Text.Format(isSoon ? "fellowships.saved.soon" : "fellowships.saved"), cancellationToken));
    }
}

/// <summary>A member takes it back that they saved one.</summary>
internal sealed class UnsaveFellowship(FellowshipShelf shelf, FellowshipCards cards, SavedShelf saved, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        await saved.TakeBackAsync(head, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(await cards.OfAsync(turn, head, library.Text.Format("fellowships.unsaved"), cancellationToken));
    }
}
