namespace LeadershipBot.Domain.Recognition;

/// <summary>What somebody typed after "thanks": <c>@Dr Priya Raman for covering on Friday</c>.</summary>
/// <param name="Name">Whom, as typed; empty if nobody was named.</param>
/// <param name="Words">For what; empty if it wasn't said.</param>
public sealed record ThanksCommand(string Name, string Words)
{
    private static readonly string[] Between = [" for ", "\nfor ", ": "];

    /// <summary>Reads it: the name stands before the first "for" or colon.</summary>
    public static ThanksCommand Read(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        var found = Between.Select(mark => (At: text.IndexOf(mark, StringComparison.OrdinalIgnoreCase), mark)).Where(one => one.At >= 0).OrderBy(one => one.At).ToList();
        return found is [var first, ..]
            ? new ThanksCommand(Plain(text[..first.At]), text[(first.At + first.mark.Length)..].Trim())
            : new ThanksCommand(Plain(text), "");
    }

    /// <summary>Whether words that stand for somebody who is mentioned are whom it names, or a part of that: a mention can be one word of a name.</summary>
    public bool Names(string mentioned)
    {
        ArgumentNullException.ThrowIfNull(mentioned);
        return mentioned.Length > 0 && $" {Name} ".Contains($" {mentioned.Trim().TrimStart('@')} ", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Those whom a typed name may mean: those who are called so, and else those whose name has words that begin with each of the typed.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="people">All people.</param>
    /// <param name="nameOf">A person's name.</param>
    public static IReadOnlyList<TPerson> Meant<TPerson>(string name, IEnumerable<TPerson> people, Func<TPerson, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return [];
        var near = people.Where(one => nameOf(one).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is var parts && words.All(word => parts.Any(part => part.StartsWith(word, StringComparison.OrdinalIgnoreCase)))).ToList();
        var same = near.FindAll(one => string.Equals(nameOf(one), string.Join(' ', words), StringComparison.OrdinalIgnoreCase));
        return same.Count > 0 ? same : near;
    }

    /// <summary>
    /// Whether a typed name says clearly who is meant, so that nobody has to be asked: two words of the name at least, each in full, or
    /// the whole name.
    /// </summary>
    /// <param name="name">As typed.</param>
    /// <param name="meant">The name of the only one whom it may mean.</param>
    public static bool IsClear(string name, string meant)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(meant);
        var (words, parts) = (name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), meant.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return (words.Length > 1 || parts.Length == 1) && words.All(word => parts.Contains(word, StringComparer.OrdinalIgnoreCase));
    }

    private static string Plain(string name) => name.Trim().TrimStart('@').TrimEnd(',', ':').Trim();
}
