using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Ledger.Briefing;

/// <summary>
/// Who raised something by name. What was raised confidentially or anonymously isn't looked at: the lines of the list say which
/// was by name, and only that is read, some at once.
/// </summary>
internal sealed class LedgerActivity(LedgerLists lists, LedgerShelf shelf) : IPracticeActivity
{
    private const int AtOnce = 16;

    public async IAsyncEnumerable<HeardFrom> ListAsync(string organisationId, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = await lists.ReadSinceAsync(organisationId, LedgerList.All, since, int.MaxValue, cancellationToken);
        foreach (var some in lines.Where(line => line.IsNamed || line.Support > 1).Chunk(AtOnce))
        {
            foreach (var heard in await Task.WhenAll(some.Select(line => HeardOnAsync(organisationId, line, since, cancellationToken))))
            {
                foreach (var one in heard)
                    yield return one;
            }
        }
    }

    private async Task<List<HeardFrom>> HeardOnAsync(string organisationId, LedgerListLine line, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var heard = new List<HeardFrom?>();
        if (line.IsNamed)
            heard.Add(await FindAsync(line.Key, since, cancellationToken));
        foreach (var joined in line.Support > 1 ? await shelf.ListJoinedAsync(line.Key, LedgerShelf.JoinedMax, cancellationToken) : [])
            heard.Add(await FindAsync(LedgerRows.PartitionOf(organisationId, joined.Entry.Id), since, cancellationToken));
        return [.. heard.OfType<HeardFrom>()];
    }

    private async Task<HeardFrom?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Entry: { Voice: Voice.Named } entry } && entry.RaisedAt >= since && await shelf.FindAuthorAsync(key, cancellationToken) is { } author
            ? new HeardFrom(PracticeCodes.None, author.Person.ObjectId)
            : null;
}
