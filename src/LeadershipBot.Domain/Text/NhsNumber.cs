using System.Runtime.InteropServices;

namespace LeadershipBot.Domain.Text;

/// <summary>
/// Finds NHS numbers in text. Source of the check digit and of the number ranges: NHS Data Dictionary, "NHS NUMBER";
/// England and Wales 400 000 0000 to 499 999 9999 and 600 000 0000 to 799 999 9999, synthetic 999.
/// </summary>
internal static class NhsNumber
{
    private const int Digits = 10;

    /// <summary>
    /// Whether the text holds a valid number, in any grouping by spaces and dashes, or grouped 3-3-4 by any single
    /// character. Outside the ranges one ten-digit number in eleven is valid by chance, so it counts only beside words
    /// that say what it is.
    /// </summary>
    /// <param name="plain">A text that went through <see cref="FoldedText"/>.</param>
    public static bool IsIn(string plain)
    {
        var groups = GroupsOf(plain);
        Span<char> digits = stackalloc char[Digits];
        for (var first = 0; first < groups.Count; first++)
        {
            var last = LastOfTen(groups, first);
            if (last < 0 || !IsSpelledAsOne(plain, groups, first, last) || IsPhone(plain, groups, first))
                continue;
            CopyDigits(plain, groups, first, last, digits);
            if (IsValid(digits) && (IsInRange(digits) || IsNamed(plain, groups[first].Start)))
                return true;
        }

        return false;
    }

    /// <summary>Whether the last of the ten digits is the check digit of the nine before it.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Digits - 1; i++)
            sum += (digits[i] - '0') * (Digits - i);
        var check = 11 - (sum % 11);
        return check != 10 && (check == 11 ? 0 : check) == digits[^1] - '0';
    }

    /// <summary>Whether ten digits lie in a range that is handed out to patients, or in the synthetic one.</summary>
    public static bool IsInRange(ReadOnlySpan<char> digits)
        => digits[0] is '4' or '6' or '7' || digits.StartsWith("999", StringComparison.Ordinal);

    private static List<Group> GroupsOf(string plain)
    {
        var groups = new List<Group>();
        for (var at = 0; at < plain.Length; at++)
        {
            if (!char.IsAsciiDigit(plain[at]))
                continue;
            var start = at;
            while (at < plain.Length && char.IsAsciiDigit(plain[at]))
                at++;
            groups.Add(new Group(start, at));
        }

        return groups;
    }

    // The group with which ten digits are full, or -1 where the groups don't meet ten.
    private static int LastOfTen(List<Group> groups, int first)
    {
        var digits = 0;
        for (var at = first; at < groups.Count && digits < Digits; at++)
        {
            digits += groups[at].Length;
            if (digits == Digits)
                return at;
        }

        return -1;
    }

    private static bool IsSpelledAsOne(string plain, List<Group> groups, int first, int last)
    {
        for (var at = first; at < last; at++)
            if (Gap(plain, groups, at).IndexOfAnyExcept(' ', '-') >= 0)
                return IsUsualShape(plain, groups, first, last);
        return true;
    }

    // 485.777.3456, 485/777/3456, three lines, (485) 777-3456; but not "485 777, 3456 of them".
    private static bool IsUsualShape(string plain, List<Group> groups, int first, int last)
    {
        if (last - first != 2 || groups[first].Length != 3 || groups[first + 1].Length != 3)
            return false;
        var one = Gap(plain, groups, first).Trim(" -\n");
        var two = Gap(plain, groups, first + 1).Trim(" -\n");
        return one.Length <= 1 && (one.SequenceEqual(two) || (one is ")" && two.IsEmpty));
    }

    private static ReadOnlySpan<char> Gap(string plain, List<Group> groups, int at)
        => plain.AsSpan(groups[at].End, groups[at + 1].Start - groups[at].End);

    // "+44 7700 900123" and "0 7700 900123" hold ten digits after the prefix, as a mobile number does.
    private static bool IsPhone(string plain, List<Group> groups, int first)
    {
        if (first == 0 || plain[groups[first].Start] != '7')
            return false;
        var before = groups[first - 1];
        if (Gap(plain, groups, first - 1).IndexOfAnyExcept(" -()") >= 0)
            return false;
        var prefix = plain.AsSpan(before.Start, before.Length);
        return prefix is "0" or "0044" || (prefix is "44" && before.Start > 0 && plain[before.Start - 1] == '+');
    }

    private static void CopyDigits(string plain, List<Group> groups, int first, int last, Span<char> digits)
    {
        var filled = 0;
        for (var at = first; at <= last; at++)
        {
            plain.AsSpan(groups[at].Start, groups[at].Length).CopyTo(digits[filled..]);
            filled += groups[at].Length;
        }
    }

    private static bool IsNamed(string plain, int start)
    {
        var from = Math.Max(0, start - PatientData.NearCharactersMax);
        return PatientWords.NumberNames().IsMatch(plain.AsSpan(from, start - from));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Group(int Start, int End)
    {
        public int Length => End - Start;
    }
}
