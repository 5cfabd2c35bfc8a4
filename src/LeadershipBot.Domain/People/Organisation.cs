namespace LeadershipBot.Domain.People;

/// <summary>An organisation's id, which keys its data, and its name, which people read.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens, at most <see cref="IdCharactersMax"/>.</param>
/// <param name="Name">As it is shown; empty where the organisation has not been set up yet.</param>
public sealed record OrganisationName(string Id, string Name)
{
    /// <summary>The longest id of an organisation that is set up, in characters.</summary>
    public const int IdCharactersMax = 48;

    private const string NotSetUpPrefix = "tenant-";

    /// <summary>
    /// The organisation of people in a tenant of whom nothing else is known yet, so that a bot that has just been
    /// installed answers before anything was imported.
    /// </summary>
    public static OrganisationName NotSetUp(string tenantId) => new(NotSetUpPrefix + tenantId.ToLowerInvariant(), "");

    /// <summary>Whether this only stands for a tenant's people whom no organisation lists.</summary>
    public bool IsNotSetUp => Id.StartsWith(NotSetUpPrefix, StringComparison.Ordinal);

    /// <summary>Whether people would read this as its name: letter case and how many spaces there are don't count.</summary>
    public bool IsCalled(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Plain(Name).Equals(Plain(name), StringComparison.OrdinalIgnoreCase);

        static string Plain(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// An id made of a name or code, as in "nhs-enfield-ccg" for "NHS Enfield CCG"; empty where the name has no letter
    /// or digit of ASCII.
    /// </summary>
    public static string IdOf(string name)
    {
        var words = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]);
        var id = string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (id.StartsWith(NotSetUpPrefix, StringComparison.Ordinal)) // those ids stand for tenants
            id = "the-" + id;
        return (id.Length <= IdCharactersMax ? id : id[..IdCharactersMax]).Trim('-');
    }
}

/// <summary>An organisation as it was set up.</summary>
/// <param name="Name">Id and name.</param>
/// <param name="Kind">What it calls itself in short: CCG, ICB, PCN, federation; empty if not said.</param>
public sealed record Organisation(OrganisationName Name, string Kind)
{
    /// <summary>The code of the commissioner whose practices are its members (ODS); empty for a body that was made by hand.</summary>
    public string Commissioner { get; init; } = "";

    /// <summary>The federation that it belongs to, itself an organisation; null if none.</summary>
    public OrganisationName? Federation { get; init; }

    /// <summary>Whom members ask for help: a person's name; empty until named.</summary>
    public string HelpContact { get; init; } = "";

    /// <summary>The help contact's object id; empty until named.</summary>
    public string HelpContactId { get; init; } = "";

    /// <summary>The organisation without a help contact, since that person has left.</summary>
    public Organisation WithoutHelpContact => this with { HelpContact = "", HelpContactId = "" };

    /// <summary>What the organisation calls things.</summary>
    public Vocabulary Words { get; init; } = Vocabulary.Usual;
}

/// <summary>A member practice's ODS code and its name.</summary>
public sealed record PracticeName(string Code, string Name);
