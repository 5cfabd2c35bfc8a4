using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>What follows when the bot was installed: a chat that is known again, or the people of a team or chat read.</summary>
internal sealed class PlaceArrival(PlaceShelf places, RosterShelf rosters, PersonalChats chats)
{
    public async Task InstalledAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal)
            await chats.KeepAsync(turn, cancellationToken);
        else if (await places.FindAsync(turn.Place, cancellationToken) is not null)
            await rosters.RenewAsync(turn.Place, cancellationToken);
    }
}

/// <summary>People came to a team or chat, or left it, or the bot's app was renewed there: its people are read again.</summary>
internal sealed class PlaceMoved(PlaceArrival arrival, PlaceShelf places, RosterShelf rosters) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Verb == FeatureTable.Upgraded)
            await arrival.InstalledAsync(turn, cancellationToken);
        else if (turn.Place.Scope is not Scope.Personal && await places.FindAsync(turn.Place, cancellationToken) is not null)
            await rosters.WantAsync(turn.Place, cancellationToken);
        return Answer.Nothing;
    }
}

/// <summary>Somebody removed the bot, from their own chat or from a team or chat: nothing is sent there any more.</summary>
internal sealed class PlaceLost(RosterShelf rosters, PersonalChats chats) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is Scope.Personal)
            await chats.IsRemovedAsync(turn, cancellationToken);
        else
            await rosters.IsGoneAsync(RosterRows.PartitionOf(turn.Place), turn.SentAt, cancellationToken);
        return Answer.Nothing;
    }
}
