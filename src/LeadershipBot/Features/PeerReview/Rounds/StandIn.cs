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
/// has others asked in their place where they have not answered. Halfway, the others are reminded of what they have not answered.
/// </summary>
internal sealed class StandIn(ReviewShelf shelf, Peers peers, AnonymousBoxes boxes, AskBook book, IRecordStore store, Staging staging, Contention contention, Chance chance, TimeProvider time) : IDelivery
{
    public const string Kind = "review.standIn";

    private const string Whom = "Person";

    /// <summary>The order for somebody who withdrew, as a change for the commit that notes it.</summary>
    public static Change At(ReviewRound round, MemberId person, DateTimeOffset at)
    {
        var row = OutboxRow.New(ReviewRows.KeyOf(round), Kind, ReviewRows.NameOf(round.Id, person), at);
        row[Whom] = person.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await InviteMembers.RoundOf(shelf, row.PartitionKey, cancellationToken) is not { Match.Length: > 0 } round || round.StageAt(now) is not RoundStage.Open)
            return new Delivered.Done();
        var all = await peers.ReadAsync(round, now, cancellationToken);
        if (MemberId.TryParse(row.GetString(Whom) ?? "", out var person))
        {
            await ReplaceAsync(round, person, all, now, cancellationToken);
            return new Delivered.Done();
        }

        foreach (var part in (await shelf.ListPartsAsync(round, cancellationToken)).Where(part => !all.Parts.ContainsKey(part.Person.ToString())))
            await ReplaceAsync(round, part.Person, all, now, cancellationToken);
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

    private async Task HandOverAsync(ReviewRound round, MemberId person, string subject, RoundPeers all, CancellationToken cancellationToken)
    {
        var key = ReviewRows.KeyOf(round);
        var handed = await contention.RunAsync(async stop =>
        {
            var rows = await shelf.ListRatersAsync(round, stop);
            var raters = rows.Select(row => (Row: row, Read: ReviewRows.ToRater(row)!.Value)).ToDictionary(one => one.Read.Rater.ToString(), StringComparer.Ordinal);
            var ids = all.All.ToDictionary(peer => ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person), peer => peer.Id, StringComparer.Ordinal);
            if (!raters.TryGetValue(person.ToString(), out var mine) || !mine.Read.About.Contains(subject))
                return new Handed(null);
            var current = raters.Values.SelectMany(one => one.Read.About.Select(about => new Rating(one.Read.Rater.ToString(), ids.GetValueOrDefault(about, about)))).ToList();
            List<Change> changes = [new Change.Replace(ReviewRows.OfRater(key, round.Match, person, mine.Read.About.Where(about => about != subject), mine.Row.ETag))];
            MemberId? next = null;
            if (ids.TryGetValue(subject, out var id) && RaterMatching.Substitute(all.All, all.Rules, current, all.All.Single(peer => peer.Id == id), chance.Below) is { } chosen)
            {
                next = all.Parts[chosen].Person;
                changes.Add(raters.TryGetValue(chosen, out var theirs)
                    ? new Change.Replace(ReviewRows.OfRater(key, round.Match, theirs.Read.Rater, theirs.Read.About.Append(subject), theirs.Row.ETag))
                    : new Change.Insert(ReviewRows.OfRater(key, round.Match, next.Value, [subject])));
            }

            return await store.CommitAsync(ReviewRows.Table, key, changes, stop) is CommitResult.Committed ? new Handed(next) : null;
        }, cancellationToken);
        if (handed.To is { } to)
            await book.OrderAsync(PromptAsk.OrderOf(round, to, subject, 1), cancellationToken);
    }

    private sealed record Handed(MemberId? To);
}
