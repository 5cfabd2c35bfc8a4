using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LeadershipBot.Domain.Text;

/// <summary>
/// The patterns of words, postcodes and dates; the group "it" is the thing itself, without the characters that bound it.
/// Nothing in them repeats without a bound, so a text built to be slow isn't; they are code since the build, so nothing
/// is worked out for them at run time.
/// </summary>
internal static partial class PatientWords
{
    private const RegexOptions Invariant = RegexOptions.CultureInvariant;
    private const RegexOptions AnyCase = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Never needed, since each repeats at most so often; if it ever is, the turn fails and nothing is kept.</summary>
    private const int TimeMaxMilliseconds = 1_000;

    private const string Month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    // Source: Royal Mail, list of postcode areas, with Jersey, Guernsey and the Isle of Man.
    private static readonly FrozenSet<string> PostcodeAreas = (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY " +
        "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR " +
        "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA " +
        "WC WD WF WN WR WS WV YO ZE").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that say of a number that it is a patient's.</summary>
    [GeneratedRegex(@"\b(?:nhs[ -]?(?:n[or]|num|number|#)|patient|chi|h ?& ?c)(?:[^a-z]|$)", AnyCase, TimeMaxMilliseconds)]
    public static partial Regex NumberNames();

    /// <summary>Words that go before a patient's name or date of birth; the group "birth" where they speak of a birth. "Patients" is a number of people, "patient" is one.</summary>
    [GeneratedRegex(@"\b(?<it>(?<birth>d\. ?o\. ?b|dob|date of birth|birth ?date|birthday|born)|patient|mrs?|ms)(?:[^a-z]|$)", AnyCase, TimeMaxMilliseconds)]
    public static partial Regex People();

    /// <summary>12/3/1960, 12-03-60, 12.3.1960 (groups a, b, c) and 1960-03-12 (groups y, m, d); the two separators in one and two.</summary>
    [GeneratedRegex(@"(?:^|[^0-9])(?<it>(?<a>[0-9]{1,2}) ?(?<one>[/.-]) ?(?<b>[0-9]{1,2}) ?(?<two>[/.-]) ?(?<c>[0-9]{4}|[0-9]{2})|(?<y>[0-9]{4}) ?(?<one>[/.-]) ?(?<m>[0-9]{1,2}) ?(?<two>[/.-]) ?(?<d>[0-9]{1,2}))(?:[^0-9]|$)", Invariant, TimeMaxMilliseconds)]
    public static partial Regex Numeric();

    /// <summary>12 03 1960 (groups a, b, c): also the end of many a phone number.</summary>
    [GeneratedRegex(@"(?:^|[^0-9])(?<it>(?<a>[0-9]{1,2}) (?<b>[0-9]{1,2}) (?<c>(?:19|20)[0-9]{2}))(?:[^0-9]|$)", Invariant, TimeMaxMilliseconds)]
    public static partial Regex Spaced();

    /// <summary>12 March 1960, 12th of Mar '60, March 12, 1960 (groups d, m, y).</summary>
    [GeneratedRegex(
        $"(?:^|[^0-9a-z])(?<it>(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ .,/-]{{0,40}}(?:of )?(?<m>{Month})[ .,/-]{{0,40}}'?(?<y>[0-9]{{4}}|[0-9]{{2}})|(?<m>{Month})[ .-]{{0,40}}(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ .,-]{{1,40}}'?(?<y>[0-9]{{4}}|[0-9]{{2}}))(?:[^0-9]|$)",
        AnyCase,
        TimeMaxMilliseconds)]
    public static partial Regex Wordy();

    /// <summary>12031960 and 19600312 (group it).</summary>
    [GeneratedRegex("(?:^|[^0-9])(?<it>[0-9]{8})(?:[^0-9]|$)", Invariant, TimeMaxMilliseconds)]
    public static partial Regex Compact();

    /// <summary>Where the UK postcodes are.</summary>
    public static IEnumerable<Match> Postcodes(string plain)
        => PostcodeShape().Matches(plain).Where(match => PostcodeAreas.Contains(match.Groups["area"].Value));

    // The inward part never has C, I, K, M, O or V. Source: Royal Mail, PAF Programmers' Guide.
    [GeneratedRegex(@"\b(?<it>(?<area>[A-Z]{1,2})[0-9][A-Z0-9]?[ -]?[0-9][ABD-HJLNP-UW-Z]{2})\b", AnyCase, TimeMaxMilliseconds)]
    private static partial Regex PostcodeShape();
}
