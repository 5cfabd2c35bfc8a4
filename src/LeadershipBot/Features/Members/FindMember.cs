using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Finds the person behind a Teams account, and remembers them for half a minute, so that a busy turn asks the store
/// for nothing and a role that was taken away stops working soon on every server.
/// </summary>
internal sealed class FindMember(IRecordStore store, OrganisationSettings settings, TimeProvider time) : IDirectory, IDisposable
{
    /// <summary>How somebody is called whom nobody listed, and whose name Teams has not told yet.</summary>
    internal const string NameUnknown = "A member";

    private const int RememberedMax = 50_000;
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(30);
    private static readonly RowRange Hats = RowRange.Prefix(MemberRows.Hat);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = RememberedMax });
    private readonly HashSet<string> _administrators = new(settings.Administrators, StringComparer.OrdinalIgnoreCase);

    public ValueTask<Actor> FindAsync(Account account, CancellationToken cancellationToken)
        => _known.TryGetValue((account.TenantId, account.ObjectId), out Known? known) && time.GetUtcNow() - known!.At < RememberedFor
            ? ValueTask.FromResult(known.NamedAs(account))
            : new ValueTask<Actor>(LoadAsync(account, cancellationToken));

    public void Dispose() => _known.Dispose();

    private async Task<Actor> LoadAsync(Account account, CancellationToken cancellationToken)
    {
        var actor = new Actor(account.ObjectId, account.TenantId, NameOf(account), OrganisationName.NotSetUp(account.TenantId), null, Roles.Member);
        var isListed = false;
        await foreach (var hat in store.ListAsync(MemberRows.PeopleTable, MemberRows.PartitionOf(account.TenantId, account.ObjectId), Hats, cancellationToken))
        {
            actor = MemberRows.ToActor(hat, account.TenantId, account.ObjectId);
            isListed = true;
            break;
        }

        if (_administrators.Contains(account.ObjectId))
            actor = actor with { Roles = actor.Roles | Roles.Administrator };
        _known.Set((account.TenantId, account.ObjectId), new Known(actor, isListed, time.GetUtcNow()), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = RememberedFor });
        return actor;
    }

    private static string NameOf(Account account) => account.Name.Length > 0 ? account.Name : NameUnknown;

    private sealed record Known(Actor Actor, bool IsListed, DateTimeOffset At)
    {
        /// <summary>Whom nobody listed is called as Teams calls them in this turn: an installation comes without their name.</summary>
        public Actor NamedAs(Account account) => IsListed || account.Name.Length == 0 ? Actor : Actor with { Name = account.Name };
    }
}
