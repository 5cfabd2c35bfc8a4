namespace LeadershipBot.Domain.Fellowships;

/// <summary>Refusals that several rules give.</summary>
public static class FellowshipRefusals
{
    /// <summary>There is no such fellowship here.</summary>
    public const string Unknown = "fellowships.refused.unknown";

    /// <summary>Somebody changed it since it was shown.</summary>
    public const string ChangedMeanwhile = "fellowships.refused.changedMeanwhile";

    /// <summary>It takes a role.</summary>
    public const string Role = "fellowships.refused.role";

    /// <summary>Somebody who is to run it neither organises nor chairs.</summary>
    public static Refusal MayNotRun(string name) => new("fellowships.refused.runByRole", ("name", name));

    /// <summary>They applied, or have a place, and somebody else could do it.</summary>
    public static Refusal OwnStake(string other) => new("fellowships.refused.ownStake", ("name", other));

    /// <summary>It isn't offered any more.</summary>
    public const string Withdrawn = "fellowships.refused.withdrawn";
}
