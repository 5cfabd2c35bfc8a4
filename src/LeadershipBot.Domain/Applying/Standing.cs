using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>What somebody is to an opening.</summary>
/// <param name="Runs">Whether they are the one who runs it, and organise or chair in the organisation still.</param>
/// <param name="Chairs">Whether they chair in the organisation.</param>
/// <param name="IsOnPanel">Whether they sit on its panel as it was set, and have a role for it still.</param>
/// <param name="Applied">Whether they applied themselves, also if they withdrew: then they are nothing else to it.</param>
public sealed record Standing(bool Runs, bool Chairs, bool IsOnPanel, bool Applied)
{
    /// <summary>One of these somebody holds who sits on a panel: whoever lost them reads and scores nothing more.</summary>
    public const Roles PanelRoles = Roles.PanelMember | Roles.Organiser | Roles.Chair;

    /// <summary>One of these somebody holds who runs an opening.</summary>
    public const Roles DeciderRoles = Roles.Organiser | Roles.Chair;

    /// <summary>Whether they may see who applied.</summary>
    public bool MayRead => !Applied && (Runs || Chairs || IsOnPanel);

    /// <summary>Whether they decide: move people on, and close scoring.</summary>
    public bool Decides => !Applied && (Runs || Chairs);

    /// <summary>Since when they run it, where somebody else did before: what was confided then stays with the chairs. Null where it was theirs from the start.</summary>
    public DateTimeOffset? RunsSince { get; init; }

    /// <summary>Whether they may see who only explores. Nobody else ever does.</summary>
    public bool SeesExploring => Decides;

    /// <summary>Whether they may know of an application: of one that only explores the chairs do, and whoever ran the opening when it was sent.</summary>
    public bool Sees(Application one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return !one.IsExploring || (SeesExploring && (Chairs || !(one.SentAt < RunsSince)));
    }

    /// <summary>Whether they score.</summary>
    public bool Scores => !Applied && IsOnPanel;

    /// <summary>What a person is to an opening. Whom the organisation doesn't list any more is nothing to it.</summary>
    public static Standing Of(Opening opening, Actor actor, bool applied)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(actor);
        var here = actor.In(opening.Organisation);
        return Of(opening, actor.MemberId, here.Hat.IsListed ? here.Roles : null, applied);
    }

    /// <summary>The same, where only their roles are known.</summary>
    /// <param name="opening">The opening.</param>
    /// <param name="person">Who.</param>
    /// <param name="roles">Their roles in the organisation that offers it; null where it doesn't list them.</param>
    /// <param name="applied">Whether they applied themselves.</param>
    public static Standing Of(Opening opening, MemberId person, Roles? roles, bool applied)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (roles is not { } held)
            return new Standing(false, false, false, applied);
        return new Standing(opening.RunBy.Id == person && (held & DeciderRoles) != Roles.Member, (held & Roles.Chair) != Roles.Member, opening.HasOnPanel(person) && (held & PanelRoles) != Roles.Member, applied) { RunsSince = opening.RunBySince };
    }

    /// <summary>From when on they may see who applied, where that is still to come: those who decide see it at once, a panel once nobody applies any more.</summary>
    /// <param name="opening">The opening.</param>
    /// <param name="now">The moment.</param>
    public DateTimeOffset? SeesFrom(Opening opening, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return Decides ? null : opening.ReadFrom(now);
    }
}
