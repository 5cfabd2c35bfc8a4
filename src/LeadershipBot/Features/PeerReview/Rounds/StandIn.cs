using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// When somebody withdrew: takes away what was answered about them and what they said of themselves, and has others asked in their place
/// where they have not answered; the latter also, daily, for those whom the organisation lists no more, who may be listed again before it
/// ends; and of two between whom a conflict was declared since, neither is asked about the other any more. Then, and after somebody was
/// forgotten, others are asked about everybody about whom fewer than six are, also who joined while it was worked out; of those about whom
/// too few could be asked by now, what was answered goes, and they are told. Halfway, and once more near the end, everybody is reminded of
/// what they have not answered: of who is asked in another's place nothing else is sent.
/// </summary>
internal sealed partial class StandIn(ReviewShelf shelf, RaterBook raters, Peers peers, AskOthers others, Candidates candidates, AnonymousBoxes boxes, SubjectBoxes subjects, AskBook book, TimeProvider time, ILogger<StandIn> log) : IDelivery
{
    public const string Kind = "review.standIn";

    /// <summary>In an order: whom it is about.</summary>
    public const string Whom = "Person";

    private const string Fill = "fill";
    private const int AtOnce = 8;
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
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        try
        {
            return await RunAsync(round, row, now, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            Log.KeyAway(log, round.Id, cause);
            return new Delivered.NotBefore(now + StartRound.KeyAgainAfter);
        }
    }

    private async Task<Delivered> RunAsync(ReviewRound round, Record row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (round.StageAt(now) is RoundStage.Starting)
            return new Delivered.NotBefore(now + StartsWithin); // it is worked out just now, perhaps still with them
        if (round.StageAt(now) is not RoundStage.Open)
            return new Delivered.Done();
        var joined = await shelf.ListPartsAsync(round, cancellationToken);
        var isOfOne = MemberId.TryParse(row.GetString(Whom) ?? "", out var person);
        var hasLeft = isOfOne && joined.Exists(part => part.Person == person && part.LeftAt is not null);
        if (hasLeft)
            await subjects.WithdrawAsync(round, ReviewRows.NameOf(round.Id, person), now, cancellationToken); // first: it was promised, and needs no key, as all that follows does
        await raters.ForgetNobodysAsync(round, [.. joined.Select(part => part.Person)], cancellationToken);
        if (hasLeft)
            await raters.ForgetSelfAsync(round, person, cancellationToken);
        var all = await peers.ReadAsync(round, now, cancellationToken);
        var asked = await ReadAsync(round, all, cancellationToken);
        if (isOfOne)
        {
            if (!all.Parts.ContainsKey(person.ToString())) // they may have joined again before it started
            {
                await subjects.WithdrawAsync(round, ReviewRows.NameOf(round.Id, person), now, cancellationToken);
                asked = await ReplaceAsync(asked, person, cancellationToken);
            }

            await FillUpAsync(asked, now, cancellationToken);
            return new Delivered.Done();
        }

        var isFill = row.RowKey == OutboxRow.RowKeyOf(Kind, Fill);
        if (!isFill)
            asked = await others.WithHistoryAsync(asked, cancellationToken); // what was declined in another round since
        foreach (var part in joined.Where(part => !all.Parts.ContainsKey(part.Person.ToString())))
            asked = await ReplaceAsync(asked, part.Person, cancellationToken);
        asked = await FillUpAsync(asked, now, cancellationToken);
        if (isFill)
            return new Delivered.Done();
        var reminder = round.RemindersDueAt(now);
        var reminded = reminder == 0 ? [] : asked.Raters.Values.Where(one => one.About.Count > 0).Select(one => PromptAsk.OrderOf(round, one.Rater, reminder)); // who has answered all isn't reminded, nor anybody twice of the same
        await Parallel.ForEachAsync(reminded, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stop) => await book.OrderAsync(one, stop));
        return new Delivered.NotBefore(round.NextLookAfter(now));
    }

    /// <summary>Who is asked about whom; whoever takes part and has no row yet, such as whom the organisation's list left out at the start, has one from now on.</summary>
    private async Task<AskedNow> ReadAsync(ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var asked = await others.ReadAsync(round, all, cancellationToken);
        var without = all.All.Where(peer => !asked.Raters.ContainsKey(peer.Id)).Select(peer => all.Parts[peer.Id].Person).ToList();
        foreach (var person in without)
        {
            if (await shelf.FindPartAsync(round, person, cancellationToken) is not null) // not who was forgotten just now
                await raters.ChangeAsync(round, person, one => one, [new Change.Upsert(ReviewRows.OfStart(ReviewRows.KeyOf(round), round.Match, all.AtStart[person.ToString()]))], cancellationToken);
        }

        return without.Count == 0 ? asked : await others.ReadAsync(round, all, cancellationToken);
    }

    private async Task<AskedNow> ReplaceAsync(AskedNow before, MemberId person, CancellationToken cancellationToken)
    {
        var asked = before;
        foreach (var subject in asked.Raters.GetValueOrDefault(person.ToString())?.About ?? [])
        {
            if (await HasAnsweredAsync(asked.Round, subject, person, cancellationToken) is false)
                asked = await others.HandOverAsync(asked, person, subject, cancellationToken);
        }

        return asked;
    }

    /// <summary>Has others asked about everybody who takes part and about whom fewer than six are, as many as there can be; or nobody any more, where too few could be.</summary>
    private async Task<AskedNow> FillUpAsync(AskedNow before, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var asked = await PartAsync(before, cancellationToken);
        var (round, all) = (asked.Round, asked.All);
        foreach (var peer in all.All)
        {
            var name = ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person);
            if (await AreFewAsync(round, all, peer, name, cancellationToken) is not { } isFew)
                continue;
            if (!isFew && asked.AskedAbout.GetValueOrDefault(peer.Id) >= RaterMatching.RatersEach)
                continue;
            var subject = await shelf.FindSubjectAsync(round, name, cancellationToken);
            if (isFew && subject is { WithdrawnAt: null })
                await EndAsync(round, all.Parts[peer.Id].Person, name, at, cancellationToken);
            else if (isFew && subject is null && !all.Parts[peer.Id].IsAmongFew)
                await NobodyAsked.MarkAsync(shelf, book, round, all.Parts[peer.Id].Person, cancellationToken); // such as who is listed only since it started
            if (isFew || subject is { WithdrawnAt: not null })
                continue;
            asked = await others.WithHistoryAsync(asked, cancellationToken);
            if (subject is not null || await TryJoinAsync(asked, peer, name, at, cancellationToken))
                asked = await others.FillUpAsync(asked, peer, name, cancellationToken);
        }

        return asked;
    }

    /// <summary>Makes a box for who has none, since they joined while it was worked out who is asked; not for whom so few could be asked about that nobody is, who are told.</summary>
    private async Task<bool> TryJoinAsync(AskedNow asked, Peer peer, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (all, part) = (asked.All, asked.All.Parts[peer.Id]);
        if (part.IsAmongFew)
            return false;
        if (!RaterMatching.IsAmongFew(all.All, all.Rules, peer, gone: 0))
            return await subjects.TryMakeAsync(asked.Round, name, part, at, cancellationToken);
        if (RaterMatching.IsAmongFew(all.All, all.Rules, peer, gone: all.Unlisted.Count)) // else it is looked at again once the others are listed
            await NobodyAsked.MarkAsync(shelf, book, asked.Round, part.Person, cancellationToken);
        return false;
    }

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
    private async Task<AskedNow> PartAsync(AskedNow before, CancellationToken cancellationToken)
    {
        var (asked, all) = (before, before.All);
        foreach (var rating in before.Current)
        {
            if (!all.ById.TryGetValue(rating.Rater, out var rater) || !all.ById.TryGetValue(rating.Subject, out var subject) || RaterMatching.MayRate(rater, subject, before.Rules))
                continue;
            var (person, name) = (all.Parts[rater.Id].Person, ReviewRows.NameOf(asked.Round.Id, all.Parts[subject.Id].Person));
            if (await HasAnsweredAsync(asked.Round, name, person, cancellationToken) is false)
                asked = await others.HandOverAsync(asked, person, name, cancellationToken);
        }

        return asked;
    }

    /// <summary>Null where the key of that box can't be used: then it stays as it is until it is looked at again, and the others needn't wait for it.</summary>
    private async Task<bool?> HasAnsweredAsync(ReviewRound round, string name, MemberId person, CancellationToken cancellationToken)
    {
        try
        {
            return await boxes.FindAsync(new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name)), cancellationToken) is { } head && await boxes.Roll.HasAnsweredAsync(head, person.ObjectId, cancellationToken);
        }
        catch (StoreUnavailableException cause) when (KeyAwayException.IsWhy(cause))
        {
            return null; // the log says why
        }
    }

    private async Task EndAsync(ReviewRound round, MemberId person, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await NobodyAsked.MarkAsync(shelf, book, round, person, cancellationToken); // first: done again it ends here
        await subjects.WithdrawAsync(round, name, at, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nobody can be stood in for, or reminded, in round {Round}: a key can't be used now.")]
        public static partial void KeyAway(ILogger log, string round, Exception cause);
    }
}
