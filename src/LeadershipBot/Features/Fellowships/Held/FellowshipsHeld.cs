using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Browsing;
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
internal sealed class FellowshipsHeld(FellowshipShelf shelf, SavedShelf saved, IOffers offers, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            var taken = await ExportsAsync(organisation.Id, about.Person, cancellationToken);
            rows.AddRange(taken);
            if (taken.Count > 0)
                lines.Add(_text.Plain("fellowships.held.exported", ("organisation", _text.NameOf(organisation)), ("count", taken.Count)));
        }

        foreach (var stand in await ListTracesAsync(about, cancellationToken))
        {
            rows.Add(stand.Note);
            rows.AddRange(stand.Rows);
            if (stand.Kind == FellowshipIndexRows.Saved)
                lines.Add(_text.Plain("fellowships.held.saved", ("title", stand.Title)));
            if (stand.Kind == FellowshipIndexRows.Seen)
                lines.Add(_text.Plain("fellowships.held.seen", ("title", stand.Title)));
            lines.AddRange(stand.Places.Select(place => _text.Plain("fellowships.held.place", ("title", stand.Title), ("line", PlaceLine(place)))));
            lines.AddRange(stand.Said.Select(words => _text.Plain("fellowships.held.practice", ("title", stand.Title), ("words", words))));
            if (stand.IsNamed)
                lines.Add(_text.Plain("fellowships.held.named", ("title", stand.Title)));
            if (stand.Did > 0)
                lines.Add(_text.Plain("fellowships.held.did", ("title", stand.Title), ("count", stand.Did)));
        }

        return lines.Count == 0 ? [] : [new HeldSection("fellowships", _text.Plain("fellowships.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (standing, exports) = (await ListTracesAsync(about, cancellationToken), 0);
        foreach (var organisation in about.Organisations)
            exports += (await ExportsAsync(organisation.Id, about.Person, cancellationToken)).Count;
        List<PlainText> erased = [];
        if (standing.Count(stand => stand.Kind != FellowshipIndexRows.Stands) is > 0 and var marks)
            erased.Add(_text.Plain("fellowships.held.erase.marks", ("count", marks)));
        if (standing.Count(stand => stand.Places.Count > 0 || stand.Said.Count > 0 || stand.IsNamed) is > 0 and var named)
            erased.Add(_text.Plain("fellowships.held.erase.named", ("count", named)));
        var plan = new ErasurePlan(erased, standing.Sum(stand => stand.Did) + exports is > 0 and var audited ? [_text.Plain("fellowships.held.keep.audit", ("count", audited))] : []);
        return standing.Exists(stand => stand.Places.Any(place => place.IsLive)) ? plan with { Heed = [_text.Plain("fellowships.held.heed")] } : plan;
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var stand in await ListTracesAsync(about, cancellationToken))
        {
            if (stand.Kind == FellowshipIndexRows.Saved)
                await saved.DropAsync(stand.Key, about.Person, cancellationToken);
            if (stand.Kind == FellowshipIndexRows.Seen) // the number of those who saw it stays
                await store.CommitAsync(FellowshipRows.Table, stand.Key, [new Change.Delete(FellowshipRows.SeenRow(about.Person), null)], cancellationToken);
            if (stand.Kind == FellowshipIndexRows.Stands)
            {
                foreach (var place in stand.Places.Where(place => place.IsLive)) // it goes on to who waits, where there is time for that
                    await offers.GiveUpAsync(FellowshipOpenings.FellowshipKind, stand.Key, about.Person, place.Appointment, GivenUpBy.Applicant, cancellationToken);
                await ForgetInAsync(stand.Key, about.Person, about.At, cancellationToken);
                await Audit.ForgetWhomAsync(store, FellowshipRows.Table, stand.Key, about.Person.ObjectId, cancellationToken); // who did what stays, and not to whom
            }

            if (stand.Did == 0) // otherwise it is found by the note if they ask again; retention removes both
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
                    Places = [.. fellowship.Places.Select(place => Without(place.Fellow?.Id == person ? PlaceRules.Nameless(place.IsLive ? fellowship.Ended(place, now) : place) : place, person))],
                };
                return await outbox.CommitAsync(FellowshipRows.Table, key, [.. shelf.ChangesOf(head, after)], stop) is CommitResult.Committed ? "done" : null;
            },
            cancellationToken);

    /// <summary>Without what somebody else did for it: who confirmed it, and what they said of it for the practice.</summary>
    private static FellowPlace Without(FellowPlace place, MemberId person) => place with
    {
        ConfirmedBy = Without(place.ConfirmedBy, person),
        ByPractice = place.SaidBy(person) is { } mine ? [.. place.ByPractice.Select(said => said == mine ? said with { Words = "", By = null } : said)] : place.ByPractice,
    };

    private static Person? Without(Person? one, MemberId person) => one?.Id == person ? null : one;

    private string PlaceLine(FellowPlace place) => string.Join("; ", new[] { FellowshipWords.Cover(_text, place), place.GoingWords, place.EndWords, string.Join(", ", place.Skills), place.ByFellow?.Words ?? "" }.Where(words => words.Length > 0));

    /// <summary>That they took all fellowships as a file; found from the organisation.</summary>
    private Task<List<Record>> ExportsAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => Audit.ListWithAsync(store, FellowshipRows.Table, organisationId, person.ObjectId, cancellationToken);

    private async Task<List<Trace>> ListTracesAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var traces = new List<Trace>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var note in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisation.Id, about.Person), RowRange.All, cancellationToken))
                traces.Add(await StandAsync(note, about.Person, cancellationToken));
        }

        return traces;
    }

    private async Task<Trace> StandAsync(Record note, MemberId person, CancellationToken cancellationToken)
    {
        var (key, kind) = (note.GetString("Key") ?? "", note.RowKey[..(note.RowKey.IndexOf('.', StringComparison.Ordinal) + 1)]);
        var head = await shelf.FindAsync(key, cancellationToken);
        var title = head is null ? _text.Plain("fellowships.untitled").Words : FellowshipWords.Title(_text, head.Fellowship);
        if (kind != FellowshipIndexRows.Stands)
        {
            var mark = await store.FindAsync(FellowshipRows.Table, key, kind == FellowshipIndexRows.Saved ? FellowshipRows.SavedRow(person) : FellowshipRows.SeenRow(person), cancellationToken);
            return new Trace(note, key, kind, title, [], mark is null ? [] : [mark], Did: 0);
        }

        var audited = await Audit.ListWithAsync(store, FellowshipRows.Table, key, person.ObjectId, cancellationToken);
        List<FellowPlace> places = head is null ? [] : [.. head.Fellowship.Places.Where(place => place.Fellow?.Id == person)];
        var isNamed = head is not null && IsNamed(head.Fellowship, person);
        List<FellowPlace> rated = head is null ? [] : [.. head.Fellowship.Places.Where(place => place.SaidBy(person) is not null)];
        List<Record> rows =
        [
            .. audited,
            .. places.Select(place => Only(FellowshipRows.OfPlace(key, place), column => !FellowshipRows.IsOfPractice(column))), // what the practice said is for those who run it
            .. rated.Select(place => Only(FellowshipRows.OfPlace(key, place), OwnColumns(place, person))), // the rest is the fellow's, or another lead's
        ];
        if (isNamed)
            rows.Add(FellowshipRows.Of(head!.Fellowship));
        return new Trace(note, key, kind, title, places, rows, audited.Count(row => row.GetString("Who") == person.ObjectId)) { IsNamed = isNamed, Said = [.. rated.Select(place => place.SaidBy(person)!.Words).Where(words => words.Length > 0)] };
    }

    private static Func<string, bool> OwnColumns(FellowPlace place, MemberId person)
    {
        var at = place.ByPractice.TakeWhile(one => one.By != person).Count();
        return column => FellowshipRows.IsOfPractice(column, at);
    }

    /// <summary>A row with some of its columns.</summary>
    private static Record Only(Record row, Func<string, bool> shows)
    {
        var left = new Record(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row.Columns.Where(column => shows(column.Key)))
            left[name] = value;
        return left;
    }

    private static bool IsNamed(Fellowship fellowship, MemberId person)
        => FellowshipShelf.PeopleIn(fellowship with { Places = [] }).Any(one => one == person) || fellowship.Places.Any(place => place.ConfirmedBy?.Id == person);

    /// <summary>What is kept of a person in one fellowship.</summary>
    private sealed record Trace(Record Note, string Key, string Kind, string Title, IReadOnlyList<FellowPlace> Places, IReadOnlyList<Record> Rows, int Did)
    {
        /// <summary>What they said of somebody's place for their practice.</summary>
        public IReadOnlyList<string> Said { get; init; } = [];

        public bool IsNamed { get; init; }
    }
}
