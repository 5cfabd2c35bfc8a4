namespace LeadershipBot.Domain.People;

/// <summary>The rule of who gives and takes which roles in an organisation.</summary>
public static class RoleGiving
{
    private const Roles Every = Roles.LocalityLead | Roles.Organiser | Roles.PanelMember | Roles.ReturningOfficer | Roles.Chair | Roles.Administrator;

    private static readonly (Roles Giver, Roles Gives)[] Powers =
    [
        (Roles.Administrator, Every),
        (Roles.Chair, Every & ~Roles.Administrator),
        (Roles.Organiser, Roles.LocalityLead | Roles.PanelMember),
    ];

    /// <summary>What somebody with these roles may give and take: administrators all, chairs all but the administrator's, organisers locality lead and panel member.</summary>
    public static Roles MayGive(Roles giver)
        => Powers.Where(power => giver.HasFlag(power.Giver)).Aggregate(Roles.Member, (all, power) => all | power.Gives);

    /// <summary>Who may give all of these: any one of the roles returned.</summary>
    public static Roles GiversOf(Roles roles)
        => Powers.Where(power => (roles & ~power.Gives) == Roles.Member).Aggregate(Roles.Member, (all, power) => all | power.Giver);

    /// <summary>
    /// The roles that a new roll gives or takes which somebody may not give or take: an import is no way round this rule.
    /// Who leaves or is no longer invited loses what they hold or would have held; who is only invited will hold what stands there.
    /// </summary>
    /// <param name="before">The roll that counts.</param>
    /// <param name="after">The roll that shall count.</param>
    /// <param name="mayGive">What whoever imports may give (<see cref="MayGive"/>).</param>
    public static Roles BeyondIn(Roll before, Roll after, Roles mayGive)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var members = ChangesIn(before, after).Select(change => change.Before ^ change.After);
        var invited = before.Invited.Keys.Union(after.Invited.Keys)
            .Select(key => HeldBy(before.Invited.GetValueOrDefault(key)?.As) ^ HeldBy(after.Invited.GetValueOrDefault(key)?.As));
        return members.Concat(invited).Aggregate(Roles.Member, (all, changed) => all | changed) & ~mayGive;
    }

    /// <summary>The members whose roles are others in a new roll. Who left holds none.</summary>
    public static IReadOnlyList<(MemberId Id, Roles Before, Roles After)> ChangesIn(Roll before, Roll after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return
        [
            .. before.Members.Keys.Union(after.Members.Keys)
                .Select(id => (Id: id, Before: HeldBy(before.Members.GetValueOrDefault(id)), After: HeldBy(after.Members.GetValueOrDefault(id))))
                .Where(change => change.Before != change.After),
        ];
    }

    /// <summary>Whether a new roll would leave an organisation without the administrators that it has.</summary>
    public static bool LosesAdministrators(Roll before, Roll after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return HasAny(before) && !HasAny(after);

        static bool HasAny(Roll roll) => roll.Members.Values.Any(member => HeldBy(member).HasFlag(Roles.Administrator));
    }

    /// <summary>
    /// Changes what a member may do. The same again is no change. Only somebody who is in the organisation, and whom an
    /// import, a lead or an organiser listed there, can hold a role; and the last administrator can't step down.
    /// </summary>
    /// <param name="giver">Who gives or takes.</param>
    /// <param name="member">Whose roles; null if the organisation doesn't list them.</param>
    /// <param name="after">All roles that they shall hold then.</param>
    /// <param name="seen">The roles that the giver saw when choosing; null where nothing was shown.</param>
    /// <param name="isAnotherAdministratorLeft">Whether somebody besides the giver is an administrator there, by role or by setting.</param>
    /// <returns>The member as they are then, or the refusal.</returns>
    public static Ruling<Member> Decide(Giver giver, Member? member, Roles after, Roles? seen, bool isAnotherAdministratorLeft)
    {
        ArgumentNullException.ThrowIfNull(giver);
        if (member is not { LeftAt: null })
            return new Refusal("roles.refused.notListed");
        if (member.Roles == after)
            return member;
        if (seen is { } shown && shown != member.Roles)
            return new Refusal("roles.refused.moved", ("name", member.Name));
        if (((member.Roles ^ after) & ~MayGive(giver.Roles)) != Roles.Member)
            return new Refusal("roles.refused.notYours");
        if (member.IsUnconfirmed && after != Roles.Member)
            return new Refusal("roles.refused.notConfirmed", ("name", member.Name));
        var stepsDown = member.Id == giver.Id && member.Roles.HasFlag(Roles.Administrator) && !after.HasFlag(Roles.Administrator);
        if (stepsDown && !isAnotherAdministratorLeft)
            return new Refusal("roles.refused.lastAdministrator");
        return member with { Roles = after };
    }

    /// <summary>
    /// Takes a member off the list, whoever listed or confirmed them: they have left then, without roles. For who may take
    /// all their roles; nobody ends their own membership in this way.
    /// </summary>
    /// <param name="giver">Who does it.</param>
    /// <param name="member">Whom; null if the organisation doesn't list them.</param>
    /// <param name="now">When.</param>
    /// <returns>The member as they are then; one who has left already as they are.</returns>
    public static Ruling<Member> End(Giver giver, Member? member, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(giver);
        if (member is null)
            return new Refusal("roles.refused.notListed");
        if (member.LeftAt is not null)
            return member;
        if (member.Id == giver.Id)
            return new Refusal("roles.refused.endSelf");
        if ((member.Roles & ~MayGive(giver.Roles)) != Roles.Member)
            return new Refusal("roles.refused.endBeyond");
        return Confirming.Left(member, now);
    }

    private static Roles HeldBy(Member? member) => member is { LeftAt: null } ? member.Roles : Roles.Member;
}

/// <summary>Who gives or takes roles.</summary>
/// <param name="Id">Who; the default value for the program's own command line.</param>
/// <param name="Roles">What they may do in the organisation, by role or by setting.</param>
public sealed record Giver(MemberId Id, Roles Roles);
