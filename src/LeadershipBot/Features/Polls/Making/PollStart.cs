using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>What a poll sets going when it opens, as changes for the commit in which it does.</summary>
internal static class PollStart
{
    /// <summary>A poll that is new and opens at once.</summary>
    /// <param name="opened">The poll, with its box.</param>
    /// <param name="place">The conversation in which it is posted; null where it isn't.</param>
    /// <param name="now">The moment.</param>
    public static List<Change> New(OpenedPoll opened, Place? place, DateTimeOffset now) =>
    [
        new Change.Insert(PollRows.OfPoll(opened.Poll, opened.Poll.IsForEverybody ? null : place?.WholeConversationId)),
        .. PollRows.OfQuestions(opened.Poll).Select(row => new Change.Insert(row)),
        .. opened.Box,
        .. Orders(opened.Poll, place, now),
    ];

    /// <summary>A poll that is new and opens later: until then nobody but its asker hears of it.</summary>
    public static IEnumerable<Change> Later(Poll poll, Place? place, DateTimeOffset now) =>
    [
        new Change.Insert(PollRows.OfPoll(poll, place?.WholeConversationId)),
        .. PollRows.OfQuestions(poll).Select(row => new Change.Insert(row)),
        OpenScheduled.At(PollRows.PartitionOf(poll), place, poll.OpenedAt),
        ShowScheduled.At(PollRows.PartitionOf(poll), now + OutboxRow.AfterTheAnswer),
    ];

    /// <summary>That it is posted or sent, ends, reminds, and is followed by the next of its series.</summary>
    public static IEnumerable<Change> Orders(Poll poll, Place? place, DateTimeOffset now)
    {
        var key = PollRows.PartitionOf(poll);
        if (poll.IsForEverybody)
            yield return SendPoll.At(key, now);
        else if (place is not null)
            yield return PostPoll.To(key, place, now);
        if (poll.ClosesAt is { } closes)
            yield return EndPoll.At(key, closes);
        foreach (var order in RemindPoll.Orders(poll).OfType<Change.Insert>().Where(order => OutboxRow.DueOf(order.Record) > now))
            yield return order;
        foreach (var order in OfferExtension.Orders(poll))
            yield return order;
        if (poll.NextOpening(RepeatPoll.ZoneOf(poll)) is { } next)
            yield return RepeatPoll.At(key, place, next);
    }
}
