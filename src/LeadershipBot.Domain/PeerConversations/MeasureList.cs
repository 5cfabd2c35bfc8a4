using System.Globalization;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>Reads a measure as somebody typed or pasted it: a practice's code and its value on each line.</summary>
public static class MeasureList
{
    private static readonly char[] Between = [' ', '\t', ';', ',', ':'];

    /// <summary>The practices with their values; refused where a line is none, a practice isn't known or stands there twice, or there are too many or too few.</summary>
    /// <param name="text">As typed; empty lines are passed over.</param>
    /// <param name="known">The codes of the organisation's practices.</param>
    public static Ruling<Measured> Read(string text, IReadOnlySet<string> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        var read = new List<MeasuredPractice>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var code = line.Split(Between, 2)[0].ToUpperInvariant();
            var value = line[Math.Min(line.Length, code.Length)..].Trim(Between).Trim('%', ' ');
            if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return new Refusal("talks.refused.line", ("line", line.Length > 40 ? line[..40] : line));
            if (!known.Contains(code))
                return new Refusal("talks.refused.practice", ("code", code.Length > 12 ? code[..12] : code));
            if (read.Exists(one => one.Practice == code))
                return new Refusal("talks.refused.twice", ("code", code));
            read.Add(new MeasuredPractice(code, number));
        }

        if (read.Count is < 2 or > MeasureMatching.PracticesMax)
            return new Refusal("talks.refused.few");
        return new Measured(read);
    }
}

/// <summary>A measure as it was read.</summary>
/// <param name="Practices">Each practice once, with its value.</param>
public sealed record Measured(IReadOnlyList<MeasuredPractice> Practices);
