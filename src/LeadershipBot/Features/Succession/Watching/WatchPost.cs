using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>
/// Looks at a post when something is due: its holder, whoever runs it and the chairs are reminded that a term ends; a holder is
/// asked whether they stay; and halfway through a round it is seen whether there is a contest. Each is ordered before it is noted,
/// and ordering it again changes nothing.
/// </summary>
internal sealed class WatchPost(PostShelf shelf, Bench bench, IRoleHolders roles, AskBook book, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "posts.watch";

    private const int ChairsMax = 10;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (after, today) = (head.Post, DateOnly.FromDateTime(now.UtcDateTime));
        foreach (var tenure in head.Post.Tenures)
            after = after.With(await LookAsync(head, tenure, today, cancellationToken));
        if (head.Post is { WithdrawnBecause: null, Round: { } round } && Rescue.IsDueAt(round, now))
            after = after.With(await LookAsync(head, round, now, cancellationToken));
        if (IsSame(head.Post, after))
            return Next(after, now);
        Change[] changes =
        [
            new Change.Replace(PostRows.OfPost(after, head.ETag)),
            .. after.Tenures.Except(head.Post.Tenures).Select(tenure => new Change.Upsert(PostRows.OfTenure(head.Key, tenure))),
            .. after.Rounds.Except(head.Post.Rounds).Select(one => new Change.Upsert(PostRows.OfRound(head.Key, one))),
        ];
        return await outbox.CommitAsync(PostRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed ? Next(after, now) : new Delivered.Later("the post changed meanwhile") { CountsAsTry = false };
    }

    /// <summary>Names a reminder: when the term is changed, it is another one.</summary>
    public static string TermKey(string key, Tenure tenure, int months)
        => $"{key}.{tenure.Id}.{months.ToString(CultureInfo.InvariantCulture)}.{tenure.Until?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    private async Task<Tenure> LookAsync(PostHead head, Tenure tenure, DateOnly today, CancellationToken cancellationToken)
    {
        if (TermReminders.DueOn(tenure.Until, tenure.RemindedMonths, today) is { } months)
        {
            List<MemberId> who = tenure is { Holder: { } holder } && tenure.IsHeldOn(today) ? [holder.Id] : [];
            foreach (var person in who.Concat(await LeadersAsync(head.Post, cancellationToken)).DistinctBy(one => one.ToString()))
                await OrderAsync(person, head, TermAsk.AskKind, TermKey(head.Key, tenure, months), new Ask(AskWeight.Notice, 0, null), cancellationToken);
            tenure = tenure with { RemindedMonths = months };
        }

        if (StayQuestion.IsDueOn(tenure, today))
        {
            await OrderAsync(tenure.Holder!.Id, head, StayAsk.AskKind, $"{head.Key}.{tenure.Id}.{today.Year.ToString(CultureInfo.InvariantCulture)}", new Ask(AskWeight.Ask, StayAsk.Minutes, null), cancellationToken);
            tenure = tenure with { AskedOn = today };
        }

        return tenure;
    }

    private async Task<Round> LookAsync(PostHead head, Round round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var opening = PostRows.OpeningOf(head.Key, round.Number);
        var isContested = Rescue.IsContested(await bench.CountAsync(head.Post.Organisation.Id, opening, cancellationToken), round.Places);
        foreach (var person in isContested ? [] : await LeadersAsync(head.Post, cancellationToken))
            await OrderAsync(person, head, RescueAsk.AskKind, opening, new Ask(AskWeight.Notice, 0, round.ClosesAt), cancellationToken);
        return round with { LookedAt = now, WasUncontested = !isContested };
    }

    private Task OrderAsync(MemberId person, PostHead head, string kind, string key, Ask ask, CancellationToken cancellationToken)
        => book.OrderAsync(new AskOrder(person, head.Post.Organisation.Id, kind, key, ask), cancellationToken);

    /// <summary>Whoever runs it, and the chairs.</summary>
    private async Task<IEnumerable<MemberId>> LeadersAsync(Post post, CancellationToken cancellationToken)
    {
        var chairs = (await roles.ListAsync(post.Organisation.Id, Roles.Chair, cancellationToken)).Take(ChairsMax).Select(one => one.Person);
        return (post.Content.RunBy is { } runBy ? chairs.Prepend(runBy.Id) : chairs).DistinctBy(one => one.ToString());
    }

    private static bool IsSame(Post before, Post after) => before.Tenures.SequenceEqual(after.Tenures) && before.Rounds.SequenceEqual(after.Rounds);

    private static Delivered Next(Post post, DateTimeOffset now)
        => PostClock.NextDue(post, now) is { } due ? new Delivered.NotBefore(due > now ? due : now.AddDays(1)) : new Delivered.Done();
}
