using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>Who is to say what came of a poll: whoever asked it; where they have left or were forgotten, the chairs; where there is none, the organisers.</summary>
internal sealed class OutcomeOwners(IRoleHolders roles)
{
    /// <summary>Everybody who is asked for it. One short read, or two.</summary>
    public async Task<IReadOnlyList<MemberId>> ListAsync(Poll poll, CancellationToken cancellationToken)
    {
        if (poll.AskedBy.Length > 0)
        {
            var asker = new MemberId(poll.TenantId, poll.AskedBy);
            if (poll.Organisation.IsNotSetUp || await roles.FindAsync(poll.Organisation.Id, asker, cancellationToken) is not null)
                return [asker];
        }

        return await ListOthersAsync(poll, cancellationToken);
    }

    /// <summary>Those who are told where the owner stays silent.</summary>
    public async Task<IReadOnlyList<MemberId>> ListOthersAsync(Poll poll, CancellationToken cancellationToken)
    {
        foreach (var role in new[] { Roles.Chair, Roles.Organiser })
        {
            var holders = await roles.ListAsync(poll.Organisation.Id, role, cancellationToken);
            var others = holders.Select(holder => holder.Person).Where(person => person.ObjectId != poll.AskedBy).ToList();
            if (others.Count > 0)
                return others;
        }

        return [];
    }

    /// <summary>Whether the person may still say it.</summary>
    public async Task<bool> IncludesAsync(Poll poll, MemberId person, CancellationToken cancellationToken)
        => person.ObjectId == poll.AskedBy || await roles.FindAsync(poll.Organisation.Id, person, cancellationToken) is { } holder && (holder.Roles & (Roles.Chair | Roles.Organiser)) != Roles.Member;
}
