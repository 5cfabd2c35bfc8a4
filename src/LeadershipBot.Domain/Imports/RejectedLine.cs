namespace LeadershipBot.Domain.Imports;

/// <summary>A line of a file that could not be used.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Column">The column at fault, as it stands in the file; empty for the line as a whole.</param>
/// <param name="Reason">What is wrong: the text key and the values of the end of a sentence.</param>
public sealed record RejectedLine(int Line, string Column, Refusal Reason);

/// <summary>The lines of a file that could not be used: as many are kept as anybody would read, all are counted.</summary>
public sealed class Rejections
{
    /// <summary>How many are kept: enough for a file of them, and too few to fill the memory when no line of a large file is right.</summary>
    public const int KeptMax = 2_000;

    private readonly List<RejectedLine> _first = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, at most <see cref="KeptMax"/>, in the order in which they were found.</summary>
    public IReadOnlyList<RejectedLine> First => _first;

    /// <summary>Counts a line, and keeps it if it is among the first.</summary>
    public void Add(int line, string column, Refusal reason)
    {
        Count++;
        if (_first.Count < KeptMax)
            _first.Add(new RejectedLine(line, column, reason));
    }

    /// <summary>Those of both, the first by their lines.</summary>
    public static Rejections Of(Rejections one, Rejections other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var both = new Rejections { Count = one.Count + other.Count };
        both._first.AddRange(one.First.Concat(other.First).OrderBy(line => line.Line).Take(KeptMax));
        return both;
    }
}
