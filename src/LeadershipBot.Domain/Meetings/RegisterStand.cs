using System.Globalization;

namespace LeadershipBot.Domain.Meetings;

/// <summary>What a register comes to, counted once: a card of each of hundreds who were called shows it without reading them all.</summary>
/// <param name="Came">How many of those called were there.</param>
/// <param name="Apologies">How many of them sent apologies and weren't.</param>
/// <param name="Whole">Who counted for the whole meeting.</param>
/// <param name="Items">How each item stood, in the order of the agenda.</param>
public sealed record RegisterStand(int Came, int Apologies, QuorumStand Whole, IReadOnlyList<ItemStand> Items)
{
    private const char Parts = '|';
    private const char Between = ';';
    private const char Is = '=';

    /// <summary>Counts a register.</summary>
    public static RegisterStand Of(Register register, MeetingContent content)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(content);
        return new RegisterStand(
            register.Present.Count(),
            register.Apologies.Count(),
            register.Stand(content.Quorum, Basis.Noted),
            register.Items(content.Agenda, content.Quorum, Basis.Noted));
    }

    /// <summary>All numbers in one text; what was needed follows from the meeting's rule and isn't in it.</summary>
    public string ToText()
        => string.Join(Parts, Items.Select(item => item.Item.Id + Is + Numbers(item.Conflicted, item.Stand)).Prepend(Numbers(Came, Apologies, Whole)));

    /// <summary>Reads what <see cref="ToText"/> wrote of this meeting; null where it isn't such a text.</summary>
    /// <param name="text">The text; null or empty for none.</param>
    /// <param name="content">The meeting of which it was counted.</param>
    /// <param name="called">How many were called.</param>
    public static RegisterStand? Read(string? text, MeetingContent content, int called)
    {
        ArgumentNullException.ThrowIfNull(content);
        var parts = (text ?? "").Split(Parts);
        if (Ints(parts[0]) is not [var came, var apologies, .. { Length: 3 } whole])
            return null;
        var items = new List<ItemStand>();
        foreach (var part in parts.Skip(1))
        {
            if (part.Split(Is) is not [var id, var numbers] || Ints(numbers) is not [var conflicted, .. { Length: 3 } stand])
                return null;
            var number = content.Agenda.NumberOf(id);
            if (number > 0)
                items.Add(new ItemStand(content.Agenda[number - 1], number, conflicted, StandOf(stand, content.Quorum, called)));
        }

        return new RegisterStand(came, apologies, StandOf(whole, content.Quorum, called), items);
    }

    private static QuorumStand StandOf(int[] numbers, QuorumRule rule, int called)
        => new(numbers[0], rule.PeopleNeeded(called), numbers[1], rule.Practices, numbers[2], rule.Localities);

    private static string Numbers(int came, int apologies, QuorumStand stand) => came.ToString(CultureInfo.InvariantCulture) + Between + Numbers(apologies, stand);

    private static string Numbers(int first, QuorumStand stand)
        => string.Join(Between, new[] { first, stand.People, stand.Practices, stand.Localities }.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static int[] Ints(string text)
    {
        var numbers = text.Split(Between).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers.Contains(-1) ? [] : numbers;
    }
}
