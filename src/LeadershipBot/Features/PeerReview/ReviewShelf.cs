using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Reads and changes rounds.</summary>
internal sealed class ReviewShelf(IRecordStore store, Outbox outbox, Contention contention)
{
    /// <summary>A round; null if there is none. The id came with a button.</summary>
    public async Task<RoundHead?> FindAsync(string organisationId, string roundId, CancellationToken cancellationToken)
        => IsId(roundId) && await store.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(organisationId, roundId), ReviewRows.Head, cancellationToken) is { } row ? new RoundHead(ReviewRows.ToRound(row), row.ETag) : null;

    /// <summary>The round of a partition, or of one of its people's; null if there is none any more.</summary>
    public async Task<ReviewRound?> FindByKeyAsync(string key, CancellationToken cancellationToken)
        => key.Split('.') is [var organisation, var id, ..] ? (await FindAsync(organisation, id, cancellationToken))?.Round : null;

    /// <summary>The rounds of an organisation, the newest first.</summary>
    public async Task<List<ReviewRound>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(organisationId, ReviewRows.Listed, cancellationToken);
        var found = await Task.WhenAll(rows.Select(row => FindAsync(organisationId, row.RowKey[ReviewRows.Listed.Length..], cancellationToken)));
        return [.. found.OfType<RoundHead>().Select(head => head.Round).OrderByDescending(round => round.StartsAt).ThenBy(round => round.Id, StringComparer.Ordinal)];
    }

    /// <summary>The rounds that take answers at a moment: of those that ended long ago only the line is read. A round never ends later than its line says.</summary>
    public async Task<List<ReviewRound>> ListOpenAsync(string organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = (await RowsAsync(organisationId, ReviewRows.Listed, cancellationToken)).Where(row => !(row.GetDateTimeOffset("LastAt") <= now));
        var found = await Task.WhenAll(rows.Select(row => FindAsync(organisationId, row.RowKey[ReviewRows.Listed.Length..], cancellationToken)));
        return [.. found.OfType<RoundHead>().Select(head => head.Round).Where(round => round.StageAt(now) is RoundStage.Open).OrderByDescending(round => round.StartsAt).ThenBy(round => round.Id, StringComparer.Ordinal)];
    }

    /// <summary>Changes a round, with what else changes in its partition; refused where the rule says no. What stays as it was is not written.</summary>
    public async Task<Ruling<ReviewRound>> ChangeAsync(string organisationId, string roundId, Func<ReviewRound, Ruling<ReviewRound>> change, Func<ReviewRound, IEnumerable<Change>> more, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            if (await FindAsync(organisationId, roundId, stop) is not { } head)
                return new Done<ReviewRound>(new Refusal("review.refused.unknown"));
            if (change(head.Round).IsRefused(out var refusal, out var after))
                return new Done<ReviewRound>(refusal);
            if (after == head.Round)
                return new Done<ReviewRound>(after);
            Change[] changes = [new Change.Replace(ReviewRows.OfRound(after, head.ETag)), .. more(after)];
            return await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(after), changes, stop) is CommitResult.Committed ? new Done<ReviewRound>(after) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    /// <summary>Changes who takes part; refused where the rule says no.</summary>
    /// <param name="roundKey">The round.</param>
    /// <param name="person">Who.</param>
    /// <param name="change">From what is there, or nothing.</param>
    /// <param name="more">What else changes in the same commit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Ruling<RoundPart>> ChangePartAsync(string roundKey, MemberId person, Func<RoundPart?, Ruling<RoundPart>> change, IReadOnlyList<Change> more, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            var row = await store.FindAsync(ReviewRows.Table, roundKey, ReviewRows.Part + person, stop);
            var before = row is null ? null : ReviewRows.ToPart(row);
            if (change(before).IsRefused(out var refusal, out var after))
                return new Done<RoundPart>(refusal);
            if (after == before)
                return new Done<RoundPart>(after);
            var record = ReviewRows.OfPart(roundKey, after, row?.ETag);
            Change[] changes = [row is null ? new Change.Insert(record) : new Change.Replace(record), .. more];
            return await outbox.CommitAsync(ReviewRows.Table, roundKey, changes, stop) is CommitResult.Committed ? new Done<RoundPart>(after) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    public async Task<RoundPart?> FindPartAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.Part + person, cancellationToken) is { } row ? ReviewRows.ToPart(row) : null;

    /// <summary>Everybody who ever joined, those who withdrew too.</summary>
    public async Task<List<RoundPart>> ListPartsAsync(ReviewRound round, CancellationToken cancellationToken)
        => [.. (await RowsAsync(ReviewRows.KeyOf(round), ReviewRows.Part, cancellationToken)).Select(ReviewRows.ToPart).OfType<RoundPart>()];

    /// <summary>Of which practices and group people were when the round started; nobody before it does.</summary>
    public async Task<List<Peer>> ListAtStartAsync(ReviewRound round, CancellationToken cancellationToken)
        => round.Match.Length == 0 ? [] : (await RowsAsync(ReviewRows.KeyOf(round), ReviewRows.AtStartOf(round.Match), cancellationToken)).ConvertAll(ReviewRows.ToStart);

    /// <summary>That is kept of nobody who was forgotten.</summary>
    public async Task ForgetNobodysStartAsync(ReviewRound round, IEnumerable<RoundPart> joined, CancellationToken cancellationToken)
    {
        var there = joined.Select(part => part.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var peer in (await ListAtStartAsync(round, cancellationToken)).Where(peer => !there.Contains(peer.Id)))
            await store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Delete(ReviewRows.AtStartOf(round.Match) + peer.Id, null)], cancellationToken); // a conflict: it is gone already
    }

    /// <summary>Somebody about whom is asked, by their name within the round; null if there is none.</summary>
    public async Task<RoundSubject?> FindSubjectAsync(ReviewRound round, string name, CancellationToken cancellationToken)
        => IsId(name) && await store.FindAsync(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name), ReviewRows.Subject, cancellationToken) is { } row ? ReviewRows.ToSubject(row, round.Questions.Count) : null;

    /// <summary>The comments that somebody reads, of all their rounds, in random order.</summary>
    public async Task<List<ReadComment>> ListCommentsAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => [.. (await RowsAsync(ReviewRows.WordsKey(organisationId, person), ReviewRows.Comment, cancellationToken)).Select(row => new ReadComment(row.RowKey[ReviewRows.Comment.Length..], row.GetString("Words") ?? "", row.GetString("HiddenBecause")) { WasLeft = row.GetBoolean(ReviewRows.WasLeft) is true })];

    /// <summary>Comments that were reported, and about which nobody has decided: so many at the most, and no more are read; none about whoever reads them, who mayn't decide.</summary>
    public async Task<List<Record>> ListReportedAsync(string organisationId, int max, MemberId reader, CancellationToken cancellationToken)
    {
        var found = new List<Record>();
        await foreach (var row in store.ListAsync(ReviewRows.Table, organisationId, RowRange.Prefix(ReviewRows.Reported), cancellationToken))
        {
            if (row.GetString(ReviewRows.Outcome) is null && row.GetString("Person") != reader.ToString())
                found.Add(row);
            if (found.Count == max)
                break;
        }

        return found;
    }

    /// <summary>One of those; null if there is none. The id may have come with a button.</summary>
    public async Task<Record?> FindReportedAsync(string organisationId, string comment, CancellationToken cancellationToken)
        => IsId(comment) && await store.FindAsync(ReviewRows.Table, organisationId, ReviewRows.Reported + comment, cancellationToken) is { } row && row.GetString(ReviewRows.Outcome) is null ? row : null;

    /// <summary>With whom somebody declared a conflict when they joined this round, or else the newest before in which they took part; nobody where they never did.</summary>
    public async Task<IReadOnlyList<string>> ListConflictsAsync(ReviewRound round, MemberId person, CancellationToken cancellationToken)
    {
        foreach (var one in (await ListAsync(round.Organisation.Id, cancellationToken)).Where(one => one.Id != round.Id).Prepend(round))
        {
            if (await FindPartAsync(one, person, cancellationToken) is { } part)
                return part.Conflicts;
        }

        return [];
    }

    public async Task<List<Record>> RowsAsync(string partition, string? prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(ReviewRows.Table, partition, prefix is null ? RowRange.All : RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    public static bool IsId(string id) => id.Length is > 0 and <= 40 && id.All(char.IsAsciiLetterOrDigit);

    private sealed record Done<TFact>(Ruling<TFact> Ruling)
        where TFact : class;
}

/// <summary>A round with its version.</summary>
internal sealed record RoundHead(ReviewRound Round, string? ETag);

/// <summary>A comment that somebody reads about themselves.</summary>
/// <param name="Id">Random letters and digits.</param>
/// <param name="Words">The words; empty once it is hidden.</param>
/// <param name="HiddenBecause">Why an organiser hid it; null where none did.</param>
internal sealed record ReadComment(string Id, string Words, string? HiddenBecause)
{
    /// <summary>Whether it was reported, and somebody looked at it and left it.</summary>
    public bool WasLeft { get; init; }

    /// <summary>Whether it can be reported.</summary>
    public bool MayBeReported => HiddenBecause is null && !WasLeft;
}
