namespace LeadershipBot.Domain.Ledger;

/// <summary>What the figures need of one entry.</summary>
/// <param name="RaisedAt">When it was raised.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="RepliedAt">When the first reply was given; null before.</param>
/// <param name="DecidedAt">When its fate became final; null while it isn't.</param>
/// <param name="Verdict">What its author says of that.</param>
public sealed record LedgerLine(DateTimeOffset RaisedAt, Fate Fate, DateTimeOffset? RepliedAt, DateTimeOffset? DecidedAt, Verdict Verdict);

/// <summary>How an organisation deals with what is raised. Entries that were merged into others aren't counted by themselves.</summary>
/// <param name="Raised">How many were raised.</param>
/// <param name="Replied">How many had a reply.</param>
/// <param name="Decided">How many have a final fate.</param>
/// <param name="ActedOn">Of those, how many were acted on.</param>
/// <param name="PassedOn">Of those, how many were passed on to another body.</param>
/// <param name="Judged">Of how many with a final fate the author said whether it answers them.</param>
/// <param name="Content">Of those, how many said that it does.</param>
/// <param name="MedianDays">Days from raising to the final fate, the middle of all; null where none has one.</param>
public sealed record LedgerFigures(int Raised, int Replied, int Decided, int ActedOn, int PassedOn, int Judged, int Content, int? MedianDays)
{
    /// <summary>Per cent of those with a final fate that were acted on; null where none has one.</summary>
    public int? ActedOnRate => PerCent(ActedOn, Decided);

    /// <summary>Per cent of all that had a reply; null where none was raised.</summary>
    public int? AnsweredRate => PerCent(Replied, Raised);

    /// <summary>Per cent of the authors who said so that are content; null where none did.</summary>
    public int? ContentRate => PerCent(Content, Judged);

    /// <summary>Counts.</summary>
    public static LedgerFigures Of(IEnumerable<LedgerLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var (raised, replied, actedOn, passedOn, judged, content) = (0, 0, 0, 0, 0, 0);
        var days = new List<int>();
        foreach (var line in lines)
        {
            raised++;
            replied += line.RepliedAt is null ? 0 : 1;
            if (!line.Fate.IsFinal())
                continue;
            days.Add((int)((line.DecidedAt ?? line.RaisedAt) - line.RaisedAt).TotalDays);
            actedOn += line.Fate is Fate.ActedOn ? 1 : 0;
            passedOn += line.Fate is Fate.PassedOn ? 1 : 0;
            judged += line.Verdict is Verdict.None ? 0 : 1;
            content += line.Verdict is Verdict.Answers ? 1 : 0;
        }

        days.Sort();
        return new LedgerFigures(raised, replied, days.Count, actedOn, passedOn, judged, content, days.Count == 0 ? null : days[(days.Count - 1) / 2]);
    }

    private static int? PerCent(int part, int whole) => whole == 0 ? null : (int)(((part * 100L) + (whole / 2)) / whole);
}
