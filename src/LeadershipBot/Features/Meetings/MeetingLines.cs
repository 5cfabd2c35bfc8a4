using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>Lists an organisation's meetings, each as the line that <see cref="ListMeeting"/> wrote last.</summary>
internal sealed class MeetingLines(IRecordStore store, TimeProvider time)
{
    /// <summary>So many days before and after now a calendar's meeting is near.</summary>
    private const int NearDaysBack = 120;

    private const int NearDaysAhead = 60;

    /// <summary>So many of them are read at most, those to come first and then the newest: of 20 busy calendars those of some weeks.</summary>
    private const int NearMax = 5_000;

    /// <summary>In these stretches of days before now the past is read, while fewer were read.</summary>
    private static readonly (int From, int To)[] PastSlices = [(7, 1), (30, 7), (NearDaysBack, 30)];

    /// <summary>The first stretch of days in which the past is looked for, and the last: what lies further back is read at once.</summary>
    private const int PastDaysFirst = 30;

    private const int PastDaysMax = 1_000;

    /// <summary>The lines of all meetings of an organisation, of six years: many reads where busy calendars are followed.</summary>
    public Task<List<MeetingLine>> ListAsync(string organisationId, CancellationToken cancellationToken)
        => LinesAsync(organisationId, RowRange.Prefix(MeetingIndexRows.Line), int.MaxValue, cancellationToken);

    /// <summary>The lines of those arranged by hand, and of those out of calendars that begin around now: some reads, however long calendars have been followed.</summary>
    public async Task<List<MeetingLine>> ListNearAsync(string organisationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lines = await ListFromAsync(organisationId, now.AddDays(-1), now.AddDays(NearDaysAhead), cancellationToken);
        foreach (var (from, to) in PastSlices.Where(_ => lines.Count < NearMax))
            lines.AddRange(await LinesAsync(organisationId, new RowRange(MeetingIndexRows.DayRow(now.AddDays(-from)), MeetingIndexRows.DayRow(now.AddDays(-to))), int.MaxValue, cancellationToken));
        return lines;
    }

    /// <summary>The lines of those arranged by hand, in no order of time.</summary>
    public Task<List<MeetingLine>> ListByHandAsync(string organisationId, CancellationToken cancellationToken)
        => LinesAsync(organisationId, RowRange.Prefix(MeetingIndexRows.ByHand), int.MaxValue, cancellationToken);

    /// <summary>The lines of those arranged by hand, and of those out of calendars that may be on at a time: they begin on its day, or the day before or after.</summary>
    public Task<List<MeetingLine>> ListAroundAsync(string organisationId, DateTimeOffset at, CancellationToken cancellationToken)
        => ListFromAsync(organisationId, at.AddDays(-1), at.AddDays(1), cancellationToken);

    /// <summary>The lines of those arranged by hand and of those out of calendars that a list of what is to come shows: of the latter the next ones, and no more days than are needed.</summary>
    /// <param name="organisationId">Whose.</param>
    /// <param name="atLeast">So many out of calendars are read, where there are so many, and all that begin on the day of the last of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<MeetingLine>> ListComingAsync(string organisationId, int atLeast, CancellationToken cancellationToken)
    {
        var (now, day, count) = (time.GetUtcNow(), "", 0);
        var lines = (await ListByHandAsync(organisationId, cancellationToken)).FindAll(line => line.IsComingAt(now));
        var days = new RowRange(MeetingIndexRows.DayRow(now.AddDays(-1)), MeetingIndexRows.DayRow(now.AddDays(CalendarLimits.DaysAhead + NearDaysAhead)));
        await foreach (var row in store.ListAsync(MeetingIndexRows.Table, organisationId, days, cancellationToken))
        {
            var line = MeetingIndexRows.ToLine(row);
            if (!line.IsComingAt(now))
                continue;
            if (count >= atLeast && MeetingIndexRows.DayRow(line.StartsAt) != day)
                break;
            (day, count) = (MeetingIndexRows.DayRow(line.StartsAt), count + 1);
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>
    /// The lines of those that were, the newest first: read backwards, in stretches of days each twice as long as the one after it, until there
    /// are as many as are needed; further back none is missing, or nobody asked.
    /// </summary>
    /// <param name="organisationId">Whose.</param>
    /// <param name="atLeast">So many are read, where there are so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<MeetingLine>> ListPastAsync(string organisationId, int atLeast, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lines = (await ListByHandAsync(organisationId, cancellationToken)).FindAll(line => line.IsPastAt(now));
        var (until, days) = (now.AddDays(1), PastDaysFirst);
        for (var isAll = false; !isAll && lines.Count(line => string.CompareOrdinal(MeetingIndexRows.DayRow(line.StartsAt), MeetingIndexRows.DayRow(until)) >= 0) < atLeast; days *= 2)
        {
            var from = until.AddDays(-days);
            isAll = days > PastDaysMax;
            var range = new RowRange(isAll ? MeetingIndexRows.ByDay : MeetingIndexRows.DayRow(from), MeetingIndexRows.DayRow(until));
            lines.AddRange((await LinesAsync(organisationId, range, int.MaxValue, cancellationToken)).Where(line => line.IsPastAt(now)));
            until = from;
        }

        return [.. lines.OrderByDescending(line => line.StartsAt).ThenBy(line => line.Key, StringComparer.Ordinal)];
    }

    private async Task<List<MeetingLine>> ListFromAsync(string organisationId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var byHand = await ListByHandAsync(organisationId, cancellationToken);
        var ofCalendars = await LinesAsync(organisationId, new RowRange(MeetingIndexRows.DayRow(from), MeetingIndexRows.DayRow(until.AddDays(1))), NearMax, cancellationToken);
        return [.. byHand, .. ofCalendars];
    }

    private async Task<List<MeetingLine>> LinesAsync(string organisationId, RowRange range, int max, CancellationToken cancellationToken)
    {
        var lines = new List<MeetingLine>();
        await foreach (var row in store.ListAsync(MeetingIndexRows.Table, organisationId, range, cancellationToken))
        {
            lines.Add(MeetingIndexRows.ToLine(row));
            if (lines.Count == max)
                break;
        }

        return lines;
    }
}
