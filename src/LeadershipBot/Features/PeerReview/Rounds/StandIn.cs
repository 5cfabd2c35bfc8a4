using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// When somebody withdrew, and halfway through a round for those who left the organisation: takes away what was answered about them, and
/// has others asked in their place where they have not answered. Then, and after somebody was forgotten, others are asked about everybody
/// about whom fewer than six are; of those about whom too few could be asked by now, what was answered goes, and they are told. Halfway, the others are reminded of what they have not answered.
/// </summary>
internal sealed class StandIn(ReviewShelf shelf, Peers peers, AnonymousBoxes boxes, AskBook book, IRecordStore store, Outbox outbox, Staging staging, Contention contention, Chance chance, TimeProvider time) : IDelivery
{
    public const string Kind = "review.standIn";

    /// <summary>In an order: whom it is about.</summary>
    public const string Whom = "Person";

    private const string Fill = "fill";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    /// <summary>The order for somebody who withdrew, as a change for the commit that notes it.</summary>
    public static Change At(ReviewRound round, MemberId person, DateTimeOffset at)
    {
        var row = OutboxRow.New(ReviewRows.KeyOf(round), Kind, ReviewRows.NameOf(round.Id, person), at);
        row[Whom] = person.ToString();
        return new Change.Upsert(row);
    }

    /// <summary>The order after somebody was forgotten, who may have been asked about others. It names nobody.</summary>
    public static Change FillUpAt(ReviewRound round, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(round), Kind, Fill, at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await InviteMembers.RoundOf(shelf, row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        if (round.StageAt(now) is RoundStage.Starting)
            return new Delivered.NotBefore(now + StartsWithin); // it is worked out just now, perhaps still with them
        if (round.StageAt(now) is not RoundStage.Open)
            return new Delivered.Done();
        await ForgetRatersAsync(store, shelf, round, cancellationToken);
        var all = await peers.ReadAsync(round, now, cancellationToken);
        if (MemberId.TryParse(row.GetString(Whom) ?? "", out var person))
        {
            if (!all.Parts.ContainsKey(person.ToString())) // they may have joined again before it started
                await ReplaceAsync(round, person, all, now, cancellationToken);
            await FillUpAsync(round, all, now, cancellationToken);
            return new Delivered.Done();
        }

        foreach (var part in (await shelf.ListPartsAsync(round, cancellationToken)).Where(part => !all.Parts.ContainsKey(part.Person.ToString())))
            await ReplaceAsync(round, part.Person, all, now, cancellationToken);
        await FillUpAsync(round, all, now, cancellationToken);
        if (row.RowKey == OutboxRow.RowKeyOf(Kind, Fill))
            return new Delivered.Done();
        foreach (var rater in (await shelf.ListRatersAsync(round, cancellationToken)).Select(ReviewRows.ToRater).OfType<(MemberId Rater, IReadOnlyList<string> About)>())
            await book.OrderAsync(PromptAsk.OrderOf(round, rater.Rater, PromptAsk.Reminder, 1), cancellationToken); // who has answered all isn't reminded
        return new Delivered.Done();
    }

    private async Task ReplaceAsync(ReviewRound round, MemberId person, RoundPeers all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = ReviewRows.NameOf(round.Id, person);
        await WithdrawAsync(store, staging, round, name, now, cancellationToken);
        foreach (var subject in await shelf.ListAboutAsync(round, person, cancellationToken))
        {
            var box = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, subject));
            if (await boxes.HasAnsweredAsync(box, person.ObjectId, cancellationToken) is not true)
                await HandOverAsync(round, person, subject, all, cancellationToken);
        }
    }

    /// <summary>What was answered about somebody goes, with its key; nobody is asked about them any more.</summary>
    public static async Task WithdrawAsync(IRecordStore store, Staging staging, ReviewRound round, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ReviewRows.BoxKey(round.Organisation.Id, round.Id, name);
        if (await store.FindAsync(ReviewRows.Table, key, ReviewRows.Subject, cancellationToken) is { } row && ReviewRows.ToSubject(row, round.Questions.Count) is { WithdrawnAt: null } subject)
            await store.CommitAsync(ReviewRows.Table, key, [new Change.Replace(ReviewRows.OfSubject(key, subject with { WithdrawnAt = now, Result = null }, row.ETag))], cancellationToken); // a conflict: it was done already
        await store.CommitAsync(ReviewRows.Table, key, [new Change.Delete("head.anonymous", null)], cancellationToken); // first: nothing comes in any more
        await staging.SweepAsync(ReviewRows.Table, key, "anonymous.", cancellationToken);
    }

    /// <summary>Nobody is asked who was forgotten while it was worked out who is.</summary>
    public static async Task ForgetRatersAsync(IRecordStore store, ReviewShelf shelf, ReviewRound round, CancellationToken cancellationToken)
    {
        var there = (await shelf.ListPartsAsync(round, cancellationToken)).Select(part => part.Person).ToHashSet();
        foreach (var row in (await shelf.ListRatersAsync(round, cancellationToken)).Where(row => ReviewRows.ToRater(row) is not (var rater, _) || !there.Contains(rater)))
            await store.CommitAsync(ReviewRows.Table, row.PartitionKey, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
    }

    private async Task HandOverAsync(ReviewRound round, MemberId person, string subject, RoundPeers all, CancellationToken cancellationToken)
    {
        var key = ReviewRows.KeyOf(round);
        await contention.RunAsync(async stop =>
        {
            var now = await AskedNow.ReadAsync(shelf, round, all, stop);
            if (!now.Raters.TryGetValue(person.ToString(), out var mine) || !mine.About.Contains(subject))
                return new Done();
            List<Change> changes = [new Change.Replace(ReviewRows.OfRater(key, round.Match, person, mine.About.Where(about => about != subject), mine.ETag))];
            string[] next = now.Ids.TryGetValue(subject, out var id) && RaterMatching.Substitute(all.All, all.Rules, now.Current, all.All.Single(peer => peer.Id == id), chance.Below) is { } chosen ? [chosen] : [];
            changes.AddRange(next.SelectMany(one => now.Asking(round, all, one, subject, time.GetUtcNow())));
            return await outbox.CommitAsync(ReviewRows.Table, key, changes, stop) is CommitResult.Committed ? new Done() : null;
        }, cancellationToken);
    }

    /// <summary>Has others asked about everybody who takes part and about whom fewer than six are, as many as there can be; or nobody any more, where too few could be.</summary>
    private async Task FillUpAsync(ReviewRound round, RoundPeers all, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var now = await AskedNow.ReadAsync(shelf, round, all, cancellationToken);
        foreach (var peer in all.All)
        {
            var name = ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person);
            var isFew = RaterMatching.IsAmongFew(all.All, all.Rules, peer, now.Gone(all, peer));
            if ((!isFew && now.Current.Count(rating => rating.Subject == peer.Id) >= RaterMatching.RatersEach) || await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null })
                continue;
            if (isFew)
                await EndAsync(round, all.Parts[peer.Id].Person, name, at, cancellationToken);
            else
                now = await AddAsync(round, all, peer, name, now, cancellationToken);
        }
    }

    private async Task EndAsync(ReviewRound round, MemberId person, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await NobodyAsked.MarkAsync(shelf, book, round, person, cancellationToken); // first: done again it ends here
        await WithdrawAsync(store, staging, round, name, at, cancellationToken);
    }

    /// <summary>Who is asked about whom after as many were added as can be; read anew only where somebody was, or another server was faster.</summary>
    private async Task<AskedNow> AddAsync(ReviewRound round, RoundPeers all, Peer peer, string name, AskedNow before, CancellationToken cancellationToken)
    {
        var now = before;
        return await contention.RunAsync(async stop =>
        {
            var more = RaterMatching.FillUp(all.All, all.Rules, now.Current, peer, chance.Below);
            if (more.Count == 0)
                return now;
            var result = await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [.. more.SelectMany(one => now.Asking(round, all, one, name, time.GetUtcNow()))], stop);
            now = await AskedNow.ReadAsync(shelf, round, all, stop);
            return result is CommitResult.Committed ? now : null;
        }, cancellationToken);
    }

    private sealed record Done;
}

/// <summary>Who is asked about whom in a round at one moment.</summary>
/// <param name="Raters">By the rater's key: about whom, by their names within the round, and the version of the row.</param>
/// <param name="Ids">The keys of those who take part, by their names within the round.</param>
/// <param name="Current">The same by keys; who takes no part any more goes by their name.</param>
internal sealed record AskedNow(IReadOnlyDictionary<string, (MemberId Rater, IReadOnlyList<string> About, string? ETag)> Raters, IReadOnlyDictionary<string, string> Ids, IReadOnlyList<Rating> Current)
{
    public static async Task<AskedNow> ReadAsync(ReviewShelf shelf, ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var raters = (await shelf.ListRatersAsync(round, cancellationToken))
            .Select(row => (Row: row, Read: ReviewRows.ToRater(row)!.Value))
            .ToDictionary(one => one.Read.Rater.ToString(), one => (one.Read.Rater, one.Read.About, one.Row.ETag), StringComparer.Ordinal);
        var ids = all.All.ToDictionary(peer => ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person), peer => peer.Id, StringComparer.Ordinal);
        return new AskedNow(raters, ids, [.. raters.SelectMany(one => one.Value.About.Select(about => new Rating(one.Key, ids.GetValueOrDefault(about, about))))]);
    }

    /// <summary>How many answered about somebody and take no part any more: of what they were asked only that is left.</summary>
    public int Gone(RoundPeers all, Peer subject) => Current.Count(rating => rating.Subject == subject.Id && !all.Parts.ContainsKey(rating.Rater));

    /// <summary>The changes by which somebody is asked about one more.</summary>
    public IEnumerable<Change> Asking(ReviewRound round, RoundPeers all, string id, string subject, DateTimeOffset at)
    {
        var key = ReviewRows.KeyOf(round);
        yield return Raters.TryGetValue(id, out var theirs)
            ? new Change.Replace(ReviewRows.OfRater(key, round.Match, theirs.Rater, theirs.About.Append(subject), theirs.ETag))
            : new Change.Insert(ReviewRows.OfRater(key, round.Match, all.Parts[id].Person, [subject]));
        yield return AskInPlace.At(round, all.Parts[id].Person, subject, at);
    }
}
