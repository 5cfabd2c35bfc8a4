using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Held;

/// <summary>In which posts a person stands, found from the person alone. Forgotten, a post stays without them: somebody held it, and nobody can tell who.</summary>
internal sealed class PostsHeld(PostShelf shelf, IRecordStore store, Outbox outbox, Contention contention, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var stand in await ListTracesAsync(about, cancellationToken))
        {
            rows.Add(stand.Note);
            rows.AddRange(stand.Rows);
            foreach (var tenure in stand.Tenures)
            {
                lines.Add(_text.Plain("posts.held.holds", ("title", stand.Title), ("from", PostWords.Date(tenure.From)), ("until", tenure.Until is { } until ? PostWords.Date(until) : _text.Plain("posts.held.noEnd").Words)));
                if (tenure.Intention is not Intention.NotSaid)
                    lines.Add(_text.Plain("posts.held.intention", ("title", stand.Title), ("intention", PostWords.Of(_text, tenure.Intention))));
            }

            if (stand.IsNamed)
                lines.Add(_text.Plain("posts.held.named", ("title", stand.Title)));
            if (stand.Audited.Count > 0)
                lines.Add(_text.Plain("posts.held.did", ("title", stand.Title), ("count", stand.Audited.Count)));
        }

        return lines.Count == 0 ? [] : [new HeldSection("posts", _text.Plain("posts.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = await ListTracesAsync(about, cancellationToken);
        List<PlainText> erased = [];
        if (standing.Count(stand => stand.Tenures.Count > 0 || stand.IsNamed) is > 0 and var posts)
            erased.Add(_text.Plain("posts.held.erase", ("count", posts)));
        if (standing.Sum(stand => stand.Audited.Count - stand.Did) is > 0 and var told)
            erased.Add(_text.Plain("posts.held.erase.audit", ("count", told)));
        var plan = new ErasurePlan(erased, standing.Sum(stand => stand.Did) is > 0 and var audited ? [_text.Plain("posts.held.keep.audit", ("count", audited))] : []);
        return standing.Exists(stand => stand.Runs) ? plan with { Heed = [_text.Plain("posts.held.heed")] } : plan;
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var stand in await ListTracesAsync(about, cancellationToken))
        {
            await ForgetInAsync(stand.Key, about.Person, cancellationToken);
            await Audit.ForgetWhomAsync(store, PostRows.Table, stand.Key, about.Person.ObjectId, cancellationToken); // who recorded or appointed stays, and not whom
            if (stand.Did == 0) // otherwise it is found by the note if they ask again; retention removes both
                await store.CommitAsync(PostIndexRows.Table, stand.Note.PartitionKey, [new Change.Delete(stand.Note.RowKey, null)], cancellationToken);
        }
    }

    private async Task ForgetInAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await contention.RunAsync(
            async stop =>
            {
                if (await shelf.FindAsync(key, stop) is not { } head)
                    return "nothing";
                var after = head.Post with
                {
                    Content = Without(head.Post.Content, person),
                    Tenures = [.. head.Post.Tenures.Select(tenure => Is(tenure.Holder, person) ? tenure with { Holder = null, Intention = Intention.NotSaid, IntentionOn = null, AskedOn = null } : tenure)],
                };
                List<Change> changes = [.. shelf.ChangesOf(head, after)];
                if (head.Writing is { } writing)
                    changes.Add(new Change.Replace(PostRows.OfWriting(key, Without(writing, person), head.WritingETag)));
                return await outbox.CommitAsync(PostRows.Table, key, changes, stop) is CommitResult.Committed ? "done" : null;
            },
            cancellationToken);

    private static PostContent Without(PostContent content, MemberId person) => content with
    {
        RunBy = Is(content.RunBy, person) ? null : content.RunBy,
        Panel = [.. content.Panel.Where(one => !Is(one, person))],
        Deputies = [.. content.Deputies.Where(one => !Is(one, person))],
    };

    private static bool Is(Person? one, MemberId person) => one?.Id.ToString() == person.ToString();

    private static bool IsNamedIn(PostContent? content, MemberId person)
        => content is not null && (Is(content.RunBy, person) || content.Panel.Concat(content.Deputies).Any(one => Is(one, person)));

    private async Task<List<Trace>> ListTracesAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = new List<Trace>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var note in store.ListAsync(PostIndexRows.Table, PostIndexRows.NotesOf(organisation.Id, about.Person), RowRange.All, cancellationToken))
            {
                var key = note.GetString("Key") ?? "";
                var audited = await Audit.ListWithAsync(store, PostRows.Table, key, about.Person.ObjectId, cancellationToken);
                var head = await shelf.FindAsync(key, cancellationToken);
                var rows = new List<Record>(audited);
                List<Tenure> tenures = head is null ? [] : [.. head.Post.Tenures.Where(tenure => Is(tenure.Holder, about.Person))];
                rows.AddRange(tenures.Select(tenure => PostRows.OfTenure(key, tenure)));
                var isNamed = IsNamedIn(head?.Post.Content, about.Person) || IsNamedIn(head?.Writing, about.Person);
                if (isNamed && head is not null)
                    rows.Add(PostRows.OfPost(head.Post));
                standing.Add(new Trace(note, key, head?.Written.Title is { Length: > 0 } title ? title : _text.Plain("posts.untitled").Words, tenures, rows, audited)
                {
                    IsNamed = isNamed,
                    Runs = Is(head?.Post.Content.RunBy, about.Person),
                    Did = audited.Count(row => row.GetString("Who") == about.Person.ObjectId),
                });
            }
        }

        return standing;
    }

    private sealed record Trace(Record Note, string Key, string Title, IReadOnlyList<Tenure> Tenures, IReadOnlyList<Record> Rows, IReadOnlyList<Record> Audited)
    {
        public bool IsNamed { get; init; }

        public bool Runs { get; init; }

        /// <summary>How many entries of the audit say what they did; the others say what was done to them.</summary>
        public int Did { get; init; }
    }
}
