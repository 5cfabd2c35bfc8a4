using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Keeps where people's own chats with the bot are, and whether they still have it.</summary>
internal sealed class PersonalChats(IRecordStore store, OrganisationShelf organisations, IServiceProvider services, TimeProvider time)
{
    /// <summary>The chat is there, at this place, since this moment. Safe to repeat.</summary>
    public Task WriteAsync(MemberId id, Place place, string teamsId, DateTimeOffset since, CancellationToken cancellationToken)
        => CommitAsync(id, new Change.Upsert(PersonRows.OfChat(id, place, teamsId, since)), cancellationToken);

    /// <summary>The bot has begun the chat.</summary>
    /// <returns>False where there is one already, or the person removed the bot: that counts.</returns>
    public async Task<bool> BeginAsync(MemberId id, Place place, string teamsId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var isNew = await CommitAsync(id, new Change.Insert(PersonRows.OfChat(id, place, teamsId, since)), cancellationToken);
        Forget(id);
        return isNew;
    }

    /// <summary>The bot is in the person's own chat, also where they had removed it. Safe to repeat.</summary>
    public async Task KeepAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.MemberId;
        var row = await FindAsync(id, cancellationToken);
        if (PersonRows.IsChat(row, turn.Place) && PersonRows.ChatOf(row) is ChatStanding.Known)
            return;
        await WriteAsync(id, turn.Place, turn.Account.TeamsId, turn.At, cancellationToken);
        Forget(id);
    }

    /// <summary>The person removed the bot. One that is told late, after they have it again, changes nothing.</summary>
    public async Task IsRemovedAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Actor.MemberId;
        var row = await FindAsync(id, cancellationToken);
        if (row is null || row.GetDateTimeOffset("Since") > turn.SentAt + RosterShelf.ClocksDiffer)
            return;
        row["RemovedAt"] = turn.At;
        await store.CommitAsync(PersonRows.Table, id.ToString(), [new Change.Replace(row)], cancellationToken);
        Forget(id);
    }

    /// <summary>Teams refused what was sent to the chat. What is sent later is tried all the same; when the person speaks with the bot again, it is forgotten.</summary>
    public async Task IsRefusedAsync(MemberId id, Record chat, CancellationToken cancellationToken)
    {
        await store.CommitAsync(PersonRows.Table, id.ToString(), [PersonRows.Refused(chat, time.GetUtcNow())], cancellationToken);
        Forget(id);
    }

    /// <summary>The chat is at another place now. A conflict changes nothing: the person wrote meanwhile.</summary>
    public async Task MoveAsync(MemberId id, Record chat, Place to, CancellationToken cancellationToken)
    {
        var moved = PersonRows.OfChat(id, to, chat.GetString("TeamsId") ?? "", time.GetUtcNow(), chat.ETag);
        await store.CommitAsync(PersonRows.Table, id.ToString(), [new Change.Replace(moved)], cancellationToken);
        Forget(id);
    }

    private Task<Record?> FindAsync(MemberId id, CancellationToken cancellationToken) => store.FindAsync(PersonRows.Table, id.ToString(), PersonRows.Chat, cancellationToken);

    private async Task<bool> CommitAsync(MemberId id, Change chat, CancellationToken cancellationToken)
    {
        await organisations.RememberSeenAsync(id, cancellationToken); // first: retention finds chats by it
        return await store.CommitAsync(PersonRows.Table, id.ToString(), [chat], cancellationToken) is CommitResult.Committed;
    }

    private void Forget(MemberId id) => services.GetRequiredService<IDirectory>().Forget(id);
}
