using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>Looks at a fellowship while it is being written.</summary>
public static class FellowshipDraft
{
    /// <summary>Why what was typed can't even be kept; null if it can: half-written ones are kept, patient data never is.</summary>
    /// <param name="content">What was typed.</param>
    /// <param name="today">The date where its writer is, for the rule of no patient data.</param>
    public static Refusal? WhyNotKept(FellowshipContent content, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(content);
        foreach (var (text, max) in content.Texts)
        {
            if (WhyNotText(text, max, today) is { } refusal)
                return refusal;
        }

        return content.Skills.Count > FellowshipLimits.SkillsMax ? new Refusal("fellowships.refused.skills", ("max", Number(FellowshipLimits.SkillsMax))) : null;
    }

    /// <summary>Why the first page, what it is, can't be left behind; null if it can.</summary>
    public static Refusal? CheckFacts(FellowshipContent content, DateOnly today)
    {
        if (WhyNotKept(content, today) is { } refusal)
            return refusal;
        if (!Shows(content.Title))
            return new Refusal("fellowships.refused.noTitle");
        if (content.Sessions is <= 0 or > FellowshipLimits.SessionsMax || content.Sessions * 2 % 1 != 0)
            return new Refusal("fellowships.refused.sessions", ("max", FellowshipLimits.SessionsMax.ToString(CultureInfo.InvariantCulture)));
        if (content.Places is < 1 or > FellowshipLimits.PlacesMax)
            return new Refusal("fellowships.refused.places", ("max", Number(FellowshipLimits.PlacesMax)));
        if (!Shows(content.Backfill))
            return new Refusal("fellowships.refused.noBackfill");
        return WhyNotPaid(content.Funding, content.FundedBy);
    }

    /// <summary>Why it isn't said who pays; null where it is, or nobody does.</summary>
    internal static Refusal? WhyNotPaid(Funding funding, string fundedBy)
        => funding is Funding.Unfunded || Shows(fundedBy) ? null : new Refusal("fellowships.refused.noFundedBy");

    /// <summary>The whole of it as it may be approved, or what is missing.</summary>
    /// <param name="content">What was written.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Ruling<FellowshipContent> Check(FellowshipContent content, DateTimeOffset now, DateOnly today)
    {
        if (CheckFacts(content, today) is { } refusal)
            return refusal;
        if (WhyNotDates(content, now) is { } dates)
            return dates;
        if (content.RunBy is null)
            return new Refusal("fellowships.refused.noRunBy");
        if (content.OfferWorkingDays is < 1 or > FellowshipLimits.OfferWorkingDaysMax)
            return new Refusal("fellowships.refused.offerDays", ("max", Number(FellowshipLimits.OfferWorkingDaysMax)));
        return content.Panel.Count > FellowshipLimits.PanelMax ? new Refusal("fellowships.refused.panel", ("max", Number(FellowshipLimits.PanelMax))) : content;
    }

    /// <summary>Why these dates don't fit together; null if they do: applications close, there may be interviews, it starts, it ends.</summary>
    public static Refusal? WhyNotDates(FellowshipContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content is not { ClosesAt: { } closes, Starts: { } starts, Ends: { } ends })
            return new Refusal("fellowships.refused.noDates");
        if (closes <= now)
            return new Refusal("fellowships.refused.closesPast");
        var closesOn = DateOnly.FromDateTime(closes.UtcDateTime);
        if (starts <= closesOn || ends <= starts || ends.DayNumber - starts.DayNumber > FellowshipLimits.DaysMax)
            return new Refusal("fellowships.refused.dates");
        return content.InterviewOn is { } day && (day < closesOn || day >= starts) ? new Refusal("fellowships.refused.interview") : null;
    }

    /// <summary>Why a text can't be kept: too long, or patient data; null if it can, also where it is empty.</summary>
    public static Refusal? WhyNotText(string words, int max, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (PatientData.FindIn(words, today) is not null)
            return new Refusal("shell.refused.patientData");
        return words.Length > max ? new Refusal("fellowships.refused.long", ("length", Number(words.Length)), ("max", Number(max))) : null;
    }

    /// <summary>The skills that somebody typed, separated by commas or lines: each once, whatever its case.</summary>
    public static IReadOnlyList<string> Skills(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return [.. typed.Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DistinctBy(skill => skill, StringComparer.OrdinalIgnoreCase)];
    }

    internal static bool Shows(string words) => !string.IsNullOrWhiteSpace(FoldedText.Of(words));

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
