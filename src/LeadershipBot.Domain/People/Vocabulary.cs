namespace LeadershipBot.Domain.People;

/// <summary>What an organisation calls its parts and people, each as it stands inside a sentence. A null is the usual word, which is in the text files.</summary>
/// <param name="Locality">One part of the organisation, such as "locality", "neighbourhood", "PCN".</param>
/// <param name="Localities">Several of them.</param>
/// <param name="Practice">One member, such as "practice", "surgery".</param>
/// <param name="Practices">Several of them.</param>
/// <param name="GoverningBody">Who decides, such as "governing body", "board".</param>
/// <param name="Chair">Who leads it, such as "clinical chair", "clinical director".</param>
public sealed record Vocabulary(string? Locality, string? Localities, string? Practice, string? Practices, string? GoverningBody, string? Chair)
{
    /// <summary>The longest word that an organisation may set, in characters.</summary>
    public const int WordCharactersMax = 40;

    /// <summary>No word of the organisation's own.</summary>
    public static Vocabulary Usual { get; } = new(null, null, null, null, null, null);
}
