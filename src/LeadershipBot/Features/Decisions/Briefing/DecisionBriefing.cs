using LeadershipBot.Domain.Briefing;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Decisions.Reviews;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Briefing;

/// <summary>What the brief says of decisions: which went out, were closed or were withdrawn since last time, what members say to them, and which are to be looked at again soon.</summary>
internal sealed class DecisionBriefing(DecisionShelf shelf, DecisionForBoard board, IRecordStore store, CardLibrary library) : IBriefing
{
    private const int LookedAtMax = 200;
    private const int AtOnce = 16;

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!Decision.MayMake(wish.Actor, wish.Actor.Organisation))
            return [];
        var lines = new List<BriefLine>();
        foreach (var some in (await shelf.ListAsync(wish.Actor.Organisation.Id, LookedAtMax, cancellationToken)).Chunk(AtOnce))
        {
            foreach (var head in (await Task.WhenAll(some.Select(key => shelf.FindAsync(key, cancellationToken)))).OfType<DecisionHead>())
            {
                if (head.Decision.Withdrawal is { } withdrawal && withdrawal.At > wish.Since && head.Decision.BegunAt is not null)
                    lines.Add(Withdrawn(head, withdrawal, wish));
                if (head.Decision.State is not DecisionState.Sent)
                    continue;
                if (head.Decision.BegunAt > wish.Since || (head.IsPublished && head.Decision.ReactionsCloseAt > wish.Since))
                    lines.Add(await ResultAsync(head, wish, cancellationToken));
                lines.AddRange(await ReviewsAsync(head, wish, cancellationToken));
            }
        }

        return lines;
    }

    private BriefLine Withdrawn(DecisionHead head, DecisionWithdrawal withdrawal, BriefWish wish)
        => new(BriefPart.Results, _text.Plain("decisions.brief.withdrawn", ("what", head.Decision.Content.What), ("when", TimeWords.Moment(withdrawal.At, wish.Zone)), ("why", withdrawal.Why))) { PaperKind = DecisionForBoard.PaperKind, PaperKey = head.PartitionKey };

    private async Task<BriefLine> ResultAsync(DecisionHead head, BriefWish wish, CancellationToken cancellationToken)
    {
        var reader = new BoardWish(wish.Actor, null, wish.Now, wish.Zone);
        var said = head.IsPublished ? await board.ReactionsAsync(head, reader, cancellationToken) : await board.TurnoutAsync(head, reader, cancellationToken);
        return new BriefLine(BriefPart.Results, _text.Plain("decisions.brief.result", ("what", head.Decision.Content.What), ("said", string.Join(' ', said)))) { PaperKind = DecisionForBoard.PaperKind, PaperKey = head.PartitionKey };
    }

    private async Task<List<BriefLine>> ReviewsAsync(DecisionHead head, BriefWish wish, CancellationToken cancellationToken)
    {
        var (lines, until) = (new List<BriefLine>(), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wish.Now, wish.Zone).DateTime).AddDays(BriefTimes.ReviewsAheadDays));
        foreach (var review in new[] { Review.Of(head.Decision.Content, ReviewKind.Decision), Review.Of(head.Decision.Content, ReviewKind.PlanB) }.OfType<Review>())
        {
            if (review.On > until || await store.FindAsync(DecisionRows.Table, head.PartitionKey, StillRight.RowOf(review), cancellationToken) is not null)
                continue;
            var (what, date) = (head.Decision.Content.What, DecisionWords.Date(review.On));
            lines.Add(new BriefLine(BriefPart.Reviews, review.Kind is ReviewKind.PlanB ? _text.Plain("decisions.brief.planB", ("what", what), ("date", date)) : _text.Plain("decisions.brief.review", ("what", what), ("date", date))) { PaperKind = DecisionForBoard.PaperKind, PaperKey = head.PartitionKey });
        }

        return lines;
    }
}
