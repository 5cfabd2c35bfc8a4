using System.Globalization;

namespace LeadershipBot.Domain.Meetings;

/// <summary>
/// How many must be there for a meeting to decide. Each part that is set must be met; a constitution that knows no quorum sets
/// none.
/// </summary>
public sealed record QuorumRule
{
    private const int Whole = 100;
    private const char Between = ';';

    /// <summary>No quorum is asked for: every meeting is quorate.</summary>
    public static QuorumRule None { get; } = new();

    /// <summary>So many people of those called; 0 for no such part.</summary>
    public int People { get; init; }

    /// <summary>People of so many practices; 0 for no such part.</summary>
    public int Practices { get; init; }

    /// <summary>People of so many localities; 0 for no such part.</summary>
    public int Localities { get; init; }

    /// <summary>So many per cent of those called, rounded up to a person; 0 for no such part, at most 100.</summary>
    public int SharePercent { get; init; }

    /// <summary>Whether a deputy counts for whom they stand in.</summary>
    public bool CountsDeputies { get; init; } = true;

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsNone => People == 0 && Practices == 0 && Localities == 0 && SharePercent == 0;

    /// <summary>How many people are needed where so many are called: the number, or the share, whichever is more.</summary>
    public int PeopleNeeded(int called) => Math.Max(People, ((called * SharePercent) + Whole - 1) / Whole);

    /// <summary>The rule as one text.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{People}{Between}{Practices}{Between}{Localities}{Between}{SharePercent}{Between}{CountsDeputies}");

    /// <summary>Reads what <see cref="ToText"/> wrote; null where it isn't such a text.</summary>
    public static QuorumRule? Read(string? text)
        => (text ?? "").Split(Between) is [var people, var practices, var localities, var share, var deputies] && bool.TryParse(deputies, out var counts)
            && Number(people) is { } p && Number(practices) is { } q && Number(localities) is { } l && Number(share) is { } s
            ? new QuorumRule { People = p, Practices = q, Localities = l, SharePercent = s, CountsDeputies = counts }
            : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the rule can be one.</summary>
    public Ruling<QuorumRule> Check()
        => new[] { People, Practices, Localities }.All(part => part is >= 0 and <= MeetingLimits.QuorumMax) && SharePercent is >= 0 and <= Whole
            ? this
            : new Refusal("meetings.refused.quorum");
}
