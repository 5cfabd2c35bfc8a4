using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>Keeps surveys while they are being written.</summary>
internal sealed class SurveyShelf(IRecordStore store, Contention contention, Chance chance)
{
    /// <summary>One read: the survey that a person is writing in an organisation; null if none.</summary>
    public async Task<SurveyDraft?> FindAsync(string organisationId, MemberId owner, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(SurveyDraftRows.Table, organisationId, RowRange.Prefix(SurveyDraftRows.PrefixOf(owner)), cancellationToken))
            rows.Add(row);
        return SurveyDraftRows.ToDraft(owner, rows);
    }

    /// <summary>The survey that the turn's person is writing; a new one, kept already, if none.</summary>
    public Task<SurveyDraft> FindOrBeginAsync(Turn turn, CancellationToken cancellationToken) => ChangeAsync(turn, draft => draft, cancellationToken);

    /// <summary>Changes the survey that the turn's person is writing. What changes nothing writes nothing.</summary>
    /// <returns>The survey as it is now.</returns>
    public Task<SurveyDraft> ChangeAsync(Turn turn, Func<SurveyDraft, SurveyDraft> change, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, change, stop), cancellationToken);

    /// <summary>Forgets it. Safe to repeat.</summary>
    public async Task RemoveAsync(string organisationId, MemberId owner, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        await foreach (var row in store.ListAsync(SurveyDraftRows.Table, organisationId, RowRange.Prefix(SurveyDraftRows.PrefixOf(owner)), cancellationToken))
            changes.Add(new Change.Delete(row.RowKey, null));
        if (changes.Count > 0)
            await store.CommitAsync(SurveyDraftRows.Table, organisationId, changes, cancellationToken);
    }

    private async Task<SurveyDraft?> OnceAsync(Turn turn, Func<SurveyDraft, SurveyDraft> change, CancellationToken cancellationToken)
    {
        var (organisationId, owner) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        var before = await FindAsync(organisationId, owner, cancellationToken);
        var begun = before ?? new SurveyDraft(organisationId, owner, chance.NewId(), "", [], turn.At);
        var after = change(begun);
        if (before is not null && ReferenceEquals(after, begun))
            return before;
        after = after with { Step = begun.Step + 1, ChangedAt = turn.At };
        var head = SurveyDraftRows.OfHead(after);
        List<Change> changes = [before is null ? new Change.Insert(head) : new Change.Replace(head)];
        changes.AddRange(Enumerable.Range(0, after.Questions.Count).Select(at => new Change.Upsert(SurveyDraftRows.OfQuestion(after, at))));
        changes.AddRange(Enumerable.Range(after.Questions.Count, Math.Max(0, begun.Questions.Count - after.Questions.Count)).Select(at => new Change.Delete(SurveyDraftRows.KeyOfQuestion(after, at), null)));
        return await store.CommitAsync(SurveyDraftRows.Table, organisationId, changes, cancellationToken) is CommitResult.Committed committed
            ? after with { ETag = committed.ETags[0] }
            : null;
    }
}
