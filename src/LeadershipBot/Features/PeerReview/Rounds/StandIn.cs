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
/// When somebody withdrew: takes away what was answered about them, and has others asked in their place where they have not answered; the
/// latter also halfway through a round for those whom the organisation lists no more, who may be listed again before it ends; and of two
/// between whom a conflict was declared since, neither is asked about the other any more. Then, and after somebody was forgotten, others are asked about everybody
/// about whom fewer than six are, also who joined while it was worked out; of those about whom too few could be asked by now, what was answered goes, and they are told. Halfway, the others are reminded of what they have not answered.
/// </summary>
internal sealed class StandIn(ReviewShelf shelf, RaterBook raters, Peers peers, Candidates candidates, AnonymousBoxes boxes, SubjectBoxes subjects, AskBook book, IRecordStore store, Outbox outbox, Staging staging, Contention contention, Chance chance, TimeProvider time) : IDelivery
{
    public const string Kind = "review.standIn";

    /// <summary>In an order: whom it is about.</summary>
    public const string Whom = "Person";

    private const string Fill = "fill";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    /// <summary>From halfway on it is looked so often who was taken off the organisation's list.</summary>
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromDays(1);

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
        await raters.ForgetNobodysAsync(round, [.. (await shelf.ListPartsAsync(round, cancellationToken)).Select(part => part.Person)], cancellationToken);
        var all = await peers.ReadAsync(round, now, cancellationToken);
        if (MemberId.TryParse(row.GetString(Whom) ?? "", out var person))
        {
            if (!all.Parts.ContainsKey(person.ToString())) // they may have joined again before it started
            {
                await WithdrawAsync(store, staging, round, ReviewRows.NameOf(round.Id, person), now, cancellationToken);
                await ReplaceAsync(round, person, all, cancellationToken);
            }

            await FillUpAsync(round, all, now, cancellationToken);
            return new Delivered.Done();
        }

        foreach (var part in (await shelf.ListPartsAsync(round, cancellationToken)).Where(part => !all.Parts.ContainsKey(part.Person.ToString())))
            await ReplaceAsync(round, part.Person, all, cancellationToken);
        await FillUpAsync(round, all, now, cancellationToken);
        if (row.RowKey == OutboxRow.RowKeyOf(Kind, Fill))
            return new Delivered.Done();
        foreach (var one in await raters.ListAsync(round, cancellationToken))
            await book.OrderAsync(PromptAsk.OrderOf(round, one.Rater, PromptAsk.Reminder, 1), cancellationToken); // who has answered all isn't reminded, nor anybody twice
        return new Delivered.NotBefore(now + LooksAgainAfter);
    }

    private async Task ReplaceAsync(ReviewRound round, MemberId person, RoundPeers all, CancellationToken cancellationToken)
    {
        foreach (var subject in await raters.ListAboutAsync(round, person, cancellationToken))
        {
            if (await HasAnsweredAsync(round, subject, person, cancellationToken) is false)
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

    private async Task HandOverAsync(ReviewRound round, MemberId person, string subject, RoundPeers all, CancellationToken cancellationToken)
    {
        var key = ReviewRows.KeyOf(round);
        await contention.RunAsync(async stop =>
        {
            var now = await AskedNow.ReadAsync(raters, round, all, stop);
            if (!now.Raters.TryGetValue(person.ToString(), out var mine) || !mine.About.Contains(subject))
                return new Done();
            List<Change> changes = [new Change.Replace(now.Page.Of(round.Match, mine with { About = [.. mine.About.Where(about => about != subject)] }))];
            string[] next = now.Ids.TryGetValue(subject, out var id) && RaterMatching.Substitute(now.Able(all.All), now.Heeding(all.Rules), now.Current, all.All.Single(peer => peer.Id == id), chance.Below) is { } chosen ? [chosen] : [];
            changes.AddRange(next.SelectMany(one => now.Asking(round, all, one, subject, chance.NewId(), time.GetUtcNow())));
            changes.AddRange(now.Page.Anew(round.Match, now.Raters.Values, [person, .. next.Select(one => all.Parts[one].Person)]));
            return await outbox.CommitAsync(ReviewRows.Table, key, changes, stop) is CommitResult.Committed ? new Done() : null;
        }, cancellationToken);
    }

    /// <summary>Has others asked about everybody who takes part and about whom fewer than six are, as many as there can be; or nobody any more, where too few could be.</summary>
    private async Task FillUpAsync(ReviewRound round, RoundPeers all, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await PartAsync(round, all, cancellationToken);
        var now = await AskedNow.ReadAsync(raters, round, all, cancellationToken);
        foreach (var peer in all.All)
        {
            var name = ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person);
            if (await AreFewAsync(round, all, peer, name, cancellationToken) is not { } isFew)
                continue;
            if (!isFew && now.AskedAbout.GetValueOrDefault(peer.Id) >= RaterMatching.RatersEach)
                continue;
            var subject = await shelf.FindSubjectAsync(round, name, cancellationToken);
            if (isFew && subject is { WithdrawnAt: null })
                await EndAsync(round, all.Parts[peer.Id].Person, name, at, cancellationToken);
            else if (!isFew && (subject is { WithdrawnAt: null } || (subject is null && await TryJoinAsync(round, all, peer, name, at, cancellationToken))))
                now = await AddAsync(round, all, peer, name, now, cancellationToken);
        }
    }

    /// <summary>Makes a box for who has none, since they joined while it was worked out who is asked; not for whom so few could be asked about that nobody is.</summary>
    private async Task<bool> TryJoinAsync(ReviewRound round, RoundPeers all, Peer peer, string name, DateTimeOffset at, CancellationToken cancellationToken)
        => all.Parts[peer.Id] is { IsAmongFew: false } part
            && !RaterMatching.IsAmongFew(all.All, all.Rules, peer, gone: 0)
            && await subjects.TryMakeAsync(round, name, part, at, cancellationToken);

    /// <summary>Null where the key of their box can't be used: the others needn't wait for it. Whom the organisation doesn't list counts: an import may be put right before the end.</summary>
    private async Task<bool?> AreFewAsync(ReviewRound round, RoundPeers all, Peer peer, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await candidates.AreFewAsync(round, all, peer, name, all.Unlisted, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null; // the log says why
        }
    }

    /// <summary>Somebody is no more asked about whom they mayn't be asked about by now, and another is; what they answered before stays.</summary>
    private async Task PartAsync(ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var byId = all.All.ToDictionary(peer => peer.Id, StringComparer.Ordinal);
        var now = await AskedNow.ReadAsync(raters, round, all, cancellationToken);
        var rules = now.Heeding(all.Rules);
        foreach (var rating in now.Current)
        {
            if (!byId.TryGetValue(rating.Rater, out var rater) || !byId.TryGetValue(rating.Subject, out var subject) || RaterMatching.MayRate(rater, subject, rules))
                continue;
            var (person, name) = (all.Parts[rater.Id].Person, ReviewRows.NameOf(round.Id, all.Parts[subject.Id].Person));
            if (await HasAnsweredAsync(round, name, person, cancellationToken) is false)
                await HandOverAsync(round, person, name, all, cancellationToken);
        }
    }

    /// <summary>Null where the key of that box can't be used: then it stays as it is until it is looked at again, and the others needn't wait for it.</summary>
    private async Task<bool?> HasAnsweredAsync(ReviewRound round, string name, MemberId person, CancellationToken cancellationToken)
    {
        try
        {
            return await boxes.FindAsync(new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name)), cancellationToken) is { } head && await boxes.HasAnsweredAsync(head, person.ObjectId, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null; // the log says why
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
            var more = RaterMatching.FillUp(now.Able(all.All), now.Heeding(all.Rules), now.Current, peer, chance.Below);
            if (more.Count == 0)
                return now;
            var result = await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [.. more.SelectMany(one => now.Asking(round, all, one, name, chance.NewId(), time.GetUtcNow())), .. now.Page.Anew(round.Match, now.Raters.Values, [.. more.Select(one => all.Parts[one].Person)])], stop);
            now = await AskedNow.ReadAsync(raters, round, all, stop);
            return result is CommitResult.Committed ? now : null;
        }, cancellationToken);
    }

    private sealed record Done;
}

/// <summary>Who is asked about whom in a round at one moment.</summary>
/// <param name="Page">Locks and unlocks it.</param>
/// <param name="Raters">By the rater's key: about whom, by their names within the round, and the version of the row.</param>
/// <param name="Ids">The keys of those who take part, by their names within the round.</param>
/// <param name="Current">The same by keys; who takes no part any more goes by their name.</param>
internal sealed record AskedNow(RaterPage Page, IReadOnlyDictionary<string, AskedRater> Raters, IReadOnlyDictionary<string, string> Ids, IReadOnlyList<Rating> Current)
{
    /// <summary>How many are asked about each, by key: counted once, as it is asked for everybody.</summary>
    public IReadOnlyDictionary<string, int> AskedAbout { get; } = Current.CountBy(rating => rating.Subject).ToDictionary(StringComparer.Ordinal);

    public static async Task<AskedNow> ReadAsync(RaterBook book, ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var raters = (await book.ListAsync(round, cancellationToken)).ToDictionary(one => one.Rater.ToString(), StringComparer.Ordinal);
        var ids = all.All.ToDictionary(peer => ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person), peer => peer.Id, StringComparer.Ordinal);
        return new AskedNow(await book.OpenAsync(round, cancellationToken), raters, ids, [.. raters.SelectMany(one => one.Value.About.Select(about => new Rating(one.Key, ids.GetValueOrDefault(about, about))))]);
    }

    /// <summary>Rules with what was declined on prompts of this round.</summary>
    public PeerRules Heeding(PeerRules rules)
        => rules with { Conflicts = rules.Conflicts.Concat(Raters.SelectMany(one => one.Value.Declined.Select(name => PeerPair.Of(one.Key, Ids.GetValueOrDefault(name, name))))).ToHashSet() };

    /// <summary>Those who can be asked about others yet: not whoever declined so often.</summary>
    public IReadOnlyList<Peer> Able(IReadOnlyList<Peer> all) => [.. all.Where(peer => !Raters.TryGetValue(peer.Id, out var one) || one.Declined.Count < RaterPage.DeclinedMax)];

    /// <summary>The changes by which somebody is asked about one more.</summary>
    public IEnumerable<Change> Asking(ReviewRound round, RoundPeers all, string id, string subject, string order, DateTimeOffset at)
    {
        yield return Raters.TryGetValue(id, out var theirs)
            ? new Change.Replace(Page.Of(round.Match, theirs with { About = [.. theirs.About, subject] }))
            : new Change.Insert(Page.Of(round.Match, new AskedRater(all.Parts[id].Person, [subject], null)));
        yield return AskInPlace.At(round, all.Parts[id].Person, order, at);
    }
}
