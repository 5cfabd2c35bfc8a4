using System.Globalization;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Governance;

/// <summary>
/// An administrator sees whether the bot is well: its version, how fast the store answers, what is
/// overdue, and what was given up.
/// </summary>
internal sealed class ShowStatus(CardLibrary library, IRecordStore store, GivenUp givenUp, TimeProvider time) : ISlice
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
            .. GivenUpLines(text, await givenUp.ListAsync(cancellationToken), turn.TimeZone),
        ];
        return new Answer.Card(NoticeCard.Of(text, text.Plain("status.title"), null, lines));
    }

    private static IEnumerable<CardText> GivenUpLines(TextFile text, IReadOnlyList<(string Kind, DateTimeOffset Since)> givenUp, TimeZoneInfo zone)
    {
        foreach (var kind in givenUp.GroupBy(g => g.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return text.Format("status.givenUp", ("count", kind.Count()), ("kind", kind.Key), ("when", TimeWords.Moment(kind.Min(g => g.Since), zone)));
        yield return givenUp.Count == 0 ? text.Format("status.nothingGivenUp") : text.Format("status.retry");
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
