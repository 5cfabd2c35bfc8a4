using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// A box that was opened for one commit: it takes the answers of the people for whom it was opened, and tells the changes.
/// Where the commit meets a conflict, open it anew.
/// </summary>
/// <remarks>
/// Whatever somebody answers, with a comment or without, the same rows are written, of the same sizes, in the same order.
/// Not safe to use from several threads.
/// </remarks>
internal sealed class OpenBox
{
    /// <summary>For so many people at the most a box is opened at once, so that the asker's own changes have room in the commit.</summary>
    public const int PeopleMax = 25;

    private readonly BoxHead _head;
    private readonly AskKey _key;
    private readonly Chance _chance;
    private readonly Dictionary<string, PersonAtBox> _people;
    private readonly List<PersonAtBox> _answered = [];

    internal OpenBox(BoxHead head, AskKey key, Chance chance, IEnumerable<PersonAtBox> people)
    {
        (_head, _key, _chance) = (head, key, chance);
        _people = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
    }

    /// <summary>
    /// Takes one person's answer, for good. Refused: who has answered already, who isn't on the roll, a comment that is too
    /// long, a box that is full. The receipt is for the reply to this press alone, once the commit has come through: it is
    /// never sent, stored or shown again.
    /// </summary>
    /// <param name="personId">One of those for whom the box was opened.</param>
    /// <param name="pattern">The answer.</param>
    /// <param name="comment">What they wrote, checked by the asker for patients' details; null or empty for none.</param>
    /// <exception cref="ArgumentException">The box wasn't opened for the person; a pattern that is longer than was planned, or a comment where none were: the asker's mistake.</exception>
    public Ruling<Receipt> Take(string personId, Pattern pattern, string? comment)
    {
        if (!_people.TryGetValue(personId, out var person))
            throw new ArgumentException("The box was not opened for this person.", nameof(personId));
        if (!_head.Plan.Takes(pattern))
            throw new ArgumentException("A pattern is longer than was planned.", nameof(pattern));
        var words = Sheet.Clean(comment);
        var charactersMax = _head.Plan.Order.CommentCharactersMax;
        if (words.Length > 0 && charactersMax == 0)
            throw new ArgumentException("No comments were planned.", nameof(comment));
        if (person.Refused is { } refused)
            return refused;
        if (words.Length > charactersMax)
            return new Refusal("anonymous.refused.commentTooLong", ("characters", charactersMax.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Span<byte> random = stackalloc byte[Receipt.Bytes];
        _chance.Fill(random);
        var receipt = Receipt.Of(random);
        person.Drawer!.Put(drawer => drawer.With(pattern, receipt));
        person.Sheet?.Put(sheet => sheet.With(words));
        person.Refused = new Refusal("anonymous.refused.answered"); // the same person once more in this batch
        _answered.Add(person);
        return receipt;
    }

    /// <summary>What the answers that were taken change, for one commit in the box's partition; empty if none was taken.</summary>
    public IReadOnlyList<Change> Changes()
    {
        var (partition, plan) = (_head.At.PartitionKey, _head.Plan);
        List<Change> changes = [];
        foreach (var person in _answered)
        {
            var row = BoxRows.OfRoll(partition, person.NameOnRoll, hasAnswered: true, person.Row?.ETag);
            changes.Add(person.Row is null ? new Change.Insert(row) : new Change.Replace(row));
        }

        changes.AddRange(_answered.Select(person => person.Drawer!).Distinct().Select(row => Replaced(row.Row, row.Content.Encode(plan))));
        changes.AddRange(_answered.Select(person => person.Sheet).OfType<Opened<Sheet>>().Distinct().Select(row => Replaced(row.Row, row.Content.Encode(plan))));
        return changes;
    }

    private Change.Replace Replaced(Record row, byte[] bytes) => new(BoxRows.OfSealed(_head.At, row.RowKey, _key.Lock(row.RowKey, bytes, _chance), row.ETag));
}
