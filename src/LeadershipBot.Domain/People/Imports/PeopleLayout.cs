using System.Collections.Frozen;
using System.Globalization;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Domain.People.Imports;

/// <summary>The columns of a file of people, found by its header in any order.</summary>
public sealed class PeopleLayout
{
    private const string ObjectId = "object_id";
    private const string Email = "email";
    private const string Name = "name";
    private const string Role = "role";
    private const string Practice = "practice";
    private const string PracticeLead = "practice_lead";
    private const string ProfessionColumn = "profession";
    private const string ContractColumn = "contract";
    private const string Title = "title";
    private const string Tenant = "tenant";
    private const string Status = "status";

    private const int LocalPartMax = 64; // RFC 5321, 4.5.3.1.1
    private const int DomainMax = 190; // less than the RFC's 255, so that an address fits a key
    private const int FieldCharactersMax = 1000;

    private static readonly (string, string[])[] Columns =
    [
        (ObjectId, ["entraobjectid", "entraid", "azureadobjectid", "aadobjectid", "azureobjectid", "userid"]),
        (Email, ["emailaddress", "mail", "upn", "userprincipalname"]),
        (Name, ["fullname", "displayname", "membername"]),
        (Role, ["roles"]),
        (Practice, ["practicecode", "practices", "practicecodes", "odscode", "odscodes", "ods", "gppractice"]),
        (PracticeLead, ["lead", "islead", "ispracticelead", "leadofpractice"]),
        (ProfessionColumn, ["occupation"]),
        (ContractColumn, ["contracttype"]),
        (Title, ["jobtitle", "post"]),
        (Tenant, ["tenantid"]),
        (Status, []),
    ];

    private static readonly FrozenDictionary<string, Profession> Professions = new Dictionary<string, Profession>
    {
        ["gp"] = Profession.Gp,
        ["generalpractitioner"] = Profession.Gp,
        ["nurse"] = Profession.Nurse,
        ["practicenurse"] = Profession.Nurse,
        ["nursepractitioner"] = Profession.Nurse,
        ["pharmacist"] = Profession.Pharmacist,
        ["practicemanager"] = Profession.PracticeManager,
        ["manager"] = Profession.PracticeManager,
        ["alliedhealth"] = Profession.AlliedHealth,
        ["alliedhealthprofessional"] = Profession.AlliedHealth,
        ["ahp"] = Profession.AlliedHealth,
        ["lay"] = Profession.Lay,
        ["laymember"] = Profession.Lay,
        ["other"] = Profession.Other,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Contract> Contracts = new Dictionary<string, Contract>
    {
        ["partner"] = Contract.Partner,
        ["gppartner"] = Contract.Partner,
        ["salaried"] = Contract.Salaried,
        ["salariedgp"] = Contract.Salaried,
        ["employed"] = Contract.Salaried,
        ["locum"] = Contract.Locum,
        ["trainee"] = Contract.Trainee,
        ["registrar"] = Contract.Trainee,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, bool> YesOrNo = new Dictionary<string, bool>
    {
        ["yes"] = true,
        ["y"] = true,
        ["true"] = true,
        ["1"] = true,
        ["no"] = false,
        ["n"] = false,
        ["false"] = false,
        ["0"] = false,
    }.ToFrozenDictionary();

    private readonly HeaderColumns _columns;
    private readonly Dictionary<string, Roles> _roles;
    private readonly HashSet<string> _passedOver;

    private PeopleLayout(HeaderColumns columns, IReadOnlyDictionary<string, Roles> roleWords, IEnumerable<string> passedOver)
    {
        _columns = columns;
        _passedOver = [.. passedOver.Select(HeaderColumns.Plain)];
        _roles = Enum.GetValues<Roles>().ToDictionary(role => HeaderColumns.Plain(role.ToString()));
        foreach (var (words, role) in roleWords)
            _roles[HeaderColumns.Plain(words)] = role;
    }

    /// <summary>The layout of a file of people; null if its header has neither an object id nor an e-mail.</summary>
    /// <param name="header">The fields of the first line.</param>
    /// <param name="roleWords">What the roles are called.</param>
    /// <param name="passedOver">
    /// What a file that was taken from the roll says in its column <c>status</c> of people whom it only tells of, such as
    /// those who left: were their lines read, they would come back. Null for nothing.
    /// </param>
    public static PeopleLayout? Of(IReadOnlyList<string> header, IReadOnlyDictionary<string, Roles> roleWords, IReadOnlyCollection<string>? passedOver = null)
    {
        var columns = new HeaderColumns(header, Columns);
        return columns.Has(ObjectId) || columns.Has(Email) ? new PeopleLayout(columns, roleWords, passedOver ?? []) : null;
    }

    /// <summary>Reads the fields of one line. Pure and safe to repeat.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="fields">Its fields.</param>
    public PersonLine Read(int line, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var (objectId, email) = (_columns.Text(fields, ObjectId).ToLowerInvariant(), _columns.Text(fields, Email).ToLowerInvariant());
        var hasId = Guid.TryParseExact(objectId, "D", out var id) && id != Guid.Empty;
        var about = new PersonMark(hasId ? objectId : "", IsEmail(email) ? email : "");
        var isTold = about.ObjectId.Length > 0 || about.Email.Length > 0;
        PersonLine.Rejected Rejected(string column, Refusal reason)
            => new(column.Length == 0 ? "" : _columns.Called(column), reason) { About = isTold ? about : null };

        if (_columns.ProblemOf(fields) is { } problem)
            return Rejected("", problem);
        if (_passedOver.Contains(HeaderColumns.Plain(_columns.Text(fields, Status))))
            return new PersonLine.PassedOver(about);
        if (fields.FirstOrDefault(field => field.Length > FieldCharactersMax) is { } long_)
            return Rejected("", new Refusal("imports.line.longColumn", ("length", ImportWords.Number(long_.Length)), ("max", ImportWords.Number(FieldCharactersMax))));
        if (objectId.Length > 0 && !hasId)
            return Rejected(ObjectId, new Refusal("imports.line.objectId", ("typed", Shown(objectId))));
        if (email.Length > 0 && about.Email.Length == 0)
            return Rejected(Email, new Refusal("imports.line.email", ("typed", Shown(email))));
        if (!isTold)
            return Rejected(_columns.Has(ObjectId) ? ObjectId : Email, new Refusal("imports.line.missing"));
        foreach (var words in new[] { Name, Title })
            if (ImportWords.ProblemOf(_columns.Text(fields, words)) is { } wrong)
                return Rejected(words, wrong);
        return ReadRest(line, fields, about, Rejected);
    }

    private PersonLine ReadRest(int line, IReadOnlyList<string> fields, PersonMark about, Func<string, Refusal, PersonLine.Rejected> rejected)
    {
        if (!TryRoles(_columns.Text(fields, Role), out var roles, out var unknown))
            return rejected(Role, new Refusal("imports.line.role", ("typed", Shown(unknown)), ("roles", string.Join(", ", _roles.Values.Distinct().Select(Spelt)))));
        if (!TryPractices(_columns.Text(fields, Practice), out var practices, out unknown))
            return rejected(Practice, new Refusal("imports.line.code", ("typed", Shown(unknown))));
        if (!TryWord(_columns.Text(fields, PracticeLead), YesOrNo, out var isLead))
            return rejected(PracticeLead, new Refusal("imports.line.yesOrNo", ("typed", Shown(_columns.Text(fields, PracticeLead)))));
        if (!TryWord(_columns.Text(fields, ProfessionColumn), Professions, out var profession))
            return rejected(ProfessionColumn, new Refusal("imports.line.profession", ("typed", Shown(_columns.Text(fields, ProfessionColumn)))));
        if (!TryWord(_columns.Text(fields, ContractColumn), Contracts, out var contract))
            return rejected(ContractColumn, new Refusal("imports.line.contract", ("typed", Shown(_columns.Text(fields, ContractColumn)))));
        var tenant = _columns.Text(fields, Tenant).ToLowerInvariant();
        if (tenant.Length > 0 && !Guid.TryParseExact(tenant, "D", out _))
            return rejected(Tenant, new Refusal("imports.line.tenantId", ("typed", Shown(tenant))));

        return new PersonLine.Accepted(new PersonEntry(line, about.ObjectId, about.Email, _columns.Text(fields, Name))
        {
            TenantId = tenant,
            Roles = roles,
            Practices = practices,
            IsLead = isLead,
            Profession = profession,
            Contract = contract,
            Title = _columns.Text(fields, Title) is { Length: > 0 } title ? title : null,
        });
    }

    /// <summary>Whether it has the shape of an e-mail address in ASCII, in lower case.</summary>
    public static bool IsEmail(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var at = email.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > LocalPartMax || at != email.LastIndexOf('@'))
            return false;
        var (local, domain) = (email[..at], email[(at + 1)..]);
        return local.All(c => char.IsAsciiLetterOrDigit(c) || ".!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal))
            && local[0] is not ('=' or '+' or '-' or '.')
            && domain.Length <= DomainMax
            && domain.Split('.') is { Length: > 1 } labels
            && labels.All(label => label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-');
    }

    private bool TryRoles(string cell, out Roles? roles, out string unknown)
    {
        (roles, unknown) = (null, "");
        foreach (var word in cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_roles.TryGetValue(HeaderColumns.Plain(word), out var role))
            {
                unknown = word;
                return false;
            }

            roles = (roles ?? Roles.Member) | role;
        }

        return true;
    }

    private static bool TryPractices(string cell, out PracticeCodes? practices, out string unknown)
    {
        (practices, unknown) = (null, "");
        var codes = new List<OdsCode>();
        foreach (var word in cell.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!OdsCode.TryParse(word, out var code))
            {
                unknown = word;
                return false;
            }

            codes.Add(code);
        }

        practices = codes.Count > 0 ? PracticeCodes.Of(codes) : null;
        return true;
    }

    private static bool TryWord<T>(string cell, FrozenDictionary<string, T> words, out T? found)
        where T : struct
    {
        found = words.TryGetValue(HeaderColumns.Plain(cell), out var value) ? value : null;
        return found is not null || cell.Length == 0;
    }

    private static string Spelt(Roles role) => string.Concat(role.ToString().Select((c, at) => at > 0 && char.IsUpper(c) ? " " + char.ToLower(c, CultureInfo.InvariantCulture) : char.ToLower(c, CultureInfo.InvariantCulture).ToString()));

    // What was typed is named, but not all of a long one, and nothing that could break the line.
    private static string Shown(string typed)
    {
        const int Max = 40;
        var plain = new string([.. typed.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return plain.Length <= Max ? plain : plain[..Max] + "…";
    }
}
