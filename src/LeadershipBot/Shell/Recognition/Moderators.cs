using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Recognition;

/// <summary>Who is told that something was reported which colleagues wrote about each other.</summary>
internal static class Moderators
{
    /// <summary>Who may decide about it.</summary>
    public const Roles May = Roles.Organiser | Roles.Chair;

    /// <summary>The organisers, without those whom it concerns; where that leaves none, the chairs without them.</summary>
    public static async Task<IReadOnlyList<MemberId>> ListModeratorsAsync(this IRoleHolders roles, string organisationId, IReadOnlyCollection<MemberId> concerned, CancellationToken cancellationToken)
    {
        var all = (await roles.ListAsync(organisationId, May, cancellationToken)).Where(one => !concerned.Contains(one.Person)).DistinctBy(one => one.Person).ToList();
        var organisers = all.FindAll(one => (one.Roles & Roles.Organiser) != Roles.Member);
        return [.. (organisers.Count > 0 ? organisers : all).Select(one => one.Person)];
    }

    /// <summary>The chairs, without those whom it concerns.</summary>
    public static async Task<IReadOnlyList<MemberId>> ListChairsAsync(this IRoleHolders roles, string organisationId, IReadOnlyCollection<MemberId> concerned, CancellationToken cancellationToken)
        => [.. (await roles.ListAsync(organisationId, Roles.Chair, cancellationToken)).Select(one => one.Person).Where(one => !concerned.Contains(one)).Distinct()];

    /// <summary>Whether somebody may still decide.</summary>
    public static async Task<bool> IsModeratorAsync(this IRoleHolders roles, string organisationId, MemberId person, CancellationToken cancellationToken)
        => await roles.FindAsync(organisationId, person, cancellationToken) is { } holder && (holder.Roles & May) != Roles.Member;
}
