using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>An organiser, a chair or an administrator sees to which organisation a team or chat belongs, and may change it.</summary>
internal sealed class UseHere(PlaceShelf places, PlaceCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal)
            return new Answer.Refused(new Refusal("roster.refused.personal"));
        var holds = await places.ReadAsync(turn.Place, cancellationToken);
        return new Answer.Card(await card.OfAsync(turn, holds, null, cancellationToken));
    }
}

/// <summary>They let an organisation of theirs have the team or chat.</summary>
internal sealed class BindHere(PlaceShelf places, PlaceCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal)
            return new Answer.Refused(new Refusal("roster.refused.personal"));
        var choices = await card.ChoicesAsync(turn, cancellationToken);
        var wanted = choices.FirstOrDefault(one => one.Id == turn.Data.Text("organisation"));
        if (wanted is null)
            return new Answer.Refused(new Refusal("roster.refused.notYours", ("organisation", turn.Actor.Organisation.Name)));
        var holds = await places.ReadAsync(turn.Place, cancellationToken);
        if (PlaceClaim.WhyNot(turn.Actor, holds, wanted) is { } why)
            return new Answer.Refused(why);
        return await places.BindAsync(turn, holds, wanted, cancellationToken)
            ? new Answer.Card(await card.OfAsync(turn, wanted, "roster.place.bound", cancellationToken))
            : new Answer.Refused(new Refusal("roster.refused.moved"));
    }
}

/// <summary>Who has several organisations chooses one, where only they see them.</summary>
internal sealed class ChooseHere(PlaceCard card) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => card.ChooseAsync(turn, cancellationToken);
}

/// <summary>They send the choice: as <see cref="BindHere"/>, and the card in the conversation shows it to all.</summary>
internal sealed class BindChosen(BindHere bind) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var answer = await bind.HandleAsync(turn, cancellationToken);
        return answer is Answer.Card { View: var bound } ? new Answer.Say(bound.Summary) { Renewed = bound, IsRenewedForAll = true } : answer;
    }
}

/// <summary>They take the team or chat away from its organisation.</summary>
internal sealed class ReleaseHere(PlaceShelf places, PlaceCard card) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await places.ReadAsync(turn.Place, cancellationToken) is not { } holds)
            return new Answer.Card(await card.OfAsync(turn, null, "roster.place.released", cancellationToken));
        if (PlaceClaim.WhyNotReleased(turn.Actor, holds) is { } why)
            return new Answer.Refused(why);
        return await places.ReleaseAsync(turn, holds, cancellationToken)
            ? new Answer.Card(await card.OfAsync(turn, null, "roster.place.released", cancellationToken))
            : new Answer.Refused(new Refusal("roster.refused.moved"));
    }
}
