using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>What a delta query answers for one token.</summary>
/// <param name="Items">The page's items.</param>
/// <param name="Token">The token of the link that follows.</param>
/// <param name="IsLast">Whether that is a delta link.</param>
internal sealed record DeltaPage(IReadOnlyList<JsonObject> Items, string Token, bool IsLast);

/// <summary>
/// The delta query of one calendar's view, as Microsoft documents it: a round is pages to the delta link; later rounds tell
/// what changed since; what lies outside the window and changed comes as removed, too. As people found and Microsoft doesn't
/// say: a series that changed comes whole and on one page, and of a deleted occurrence nothing is said.
/// </summary>
internal sealed class DeltaFeed(MailboxCalendar calendar)
{
    private readonly Dictionary<string, State> _states = [];
    private readonly HashSet<string> _lost = [];
    private int _tokens;

    /// <summary>Begins a round over a window.</summary>
    public DeltaPage Begin(DateTimeOffset from, DateTimeOffset until, int pageSize, Random? disorder) => Round(new View(from, until), null, pageSize, disorder);

    /// <summary>Null where the token was lost; throws where it was never given.</summary>
    public DeltaPage? Go(string token, int pageSize, Random? disorder)
    {
        if (_lost.Contains(token))
            return null;
        return _states[token] switch
        {
            Pages pages => Page(pages),
            Since since => Round(since.View, since.Version, pageSize, disorder),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    public bool Knows(string token) => _states.ContainsKey(token);

    /// <summary>Forgets tokens: those of delta links alone, or all.</summary>
    public void Loses(bool deltaLinksOnly) => _lost.UnionWith(_states.Where(one => !deltaLinksOnly || one.Value is Since).Select(one => one.Key));

    private DeltaPage Round(View view, long? since, int pageSize, Random? disorder)
    {
        var blocks = calendar.Tops.Select(top => Block(top, view, since)).Where(block => block.Count > 0).ToList();
        var pages = disorder is null ? Packed(blocks, pageSize) : Disordered(blocks, view, since, pageSize, disorder);
        return Page(new Pages(view, calendar.Version, pages, 0));
    }

    /// <summary>What a round says of an event or a series; empty where it says nothing.</summary>
    private List<JsonObject> Block(StandInEvent top, View view, long? since)
    {
        if (since is { } version && top.Version <= version)
            return [];
        if (!top.IsSeries)
            return top.Overlaps(view.From, view.Until) ? [Json(top)] : since is null ? [] : [EventJson.Removed(top.Id)];
        var shown = top.Occurrences.Where(occurrence => occurrence.Overlaps(view.From, view.Until)).Take(since is not null && calendar.TellsSeriesInPart ? 1 : int.MaxValue).ToList();
        if (since is null)
            return shown.Count == 0 ? [] : [Json(top), .. shown.Select(Json)];
        var movedOut = top.Occurrences.Where(o => o.IsException && !o.IsDeleted && o.Version > since && !o.Overlaps(view.From, view.Until));
        var gone = top.Occurrences.Where(o => o.IsDeleted && o.Version > since && calendar.TellsDeletedOccurrences);
        return
        [
            shown.Count == 0 ? EventJson.Removed(top.Id) : Json(top),
            .. shown.Select(Json),
            .. movedOut.Concat(gone).Select(occurrence => EventJson.Removed(occurrence.Id)),
        ];
    }

    private JsonObject Json(StandInEvent item) => EventJson.Of(item, calendar.Mailbox);

    /// <summary>A series is not split over pages.</summary>
    private static List<List<JsonObject>> Packed(List<List<JsonObject>> blocks, int pageSize)
    {
        var pages = new List<List<JsonObject>> { new() };
        foreach (var block in blocks)
        {
            if (pages[^1].Count > 0 && pages[^1].Count + block.Count > pageSize)
                pages.Add([]);
            pages[^1].AddRange(block);
        }

        return pages;
    }

    /// <summary>All in any order, some twice, some that didn't change (a series whole), and pages without anything.</summary>
    private List<List<JsonObject>> Disordered(List<List<JsonObject>> blocks, View view, long? since, int pageSize, Random random)
    {
        var replayed = since is null ? [] : calendar.Tops.Where(_ => random.Next(4) == 0).Select(top => Block(top, view, null));
        var items = blocks.Concat(replayed).SelectMany(block => block).ToList();
        var twice = items.Where(_ => random.Next(4) == 0).Select(item => (JsonObject)item.DeepClone()).ToList();
        var shuffled = items.Concat(twice).ToArray();
        random.Shuffle(shuffled);
        var pages = shuffled.Chunk(pageSize).Select(chunk => chunk.ToList()).ToList();
        pages.Insert(random.Next(pages.Count + 1), []);
        return pages;
    }

    private DeltaPage Page(Pages pages)
    {
        var isLast = pages.Index == pages.All.Count - 1;
        var token = $"{(isLast ? "d" : "s")}{++_tokens:D5}R0usmcMDNGg0J1E_-";
        _states[token] = isLast ? new Since(pages.View, pages.Version) : pages with { Index = pages.Index + 1 };
        return new DeltaPage([.. pages.All[pages.Index].Select(item => (JsonObject)item.DeepClone())], token, isLast);
    }

    private sealed record View(DateTimeOffset From, DateTimeOffset Until);

    private abstract record State;

    private sealed record Pages(View View, long Version, List<List<JsonObject>> All, int Index) : State;

    private sealed record Since(View View, long Version) : State;
}
