using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reviews;

/// <summary>Whoever looks at a decision again says that it is still right, or that nothing triggers its plan B. It is said once.</summary>
internal sealed class StillRight(DecisionShelf shelf, IRecordStore store, Contention contention, ReviewAsk reviews, CardLibrary library) : ISlice
{
    private const string Row = "review.";

    /// <summary>Where it lies that it was looked at.</summary>
    public static string RowOf(Review review) => Row + review.Name;

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head || Review.Named(turn.Data.Text("review")) is not { } review)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (!head.Decision.MayBeMadeBy(turn.Actor))
            return new Answer.Refused(new Refusal(DecisionRefusals.Role));
        if (head.Decision.State is DecisionState.Withdrawn)
            return new Answer.Unusable(new Refusal(DecisionRefusals.Withdrawn));
        var known = await store.FindAsync(DecisionRows.Table, head.PartitionKey, RowOf(review), cancellationToken);
        var at = known?.GetDateTimeOffset("ReviewedAt") ?? turn.At;
        if (known is null)
        {
            Change[] changes =
            [
                new Change.Insert(new Record(head.PartitionKey, RowOf(review)) { ["ReviewedAt"] = turn.At }),
                Audit.Entry(head.PartitionKey, turn, "decisions.stillRight"),
            ];
            if (await store.CommitAsync(DecisionRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        var recorded = library.Text.Format("decisions.review.recorded", ("when", TimeWords.Moment(at, turn.TimeZone)));
        return new Answer.Card(reviews.Card(head, review, recorded));
    }
}
