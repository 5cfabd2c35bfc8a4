using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Looks, as a poll is made, whether what it promises can be kept, and makes the box of an anonymous one.</summary>
internal sealed class PollOpening(IAudience audience, AnonymousBoxes boxes)
{
    /// <summary>Whether it was refused for a reason that passes: the key can't be reached now.</summary>
    public static bool IsPassing(Refusal refused) => refused.TextKey is "anonymous.refused.notMade";

    /// <summary>The poll with the number of those who are asked, which is counted where it isn't known yet, and the rows of its box; refused where the promise can't be kept.</summary>
    public async Task<Ruling<OpenedPoll>> PrepareAsync(Poll poll, CancellationToken cancellationToken)
    {
        var onRoll = poll is { OnRoll: null, IsForEverybody: true } && (poll.HidesWho || poll.Rules.Quorum.IsPerCent) ? await audience.ListAsync(poll, cancellationToken).CountAsync(cancellationToken) : poll.OnRoll;
        if (poll.Privacy.Check(onRoll).IsRefused(out var refused, out _))
            return refused;
        var asked = poll with { OnRoll = onRoll };
        if (!poll.IsAnonymous)
            return new OpenedPoll(asked, []);
        var at = new BoxAt(PollRows.Table, PollRows.PartitionOf(poll));
        return (await boxes.MakeAsync(at, PollPattern.OrderOf(poll, onRoll ?? 0), cancellationToken)).IsRefused(out refused, out var box)
            ? refused
            : new OpenedPoll(asked, box.Changes);
    }
}

/// <summary>A poll that may be opened.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="Box">The rows of its box, for the commit that makes it; none where it isn't anonymous.</param>
internal sealed record OpenedPoll(Poll Poll, IReadOnlyList<Change> Box);
