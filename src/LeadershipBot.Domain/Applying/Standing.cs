using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>What somebody is to an opening.</summary>
/// <param name="Runs">Whether they are the one organiser who runs it.</param>
/// <param name="Chairs">Whether they chair in the organisation.</param>
/// <param name="IsOnPanel">Whether they sit on its panel as it was set.</param>
/// <param name="Applied">Whether they applied themselves, also if they withdrew: then they are nothing else to it.</param>
public sealed record Standing(bool Runs, bool Chairs, bool IsOnPanel, bool Applied)
{
    /// <summary>Whether they may see who applied.</summary>
    public bool MayRead => !Applied && (Runs || Chairs || IsOnPanel);

    /// <summary>Whether they decide: move people on, and close scoring.</summary>
    public bool Decides => !Applied && (Runs || Chairs);

    /// <summary>Whether they may see who only explores. Nobody else ever does.</summary>
    public bool SeesExploring => Decides;

    /// <summary>Whether they score.</summary>
    public bool Scores => !Applied && IsOnPanel;

    /// <summary>What a person is to an opening. Whom the organisation doesn't list any more is nothing to it.</summary>
    public static Standing Of(Opening opening, Actor actor, bool applied)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(actor);
        var here = actor.In(opening.Organisation);
        var isListed = here.Hat.IsListed;
        return new Standing(isListed && opening.RunBy.Id == actor.MemberId, isListed && here.HoldsAny(Roles.Chair), isListed && opening.HasOnPanel(actor.MemberId), applied);
    }
}
