using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What a fellowship is, as columns of a row; empty ones are left out.</summary>
internal static class FellowshipColumns
{
    private const char Lines = '\n';

    public static void Write(Record row, FellowshipContent content)
    {
        Columns.SetIf(row, "Title", content.Title);
        Columns.SetIf(row, "About", content.About);
        Columns.SetIf(row, "Outcome", content.Outcome);
        (row["Sessions"], row["Places"], row["Funding"], row["OfferWorkingDays"]) = ((double)content.Sessions, content.Places, content.Funding.ToString(), content.OfferWorkingDays);
        Columns.SetIf(row, "Starts", Columns.Text(content.Starts));
        Columns.SetIf(row, "Ends", Columns.Text(content.Ends));
        Columns.SetIf(row, "InterviewOn", Columns.Text(content.InterviewOn));
        if (content.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        Columns.SetIf(row, "Locality", content.Locality);
        Columns.SetIf(row, "FundedBy", content.FundedBy);
        Columns.SetIf(row, "Backfill", content.Backfill);
        Columns.SetIf(row, "Mentor", content.Mentor);
        Columns.SetIf(row, "Skills", Of(content.Skills));
        Columns.SetIf(row, "Specification", content.Specification);
        Columns.SetIf(row, "TalkTo", content.TalkTo);
        Columns.SetIf(row, "Panel", Columns.Of(content.Panel));
        Columns.SetPerson(row, "RunBy", content.RunBy);
        Columns.SetEligibility(row, content.Eligibility);
    }

    public static FellowshipContent Read(Record row) => new()
    {
        Title = row.GetString("Title") ?? "",
        About = row.GetString("About") ?? "",
        Outcome = row.GetString("Outcome") ?? "",
        Sessions = (decimal)(row.GetDouble("Sessions") ?? 0),
        Places = row.GetInt32("Places") ?? 1,
        Funding = Enum.TryParse<Funding>(row.GetString("Funding"), out var funding) ? funding : Funding.Funded,
        OfferWorkingDays = row.GetInt32("OfferWorkingDays") ?? FellowshipLimits.OfferWorkingDaysUsual,
        Starts = Columns.Day(row.GetString("Starts")),
        Ends = Columns.Day(row.GetString("Ends")),
        InterviewOn = Columns.Day(row.GetString("InterviewOn")),
        ClosesAt = row.GetDateTimeOffset("ClosesAt"),
        Locality = row.GetString("Locality") ?? "",
        FundedBy = row.GetString("FundedBy") ?? "",
        Backfill = row.GetString("Backfill") ?? "",
        Mentor = row.GetString("Mentor") ?? "",
        Skills = SkillsIn(row.GetString("Skills")),
        Specification = row.GetString("Specification") ?? "",
        TalkTo = row.GetString("TalkTo") ?? "",
        Panel = Columns.People(row.GetString("Panel")),
        RunBy = Columns.PersonIn(row, "RunBy"),
        Eligibility = Columns.EligibilityIn(row),
    };

    /// <summary>Skills, a line each.</summary>
    public static string Of(IEnumerable<string> skills) => string.Join(Lines, skills);

    public static IReadOnlyList<string> SkillsIn(string? skills) => (skills ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries);
}
