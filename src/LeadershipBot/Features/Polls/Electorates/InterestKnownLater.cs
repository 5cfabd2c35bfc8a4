using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>
/// That somebody has an interest in what a poll is about became known after they had answered it: a named answer is set apart, a
/// confidential one doesn't count any more, as where they say so when they answer. An anonymous one can't be found, and stays. What
/// has closed stays as it was counted; so does what is set apart, also where the interest is taken back, until they answer again.
/// </summary>
internal sealed class InterestKnownLater(PollShelf shelf, References references, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Safe to repeat: what was set apart already isn't touched again.</summary>
    public Task RunAsync(string key, string about, string organisationId, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(key, about, organisationId, person, stop), cancellationToken);

    private async Task<string?> OnceAsync(string key, string about, string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(key, cancellationToken) is not { Poll: { Withdrawal: null, IsAnonymous: false, Rules.HasMatter: true } poll } head || poll.Organisation.Id != organisationId || poll.About?.Key != about)
            return "nothing";
        if (!poll.IsOpenAt(now) || head.Shards.Count == 0 || head.Shards.Values.Any(shard => shard.IsFinal))
            return "nothing";
        if (!await references.HasInterestAsync(about, organisationId, person, cancellationToken))
            return "nothing"; // it was taken back meanwhile
        if (await shelf.FindAnswerAsync(key, person.ObjectId, cancellationToken) is not ({ Sheet: { } sheet, IsApart: false } answer, var etag))
            return "nothing";
        var (number, mine) = head.Shards.First();
        var after = poll.HidesWho ? answer with { Sheet = null, AnsweredAt = now, SentAt = now } : answer with { IsApart = true };
        List<Change> changes =
        [
            new Change.Replace(PollRows.OfAnswer(key, after, etag)),
            new Change.Replace(PollRows.OfTally(key, number, poll.HidesWho ? mine.Tally.With(poll.Questions, sheet, null) : mine.Tally, isFinal: false, mine.ETag)), // so that it isn't closed meanwhile
            RefreshPoll.Wanted(head, number, now),
        ];
        if (poll.HidesWho)
            changes.Add(new Change.Upsert(InterestRows.Of(key, person.ObjectId)));
        return await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? "done" : null;
    }
}
