using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>How a poll's opening, its series and its editions stand in the columns of its row. A poll that was asked at once, and once, takes none.</summary>
internal static class ScheduleColumns
{
    public static void Write(Record row, Poll poll)
    {
        if (poll.OpensAt is { } opens)
            row["OpensAt"] = opens;
        if (poll.IsScheduled)
            row["IsScheduled"] = true;
        if (poll.NotAsked is { } why)
            row["NotAsked"] = why.ToString();
        if (poll.Edition > 0)
            row["Edition"] = poll.Edition;
        if (poll.Series is { } series)
            (row["SeriesId"], row["SeriesNumber"]) = (series.Id, series.Number);
        if (poll.Repeats is not { } repeats)
            return;
        (row["Repeats"], row["RepeatsFrom"], row["RepeatsIn"]) = (repeats.Every.ToString(), repeats.From, repeats.ZoneId);
        if (repeats.Times is { } times)
            row["RepeatsTimes"] = times;
        if (repeats.Until is { } until)
            row["RepeatsUntil"] = until;
        if (repeats.StoppedAt is { } stopped)
            row["RepeatsStoppedAt"] = stopped;
    }

    public static Poll Read(Record row, Poll poll) => poll with
    {
        OpensAt = row.GetDateTimeOffset("OpensAt"),
        IsScheduled = row.GetBoolean("IsScheduled") is true,
        NotAsked = Enum.TryParse<NotAsked>(row.GetString("NotAsked"), out var why) ? why : null,
        Edition = row.GetInt32("Edition") ?? 0,
        Series = row.GetString("SeriesId") is { Length: > 0 } series ? new PollSeries(series, row.GetInt32("SeriesNumber") ?? 1) : null,
        Repeats = !Enum.TryParse<RepeatEvery>(row.GetString("Repeats"), out var every) || every is RepeatEvery.Never
            ? null
            : new Repetition(every, row.GetDateTimeOffset("RepeatsFrom") ?? poll.AskedAt, row.GetString("RepeatsIn") ?? "")
            {
                Times = row.GetInt32("RepeatsTimes"),
                Until = row.GetDateTimeOffset("RepeatsUntil"),
                StoppedAt = row.GetDateTimeOffset("RepeatsStoppedAt"),
            },
    };
}
