using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// The register of interests as one reader may see it: of those who decide, for every member of the organisation; of all
/// others too for chairs and organisers. Who decides and has said nothing yet is listed for chairs and organisers only.
/// </summary>
internal sealed class InterestRegister(InterestShelf shelf, IRoleHolders roles)
{
    /// <summary>Everybody whom the reader may see, those with roles first, by name.</summary>
    /// <param name="reader">Who reads, in the organisation whose register it is.</param>
    /// <param name="today">The date where they are.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    public async Task<IReadOnlyList<RegisterEntry>> ReadAsync(Actor reader, DateOnly today, CancellationToken cancellationToken)
    {
        var organisation = reader.Organisation.Id;
        var readsAll = reader.HoldsAny(InterestLimits.Readers);
        var declared = await shelf.ListAsync(organisation, cancellationToken);
        var deciders = await roles.ListAsync(organisation, InterestLimits.Deciders, cancellationToken);
        var entries = new List<RegisterEntry>();
        foreach (var holder in deciders.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase))
        {
            var said = declared.GetValueOrDefault(holder.Person);
            if (said is not null || readsAll)
                entries.Add(new RegisterEntry(holder.Name, holder.Roles, holder.Title, [.. said?.OnRegister(today) ?? []], said));
        }

        if (!readsAll)
            return entries;
        var known = deciders.Select(one => one.Person).ToHashSet();
        entries.AddRange(declared.Values.Where(one => !known.Contains(one.Person))
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Select(one => new RegisterEntry(one.Name, Roles.Member, "", [.. one.OnRegister(today)], one)));
        return entries;
    }
}

/// <summary>One person on the register.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Roles">What they are in the organisation; <see cref="Roles.Member"/> for those without a role that decides.</param>
/// <param name="Title">What they do, in words; empty if not known.</param>
/// <param name="Interests">What goes on, or ended not long ago.</param>
/// <param name="Said">All that they said; null if they never said anything.</param>
internal sealed record RegisterEntry(string Name, Roles Roles, string Title, IReadOnlyList<Declared> Interests, PersonInterests? Said)
{
    /// <summary>Whether they stated that they have nothing to declare, and when; null otherwise.</summary>
    public DateTimeOffset? NothingAt(DateOnly today) => Said is not null && Said.IsNothing(today) ? Said.Stated!.At : null;
}
