using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Domain.People;

/// <summary>A set of practices by their ODS codes, in ordinal order. Two sets of the same codes are equal.</summary>
public sealed class PracticeCodes : IEquatable<PracticeCodes>
{
    private const char Separator = ',';

    private readonly string _text;

    private PracticeCodes(IReadOnlyList<string> codes) => (All, _text) = (codes, string.Join(Separator, codes));

    /// <summary>No practice.</summary>
    public static PracticeCodes None { get; } = new([]);

    /// <summary>The codes, each once, in upper case.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The set of these codes.</summary>
    public static PracticeCodes Of(IEnumerable<OdsCode> codes) => new([.. codes.Select(code => code.ToString()).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Reads what <see cref="ToString"/> wrote; what is no code is left out. Null or empty is <see cref="None"/>.</summary>
    public static PracticeCodes Parse(string? text)
        => string.IsNullOrEmpty(text) ? None : Of(text.Split(Separator).Select(part => OdsCode.TryParse(part, out var code) ? code : default).Where(code => code != default));

    /// <summary>Whether the practice is among them.</summary>
    public bool Contains(string code) => All.Contains(code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes of both sets.</summary>
    public PracticeCodes With(PracticeCodes others) => Parse(_text.Length == 0 ? others._text : _text + Separator + others._text);

    /// <summary>The codes that are not in the other set.</summary>
    public PracticeCodes Without(PracticeCodes others) => new([.. All.Except(others.All)]);

    /// <summary>The codes that are in both.</summary>
    public PracticeCodes Among(PracticeCodes others) => new([.. All.Intersect(others.All)]);

    /// <inheritdoc/>
    public bool Equals(PracticeCodes? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PracticeCodes);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The codes, parted by commas; empty for none.</summary>
    public override string ToString() => _text;
}
