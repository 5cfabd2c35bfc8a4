using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Overview;

/// <summary>A chair or an organiser takes the board as a file, which is audited: a table, or JSON where they ask for it.</summary>
internal sealed class TakePosts(FileDesk desk, IEnumerable<PostsFile> files, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isJson = turn.Verb.EndsWith("json", StringComparison.Ordinal);
        var organisation = turn.Actor.Organisation.Id;
        var note = PostIndexRows.OfNote(organisation, organisation, turn.Actor.MemberId);
        await store.CommitAsync(PostIndexRows.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        await store.CommitAsync(PostRows.Table, organisation, [Audit.Entry(organisation, turn, "posts.exported")], cancellationToken);
        return await desk.OfferAsync(turn, files.Single(file => file.IsJson == isJson).Offer(turn.Actor), cancellationToken);
    }
}

/// <summary>Makes the board as a file, with what the person who takes it may read, at the moment when they take it.</summary>
internal abstract class PostsFile(BoardReading reading, CardLibrary library) : IFileSource
{
    public abstract string Kind { get; }

    public abstract bool IsJson { get; }

    protected TextFile Text => library.Text;

    public FileOffer Offer(Actor actor) => new(Kind, IsJson ? "the-posts.json" : "the-posts.csv", Text.Plain("posts.export.about", ("organisation", Text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(Post.Makers))
            return new Refusal(PostRefusals.Role);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wish.At, wish.Zone).DateTime);
        return Write(await reading.ReadAsync(wish.Actor.Organisation, today, cancellationToken), wish.Actor, today);
    }

    protected abstract FileContent Write(BoardNow now, Actor actor, DateOnly today);
}

/// <summary>The board as a table for spreadsheets: a line for each holder, and one for each post without any.</summary>
internal sealed class PostsTable(BoardReading reading, CardLibrary library) : PostsFile(reading, library)
{
    private const string TableKind = "posts.table";

    private static readonly string[] Header =
        ["Post", "Rung", "Locality", "Places", "Sessions a week", "Holder", "From", "Until", "State", "Ready now", "Ready in one to two years", "Exploring", "Intention to stay", "Only link to", "Applications close"];

    public override string Kind => TableKind;

    public override bool IsJson => false;

    protected override FileContent Write(BoardNow now, Actor actor, DateOnly today)
    {
        var file = new CsvFile(Header);
        foreach (var seat in now.Board.Seats)
        {
            var (post, isConfided) = (seat.Post, now.IsConfidedTo(actor, seat.Post));
            foreach (var tenure in post.Tenures.Where(one => !(one.Until < today)).Cast<Tenure?>().DefaultIfEmpty(null))
            {
                file.Add([
                    post.Title, PostWords.Of(Text, post.Rung), PostWords.Locality(Text, post.Locality, now.Localities), Number(post.Places), PostWords.Number(post.Sessions),
                    tenure?.Holder?.Name, tenure is null ? null : Columns.Text(tenure.From), Columns.Text(tenure?.Until), BoardWords.Of(Text, seat), Number(seat.ReadyNow), Number(seat.ReadyLater),
                    now.SeesExploring(actor, post) ? Number(seat.Exploring) : null, isConfided && tenure is not null ? PostWords.Of(Text, tenure.Intention) : null, post.OnlyLinkTo,
                    post.Round is { } round ? round.ClosesAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
                ]);
            }
        }

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The board for programs.</summary>
internal sealed class PostsData(BoardReading reading, CardLibrary library) : PostsFile(reading, library)
{
    private const string DataKind = "posts.data";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public override string Kind => DataKind;

    public override bool IsJson => true;

    protected override FileContent Write(BoardNow now, Actor actor, DateOnly today)
        => new("application/json", JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. now.Board.Seats.Select(seat => Json(now, actor, seat, today))]), Readable));

    private static JsonObject Json(BoardNow now, Actor actor, SeatOnBoard seat, DateOnly today)
    {
        var (post, isConfided) = (seat.Post, now.IsConfidedTo(actor, seat.Post));
        return new JsonObject
        {
            ["post"] = post.Title,
            ["rung"] = post.Rung.ToString(),
            ["locality"] = post.Locality.Length > 0 ? post.Locality : null,
            ["places"] = post.Places,
            ["sessions"] = post.Sessions,
            ["state"] = seat.State.ToString(),
            ["endsOn"] = seat.EndsOn is { } ends ? Columns.Text(ends) : null,
            ["readyNow"] = seat.ReadyNow,
            ["readyLater"] = seat.ReadyLater,
            ["exploring"] = now.SeesExploring(actor, post) ? seat.Exploring : null,
            ["onlyLinkTo"] = post.OnlyLinkTo.Length > 0 ? post.OnlyLinkTo : null,
            ["opensAt"] = post.Round?.OpensAt,
            ["closesAt"] = post.Round?.ClosesAt,
            ["holders"] = new JsonArray([.. post.Tenures.Where(tenure => !(tenure.Until < today)).Select(tenure => new JsonObject
            {
                ["name"] = tenure.Holder?.Name,
                ["from"] = Columns.Text(tenure.From),
                ["until"] = tenure.Until is { } until ? Columns.Text(until) : null,
                ["intention"] = isConfided ? tenure.Intention.ToString() : null,
            })]),
        };
    }
}
