using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Looks hourly, from the start of a round to its end, and every few minutes while it can't, whether the key for anonymous answers can be used: while it can't, nobody can answer.
/// After three hours those who run rounds are told, and the administrators; and it is kept for how long it was so.
/// </summary>
internal sealed class WatchKey(ReviewShelf shelf, RaterBook raters, IRoleHolders roles, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "review.watchKey";

    /// <summary>Who is told: those who run rounds, and those who can have it put right.</summary>
    public const Roles Told = ReviewGate.Makers | Roles.Administrator;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>While it is away: one call that fails is no hour in which nobody could answer.</summary>
    private static readonly TimeSpan EveryWhileAway = TimeSpan.FromMinutes(5);

    /// <summary>The order. Again it is the same order.</summary>
    public static Change At(ReviewRound round, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(round), Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round || round.StageAt(now) is RoundStage.Over or RoundStage.CalledOff)
            return new Delivered.Done();
        var canBeUsed = await CanBeUsedAsync(round, cancellationToken);
        var ruling = await shelf.ChangeAsync(round.Organisation.Id, round.Id, one => one.KeyLooked(canBeUsed, now), _ => [], cancellationToken);
        if (!ruling.IsRefused(out _, out var after) && after.IsKeyAwayLong(now))
        {
            foreach (var holder in await roles.ListAsync(round.Organisation.Id, Told, cancellationToken))
                await book.OrderAsync(KeyAwayNews.OrderOf(after, holder.Person), cancellationToken);
        }

        return new Delivered.NotBefore(now + (canBeUsed ? Every : EveryWhileAway));
    }

    /// <summary>Whether keys can be used at all, and the round's own.</summary>
    private async Task<bool> CanBeUsedAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        try
        {
            if (!await raters.OthersOpenAsync(round, cancellationToken))
                return false;
            if (round.Match.Length > 0)
                await raters.OpenAsync(round, cancellationToken);
            return true;
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return false;
        }
    }
}

/// <summary>Tells those who run rounds, once each time, that nobody can answer for want of the key.</summary>
internal sealed class KeyAwayNews(ReviewShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "review.keyAway";

    public string Kind => AskKind;

    public static AskOrder OrderOf(ReviewRound round, MemberId person) => new(person, round.Organisation.Id, AskKind, KeyOf(round), new Ask(AskWeight.Notice, 0, round.LastAt));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.OrganisationId, wish.Key.Split('.')[0], cancellationToken) is not { Round: { KeyAwaySince: { } since } round } || wish.Key != KeyOf(round)
            || round.StageAt(wish.At) is RoundStage.Over or RoundStage.CalledOff
            || await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } holder || (holder.Roles & WatchKey.Told) == Roles.Member)
            return null;
        var text = library.Text;
        var title = text.Plain("review.keyAway.title", ("title", round.Title));
        return new AskCard(title, NoticeCard.Of(text, title, null, [text.Format("review.keyAway.why", ("when", TimeWords.Moment(since, wish.Zone))), text.Format("review.keyAway.next")], text.Format("review.kind.of", ("organisation", text.NameOf(round.Organisation)))));
    }

    private static string KeyOf(ReviewRound round) => string.Create(CultureInfo.InvariantCulture, $"{round.Id}.{round.KeyAwaySince?.ToUnixTimeSeconds() ?? 0}");
}
