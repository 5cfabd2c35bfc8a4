using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Tells a person in their own chat what became of something that concerns them, outside their quiet hours. Whoever
/// can't be reached there reads it in their profile.
/// </summary>
internal sealed class Telling(IReach reach, Sender sender, TimeProvider time)
{
    /// <summary>What an outbox delivery answers. It may be told twice if the answer to the sending is lost.</summary>
    public async Task<Delivered> TellAsync(MemberId person, Func<Task<CardView>> card, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var where = await reach.FindAsync(person, cancellationToken);
        var free = QuietTime.EndOf(where.Settings.Quiet ?? AskDefaults.Quiet, now, where.Zone);
        if (free > now)
            return new Delivered.NotBefore(free);
        if (where.Chat is null)
            where = await reach.OpenAsync(person, cancellationToken);
        if (where.NotNow is { } later)
            return later.ToLater();
        if (where.Chat is not { } chat)
            return new Delivered.Done();
        return await sender.InBulk.SendAsync(chat, await card(), cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }
}
