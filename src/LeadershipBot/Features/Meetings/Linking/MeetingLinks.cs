using LeadershipBot.Domain.Meetings;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>What was asked and decided at a meeting, in the order of its agenda: polls with their results, decisions with what they say, each as everybody may read it.</summary>
internal sealed class MeetingLinks(IEnumerable<IReferring> sources, IRecordStore store, CardLibrary library)
{
    /// <summary>So many are shown.</summary>
    public const int ShownMax = 8;

    private const int ReadMax = 30;

    private readonly TextFile _text = library.Text;
    private readonly Dictionary<string, IReferring> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>Costs a read for what is linked, and some for each of it.</summary>
    public async Task<IReadOnlyList<LinkedThing>> ReadAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(MeetingRows.Table, head.Key, RowRange.Prefix(LinkedRows.Linked), cancellationToken))
            rows.Add(row);
        var found = await Task.WhenAll(rows.Take(ReadMax).Select(row => FindAsync(head, row, cancellationToken)));
        return [.. found.OfType<LinkedThing>().OrderBy(one => head.Meeting.Content.Agenda.NumberOf(one.Item)).ThenBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Read.Title, StringComparer.Ordinal)];
    }

    /// <summary>As sentences, for board papers and briefs.</summary>
    public IEnumerable<string> Sentences(MeetingHead head, IReadOnlyList<LinkedThing> linked)
        => linked.Select(one => SentenceOf(head.Meeting.Content.Agenda.NumberOf(one.Item), one));

    /// <summary>As the rows of a card, with what opens each.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="linked">What is linked.</param>
    /// <param name="opensDecisions">Whether the reader may open decisions: those who make them may.</param>
    public IEnumerable<CardData> Rows(MeetingHead head, IReadOnlyList<LinkedThing> linked, bool opensDecisions)
        => linked.Take(ShownMax).Zip(Sentences(head, linked), (one, line) => new CardData()
            .Set("line", CardText.FromPerson(line))
            .SetId("key", one.Read.Key)
            .Set("press", _text.Plain("meetings.linked.press", ("title", one.Read.Title)))
            .Set("isPoll", one.Kind == "polls")
            .Set("isDecision", one.Kind == "decisions" && opensDecisions));

    private async Task<LinkedThing?> FindAsync(MeetingHead head, Record row, CancellationToken cancellationToken)
        => row.GetString("Kind") is { } kind && _sources.TryGetValue(kind, out var source)
            && await source.ReadAsync(row.GetString("Key") ?? "", MeetingItems.ReferenceTo(head.Key), head.Meeting.Organisation.Id, cancellationToken) is { } read
            ? new LinkedThing(kind, row.GetString("Item") ?? "", read)
            : null;

    private string SentenceOf(int number, LinkedThing one)
    {
        if (one.Kind == "decisions")
            return _text.Plain("meetings.linked.decided", ("title", one.Read.Title)).Words;
        var said = string.Join(' ', one.Read.Lines);
        return number == 0
            ? _text.Plain("meetings.linked.asked", ("title", one.Read.Title), ("said", said)).Words
            : _text.Plain("meetings.linked.askedItem", ("number", number), ("title", one.Read.Title), ("said", said)).Words;
    }
}
