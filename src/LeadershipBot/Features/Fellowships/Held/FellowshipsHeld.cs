using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Held;

/// <summary>
/// What a person saved and saw, which places they have or had, and in which fellowships they stand otherwise; found from the
/// person alone. Forgotten, a place stays without them, and without what they said of it: somebody had it, and nobody can tell who.
/// </summary>
internal sealed class FellowshipsHeld(FellowshipShelf shelf, IOffers offers, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var stand in await StandingAsync(about, cancellationToken))
        {
            rows.Add(stand.Note);
            rows.AddRange(stand.Rows);
            if (stand.Kind == FellowshipIndexRows.Saved)
                lines.Add(_text.Plain("fellowships.held.saved", ("title", stand.Title)));
            if (stand.Kind == FellowshipIndexRows.Seen)
                lines.Add(_text.Plain("fellowships.held.seen", ("title", stand.Title)));
            lines.AddRange(stand.Places.Select(place => _text.Plain("fellowships.held.place", ("title", stand.Title), ("line", PlaceLine(place)))));
            if (stand.IsNamed)
                lines.Add(_text.Plain("fellowships.held.named", ("title", stand.Title)));
            if (stand.Audited.Count > 0)
                lines.Add(_text.Plain("fellowships.held.did", ("title", stand.Title), ("count", stand.Audited.Count)));
        }

        return lines.Count == 0 ? [] : [new HeldSection("fellowships", _text.Plain("fellowships.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(about, cancellationToken);
        List<PlainText> erased = [];
        if (standing.Count(stand => stand.Kind != FellowshipIndexRows.Stands) is > 0 and var marks)
            erased.Add(_text.Plain("fellowships.held.erase.marks", ("count", marks)));
        if (standing.Count(stand => stand.Places.Count > 0 || stand.IsNamed) is > 0 and var named)
            erased.Add(_text.Plain("fellowships.held.erase.named", ("count", named)));
        var plan = new ErasurePlan(erased, standing.Sum(stand => stand.Audited.Count) is > 0 and var audited ? [_text.Plain("fellowships.held.keep.audit", ("count", audited))] : []);
        return standing.Exists(stand => stand.Places.Any(place => place.IsLive)) ? plan with { Heed = [_text.Plain("fellowships.held.heed")] } : plan;
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var stand in await StandingAsync(about, cancellationToken))
        {
            foreach (var row in stand.Rows.Where(row => row.RowKey.StartsWith(FellowshipRows.Saved, StringComparison.Ordinal) || row.RowKey.StartsWith(FellowshipRows.Seen, StringComparison.Ordinal)))
                await store.CommitAsync(FellowshipRows.Table, stand.Key, [new Change.Delete(row.RowKey, null)], cancellationToken);
            if (stand.Kind == FellowshipIndexRows.Stands)
            {
                if (stand.Places.Any(place => place.IsLive)) // it goes on to who waits, where there is time for that
                    await offers.GiveUpAsync(FellowshipOpenings.FellowshipKind, stand.Key, about.Person, cancellationToken);
                await ForgetInAsync(stand.Key, about.Person, about.At, cancellationToken);
            }

            if (stand.Audited.Count == 0) // otherwise it is found by the note if they ask again; retention removes both
                await store.CommitAsync(FellowshipIndexRows.Table, stand.Note.PartitionKey, [new Change.Delete(stand.Note.RowKey, null)], cancellationToken);
        }
    }

    /// <summary>Takes the person out of a fellowship. A place that they have still has ended.</summary>
    private async Task ForgetInAsync(string key, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
        => await contention.RunAsync(
            async stop =>
            {
                if (await shelf.FindAsync(key, stop) is not { } head)
                    return "nothing";
                var fellowship = head.Fellowship;
                var after = fellowship with
                {
                    Content = fellowship.Content with { RunBy = Without(fellowship.Content.RunBy, person), Panel = [.. fellowship.Content.Panel.Where(one => one.Id != person)] },
                    WrittenBy = Without(fellowship.WrittenBy, person),
                    ApprovedBy = Without(fellowship.ApprovedBy, person),
                    AskedBy = Without(fellowship.AskedBy, person),
                    Places = [.. fellowship.Places.Select(place => place.Fellow?.Id == person ? Nameless(place.IsLive ? fellowship.Ended(place, now) : place) : place)],
                };
                return await outbox.CommitAsync(FellowshipRows.Table, key, [.. shelf.ChangesOf(head, after)], stop) is CommitResult.Committed ? "done" : null;
            },
            cancellationToken);

    private static FellowPlace Nameless(FellowPlace place) => place with
    {
        Fellow = null,
        GoingWords = "",
        ByFellow = place.ByFellow is { } said ? said with { Words = "" } : null,
        EndWords = "",
        CoveredBy = place.CoveredBy.Length > 0 ? "–" : "",
    };

    private static Person? Without(Person? one, MemberId person) => one?.Id == person ? null : one;

    private string PlaceLine(FellowPlace place) => string.Join("; ", new[] { FellowshipWords.Cover(_text, place), place.GoingWords, place.EndWords, string.Join(", ", place.Skills), place.ByFellow?.Words ?? "" }.Where(words => words.Length > 0));

    private async Task<List<Standing>> StandingAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = new List<Standing>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var note in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisation.Id, about.Person), RowRange.All, cancellationToken))
                standing.Add(await StandAsync(note, about.Person, cancellationToken));
        }

        return standing;
    }

    private async Task<Standing> StandAsync(Record note, MemberId person, CancellationToken cancellationToken)
    {
        var (key, kind) = (note.GetString("Key") ?? "", note.RowKey[..(note.RowKey.IndexOf('.', StringComparison.Ordinal) + 1)]);
        var head = await shelf.FindAsync(key, cancellationToken);
        var title = head is null ? _text.Plain("fellowships.untitled").Words : FellowshipWords.Title(_text, head.Fellowship);
        if (kind != FellowshipIndexRows.Stands)
        {
            var mark = await store.FindAsync(FellowshipRows.Table, key, kind == FellowshipIndexRows.Saved ? FellowshipRows.SavedRow(person) : FellowshipRows.SeenRow(person), cancellationToken);
            return new Standing(note, key, kind, title, [], mark is null ? [] : [mark], []);
        }

        var audited = await Audit.ListWithAsync(store, FellowshipRows.Table, key, person.ObjectId, cancellationToken);
        List<FellowPlace> places = head is null ? [] : [.. head.Fellowship.Places.Where(place => place.Fellow?.Id == person)];
        var isNamed = head is not null && IsNamed(head.Fellowship, person);
        List<Record> rows = [.. audited, .. places.Select(place => FellowshipRows.OfPlace(key, place))];
        if (isNamed)
            rows.Add(FellowshipRows.Of(head!.Fellowship));
        return new Standing(note, key, kind, title, places, rows, audited) { IsNamed = isNamed };
    }

    private static bool IsNamed(Fellowship fellowship, MemberId person)
        => FellowshipShelf.PeopleIn(fellowship with { Places = [] }).Any(one => one == person);

    private sealed record Standing(Record Note, string Key, string Kind, string Title, IReadOnlyList<FellowPlace> Places, IReadOnlyList<Record> Rows, IReadOnlyList<Record> Audited)
    {
        public bool IsNamed { get; init; }
    }
}
