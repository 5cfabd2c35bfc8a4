using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>An administrator sees how long each kind is kept, and what the last run removed.</summary>
internal sealed class ShowRetention(RetentionRun run, IRecordStore store, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var last = new Dictionary<string, Record>(StringComparer.Ordinal);
        await foreach (var report in store.ListAsync(RetentionRows.Table, RetentionRows.Partition, RowRange.Prefix(RetentionRows.Reports), cancellationToken))
        {
            if (!last.TryAdd(report.GetString("Kind") ?? "", report))
                break; // newest first: this is the day before
        }

        var lines = run.Limits.Select(limit => Line(text, limit.Kind.Name, limit.Days, last.GetValueOrDefault(limit.Kind.Name), turn.TimeZone));
        return new Answer.Card(NoticeCard.Of(text, text.Plain("retention.title"), null, lines.Append(text.Format("retention.links")), text.Format("retention.kind")));
    }

    private static CardText Line(TextFile text, string kind, int days, Record? report, TimeZoneInfo zone)
    {
        var what = NameOf(text, kind).Words;
        return report is null
            ? text.Format("retention.line", ("what", what), ("count", days))
            : text.Format("retention.line.run", ("what", what), ("count", days), ("removed", report.GetInt32("Removed") ?? 0), ("when", TimeWords.Moment(report.GetDateTimeOffset("At") ?? default, zone)));
    }

    private static PlainText NameOf(TextFile text, string kind) => kind switch
    {
        "Polls" => text.Plain("retention.of.polls"),
        "Audit" => text.Plain("retention.of.audit"),
        "PeopleWhoLeft" => text.Plain("retention.of.peopleWhoLeft"),
        "Rosters" => text.Plain("retention.of.rosters"),
        "Chats" => text.Plain("retention.of.chats"),
        "EndedInterests" => text.Plain("retention.of.endedInterests"),
        "Sendings" => text.Plain("retention.of.sendings"),
        "Asks" => text.Plain("retention.of.asks"),
        "Briefs" => text.Plain("retention.of.briefs"),
        "Invited" => text.Plain("retention.of.invited"),
        "Unconfirmed" => text.Plain("retention.of.unconfirmed"),
        "PracticesThatLeft" => text.Plain("retention.of.practicesThatLeft"),
        _ => PlainText.FromPerson(kind),
    };
}
