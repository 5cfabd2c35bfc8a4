using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// Draws rows of a box by lot. Each that has room is as likely as any other, and whether it has depends on how many
/// answered, never on what: so the row that was written says nothing of what was put into it.
/// </summary>
internal sealed class BoxReading(IRecordStore store, BoxHead head, AskKey key, Chance chance)
{
    private readonly Dictionary<int, Opened<Drawer>> _drawers = [];
    private readonly Dictionary<int, Opened<Sheet>> _sheets = [];
    private bool _isClosed;

    /// <summary>Draws a drawer and a sheet for a person; refuses them where all are full, or the box was closed meanwhile.</summary>
    public async Task DrawAsync(PersonAtBox person, CancellationToken cancellationToken)
    {
        var plan = head.Plan;
        var drawer = DrawAsync(_drawers, plan.Drawers, plan.AnswersPerDrawer, BoxRows.Drawer, bytes => Drawer.Decode(bytes, plan), cancellationToken);
        var sheet = plan.Sheets == 0 ? null : DrawAsync(_sheets, plan.Sheets, plan.AnswersPerSheet, BoxRows.Sheet, bytes => Sheet.Decode(bytes, plan), cancellationToken);
        (person.Drawer, person.Sheet) = (await drawer, sheet is null ? null : await sheet);
        if (person.Drawer is null || (sheet is not null && person.Sheet is null))
        {
            person.Refused = new Refusal(_isClosed ? "anonymous.refused.closed" : "anonymous.refused.full");
            return;
        }

        person.Drawer.Reserved++;
        if (person.Sheet is not null)
            person.Sheet.Reserved++;
    }

    private async Task<Opened<TContent>?> DrawAsync<TContent>(
        Dictionary<int, Opened<TContent>> known, int rows, int answersMax, string prefix, Func<byte[], TContent> decode, CancellationToken cancellationToken)
        where TContent : class
    {
        var left = Enumerable.Range(0, rows).ToList();
        while (left.Count > 0)
        {
            var at = chance.Below(left.Count);
            var number = left[at];
            if (!known.TryGetValue(number, out var row))
            {
                if (await ReadAsync(BoxRows.KeyOf(prefix, number), decode, cancellationToken) is not { } read)
                    return null;
                known[number] = row = read;
            }

            if (AnswersIn(row.Content) + row.Reserved < answersMax)
                return row;
            left.RemoveAt(at);
        }

        return null;
    }

    /// <summary>Null where it is gone: the box was closed after its head was read.</summary>
    private async Task<Opened<TContent>?> ReadAsync<TContent>(string rowKey, Func<byte[], TContent> decode, CancellationToken cancellationToken)
        where TContent : class
    {
        if (await store.FindAsync(head.At.Table, head.At.PartitionKey, rowKey, cancellationToken) is { } row)
            return new Opened<TContent>(row, decode(key.Unlock(rowKey, BoxRows.SealedIn(row))));
        _isClosed = true;
        return null;
    }

    private static int AnswersIn(object content) => content is Drawer drawer ? drawer.Answers : ((Sheet)content).Answers;
}

/// <summary>A row of a box, unlocked for one commit.</summary>
internal sealed class Opened<TContent>(Record row, TContent content)
    where TContent : class
{
    public Record Row => row;

    public TContent Content { get; private set; } = content;

    /// <summary>For so many people of this commit, whose answers aren't in it yet, it was drawn.</summary>
    public int Reserved { get; set; }

    public void Put(Func<TContent, TContent> with) => Content = with(Content);
}

/// <summary>Somebody for whom a box was opened.</summary>
internal sealed class PersonAtBox(string id, string nameOnRoll, Record? row)
{
    public string Id => id;

    /// <summary>What names them on the roll.</summary>
    public string NameOnRoll => nameOnRoll;

    /// <summary>Their row on the roll; null where there is none yet.</summary>
    public Record? Row => row;

    public Refusal? Refused { get; set; }

    public Opened<Drawer>? Drawer { get; set; }

    public Opened<Sheet>? Sheet { get; set; }
}
