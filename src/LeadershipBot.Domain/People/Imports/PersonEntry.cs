namespace LeadershipBot.Domain.People.Imports;

/// <summary>What one line of a file says of a person. A null says nothing, so that it stays as it is.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="ObjectId">Entra object id in lower case; empty if the line has none. Then it has an e-mail.</param>
/// <param name="Email">In lower case; empty if the line has none.</param>
/// <param name="Name">Empty if the line has none.</param>
public sealed record PersonEntry(int Line, string ObjectId, string Email, string Name)
{
    /// <summary>The tenant in lower case; empty for the organisation's only one.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>All roles that the file gives.</summary>
    public Roles? Roles { get; init; }

    /// <summary>All practices that the file gives.</summary>
    public PracticeCodes? Practices { get; init; }

    /// <summary>Whether the person leads these practices.</summary>
    public bool? IsLead { get; init; }

    /// <summary>What they are by training or office.</summary>
    public Profession? Profession { get; init; }

    /// <summary>How they work in a practice.</summary>
    public Contract? Contract { get; init; }

    /// <summary>What they do, in words.</summary>
    public string? Title { get; init; }
}

/// <summary>What became of a line of a file of people.</summary>
public abstract record PersonLine
{
    private PersonLine()
    {
    }

    /// <summary>The line says something of a person.</summary>
    public sealed record Accepted(PersonEntry Entry) : PersonLine;

    /// <summary>The line only tells of somebody, such as of one who left. They stay as they are.</summary>
    /// <param name="About">Who it is.</param>
    public sealed record PassedOver(PersonMark About) : PersonLine;

    /// <summary>The line can't be used.</summary>
    /// <param name="Column">The column at fault, as it stands in the file; empty for the line as a whole.</param>
    /// <param name="Reason">What is wrong with it, as the end of a sentence.</param>
    public sealed record Rejected(string Column, Refusal Reason) : PersonLine
    {
        /// <summary>Whom it is about all the same, so that they aren't taken for somebody who left; null where that can't be told.</summary>
        public PersonMark? About { get; init; }
    }
}

/// <summary>Whom a line is about: object id and e-mail in lower case, each empty where the line doesn't tell.</summary>
public sealed record PersonMark(string ObjectId, string Email);
