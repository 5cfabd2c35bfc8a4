namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>An ask that was made up by lot, with what each answers: who answers what has nothing to do with when, or with who they are.</summary>
/// <param name="Key">Its partition.</param>
/// <param name="Patterns">What can be answered: each begins with a mark of this ask that stands nowhere else.</param>
/// <param name="Answers">Who answers, in the order in which they do.</param>
/// <param name="Silent">Who doesn't.</param>
internal sealed record TrialAsk(string Key, string Mark, IReadOnlyList<string> Patterns, IReadOnlyList<TrialAnswer> Answers, IReadOnlyList<string> Silent)
{
    public const int CommentCharactersMax = 60;

    private const string Letters = "bcdfghjklmnpqrstvwxz";

    // Of different lengths on purpose: a box that doesn't pad betrays them.
    private static readonly string[] Words = ["no", "yes", "undecided", "only-on-mondays", "something-else-again"];

    public bool HasComments => Answers.Any(answer => answer.Comment.Length > 0);

    public IEnumerable<string> People => Answers.Select(answer => answer.Person).Concat(Silent);

    public static IReadOnlyList<TrialAsk> Some(int count, int rollMax, int seed)
    {
        var random = new Random(seed);
        return Some(count, "trial-", rollMax, [.. Enumerable.Range(0, 2 * rollMax).Select(_ => PersonId(random))], random);
    }

    /// <param name="count">How many.</param>
    /// <param name="key">With what their partitions begin.</param>
    /// <param name="rollMax">How many are asked at the most.</param>
    /// <param name="town">The ids of all who can be asked.</param>
    /// <param name="random">Draws everything.</param>
    public static IReadOnlyList<TrialAsk> Some(int count, string key, int rollMax, IReadOnlyList<string> town, Random random)
        => [.. Enumerable.Range(0, count).Select(number => One(number, key, rollMax, town, random))];

    private static TrialAsk One(int number, string key, int rollMax, IReadOnlyList<string> town, Random random)
    {
        var mark = string.Concat(Enumerable.Range(0, 12).Select(_ => Letters[random.Next(Letters.Length)]));
        var patterns = Words.Take(random.Next(2, 6)).Select(word => mark + word).ToList();
        var weights = patterns.Select(_ => random.NextDouble() + 0.2).ToList();
        var hasComments = number % 3 == 0;
        var people = town.OrderBy(_ => random.Next()).Take(random.Next(10, rollMax + 1)).ToList();
        var answering = people.Take(people.Count * 17 / 20).ToList();
        var answers = answering.Select(person => new TrialAnswer(
            person, Draw(weights, random), hasComments && random.Next(2) == 0 ? Comment(mark, random) : ""));
        return new TrialAsk($"{key}{number}", mark, patterns, [.. answers], [.. people.Skip(answering.Count)]);
    }

    private static string Comment(string mark, Random random)
        => mark + " " + string.Concat(Enumerable.Range(0, random.Next(1, CommentCharactersMax - 14)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static int Draw(List<double> weights, Random random)
    {
        var at = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Count; i++)
            if ((at -= weights[i]) < 0)
                return i;
        return weights.Count - 1;
    }

    private static string PersonId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString("D");
    }
}

/// <summary>What one person answers.</summary>
/// <param name="Choice">The index of a pattern.</param>
/// <param name="Comment">Empty for none.</param>
internal sealed record TrialAnswer(string Person, int Choice, string Comment);
