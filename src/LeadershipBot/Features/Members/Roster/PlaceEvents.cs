using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

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

/// <summary>Where people's own chats with the bot are, and whether they still have it.</summary>
internal sealed class PersonalChats(IRecordStore store, OrganisationShelf organisations, IServiceProvider services)
{
    /// <summary>The bot is in the person's own chat. Safe to repeat.</summary>
    public async Task KeepAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.MemberId;
        var row = await store.FindAsync(PersonRows.Table, id.ToString(), PersonRows.Chat, cancellationToken);
        if (PersonRows.IsChat(row, turn.Place) && PersonRows.ChatOf(row) is ChatStanding.Known)
            return;
        var chat = PersonRows.OfChat(id, turn.Place, turn.Account.TeamsId, turn.At);
        await organisations.RememberSeenAsync(id, cancellationToken); // first: retention finds chats by it
        await store.CommitAsync(PersonRows.Table, id.ToString(), [new Change.Upsert(chat)], cancellationToken);
        services.GetRequiredService<IDirectory>().Forget(id);
    }

    /// <summary>The person removed the bot. One that is told late, after they have it again, changes nothing.</summary>
    public async Task IsRemovedAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.MemberId;
        var row = await store.FindAsync(PersonRows.Table, id.ToString(), PersonRows.Chat, cancellationToken);
        if (row is null || row.GetDateTimeOffset("Since") > turn.SentAt + RosterShelf.ClocksDiffer)
            return;
        row["RemovedAt"] = turn.At;
        await store.CommitAsync(PersonRows.Table, id.ToString(), [new Change.Replace(row)], cancellationToken);
        services.GetRequiredService<IDirectory>().Forget(id);
    }
}
