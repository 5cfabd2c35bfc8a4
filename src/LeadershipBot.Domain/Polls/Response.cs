using System.Globalization;

namespace LeadershipBot.Domain.Polls;

/// <summary>What one person said to one question. Two are equal if they say the same.</summary>
public sealed record Response
{
    private const string Nothing = "-";

    private Response(IReadOnlyList<int> chosen, string text) => (Chosen, Text) = (chosen, text);

    /// <summary>The question was left out.</summary>
    public static Response Skipped { get; } = new([], "");

    /// <summary>Indices of the choices: in their order, or, of a ranking, the best first; none where it was text, or left out.</summary>
    public IReadOnlyList<int> Chosen { get; }

    /// <summary>The words; empty where there are none.</summary>
    public string Text { get; }

    /// <summary>Whether the question was left out.</summary>
    public bool IsSkipped => Chosen.Count == 0 && Text.Length == 0;

    /// <summary>One choice.</summary>
    public static Response Of(int choice) => new([choice], "");

    /// <summary>Several choices; the order counts in a ranking only, so that any other kind gives them in order.</summary>
    public static Response Of(IEnumerable<int> chosen) => new([.. chosen], "");

    /// <summary>Words, trimmed.</summary>
    public static Response Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new([], text.Trim());
    }

    /// <summary>The place of a choice, from 0; -1 if it wasn't chosen.</summary>
    public int PlaceOf(int choice)
    {
        for (var place = 0; place < Chosen.Count; place++)
        {
            if (Chosen[place] == choice)
                return place;
        }

        return -1;
    }

    /// <summary>The choices as text, counted from 1 as people do: <c>2</c>, <c>1,3</c>, or <c>-</c> for none.</summary>
    public string ToNumbers() => Chosen.Count == 0 ? Nothing : string.Join(',', Chosen.Select(choice => (choice + 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="ToNumbers"/> wrote; what isn't such a text holds no choices.</summary>
    public static Response FromNumbers(string numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var parts = numbers.Split(',');
        var chosen = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Skipped;
            chosen[i] = number - 1;
        }

        return new Response(chosen, "");
    }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Response? other) => other is not null && Text == other.Text && Chosen.SequenceEqual(other.Chosen);

    /// <inheritdoc/>
    public override int GetHashCode() => Chosen.Aggregate(Text.GetHashCode(StringComparison.Ordinal), HashCode.Combine);
}
