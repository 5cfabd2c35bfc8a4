using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Ledger;

/// <summary>Brings a card about an entry into somebody's own chat, outside their quiet hours. Whom nobody can reach there finds it in their list.</summary>
internal sealed class TellPerson(IReach reach, Sender sender, TimeProvider time)
{
    /// <param name="person">Whom.</param>
    /// <param name="card">Made at the moment of sending, in their time zone; null if it doesn't concern them any more.</param>
    /// <param name="told">Notes that they were told, as soon as the card is on its way for good.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Delivered> TellAsync(MemberId person, Func<TimeZoneInfo, CardView?> card, Func<Task> told, CancellationToken cancellationToken)
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
        if (where.Chat is not { } chat || card(where.Zone) is not { } view)
            return new Delivered.Done();
        if (await sender.InBulk.SendAsync(chat, view, cancellationToken) is Sent.NotNow notNow)
            return notNow.ToLater();
        await told();
        return new Delivered.Done();
    }
}
