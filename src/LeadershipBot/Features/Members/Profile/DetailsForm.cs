using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>The dialog of a person's own details, as it was filled in.</summary>
/// <param name="Shown">The practices that it listed as theirs.</param>
/// <param name="Kept">Those of them that they left ticked.</param>
/// <param name="Practice">The code of the practice that they added; null if none.</param>
/// <param name="PracticeOf">The organisation as whose member it was found; empty if it was found in the national list.</param>
/// <param name="Joins">The organisation that they chose; empty if none.</param>
/// <param name="Profession">Null if not said.</param>
/// <param name="Contract">Null if not said.</param>
/// <param name="WantsAnother">Whether they want to add one more practice.</param>
internal sealed record DetailsForm(
    PracticeCodes Shown, PracticeCodes Kept, string? Practice, string PracticeOf, string Joins, Profession? Profession, Contract? Contract, bool WantsAnother)
{
    /// <summary>The only organisation that the dialog was about, chosen before it was opened; empty if it offered several.</summary>
    public string JoinsOnly { get; init; } = "";

    /// <summary>How choices say that nothing was said.</summary>
    public const string None = "none";

    public OwnDetails Says => new(Shown.Without(Kept), PracticeCodes.Parse(Practice), Profession, Contract);

    /// <param name="data">What came from outside.</param>
    public static DetailsForm Read(TurnData data)
    {
        var parts = data.Text("practice").Split('/', 2);
        var code = parts.Length == 2 && OdsCode.TryParse(parts[1], out var read) ? read.ToString() : null;
        return new DetailsForm(
            PracticeCodes.Parse(data.Text("shown")),
            PracticeCodes.Parse(data.Text("keep")),
            code,
            code is null ? "" : parts[0],
            Chosen("joins"),
            One<Profession>(data.Text("profession")),
            One<Contract>(data.Text("contract")),
            data.Text("then") == "another")
        {
            JoinsOnly = Chosen("join"),
        };

        string Chosen(string field) => data.Text(field) is { Length: > 0 } chosen && chosen != None ? chosen : "";
    }

    /// <summary>One of the names of an enumeration; null for anything else.</summary>
    public static TEnum? One<TEnum>(string text)
        where TEnum : struct, Enum
        => Enum.GetNames<TEnum>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<TEnum>(text) : null;
}
