using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
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
}

/// <summary>Tells them, with a button that opens the list. Where whoever runs it has left the organisation, the chairs are told in their place.</summary>
internal sealed class TellNews(ApplicationShelf shelf, Openings openings, IRoleHolders people, Outbox outbox, TellPerson tell, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.news";

    private readonly TextFile _text = library.Text;

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
        if (await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening)
            return new Delivered.Done();
        if (await people.FindAsync(opening.Organisation.Id, to, cancellationToken) is null)
            return await ToChairsAsync(row, opening, what, to, cancellationToken);
        return await tell.TellAsync(to, zone => CardAsync(opening, what, to, ApplicationRows.PersonIn(row, "Person"), zone, cancellationToken), () => Task.CompletedTask, cancellationToken);
    }

    private async Task<Delivered> ToChairsAsync(Record row, Opening opening, News what, MemberId to, CancellationToken cancellationToken)
    {
        if (to != opening.RunBy.Id)
            return new Delivered.Done();
        foreach (var chair in await people.ListAsync(opening.Organisation.Id, Roles.Chair, cancellationToken))
            await outbox.CommitAsync(ApplicationRows.Table, row.PartitionKey, [Order(row.PartitionKey, what, chair.Person, ApplicationRows.PersonIn(row, "Person"), time.GetUtcNow())], cancellationToken);
        return new Delivered.Done();
    }

    private async Task<CardView?> CardAsync(Opening opening, News what, MemberId to, MemberId? about, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        if (file.Of(to) is not null)
            return null; // whoever applied reads no more of it
        var name = about is { } who ? file.Of(who)?.Who.Name ?? "" : "";
        if (about is not null && name.Length == 0)
            return null; // forgotten meanwhile
        var line = Line(file, what, to, about, name);
        if (line is not { } said)
            return null;
        var title = _text.Plain(TitleOf(what, file, about), ("title", opening.Title));
        var data = new CardData().About(_text, opening).Titled(_text, title).Set("line", said);
        if (what is News.Closed && opening.InterviewOn is { } day)
            data.Set("more", _text.Format("applications.news.interview", ("when", Domain.Time.TimeWords.Day(day))));
        else if (what is News.Closed)
            data.Set("more", _text.Format("applications.news.reply", ("reply", ApplicationWords.Date(file.Scoring.Live.Min(one => one.ReplyBy(opening)), zone))));
        return new CardView("applications/news", data, title);
    }

    private CardText? Line(OpeningFile file, News what, MemberId to, MemberId? about, string name)
    {
        switch (what)
        {
            case News.Closed when file.Scoring.Live.Count == 0:
                return null;
            case News.Closed:
                var mine = file.Scoring.MissingOf(to).Count;
                return mine > 0 ? _text.Format("applications.news.toScore", ("count", mine)) : _text.Format("applications.news.live", ("count", file.Scoring.Live.Count));
            case News.Scored:
                return _text.Format("applications.news.scored", ("count", file.Scoring.Live.Count));
            case News.Withdrew:
                return _text.Format("applications.news.withdrew", ("name", name));
            case News.Overdue:
                var overdue = file.Applications.Count(one => one.IsOverdue(file.Opening, time.GetUtcNow()));
                return overdue == 0 ? null : _text.Format("applications.news.overdue", ("count", overdue));
            default:
                return about is { } who && file.ReleaseOf(who) is { } kept
                    ? kept.Release.State is ReleaseState.Agreed ? _text.Format("applications.news.agreed", ("name", name), ("practice", kept.Practice))
                        : _text.Format("applications.news.declined", ("name", name), ("practice", kept.Practice), ("words", kept.Release.Words))
                    : null;
        }
    }

    private static string TitleOf(News what, OpeningFile file, MemberId? about) => what switch
    {
        News.Closed => "applications.news.title.closed",
        News.Scored => "applications.news.title.scored",
        News.Withdrew => "applications.news.title.withdrew",
        News.Overdue => "applications.news.title.overdue",
        _ => about is { } who && file.ReleaseOf(who)?.Release.State is ReleaseState.Agreed ? "applications.news.title.agreed" : "applications.news.title.declined",
    };
}
