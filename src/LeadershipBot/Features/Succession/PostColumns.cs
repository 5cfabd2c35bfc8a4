using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>What a post is, as columns of a row; empty ones are left out.</summary>
internal static class PostColumns
{
    private const char Between = ',';
    private const char Lines = '\n';
    private const char Name = '|';

    public static void Write(Record row, PostContent content)
    {
        SetIf(row, "Title", content.Title);
        row["Rung"] = content.Rung.ToString();
        SetIf(row, "Locality", content.Locality);
        (row["Places"], row["Sessions"], row["TenureMonths"]) = (content.Places, (double)content.Sessions, content.TenureMonths);
        SetIf(row, "Pay", content.Pay);
        SetIf(row, "Backfill", content.Backfill);
        SetIf(row, "ProtectedTime", content.ProtectedTime);
        SetIf(row, "Specification", content.Specification);
        SetIf(row, "TalkTo", content.TalkTo);
        SetIf(row, "Why", content.Why);
        SetIf(row, "Costs", content.Costs);
        SetIf(row, "Deputies", Of(content.Deputies));
        SetIf(row, "Panel", Of(content.Panel));
        if (content.RunBy is { } runBy)
            (row["RunBy"], row["RunByName"]) = (runBy.Id.ToString(), runBy.Name);
        SetIf(row, "Conflicts", string.Join(Between, content.Conflicts));
        SetIf(row, "OnlyLinkTo", content.OnlyLinkTo);
        SetIf(row, "Professions", string.Join(Between, content.Eligibility.Professions));
        SetIf(row, "Contracts", string.Join(Between, content.Eligibility.Contracts));
        SetIf(row, "Localities", string.Join(Between, content.Eligibility.Localities));
        if (content.Eligibility.NeedsPlace)
            row["NeedsPlace"] = true;
    }

    public static PostContent Read(Record row) => new()
    {
        Title = row.GetString("Title") ?? "",
        Rung = Enum.TryParse<Rung>(row.GetString("Rung"), out var rung) ? rung : Rung.Seat,
        Locality = row.GetString("Locality") ?? "",
        Places = row.GetInt32("Places") ?? 1,
        Sessions = (decimal)(row.GetDouble("Sessions") ?? 0),
        TenureMonths = row.GetInt32("TenureMonths") ?? 0,
        Pay = row.GetString("Pay") ?? "",
        Backfill = row.GetString("Backfill") ?? "",
        ProtectedTime = row.GetString("ProtectedTime") ?? "",
        Specification = row.GetString("Specification") ?? "",
        TalkTo = row.GetString("TalkTo") ?? "",
        Why = row.GetString("Why") ?? "",
        Costs = row.GetString("Costs") ?? "",
        Deputies = People(row.GetString("Deputies")),
        Panel = People(row.GetString("Panel")),
        RunBy = ToPerson(row.GetString("RunBy"), row.GetString("RunByName")),
        Conflicts = Split(row.GetString("Conflicts")),
        OnlyLinkTo = row.GetString("OnlyLinkTo") ?? "",
        Eligibility = new Eligibility
        {
            Professions = Enums<Profession>(row.GetString("Professions")),
            Contracts = Enums<Contract>(row.GetString("Contracts")),
            Localities = Split(row.GetString("Localities")),
            NeedsPlace = row.GetBoolean("NeedsPlace") is true,
        },
    };

    /// <summary>Somebody, as two columns hold them; null where they hold nobody.</summary>
    public static Person? ToPerson(string? id, string? name) => MemberId.TryParse(id ?? "", out var person) ? new Person(person, name ?? "") : null;

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

    private static string Of(IEnumerable<Person> people) => string.Join(Lines, people.Select(one => $"{one.Id}{Name}{one.Name.ReplaceLineEndings(" ")}"));

    private static IReadOnlyList<Person> People(string? people)
        => [.. (people ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Name, 2)).Select(parts => ToPerson(parts[0], parts.ElementAtOrDefault(1))).OfType<Person>()];
}
