using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>Days, people, lists and who may apply, as columns of a row hold them and forms send them; empty ones are left out.</summary>
internal static class Columns
{
    private const char Between = ',';
    private const char Lines = '\n';
    private const char Name = '|';

    public static void SetIf(Record row, string column, string? words)
    {
        if (!string.IsNullOrEmpty(words))
            row[column] = words;
    }

    /// <summary>Reads a day; null where there is none.</summary>
    public static DateOnly? Day(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The names of a list of enums, as they came from a form or a column; what is none of them is passed over.</summary>
    public static IReadOnlyList<T> Enums<T>(string? names)
        where T : struct, Enum
        => [.. Split(names).Select(name => Enum.TryParse<T>(name, out var one) && Enum.IsDefined(one) ? one : (T?)null).OfType<T>().Distinct()];

    public static IReadOnlyList<string> Split(string? names) => (names ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Somebody as two columns: their key, and their name.</summary>
    public static void SetPerson(Record row, string column, Person? person)
    {
        if (person is not null)
            (row[column], row[column + "Name"]) = (person.Id.ToString(), person.Name);
    }

    public static Person? PersonIn(Record row, string column) => ToPerson(row.GetString(column), row.GetString(column + "Name"));

    /// <summary>Somebody by their key and their name; null where there is no such key.</summary>
    public static Person? ToPerson(string? id, string? name) => MemberId.TryParse(id ?? "", out var person) ? new Person(person, name ?? "") : null;

    /// <summary>Several people, a line each.</summary>
    public static string Of(IEnumerable<Person> people) => string.Join(Lines, people.Select(one => $"{one.Id}{Name}{one.Name.ReplaceLineEndings(" ")}"));

    public static IReadOnlyList<Person> People(string? people)
        => [.. (people ?? "").Split(Lines, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Name, 2)).Select(parts => ToPerson(parts[0], parts.ElementAtOrDefault(1))).OfType<Person>()];

    /// <summary>Who may apply.</summary>
    public static void SetEligibility(Record row, Eligibility eligibility)
    {
        SetIf(row, "Professions", string.Join(Between, eligibility.Professions));
        SetIf(row, "Contracts", string.Join(Between, eligibility.Contracts));
        SetIf(row, "Localities", string.Join(Between, eligibility.Localities));
        if (eligibility.NeedsPlace)
            row["NeedsPlace"] = true;
    }

    public static Eligibility EligibilityIn(Record row) => new()
    {
        Professions = Enums<Profession>(row.GetString("Professions")),
        Contracts = Enums<Contract>(row.GetString("Contracts")),
        Localities = Split(row.GetString("Localities")),
        NeedsPlace = row.GetBoolean("NeedsPlace") is true,
    };
}
