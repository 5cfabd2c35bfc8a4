namespace LeadershipBot.Domain.Disclosure;

/// <summary>Who is asked, for the words of a privacy line.</summary>
public enum AskedPeople
{
    /// <summary>The people of the conversation in which it stands.</summary>
    Here,

    /// <summary>Everybody in the organisation.</summary>
    Organisation,

    /// <summary>People who were chosen: localities, roles, a list.</summary>
    Chosen,

    /// <summary>The people of teams or chats that were chosen, or some of them.</summary>
    Teams,
}

/// <summary>The names that stand in a privacy line.</summary>
/// <param name="AskedBy">The name of whoever asks.</param>
/// <param name="Organisation">The organisation's name.</param>
/// <param name="Locality">What the organisation calls a locality, as it stands inside a sentence.</param>
/// <param name="People">Who is asked.</param>
public sealed record PrivacyWords(string AskedBy, string Organisation, string Locality, AskedPeople People)
{
    /// <summary>The names of the teams whose people are asked; empty where they have none.</summary>
    public string Teams { get; init; } = "";
}
