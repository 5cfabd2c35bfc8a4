using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>
/// Looks each morning, as long as an application may come to an offer or an appointment, whether the organisation lists still who
/// applied for an opening. Who isn't there at the second look (<see cref="Missed"/>) can't be moved on, and is told, once for
/// each time that it is so; whoever runs the opening is told of all of a day at once, once it is known who could be reached; and who heard
/// that, once they are listed again.
/// With an offer another look follows, with its deadline.
/// </summary>
internal sealed class LookForListed(ApplicationShelf shelf, Openings openings, IRoleHolders people, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.listed";

    /// <summary>Two changes for each of them, and one for whoever runs it, fit into one commit.</summary>
    private const int AtOnce = 40;

    private static readonly TimeSpan LooksAt = TimeSpan.FromHours(6);

    /// <summary>Quiet hours are over by then for most who are to be told first.</summary>
    private static readonly TimeSpan NewsAfter = TimeSpan.FromHours(2);

    /// <summary>Whether somebody waits to be moved on.</summary>
    public static bool Concerns(Application application) => application is { IsLive: true, Stage: not (Stage.Offered or Stage.Appointed) };

    /// <summary>The next look at an opening, for one who is in it after a change; ordered again on the same day, it is the same.</summary>
    public static IEnumerable<Change> Orders(string key, Application after, DateTimeOffset now) => Concerns(after) ? [Order(key, now)] : [];

    /// <summary>The next look at an opening.</summary>
    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", NextAfter(now)));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (row.RowKey != OutboxRow.RowKeyOf(Kind, ""))
        {
            await outbox.CommitAsync(ApplicationRows.Table, key, [Order(key, now)], cancellationToken); // of one applicant, as an earlier version ordered it
            return new Delivered.Done();
        }

        if (await shelf.FindHeadAsync(key, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        var concerned = (await shelf.ListAsync(key, ApplicationRows.Application, cancellationToken)).Select(ApplicationRows.ToApplication).Where(Concerns).ToList();
        if (concerned.Count == 0 || opening.Set is OpeningState.Withdrawn || now >= opening.OffersEndAt)
            return new Delivered.Done();
        var changes = await LookAsync(opening, concerned, now, cancellationToken);
        foreach (var some in changes.Chunk(AtOnce))
        {
            if (await outbox.CommitAsync(ApplicationRows.Table, key, [.. some.SelectMany(one => one)], cancellationToken) is not CommitResult.Committed)
                return new Delivered.NotBefore(now.AddSeconds(1)); // somebody was told something else meanwhile
        }

        return new Delivered.NotBefore(NextAfter(now));
    }

    /// <summary>What changes with a look, person by person; last that whoever runs it is told, also where an earlier try of the day noted some.</summary>
    private async Task<List<Change[]>> LookAsync(Opening opening, List<Application> concerned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (key, today) = (ApplicationRows.PartitionOf(opening), DateOnly.FromDateTime(now.UtcDateTime));
        var told = (await shelf.ListAsync(key, ApplicationMore.Told, cancellationToken)).ToDictionary(row => row.RowKey);
        var (changes, tells) = (new List<Change[]>(), false);
        foreach (var some in concerned.Chunk(AtOnce))
        {
            var unlisted = await people.ListUnlistedAsync(opening, some, cancellationToken);
            foreach (var one in some)
            {
                var note = told.GetValueOrDefault(ApplicationMore.ToldRow(one.Who.Id));
                var (noted, before) = (ApplicationMore.MissedIn(note), ApplicationMore.MissedIn(note).Of(one));
                var after = before.LookedAt(!unlisted.Contains(one.Who.Id), now);
                tells |= after.CertainOn == today;
                if (after != noted)
                    changes.Add(ChangesOf(key, one.Who.Id, note, before, after, now));
            }
        }

        if (tells)
            changes.Add([TellNews.Order(key, News.Left, opening.RunBy.Id, null, now + NewsAfter, Columns.Text(today))]);
        return changes;
    }

    private static Change[] ChangesOf(string key, MemberId who, Record? note, Missed before, Missed after, DateTimeOffset now)
    {
        var row = ApplicationMore.OfTold(key, who, note, missed: after);
        Change noted = note is null ? new Change.Insert(row) : new Change.Replace(row);
        if (after.CertainOn != before.CertainOn && after.CertainOn is not null)
            return [noted, ApplicationRows.OrderAbout(key, TellLeft.Kind, who, now)];
        return before.HasHeard is true && after == Missed.Not ? [noted, ApplicationRows.OrderAbout(key, TellListed.Kind, who, now)] : [noted];
    }

    private static DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + LooksAt;
        return now < today ? today : today.AddDays(1);
    }
}
