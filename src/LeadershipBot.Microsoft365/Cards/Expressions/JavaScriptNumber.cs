using System.Globalization;

namespace LeadershipBot.Microsoft365.Cards.Expressions;

/// <summary>Numbers as text in the way of JavaScript, since the official templating library is written in it.</summary>
internal static class JavaScriptNumber
{
    /// <summary>Shortest digits that give the number back; powers of ten from 1e21 and below 1e-6 (ECMA-262, Number::toString).</summary>
    public static string Format(double number)
    {
        if (number == 0)
            return "0";
        if (Math.Abs(number) < 1e15 && number == Math.Floor(number))
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            return shortest;
        var (digits, exponent) = Digits(shortest);
        var sign = number < 0 ? "-" : "";
        return sign + exponent switch
        {
            >= 21 or <= -7 => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}",
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
            _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
        };
    }

    /// <summary>With thousands separated by commas and so many decimals, and the minus sign that d3-format writes.</summary>
    public static string Fixed(double number, int decimals)
    {
        var text = Math.Abs(number).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return number < 0 && text.Any(c => c is >= '1' and <= '9') ? "\u2212" + text : text;
    }

    private static (string Digits, int Exponent) Digits(string shortest)
    {
        var text = shortest.TrimStart('-');
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var all = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        var leading = all.TakeWhile(c => c == '0').Count();
        return (all[leading..].TrimEnd('0'), exponent + whole.Length - 1 - leading);
    }
}
