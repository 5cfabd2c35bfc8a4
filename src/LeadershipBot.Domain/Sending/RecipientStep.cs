namespace LeadershipBot.Domain.Sending;

/// <summary>What is to be done for one recipient.</summary>
public abstract record RecipientStep
{
    private RecipientStep()
    {
    }

    /// <summary>Nothing, unless something else is wanted.</summary>
    public sealed record Nothing : RecipientStep;

    /// <summary>Nothing before a time.</summary>
    public sealed record Wait(DateTimeOffset Until) : RecipientStep;

    /// <summary>Send it.</summary>
    public sealed record Send : RecipientStep;

    /// <summary>Put the current content in the place of what was sent.</summary>
    public sealed record Change : RecipientStep;

    /// <summary>Take away what was sent.</summary>
    public sealed record Remove : RecipientStep;

    /// <summary>Only note where it stands from now on.</summary>
    public sealed record Settle(Recipient After) : RecipientStep;
}
