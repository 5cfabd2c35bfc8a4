using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Shell.Asks;

/// <summary>
/// Brings a card about something that concerns one person into their own chat, from a delivery. Whom nobody can reach there
/// isn't told: where that matters, the card stands in a list, too.
/// </summary>
internal sealed class TellPerson(IReach reach, Sender sender, TimeProvider time)
{
    /// <summary>Tells them outside their quiet hours.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="card">Made at the moment of sending, in their time zone; null if it doesn't concern them any more.</param>
    /// <param name="told">Notes that they were told, as soon as the card is on its way for good.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Delivered> TellAsync(MemberId person, Func<TimeZoneInfo, CardView?> card, Func<Task> told, CancellationToken cancellationToken)
        => TellAsync(person, zone => Task.FromResult(card(zone)), told, cancellationToken);

    /// <summary>The same, with a card for which something has to be read.</summary>
    /// <inheritdoc cref="TellAsync(MemberId, Func{TimeZoneInfo, CardView}, Func{Task}, CancellationToken)"/>
    public async Task<Delivered> TellAsync(MemberId person, Func<TimeZoneInfo, Task<CardView?>> card, Func<Task> told, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var where = await reach.FindAsync(person, cancellationToken);
        var free = QuietTime.EndOf(where.Settings.Quiet ?? AskDefaults.Quiet, now, where.Zone);
        return free > now ? new Delivered.NotBefore(free) : await SendAsync(person, where, sender.InBulk, card, told, unreached: null, cancellationToken);
    }

    /// <summary>The same, where somebody waits for what they do with it: that nobody can reach them is said.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="card">Made at the moment of sending, in their time zone; null if it doesn't concern them any more.</param>
    /// <param name="unreached">What is done where there is no way to them, or they blocked the bot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Delivered> TellOrElseAsync(MemberId person, Func<TimeZoneInfo, CardView?> card, Func<Task> unreached, CancellationToken cancellationToken)
        => TellOrElseAsync(person, zone => Task.FromResult(card(zone)), unreached, cancellationToken);

    /// <summary>The same, with a card for which something has to be read.</summary>
    /// <inheritdoc cref="TellOrElseAsync(MemberId, Func{TimeZoneInfo, CardView}, Func{Task}, CancellationToken)"/>
    public Task<Delivered> TellOrElseAsync(MemberId person, Func<TimeZoneInfo, Task<CardView?>> card, Func<Task> unreached, CancellationToken cancellationToken)
        => TellOrElseAsync(person, card, () => Task.CompletedTask, unreached, cancellationToken);

    /// <summary>The same, where it is noted that they were told.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="card">Made at the moment of sending, in their time zone; null if it doesn't concern them any more.</param>
    /// <param name="told">Notes that they were told, as soon as the card is on its way for good.</param>
    /// <param name="unreached">What is done where there is no way to them, or they blocked the bot.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Delivered> TellOrElseAsync(MemberId person, Func<TimeZoneInfo, Task<CardView?>> card, Func<Task> told, Func<Task> unreached, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var where = await reach.FindAsync(person, cancellationToken);
        var free = QuietTime.EndOf(where.Settings.Quiet ?? AskDefaults.Quiet, now, where.Zone);
        return free > now ? new Delivered.NotBefore(free) : await SendAsync(person, where, sender.InBulk, card, told, unreached, cancellationToken);
    }

    /// <summary>From when a card can come to them: now, or when their quiet hours end.</summary>
    public async Task<DateTimeOffset> FreeFromAsync(MemberId person, CancellationToken cancellationToken)
    {
        var where = await reach.FindAsync(person, cancellationToken);
        return QuietTime.EndOf(where.Settings.Quiet ?? AskDefaults.Quiet, time.GetUtcNow(), where.Zone);
    }

    /// <summary>Answers what they have just done themselves, at whatever hour.</summary>
    /// <inheritdoc cref="TellAsync(MemberId, Func{TimeZoneInfo, CardView}, Func{Task}, CancellationToken)"/>
    public async Task<Delivered> AnswerAsync(MemberId person, Func<TimeZoneInfo, Task<CardView?>> card, Func<Task> told, CancellationToken cancellationToken)
        => await SendAsync(person, await reach.FindAsync(person, cancellationToken), sender, card, told, unreached: null, cancellationToken);

    private async Task<Delivered> SendAsync(MemberId person, PersonalReach where, Sender by, Func<TimeZoneInfo, Task<CardView?>> card, Func<Task> told, Func<Task>? unreached, CancellationToken cancellationToken)
    {
        if (where.Chat is null)
            where = await reach.OpenAsync(person, cancellationToken);
        if (where.NotNow is { } later)
            return later.ToLater();
        if (where.Chat is not { } chat)
        {
            await (unreached?.Invoke() ?? Task.CompletedTask);
            return new Delivered.Done();
        }

        if (await card(where.Zone) is not { } view)
            return new Delivered.Done();
        var sent = await by.SendAsync(chat, view, cancellationToken);
        if (sent is Sent.NotNow notNow)
            return notNow.ToLater();
        await (sent is Sent.Never && unreached is not null ? unreached() : told()); // where that is said, nobody notes that they were told
        return new Delivered.Done();
    }
}
