using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>What the brief says of polls: which closed since last time and how, what came of them, and of which nobody has said it in time.</summary>
internal sealed class PollBriefing(PollShelf shelf, ResultReader reader, PollForBoard board, PollResults results, IRecordStore store, CardLibrary library) : IBriefing
{
    private const int LookedAtMax = 60;
    private const int AtOnce = 8;

    /// <summary>What nobody has said for so long isn't mended by standing in every brief for ever.</summary>
    private const int ForgottenAfterDays = 180;

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        var lines = new List<BriefLine>();
        foreach (var some in (await store.ListPollKeysAsync(wish.Actor.Organisation.Id, LookedAtMax, cancellationToken)).Chunk(AtOnce))
        {
            foreach (var head in (await Task.WhenAll(some.Select(key => shelf.FindAsync(key, cancellationToken)))).OfType<PollHead>())
                lines.AddRange(await LinesAsync(wish, head, cancellationToken));
        }

        return lines;
    }

    private async Task<IEnumerable<BriefLine>> LinesAsync(BriefWish wish, PollHead head, CancellationToken cancellationToken)
    {
        var (poll, lines) = (head.Poll, new List<BriefLine>());
        if (poll.Withdrawal is not null || poll.EndedAt(wish.Now) is not { } ended)
            return lines;
        var isNew = ended > wish.Since && head.IsPublished;
        var isSaid = head.Outcome is { } said && said.SaidAt > wish.Since;
        if ((isNew || isSaid) && (await reader.ReadAsync(head.PartitionKey, wish.Actor, null, cancellationToken)).IsRefused(out _, out var reading) is false)
        {
            var first = isNew ? await ResultAsync(reading, wish, cancellationToken) : _text.Plain("polls.brief.title", ("question", poll.Title)).Words;
            var words = isSaid ? $"{first} {_text.Plain("polls.brief.outcome", ("what", OutcomeWords.NameOf(_text, head.Outcome!.Kind).Words)).Words}" : first;
            lines.Add(new BriefLine(BriefPart.Results, PlainText.FromPerson(words)) { PaperKind = PollForBoard.PaperKind, PaperKey = head.PartitionKey });
        }

        if (wish.SeesAll && head.Outcome is null && head.Tally.Answered > 0 && wish.Now >= OutcomeReminders.OwnerAt(ended) && wish.Now < ended.AddDays(ForgottenAfterDays))
            lines.Add(new BriefLine(BriefPart.Overdue, _text.Plain("polls.brief.overdue", ("question", poll.Title), ("when", TimeWords.Moment(ended, wish.Zone)))));
        return lines;
    }

    private async Task<string> ResultAsync(ResultReading reading, BriefWish wish, CancellationToken cancellationToken)
    {
        var (poll, shown) = (reading.Poll, reading.Questions);
        var tally = new PollTally(reading.First.Answered ?? 0, [.. shown.Zip(poll.Questions, PollDisclosure.ToTally)]);
        var turnout = await board.TurnoutAsync(reading, wish.Now, cancellationToken);
        var title = _text.Plain("polls.brief.title", ("question", poll.Title)).Words;
        return shown[0].Whole is null ? $"{title} {turnout}" : $"{title} {results.Headline(poll, reading.Stand, tally, hasScores: true, wish.Zone)} {turnout}";
    }
}
