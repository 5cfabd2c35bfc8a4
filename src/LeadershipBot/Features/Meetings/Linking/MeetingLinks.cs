using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>What was asked and decided at a meeting, in the order of its agenda: polls with their results, decisions with what they say, each as its reader may read it.</summary>
internal sealed class MeetingLinks(IEnumerable<IReferring> sources, IRecordStore store, CardLibrary library)
{
    /// <summary>So many are shown.</summary>
    public const int ShownMax = 8;

    private const int ReadMax = 60;

    private readonly TextFile _text = library.Text;
    private readonly Dictionary<string, IReferring> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>What one reader may see of it. Costs a read for what is linked, and some for each of it; what several need, each feature reads once.</summary>
    public async Task<IReadOnlyList<LinkedThing>> ReadAsync(MeetingHead head, Actor reader, CancellationToken cancellationToken)
    {
        var (agenda, rows) = (head.Meeting.Content.Agenda, new List<Record>());
        await foreach (var row in store.ListAsync(MeetingRows.Table, head.Key, RowRange.Prefix(LinkedRows.Linked), cancellationToken))
            rows.Add(row);
        var some = rows.OrderBy(row => agenda.NumberOf(ItemOf(row))).Take(ReadMax).GroupBy(row => row.GetString("Kind") ?? "", StringComparer.Ordinal);
        var found = await Task.WhenAll(some.Select(ofKind => ReadAsync(head, ofKind.Key, [.. ofKind], reader, cancellationToken)));
        return [.. found.SelectMany(things => things).OrderBy(one => agenda.NumberOf(one.Item)).ThenBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Read.Title, StringComparer.Ordinal)];
    }

    /// <summary>What an own card shows of it to somebody called, standing in or managing the meeting; nothing to others, or where others read along.</summary>
    public async Task<IEnumerable<CardData>> ShownAsync(MeetingHead head, Attendee? me, MeetingView view, Actor reader, CancellationToken cancellationToken)
        => view.IsOwnChat && (me is not null || view.IsManaged) ? Rows(head, await ReadAsync(head, reader, cancellationToken), view.IsManaged) : [];

    /// <summary>As sentences, for board papers and briefs.</summary>
    public IEnumerable<string> Sentences(MeetingHead head, IReadOnlyList<LinkedThing> linked)
        => linked.Select(one => SentenceOf(head.Meeting.Content.Agenda.NumberOf(one.Item), one));

    /// <summary>As the rows of a card, with what opens each.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="linked">What is linked.</param>
    /// <param name="opensDecisions">Whether the reader may open decisions: those who make them may.</param>
    public IEnumerable<CardData> Rows(MeetingHead head, IReadOnlyList<LinkedThing> linked, bool opensDecisions)
    {
        var rows = linked.Take(ShownMax).Zip(Sentences(head, linked), (one, line) => new CardData()
            .Set("line", CardText.FromPerson(line))
            .SetId("key", one.Read.Key)
            .Set("press", _text.Plain("meetings.linked.press", ("title", one.Read.Title)))
            .Set("isPoll", one.Kind == "polls")
            .Set("isDecision", one.Kind == "decisions" && opensDecisions));
        return linked.Count <= ShownMax ? rows : rows.Append(new CardData().Set("line", _text.Format("meetings.linked.more", ("count", linked.Count - ShownMax))).SetId("key", "more").Set("press", _text.Plain("meetings.linked.open")).Set("isPoll", false).Set("isDecision", false));
    }

    /// <summary>What is about an item, and goes on still, heeds that somebody has an interest in it. Safe to repeat.</summary>
    public async Task HeedInterestAsync(MeetingHead head, string item, MemberId person, CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(MeetingRows.Table, head.Key, RowRange.Prefix(LinkedRows.Linked), cancellationToken))
        {
            if (ItemOf(row) == item && _sources.TryGetValue(row.GetString("Kind") ?? "", out var source))
                await source.HeedInterestAsync(new ReferringThing(row.GetString("Key") ?? "", MeetingItems.ReferenceTo(head.Key, item)), head.Meeting.Organisation.Id, person, cancellationToken);
        }
    }

    /// <summary>What is about the meeting, or an item of it, and goes on still, heeds that it begins at another time, or doesn't take place. Safe to repeat.</summary>
    public async Task HeedBeginningAsync(MeetingHead head, BeginningMoved beginning, CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(MeetingRows.Table, head.Key, RowRange.Prefix(LinkedRows.Linked), cancellationToken))
        {
            if (_sources.TryGetValue(row.GetString("Kind") ?? "", out var source))
                await source.HeedBeginningAsync(new ReferringThing(row.GetString("Key") ?? "", MeetingItems.ReferenceTo(head.Key, ItemOf(row))), head.Meeting.Organisation.Id, beginning, cancellationToken);
        }
    }

    private async Task<IEnumerable<LinkedThing>> ReadAsync(MeetingHead head, string kind, List<Record> rows, Actor reader, CancellationToken cancellationToken)
    {
        if (!_sources.TryGetValue(kind, out var source))
            return [];
        var read = await source.ReadAsync([.. rows.Select(row => new ReferringThing(row.GetString("Key") ?? "", MeetingItems.ReferenceTo(head.Key, ItemOf(row))))], head.Meeting.Organisation.Id, reader, cancellationToken);
        return rows.Zip(read, (row, one) => one is null ? null : new LinkedThing(kind, ItemOf(row), one)).OfType<LinkedThing>();
    }

    private static string ItemOf(Record row) => row.GetString("Item") ?? "";

    private string SentenceOf(int number, LinkedThing one)
    {
        if (one.Kind == "decisions")
            return number == 0 ? _text.Plain("meetings.linked.decided", ("title", one.Read.Title)).Words : _text.Plain("meetings.linked.decidedItem", ("number", number), ("title", one.Read.Title)).Words;
        var (asked, said) = (Ended(one.Read.Title), string.Join(' ', one.Read.Lines));
        return number == 0
            ? _text.Plain("meetings.linked.asked", ("title", asked), ("said", said)).Words
            : _text.Plain("meetings.linked.askedItem", ("number", number), ("title", asked), ("said", said)).Words;
    }

    /// <summary>A question or title as a sentence, so that what follows reads as another.</summary>
    private static string Ended(string title) => title is [.., '.' or '?' or '!' or '…'] ? title : title + ".";
}
