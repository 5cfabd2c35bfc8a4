using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>Keeps what a panel says. Each change goes with the head's version, so that of two at once the second decides by what the first has done.</summary>
internal sealed class PanelShelf(ApplicationShelf shelf, IRecordStore store, Outbox outbox, Contention contention)
{
    /// <summary>What the audit says of whoever read what an applicant wrote.</summary>
    public const string ReadKind = "applications.statementRead";

    /// <summary>What it says of whoever scored.</summary>
    public const string ScoredKind = "applications.scored";

    /// <summary>What it says of whoever declared a conflict.</summary>
    public const string ConflictKind = "applications.conflictDeclared";

    private const int GoneAtOnce = 80;

    /// <summary>Keeps a score, once for what was read; another score takes its place until scores are shown.</summary>
    public async Task<Ruling<OpeningFile>> ScoreAsync(Turn turn, Opening opening, MemberId of, int score, int revision, CancellationToken cancellationToken)
        => await ChangeAsync(turn, opening, file =>
        {
            var standing = file.StandingOf(turn.Actor);
            if (file.VisibleOf(of, standing) is not { } application)
                return new Refusal("applications.refused.gone");
            if (file.Scoring.WhyNotScore(application, standing, turn.Actor.MemberId, turn.At) is { } why)
                return file.Scoring.ScoreBy(turn.Actor.MemberId, application) == score ? new PanelChange([]) : why; // sent once more
            if (score is < ApplyingLimits.ScoreMin or > ApplyingLimits.ScoreMax)
                return new Refusal("applications.refused.noScore");
            if (application.Revision != revision)
                return new Refusal("applying.refused.changedMeanwhile");
            if (file.Scoring.ScoreBy(turn.Actor.MemberId, application) == score)
                return new PanelChange([]);
            var given = new PanelScore(new Person(turn.Actor.MemberId, turn.Actor.Name), of, score, revision);
            return new PanelChange([new Change.Upsert(ApplicationRows.OfScore(file.Key, given, turn.At)), Audit.Entry(file.Key, turn, ScoredKind, new Changed(of.ObjectId, "", ""))])
            {
                After = file with { Scores = [.. file.Scores.Where(one => one.Of != of || one.By.Id != given.By.Id), given] },
            };
        }, cancellationToken);

    /// <summary>Keeps a conflict about one applicant, or about all. What they scored there goes, but what was shown already: others have decided by it.</summary>
    public async Task<Ruling<OpeningFile>> DeclareAsync(Turn turn, Opening opening, MemberId? about, CancellationToken cancellationToken)
        => await ChangeAsync(turn, opening, file =>
        {
            var me = turn.Actor.MemberId;
            var standing = file.StandingOf(turn.Actor);
            if (!standing.MayRead)
                return new Refusal("applying.refused.notYours");
            if (about is { } who && (file.VisibleOf(who, standing) is null || standing.SeesFrom(opening, turn.At) is not null))
                return new Refusal("applications.refused.gone");
            var conflict = new PanelConflict(me, about) { Name = turn.Actor.Name, Shown = file.Head.End is null ? file.Head.Shown : PanelConflict.Always };
            var gone = file.Scores.Where(score => score.By.Id == me && (about is null || score.Of == about) && !IsShown(file, score)).ToList();
            if (file.Conflicts.Any(one => one.Who == me && one.About == about))
                return new PanelChange([]) { Later = gone };
            return new PanelChange(
            [
                new Change.Upsert(ApplicationRows.OfConflict(file.Key, conflict, turn.At)),
                .. gone.Take(GoneAtOnce).Select(score => new Change.Delete(ApplicationRows.ScoreRow(score.Of, me), null)),
                Audit.Entry(file.Key, turn, ConflictKind, new Changed(about?.ObjectId ?? "", "", "")),
            ])
            {
                After = file with { Conflicts = [.. file.Conflicts, conflict], Scores = [.. file.Scores.Except(gone)] },
                Later = [.. gone.Skip(GoneAtOnce)],
            };
        }, cancellationToken);

    private static bool IsShown(OpeningFile file, PanelScore score) => file.Of(score.Of) is { } application && file.Scoring.IsRevealedOf(application) && file.Scoring.Stands(score);

    /// <summary>Ends scoring before all have scored, with a reason; ended already, it stays as it is.</summary>
    public async Task<Ruling<OpeningFile>> EndAsync(Turn turn, Opening opening, string reason, CancellationToken cancellationToken)
        => await ChangeAsync(turn, opening, file =>
        {
            if (!file.StandingOf(turn.Actor).Decides)
                return new Refusal("applying.refused.notYours");
            if (file.Scoring.IsRevealed || !file.Scoring.NeedsScores)
                return new PanelChange([]);
            if (opening.StateAt(turn.At) is OpeningState.Open && opening.ClosesAt is not null)
                return new Refusal("applying.refused.stillOpen");
            if (ApplyingTexts.IsEmpty(reason))
                return new Refusal("applying.refused.noReason");
            if (ApplyingTexts.Check(reason, ApplyingLimits.WordsMax, turn.Today) is { } wrong)
                return wrong;
            var head = file.Head with { End = new ScoringEnd(turn.Actor.Name, reason.Trim(), turn.At), EndedBy = turn.Actor.MemberId };
            return new PanelChange([Audit.Entry(file.Key, turn, "applications.scoringEnded")]) { After = file with { Head = head } };
        }, cancellationToken);

    private async Task<Ruling<OpeningFile>> ChangeAsync(Turn turn, Opening opening, Func<OpeningFile, Ruling<PanelChange>> decide, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(opening, turn.Actor.MemberId, cancellationToken);
        return (await contention.RunAsync(stop => TryAsync(turn, opening, decide, stop), cancellationToken)).Ruling;
    }

    private async Task<Done?> TryAsync(Turn turn, Opening opening, Func<OpeningFile, Ruling<PanelChange>> decide, CancellationToken cancellationToken)
    {
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        if (decide(file).IsRefused(out var refusal, out var change))
            return new Done(refusal);
        if (change.After is not { } after)
        {
            await TakeAwayAsync(file.Key, change.Later, cancellationToken);
            return new Done(file);
        }

        if (file.Head.ETag is null)
            return new Done(new Refusal("applications.refused.gone"));
        if (file.CompletesWith(after, turn.At))
            after = after with { Head = after.Head with { Shown = after.Head.Shown + 1 } };
        List<Change> changes = [new Change.Replace(ApplicationRows.OfHead(after.Head)), .. change.Rows];
        if (after.Head.Shown > file.Head.Shown)
            changes.Add(TellNews.Order(file.Key, News.Scored, opening.RunBy.Id, null, turn.At));
        if (await outbox.CommitAsync(ApplicationRows.Table, file.Key, changes, cancellationToken) is not CommitResult.Committed)
            return null;
        await TakeAwayAsync(file.Key, change.Later, cancellationToken);
        return new Done(after);
    }

    /// <summary>Scores of somebody with a conflict that didn't fit into the commit: they count no more already.</summary>
    private async Task TakeAwayAsync(string key, IReadOnlyList<PanelScore> gone, CancellationToken cancellationToken)
    {
        foreach (var score in gone)
            await store.CommitAsync(ApplicationRows.Table, key, [new Change.Delete(ApplicationRows.ScoreRow(score.Of, score.By.Id), null)], cancellationToken); // a conflict: it is gone already
    }

    /// <summary>Notes in the audit that somebody read what an applicant wrote.</summary>
    public async Task NoteReadAsync(Turn turn, ReadApplication read, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(read.File.Opening, turn.Actor.MemberId, cancellationToken);
        await store.CommitAsync(ApplicationRows.Table, read.File.Key, [Audit.Entry(read.File.Key, turn, ReadKind, new Changed(read.Application.Who.Id.ObjectId, "", ""))], cancellationToken);
    }

    /// <summary>What is written, and what the file is after it; null where nothing changes.</summary>
    private sealed record PanelChange(IReadOnlyList<Change> Rows)
    {
        public OpeningFile? After { get; init; }

        /// <summary>Scores that are removed after it, one by one.</summary>
        public IReadOnlyList<PanelScore> Later { get; init; } = [];
    }

    private sealed record Done(Ruling<OpeningFile> Ruling);
}
