using LeadershipBot.Domain;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Gates;

/// <summary>The last gate: the route names the roles of which the person must hold one, in the organisation they act in.</summary>
public static class PermissionGate
{
    public static Refusal? Check(Actor actor, Route route)
        => actor.HoldsAny(route.Needs) ? null : new Refusal("shell.refused.role", ("roles", Names(route.Needs)));

    /// <summary>The roles in words, as in "chair, organiser".</summary>
    private static string Names(Roles roles)
        => string.Join(", ", Enum.GetValues<Roles>().Where(r => r != Roles.Member && roles.HasFlag(r)).Select(InWords));

    private static string InWords(Roles role)
        => string.Concat(role.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
