namespace LeadershipBot.Domain;

/// <summary>
/// A sentence that a rule has to say: which one, and the values that stand in it. Rules choose the sentence; its words are
/// in the text files.
/// </summary>
/// <param name="TextKey">A key of the text files, such as <c>privacy.line.confidential</c>.</param>
/// <param name="Values">The sentence's named values; empty if it has none.</param>
public sealed record Statement(string TextKey, params IReadOnlyList<StatementValue> Values);

/// <summary>What stands in one place of a sentence. Written as a pair: <c>("count", 12)</c>.</summary>
public readonly record struct StatementValue
{
    private StatementValue(string name, string? words, int? number, Statement? phrase)
        => (Name, Words, Number, Phrase) = (name, words, number, phrase);

    /// <summary>The place's name.</summary>
    public string Name { get; }

    /// <summary>People's words; null if it is something else.</summary>
    public string? Words { get; }

    /// <summary>A number; null if it is something else.</summary>
    public int? Number { get; }

    /// <summary>A phrase with a key of its own, such as "everyone here"; null if it is something else.</summary>
    public Statement? Phrase { get; }

    public static implicit operator StatementValue((string Name, string Words) pair) => new(pair.Name, pair.Words, null, null);

    public static implicit operator StatementValue((string Name, int Number) pair) => new(pair.Name, null, pair.Number, null);

    public static implicit operator StatementValue((string Name, Statement Phrase) pair) => new(pair.Name, null, null, pair.Phrase);
}
