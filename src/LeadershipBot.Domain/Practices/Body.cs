namespace LeadershipBot.Domain.Practices;

/// <summary>A body that commissions from practices, as the Organisation Data Service names it.</summary>
/// <param name="Code">Its ODS code, in capitals.</param>
/// <param name="Name">Its name.</param>
public sealed record Body(string Code, string Name)
{
    /// <summary>When it was abolished; null while it stands.</summary>
    public DateOnly? ClosedOn { get; init; }
}
