namespace LeadershipBot.Domain.Imports;

/// <summary>A line of a file that could not be used.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Column">The column at fault, as it stands in the file; empty for the line as a whole.</param>
/// <param name="Reason">What is wrong, as the end of a sentence.</param>
public sealed record RejectedLine(int Line, string Column, string Reason)
{
    /// <summary>As a sentence.</summary>
    public override string ToString() => Column.Length == 0 ? $"Line {Line}: {Reason}." : $"Line {Line}, {Column}: {Reason}.";
}

/// <summary>The lines of a file that could not be used: the first are named, all are counted.</summary>
public sealed class Rejections
{
    /// <summary>How many are named.</summary>
    public const int NamedMax = 20;

    private readonly List<RejectedLine> _first = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, at most <see cref="NamedMax"/>, in the order in which they were found.</summary>
    public IReadOnlyList<RejectedLine> First => _first;

    /// <summary>Counts a line, and names it if it is among the first.</summary>
    public void Add(int line, string column, string reason)
    {
        Count++;
        if (_first.Count < NamedMax)
            _first.Add(new RejectedLine(line, column, reason));
    }

    /// <summary>Those of both, the first by their lines.</summary>
    public static Rejections Of(Rejections one, Rejections other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var both = new Rejections { Count = one.Count + other.Count };
        both._first.AddRange(one.First.Concat(other.First).OrderBy(line => line.Line).Take(NamedMax));
        return both;
    }
}
