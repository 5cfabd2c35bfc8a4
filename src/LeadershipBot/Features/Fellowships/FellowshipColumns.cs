using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What a fellowship is, as columns of a row; empty ones are left out.</summary>
internal static class FellowshipColumns
{
    private const char Between = ',';
    private const char Lines = '\n';
    private const char Name = '|';

    public static void Write(Record row, FellowshipContent content)
    {
        SetIf(row, "Title", content.Title);
        SetIf(row, "About", content.About);
        SetIf(row, "Outcome", content.Outcome);
        (row["Sessions"], row["Places"], row["Funding"], row["OfferWorkingDays"]) = ((double)content.Sessions, content.Places, content.Funding.ToString(), content.OfferWorkingDays);
        SetIf(row, "Starts", Text(content.Starts));
        SetIf(row, "Ends", Text(content.Ends));
        SetIf(row, "InterviewOn", Text(content.InterviewOn));
        if (content.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        SetIf(row, "Locality", content.Locality);
        SetIf(row, "FundedBy", content.FundedBy);
        SetIf(row, "Backfill", content.Backfill);
        SetIf(row, "Mentor", content.Mentor);
        SetIf(row, "Skills", Of(content.Skills));
        SetIf(row, "Specification", content.Specification);
        SetIf(row, "TalkTo", content.TalkTo);
        SetIf(row, "Panel", string.Join(Lines, content.Panel.Select(one => $"{one.Id}{Name}{one.Name.ReplaceLineEndings(" ")}")));
        SetPerson(row, "RunBy", content.RunBy);
        SetIf(row, "Professions", string.Join(Between, content.Eligibility.Professions));
        SetIf(row, "Contracts", string.Join(Between, content.Eligibility.Contracts));
        SetIf(row, "Localities", string.Join(Between, content.Eligibility.Localities));
        if (content.Eligibility.NeedsPlace)
            row["NeedsPlace"] = true;
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
        Starts = Day(row.GetString("Starts")),
        Ends = Day(row.GetString("Ends")),
        InterviewOn = Day(row.GetString("InterviewOn")),
        ClosesAt = row.GetDateTimeOffset("ClosesAt"),
        Locality = row.GetString("Locality") ?? "",
        FundedBy = row.GetString("FundedBy") ?? "",
        Backfill = row.GetString("Backfill") ?? "",
        Mentor = row.GetString("Mentor") ?? "",
        Skills = SkillsIn(row.GetString("Skills")),
        Specification = row.GetString("Specification") ?? "",
        TalkTo = row.GetString("TalkTo") ?? "",
        Panel = [.. (row.GetString("Panel") ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Name, 2)).Select(parts => ToPerson(parts[0], parts.ElementAtOrDefault(1))).OfType<Person>()],
        RunBy = PersonIn(row, "RunBy"),
        Eligibility = new Eligibility
        {
            Professions = Enums<Profession>(row.GetString("Professions")),
            Contracts = Enums<Contract>(row.GetString("Contracts")),
            Localities = Split(row.GetString("Localities")),
            NeedsPlace = row.GetBoolean("NeedsPlace") is true,
        },
    };

    /// <summary>Skills, a line each.</summary>
    public static string Of(IEnumerable<string> skills) => string.Join(Lines, skills);

    public static IReadOnlyList<string> SkillsIn(string? skills) => (skills ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Somebody as two columns: their key, and their name.</summary>
    public static void SetPerson(Record row, string column, Person? person)
    {
        if (person is not null)
            (row[column], row[column + "Name"]) = (person.Id.ToString(), person.Name);
    }

    public static Person? PersonIn(Record row, string column) => ToPerson(row.GetString(column), row.GetString(column + "Name"));

    /// <summary>The names of a list of enums, as they came from a form or a column; what is none of them is passed over.</summary>
    public static IReadOnlyList<T> Enums<T>(string? names)
        where T : struct, Enum
        => [.. Split(names).Select(name => Enum.TryParse<T>(name, out var one) && Enum.IsDefined(one) ? one : (T?)null).OfType<T>().Distinct()];

    public static IReadOnlyList<string> Split(string? names) => (names ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads a day; null where there is none.</summary>
    public static DateOnly? Day(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static void SetIf(Record row, string column, string? words)
    {
        if (!string.IsNullOrEmpty(words))
            row[column] = words;
    }

    private static Person? ToPerson(string? id, string? name) => MemberId.TryParse(id ?? "", out var person) ? new Person(person, name ?? "") : null;
}
