namespace LeadershipBot.Domain;

/// <summary>
/// An expected "no" that a person should hear: which sentence, and the values that stand in it. Rules return it; they
/// don't throw it.
/// </summary>
/// <param name="TextKey">A key of the text files, such as <c>polls.refused.closed</c>.</param>
/// <param name="Values">The sentence's named values, as text that a person may read; empty if it has none.</param>
public sealed record Refusal(string TextKey, params IReadOnlyList<(string Name, string Value)> Values);
