using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Held;

/// <summary>Removes surveys that somebody began to write and then left alone for long.</summary>
internal sealed class SurveyDraftRetention(SurveyShelf shelf, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.PollDrafts;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var heads = new List<Record>();
        await foreach (var row in store.ListAsync(SurveyDraftRows.Table, organisationId, RowRange.All, cancellationToken))
        {
            if (SurveyDraftRows.IsHead(row) && SurveyDraftRows.ChangedAtOf(row) < olderThan)
                heads.Add(row);
        }

        if (sweep is Sweep.Remove)
        {
            foreach (var head in heads)
            {
                if (SurveyDraftRows.OwnerOf(head) is { } owner)
                    await shelf.RemoveAsync(organisationId, owner, cancellationToken);
            }
        }

        return heads.Count;
    }
}
