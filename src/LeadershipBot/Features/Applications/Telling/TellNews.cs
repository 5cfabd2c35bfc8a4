using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
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

    /// <summary>Of those who applied, and are offered nothing yet, some aren't listed any more.</summary>
    Left,

    /// <summary>A place went past somebody who waits and can't take it, and who can't be told.</summary>
    PassedOver,

    /// <summary>A place is free, and whoever waits for it couldn't answer before it begins.</summary>
    NoTime,

    /// <summary>Somebody is offered a place, and nobody can bring it to them.</summary>
    Unreached,

    /// <summary>Nobody is left who decides: those who organise are to say who runs it.</summary>
    NobodyDecides,
}

/// <summary>
/// Tells them, with a button that opens the list: whoever runs it as it is sent, who may be another by then. Where whoever runs it doesn't decide any more (they left, gave up the role, applied
/// themselves or declared a conflict), or may not know of who explored before they ran it, the chairs are told in their place; where
/// there is no chair either, those who organise are told that nobody decides, and nothing of who applied.
/// </summary>
internal sealed class TellNews(ApplicationShelf shelf, Openings openings, Deciders deciders, IRoleHolders people, Outbox outbox, TellPerson tell, NewsCard card, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.news";

    private const int ChairsMax = 20;
    private const int OrganisersMax = 10;
    private const string Once = "Once";

    /// <summary>For whom it is: absent for whoever runs it.</summary>
    private const string For = "For";

    /// <summary>For one person, whoever runs it.</summary>
    private const string One = "One";

    /// <summary>For whoever runs it, and the chairs were told with it.</summary>
    private const string Runner = "Runner";

    /// <summary>Tells whoever runs it.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="what">What they are told.</param>
    /// <param name="runBy">Who runs it now.</param>
    /// <param name="of">The applicant that it is about; null for none.</param>
    /// <param name="now">The moment.</param>
    /// <param name="once">What tells it from others of its kind, such as the day, which then says of which day it is; empty for nothing.</param>
    public static Change Order(string key, News what, MemberId runBy, MemberId? of, DateTimeOffset now, string once = "") => new Change.Upsert(RowOf(key, what, runBy, of, now, once));

    /// <summary>Tells somebody who sits on its panel, chairs or organises.</summary>
    /// <inheritdoc cref="Order"/>
    /// <param name="to">Who is told.</param>
    public static Change OrderFor(string key, News what, MemberId to, MemberId? of, DateTimeOffset now, string once = "")
    {
        var row = RowOf(key, what, to, of, now, once);
        row[For] = One;
        return new Change.Upsert(row);
    }

    private static Record RowOf(string key, News what, MemberId to, MemberId? of, DateTimeOffset now, string once)
    {
        var row = OutboxRow.New(key, Kind, $"{what}.{Keys.Hash(to.ToString(), of?.ToString() ?? "", once)}", now);
        (row["What"], row["To"]) = (what.ToString(), to.ToString());
        if (of is { } applicant)
            row["Person"] = applicant.ToString();
        if (once.Length > 0)
            row[Once] = once;
        return row;
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (!Enum.TryParse<News>(row.GetString("What"), out var what) || ApplicationRows.PersonIn(row, "To") is not { } ordered || await shelf.FindHeadAsync(key, cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || (what is News.Accepted && openings.Of(head.Kind) is { TellsOfTakenPlaces: true }))
            return new Delivered.Done();
        var to = row.GetString(For) is One ? ordered : opening.RunBy.Id;
        var roles = (await people.FindAsync(opening.Organisation.Id, to, cancellationToken))?.Roles;
        if (what is News.NobodyDecides)
            return await TellThatNobodyDecidesAsync(opening, to, roles, cancellationToken);
        var (file, of) = (await shelf.ReadAllAsync(opening, cancellationToken), ApplicationRows.PersonIn(row, "Person"));
        var standing = Standing.Of(opening, to, roles, file.Of(to) is not null);
        var left = what is News.Left ? await ListLeftAsync(file, row, cancellationToken) : [];
        var isConflicted = file.Scoring.SteppedBack(to) || (of is { } who && file.Scoring.IsConflicted(to, who));
        var isTold = !isConflicted && (standing.Decides || (standing.Scores && what is News.Closed));
        if (row.GetString(For) is not Runner && to == opening.RunBy.Id && (!standing.Decides || isConflicted || HidesSomebody(file, what, standing) || left.Exists(one => file.Scoring.IsConflicted(to, one.Person.Id))))
        {
            await TellChairsAsync(row, file, what, to, isTold, cancellationToken);
            return new Delivered.Done();
        }

        if (!isTold)
            return new Delivered.Done();
        return await tell.TellAsync(to, CardAsync, () => Task.CompletedTask, cancellationToken);

        async Task<CardView?> CardAsync(TimeZoneInfo zone) => what is News.Left
            ? card.OfLeft(opening, left.FindAll(one => !file.Scoring.IsConflicted(to, one.Person.Id)))
            : card.Of(await shelf.ReadAllAsync(opening, cancellationToken), what, to, of, standing, time.GetUtcNow(), zone);
    }

    /// <summary>Whether somebody waits for an answer of whom the reader may not know.</summary>
    private static bool HidesSomebody(OpeningFile file, News what, Standing standing)
        => what is News.Closed or News.Overdue && file.Applications.Any(one => one.IsUndecided && !standing.Sees(one));

    /// <summary>Of whom it became certain on a day that the organisation doesn't list them, and of whom it is so still.</summary>
    private async Task<List<LeftApplicant>> ListLeftAsync(OpeningFile file, Record row, CancellationToken cancellationToken)
    {
        var told = (await shelf.ListAsync(file.Key, ApplicationMore.Told, cancellationToken)).ToDictionary(note => note.RowKey);
        var day = Columns.Day(row.GetString(Once));
        var left = file.Applications.Where(one => LookForListed.Concerns(one) && MissedOf(one).CertainOn == day).ToList();
        var unlisted = await people.ListUnlistedAsync(file.Opening, left, cancellationToken);
        return [.. left.Where(one => unlisted.Contains(one.Who.Id)).Select(one => new LeftApplicant(one.Who, IsUnreached: MissedOf(one).HasHeard is false))];

        Missed MissedOf(Application one) => ApplicationMore.MissedIn(told.GetValueOrDefault(ApplicationMore.ToldRow(one.Who.Id))).Of(one);
    }

    /// <summary>Has the chairs told, and whoever runs it, where they are told, too, by a row of its own: however often that is tried, the chairs are told once.</summary>
    private async Task TellChairsAsync(Record row, OpeningFile file, News what, MemberId to, bool isTold, CancellationToken cancellationToken)
    {
        var (key, opening, now, of, once) = (row.PartitionKey, file.Opening, time.GetUtcNow(), ApplicationRows.PersonIn(row, "Person"), row.GetString(Once) ?? "");
        var orders = (await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken)).Where(IsToldBy).Take(ChairsMax).Select(chair => OrderFor(key, what, chair.Person, of, now, once)).ToList();
        if (isTold)
        {
            var rest = RowOf(key, what, to, of, now, once: row.RowKey);
            (rest[For], rest[Once]) = (Runner, once);
            orders.Add(new Change.Upsert(rest));
        }

        if (orders.Count > 0)
            await outbox.CommitAsync(ApplicationRows.Table, key, orders, cancellationToken);
        if (await deciders.AreThereWithoutAsync(opening, to, cancellationToken))
            return;
        foreach (var organiser in (await people.ListAsync(opening.Organisation.Id, Standing.DeciderRoles, cancellationToken)).Where(one => one.Person != to).Take(OrganisersMax))
            await RemindOfApplication.RemindAsync(shelf, outbox, opening, News.NobodyDecides, organiser.Person, now, cancellationToken);

        bool IsToldBy(RoleHolder chair) => chair.Person != to && !(what is News.Closed && file.Scoring.Live.Count > 0 && opening.HasOnPanel(chair.Person)); // the panel is told of closing anyway
    }

    /// <summary>Tells somebody who organises; nothing, where somebody decides by then, or they applied themselves.</summary>
    private async Task<Delivered> TellThatNobodyDecidesAsync(Opening opening, MemberId to, Roles? roles, CancellationToken cancellationToken)
    {
        var key = ApplicationRows.PartitionOf(opening);
        if (roles is not { } held || (held & Standing.DeciderRoles) == Roles.Member || await shelf.FindAsync(key, to, cancellationToken) is not null || await deciders.AreThereAsync(opening, cancellationToken))
            return new Delivered.Done();
        return await tell.TellAsync(to, _ => Task.FromResult<CardView?>(card.NobodyDecides(opening)), () => Task.CompletedTask, cancellationToken);
    }
}
