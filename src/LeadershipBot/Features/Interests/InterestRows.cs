using System.Globalization;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// How declared interests lie in the store: an organisation's partition of the table <c>Interests</c>, with a row for
/// each interest as it is now, one for each version that it had before, one for what a person last stated as a whole
/// ("nothing to declare", "still right"), and one for each person who has a role that is asked about.
/// </summary>
internal static class InterestRows
{
    public const string Table = "Interests";

    public const string Current = "interest.";
    public const string Before = "before.";
    public const string Statement = "statement.";
    public const string Holder = "holder.";

    private const string DateFormat = "yyyy-MM-dd";

    public static string CurrentOf(MemberId person) => $"{Current}{person}.";

    public static string KeyOf(MemberId person, string id) => CurrentOf(person) + id;

    public static string BeforeOf(MemberId person) => $"{Before}{person}.";

    public static string StatementOf(MemberId person) => Statement + person;

    public static string HolderOf(MemberId person) => Holder + person;

    public static Record OfDeclared(string organisationId, Declared declared) => Of(organisationId, KeyOf(declared.Person, declared.Id), declared);

    /// <summary>A version that counts no more, kept as history.</summary>
    public static Record OfBefore(string organisationId, Declared declared)
        => Of(organisationId, string.Create(CultureInfo.InvariantCulture, $"{BeforeOf(declared.Person)}{declared.Id}.{declared.Version:D4}"), declared with { ETag = null });

    public static Declared? ToDeclared(Record row)
    {
        if (row.RowKey[Current.Length..].Split('.') is not [var tenant, var person, var id]
            || !Enum.TryParse<InterestType>(row.GetString("Type"), out var type)
            || !TryDate(row.GetString("From"), out var from))
            return null;
        var interest = new Interest(type, row.GetString("What") ?? "", from, TryDate(row.GetString("Until"), out var until) ? until : null)
        {
            Relation = Enum.TryParse<Relation>(row.GetString("Relation"), out var relation) ? relation : null,
            Mitigation = row.GetString("Mitigation") ?? "",
            About = row.GetString("About") ?? "",
        };
        return new Declared(new MemberId(tenant, person), id, row.GetString("Name") ?? "", interest, row.GetDateTimeOffset("DeclaredAt") ?? default, row.GetDateTimeOffset("ChangedAt") ?? default)
        {
            Version = row.GetInt32("Version") ?? 1,
            ChangedBy = row.GetString("Intent") ?? "",
            ETag = row.ETag,
        };
    }

    public static Record OfStatement(string organisationId, Stated stated) => new(organisationId, StatementOf(stated.Person))
    {
        ["Name"] = stated.Name,
        ["Says"] = stated.Says.ToString(),
        ["StatedAt"] = stated.At,
    };

    public static Stated? ToStatement(Record row)
        => MemberId.TryParse(row.RowKey[Statement.Length..], out var person) && Enum.TryParse<StatementKind>(row.GetString("Says"), out var says)
            ? new Stated(person, row.GetString("Name") ?? "", says, row.GetDateTimeOffset("StatedAt") ?? default)
            : null;

    public static Record OfHolder(string organisationId, MemberId person, Roles roles, DateOnly since, string? etag) => new(organisationId, HolderOf(person))
    {
        ETag = etag,
        ["Roles"] = roles.ToString(),
        ["Since"] = since.ToString(DateFormat, CultureInfo.InvariantCulture),
    };

    public static (MemberId Person, Roles Roles, DateOnly Since)? ToHolder(Record row)
        => MemberId.TryParse(row.RowKey[Holder.Length..], out var person) && Enum.TryParse<Roles>(row.GetString("Roles"), out var roles) && TryDate(row.GetString("Since"), out var since)
            ? (person, roles, since)
            : null;

    private static Record Of(string organisationId, string rowKey, Declared declared)
    {
        var interest = declared.Interest;
        var row = new Record(organisationId, rowKey)
        {
            ETag = declared.ETag,
            ["Name"] = declared.Name,
            ["Type"] = interest.Type.ToString(),
            ["What"] = interest.What,
            ["From"] = interest.From.ToString(DateFormat, CultureInfo.InvariantCulture),
            ["DeclaredAt"] = declared.DeclaredAt,
            ["ChangedAt"] = declared.ChangedAt,
            ["Version"] = declared.Version,
            ["Intent"] = declared.ChangedBy,
        };
        if (interest.Until is { } until)
            row["Until"] = until.ToString(DateFormat, CultureInfo.InvariantCulture);
        if (interest.Relation is { } relation)
            row["Relation"] = relation.ToString();
        if (interest.Mitigation.Length > 0)
            row["Mitigation"] = interest.Mitigation;
        if (interest.About.Length > 0)
            row["About"] = interest.About;
        return row;
    }

    private static bool TryDate(string? text, out DateOnly date)
        => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}

/// <summary>One interest of one person, as it is now.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Id">Names it among theirs.</param>
/// <param name="Name">The person's name when they declared or changed it.</param>
/// <param name="Interest">What it is.</param>
/// <param name="DeclaredAt">When it was first declared.</param>
/// <param name="ChangedAt">When it was last changed.</param>
internal sealed record Declared(MemberId Person, string Id, string Name, Interest Interest, DateTimeOffset DeclaredAt, DateTimeOffset ChangedAt)
{
    /// <summary>1 for the first; each change counts up.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The intent of the last change, so that a redelivery is known as such.</summary>
    public string ChangedBy { get; init; } = "";

    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }
}

/// <summary>What a person can state as a whole.</summary>
internal enum StatementKind
{
    /// <summary>"I have nothing to declare."</summary>
    Nothing,

    /// <summary>"What I declared is still right."</summary>
    Unchanged,
}

/// <summary>A statement, dated.</summary>
internal sealed record Stated(MemberId Person, string Name, StatementKind Says, DateTimeOffset At);
