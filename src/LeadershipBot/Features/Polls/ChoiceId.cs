using System.Globalization;
using System.Runtime.InteropServices;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// How a button or a list names a choice: its number, from 0, and, once the poll was changed, the edition in which it stood
/// there: <c>2</c>, <c>2.1</c>. So a press on a card from before the change is known.
/// </summary>
/// <param name="Number">From 0.</param>
/// <param name="Edition">0 for the poll as it was asked.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChoiceId(int Number, int Edition)
{
    private const int CharactersMax = 20;

    public static string Write(int number, int edition)
        => edition == 0 ? number.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{number}.{edition}");

    /// <summary>What came from outside under the name <c>choice</c>; false where it is none.</summary>
    public static bool TryRead(TurnData data, out ChoiceId choice)
    {
        choice = default;
        if (data.TryNumber("choice", out var number))
            choice = new ChoiceId(number, 0);
        else if (data.Text("choice", CharactersMax).Split('.') is [var one, var two] && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out number) && int.TryParse(two, NumberStyles.None, CultureInfo.InvariantCulture, out var edition))
            choice = new ChoiceId(number, edition);
        else
            return false;
        return true;
    }
}
