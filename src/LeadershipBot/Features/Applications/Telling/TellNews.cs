using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Of what those who run an opening, or sit on its panel, are told.</summary>
internal enum News
{
    /// <summary>Applications have closed.</summary>
    Closed,

    /// <summary>All have scored.</summary>
    Scored,

    /// <summary>Somebody withdrew who had come further.</summary>
    Withdrew,

    /// <summary>Applicants should have heard, and haven't.</summary>
    Overdue,

    /// <summary>A practice answered.</summary>
    Released,

    /// <summary>Somebody took the place that they were offered.</summary>
    Accepted,

    /// <summary>Somebody said no to it, or gave it up.</summary>
    Declined,

    /// <summary>Somebody let the time for their answer pass.</summary>
    Lapsed,

    /// <summary>The first on the waiting list is offered a place.</summary>
    Offered,

    /// <summary>Somebody who is offered a place isn't listed any more.</summary>
    Unlisted,

    /// <summary>A place went past somebody who waits and can't take it, and who can't be told.</summary>
    PassedOver,

    /// <summary>A place is free, and whoever waits for it couldn't answer before it begins.</summary>
    NoTime,

    /// <summary>Somebody is offered a place, and nobody can bring it to them.</summary>
    Unreached,
}

/// <summary>Tells them, with a button that opens the list. Where whoever runs it doesn't decide any more (they left, gave up the role, applied themselves or declared a conflict), the chairs are told in their place.</summary>
internal sealed class TellNews(ApplicationShelf shelf, Openings openings, IRoleHolders people, Outbox outbox, TellPerson tell, NewsCard card, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.news";

    /// <param name="key">The opening's partition.</param>
    /// <param name="what">What they are told.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="of">The applicant that it is about; null for none.</param>
    /// <param name="now">The moment.</param>
    /// <param name="once">What tells it from others of its kind, such as the day; empty for nothing.</param>
    public static Change Order(string key, News what, MemberId to, MemberId? of, DateTimeOffset now, string once = "")
    {
        var row = OutboxRow.New(key, Kind, $"{what}.{Keys.Hash(to.ToString(), of?.ToString() ?? "", once)}", now);
        (row["What"], row["To"]) = (what.ToString(), to.ToString());
        if (of is { } applicant)
            row["Person"] = applicant.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (!Enum.TryParse<News>(row.GetString("What"), out var what) || ApplicationRows.PersonIn(row, "To") is not { } to || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || (what is News.Accepted && openings.Of(head.Kind) is { TellsOfTakenPlaces: true }))
            return new Delivered.Done();
        var (applied, of) = (await shelf.FindAsync(key, to, cancellationToken) is not null, ApplicationRows.PersonIn(row, "Person"));
        var scoring = (await shelf.ReadAllAsync(opening, cancellationToken)).Scoring;
        var isConflicted = scoring.SteppedBack(to) || (of is { } who && scoring.IsConflicted(to, who));
        var standing = Standing.Of(opening, to, (await people.FindAsync(opening.Organisation.Id, to, cancellationToken))?.Roles, applied);
        if (to == opening.RunBy.Id && (!standing.Decides || isConflicted))
            await TellChairsAsync(row, opening, what, to, cancellationToken);
        if (isConflicted || !standing.Decides && !(standing.Scores && what is News.Closed))
            return new Delivered.Done();
        return await tell.TellAsync(to, CardAsync, () => Task.CompletedTask, cancellationToken);

        async Task<CardView?> CardAsync(TimeZoneInfo zone) => card.Of(await shelf.ReadAllAsync(opening, cancellationToken), what, to, of, standing.Decides, time.GetUtcNow(), zone);
    }

    private async Task TellChairsAsync(Record row, Opening opening, News what, MemberId to, CancellationToken cancellationToken)
    {
        foreach (var chair in (await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken)).Where(IsToldBy))
            await outbox.CommitAsync(ApplicationRows.Table, row.PartitionKey, [Order(row.PartitionKey, what, chair.Person, ApplicationRows.PersonIn(row, "Person"), time.GetUtcNow())], cancellationToken);

        bool IsToldBy(RoleHolder chair) => chair.Person != to && !(what is News.Closed && opening.HasOnPanel(chair.Person)); // the panel is told of closing anyway
    }
}
