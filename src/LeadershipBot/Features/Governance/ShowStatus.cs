using System.Globalization;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Governance;

/// <summary>An administrator sees whether the bot is well: its version, how fast the store answers, and what is overdue.</summary>
internal sealed class ShowStatus(CardLibrary library, IRecordStore store, TimeProvider time) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var started = time.GetTimestamp();
        await store.CheckAsync(cancellationToken);
        var took = (int)time.GetElapsedTime(started).TotalMilliseconds;
        var overdue = await CountOverdueAsync(turn.At, cancellationToken);
        CardText[] lines =
        [
            text.Format("status.version", ("version", typeof(ShowStatus).Assembly.GetName().Version?.ToString(3) ?? "")),
            text.Format("status.store", ("milliseconds", took.ToString(CultureInfo.InvariantCulture))),
            overdue == 0 ? text.Format("status.nothingOverdue") : text.Format("status.overdue", ("count", overdue)),
        ];
        var data = new CardData()
            .Set("title", text.Format("status.title"))
            .Set("lines", lines.Select(l => new CardData().Set("line", l)))
            .Set("summary", text.Plain("status.title"))
            .Set("spoken", text.Spoken("status.title"));
        return new Answer.Card(new CardView("shell/notice", data, text.Plain("status.title")));
    }

    private async Task<int> CountOverdueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var bucket = 0; bucket < Pointer.Buckets; bucket++)
        {
            await foreach (var _ in store.ListAsync(Pointer.DueTable, Pointer.BucketKey(bucket), Pointer.DueUntil(now.AddMinutes(-1)), cancellationToken))
                count++;
        }

        return count;
    }
}
