namespace LeadershipBot.Domain.People.Imports;

/// <summary>Who, or which practices, a new roll is about, by name, so that whoever imports sees more than numbers.</summary>
/// <param name="Added">Those who come in, or come back.</param>
/// <param name="Changed">Those who are otherwise than before.</param>
/// <param name="Left">Those who leave, and those who are no longer invited.</param>
public sealed record RollNames(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Left)
{
    /// <summary>Nobody.</summary>
    public static RollNames None { get; } = new([], [], []);

    /// <summary>The people of whom two rolls say otherwise, each list in the order of names. Who is listed by e-mail and has no name is named by it.</summary>
    public static RollNames OfPeople(Roll before, Roll after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Between(PeopleOf(before), PeopleOf(after));

        static Dictionary<string, (string Name, object State)> PeopleOf(Roll roll)
        {
            var people = roll.Members.Values.Where(member => member.LeftAt is null).ToDictionary(member => member.Id.ToString(), member => (member.Name, (object)member));
            foreach (var (email, invited) in roll.Invited)
                people[email] = (invited.As.Name.Length > 0 ? invited.As.Name : email, invited.As);
            return people;
        }
    }

    /// <summary>The member practices of which two rolls say otherwise.</summary>
    public static RollNames OfPractices(Roll before, Roll after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Between(PracticesOf(before), PracticesOf(after));

        static Dictionary<string, (string Name, object State)> PracticesOf(Roll roll)
            => roll.Practices.Values.Where(practice => practice.LeftAt is null).ToDictionary(practice => practice.Code, practice => (practice.Name, (object)practice));
    }

    private static RollNames Between(Dictionary<string, (string Name, object State)> before, Dictionary<string, (string Name, object State)> after) => new(
        InOrder(after.Where(one => !before.ContainsKey(one.Key))),
        InOrder(after.Where(one => before.TryGetValue(one.Key, out var was) && !was.State.Equals(one.Value.State))),
        InOrder(before.Where(one => !after.ContainsKey(one.Key))));

    private static IReadOnlyList<string> InOrder(IEnumerable<KeyValuePair<string, (string Name, object State)>> those)
        => [.. those.Select(one => one.Value.Name).Order(StringComparer.OrdinalIgnoreCase)];
}
