using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Ledger.Briefing;

/// <summary>Who raised something by name. What was raised confidentially isn't looked at.</summary>
internal sealed class LedgerActivity(LedgerLists lists, LedgerShelf shelf) : IPracticeActivity
{
    private const int LookedAtMax = 1_000;

    public async IAsyncEnumerable<HeardFrom> ListAsync(string organisationId, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var line in await lists.ReadSinceAsync(organisationId, LedgerList.All, since, LookedAtMax, cancellationToken))
        {
            if (await FindAsync(line.Key, since, cancellationToken) is { } heard)
                yield return heard;
            foreach (var joined in line.Support > 1 ? await shelf.ListJoinedAsync(line.Key, LedgerShelf.JoinedMax, cancellationToken) : [])
            {
                if (await FindAsync(LedgerRows.PartitionOf(organisationId, joined.Entry.Id), since, cancellationToken) is { } other)
                    yield return other;
            }
        }
    }

    private async Task<HeardFrom?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Entry: { Voice: Voice.Named } entry } && entry.RaisedAt >= since && await shelf.FindAuthorAsync(key, cancellationToken) is { } author
            ? new HeardFrom(PracticeCodes.None, author.Person.ObjectId)
            : null;
}
