using System.Globalization;
using LeadershipBot.Domain.Decisions;

namespace LeadershipBot.Features.Decisions.Reviews;

/// <summary>What is to be looked at.</summary>
internal enum ReviewKind
{
    /// <summary>The decision itself.</summary>
    Decision,

    /// <summary>Whether its plan B is to be used.</summary>
    PlanB,
}

/// <summary>That something of a decision is to be looked at on a day.</summary>
internal sealed record Review(ReviewKind Kind, DateOnly On)
{
    private const string Format = "yyyyMMdd";

    /// <summary>As it stands in keys.</summary>
    public string Name => $"{Kind}.{On.ToString(Format, CultureInfo.InvariantCulture)}";

    /// <summary>What a decision says of it; null where it names no day, or has no plan B.</summary>
    public static Review? Of(DecisionContent content, ReviewKind kind)
    {
        var on = kind is ReviewKind.Decision ? content.ReviewOn : content.Risk is DecisionRisk.High ? content.PlanB.On : null;
        return on is { } day ? new Review(kind, day) : null;
    }

    /// <summary>Reads a name; null where it is none.</summary>
    public static Review? Named(string name)
        => name.Split('.') is [var kind, var day] && Enum.TryParse<ReviewKind>(kind, out var known) && Enum.IsDefined(known) && DateOnly.TryParseExact(day, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new Review(known, on)
            : null;
}
