using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LeadershipBot.Domain.Text;

/// <summary>
/// The patterns of words, postcodes and dates; the group "it" is the thing itself, without the characters that bound it.
/// All are matched without backtracking, so a text built to be slow isn't.
/// </summary>
internal static class PatientWords
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private static readonly Regex Names = new(@"\b(?:nhs[ -]?(?:n[or]|num|number|#)|patient|chi|h ?& ?c)(?:[^a-z]|$)", Linear | RegexOptions.IgnoreCase);

    // "patients" is a number of people, "patient" is one.
    private static readonly Regex Words = new(@"\b(?<it>(?<birth>d\. ?o\. ?b|dob|date of birth|birth ?date|birthday|born)|patient|mrs?|ms)(?:[^a-z]|$)", Linear | RegexOptions.IgnoreCase);

    // The inward part never has C, I, K, M, O or V. Source: Royal Mail, PAF Programmers' Guide.
    private static readonly Regex PostcodeShapes = new(@"\b(?<it>(?<area>[A-Z]{1,2})[0-9][A-Z0-9]?[ -]?[0-9][ABD-HJLNP-UW-Z]{2})\b", Linear | RegexOptions.IgnoreCase);

    private static readonly Regex NumericDates = new(
        @"(?:^|[^0-9])(?<it>(?<a>[0-9]{1,2}) ?(?<one>[/.-]) ?(?<b>[0-9]{1,2}) ?(?<two>[/.-]) ?(?<c>[0-9]{4}|[0-9]{2})|(?<y>[0-9]{4}) ?(?<one>[/.-]) ?(?<m>[0-9]{1,2}) ?(?<two>[/.-]) ?(?<d>[0-9]{1,2}))(?:[^0-9]|$)",
        Linear);

    private static readonly Regex SpacedDates = new(@"(?:^|[^0-9])(?<it>(?<a>[0-9]{1,2}) (?<b>[0-9]{1,2}) (?<c>(?:19|20)[0-9]{2}))(?:[^0-9]|$)", Linear);

    private static readonly Regex WordyDates = new(
        $@"(?:^|[^0-9a-z])(?<it>(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ .,/-]*(?:of )?(?<m>{Month})[ .,/-]*'?(?<y>[0-9]{{4}}|[0-9]{{2}})|(?<m>{Month})[ .-]*(?<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ .,-]+'?(?<y>[0-9]{{4}}|[0-9]{{2}}))(?:[^0-9]|$)",
        Linear | RegexOptions.IgnoreCase);

    private static readonly Regex CompactDates = new(@"(?:^|[^0-9])(?<it>[0-9]{8})(?:[^0-9]|$)", Linear);

    // Source: Royal Mail, list of postcode areas, with Jersey, Guernsey and the Isle of Man.
    private static readonly FrozenSet<string> PostcodeAreas = (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY " +
        "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR " +
        "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA " +
        "WC WD WF WN WR WS WV YO ZE").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that say of a number that it is a patient's.</summary>
    public static Regex NumberNames() => Names;

    /// <summary>Words that go before a patient's name or date of birth; the group "birth" where they speak of a birth.</summary>
    public static Regex People() => Words;

    /// <summary>12/3/1960, 12-03-60, 12.3.1960 (groups a, b, c) and 1960-03-12 (groups y, m, d); the two separators in one and two.</summary>
    public static Regex Numeric() => NumericDates;

    /// <summary>12 03 1960 (groups a, b, c): also the end of many a phone number.</summary>
    public static Regex Spaced() => SpacedDates;

    /// <summary>12 March 1960, 12th of Mar '60, March 12, 1960 (groups d, m, y).</summary>
    public static Regex Wordy() => WordyDates;

    /// <summary>12031960 and 19600312 (group it).</summary>
    public static Regex Compact() => CompactDates;

    /// <summary>Where the UK postcodes are.</summary>
    public static IEnumerable<Match> Postcodes(string plain)
        => PostcodeShapes.Matches(plain).Where(match => PostcodeAreas.Contains(match.Groups["area"].Value));
}
