namespace LeadershipBot.Domain.Fellowships;

/// <summary>A change of places or dates that people are told.</summary>
/// <param name="Revision">The <see cref="Fellowship.Revision"/> that it made.</param>
/// <param name="At">When: who took a place up to then counted on what was before.</param>
public sealed record TermsChange(int Revision, DateTimeOffset At)
{
    /// <summary>The revision by which the day of the interviews was taken away, in this change or an earlier one; null where there is a day, or never was one.</summary>
    public int? InterviewOffSince { get; init; }
}

/// <summary>How many came how far, kept as numbers when those whom they count may be gone.</summary>
/// <param name="Applied">Applied, however it ended.</param>
/// <param name="Offered">Were offered a place, whatever they answered.</param>
public sealed record KeptFunnel(int Applied, int Offered);
