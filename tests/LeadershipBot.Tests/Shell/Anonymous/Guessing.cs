namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>What an attacker saw of one answer, and what it was.</summary>
/// <param name="Ask">Which ask.</param>
/// <param name="Features">What was seen, by name.</param>
/// <param name="Truth">What it was, by number; for the judge only.</param>
internal sealed record Seen(int Ask, IReadOnlyDictionary<string, string> Features, int Truth);

/// <summary>
/// Guesses answers out of what was seen: learns on half of the asks how often each sight goes with each answer, and guesses
/// on the other half, knowing the published result of each ask. It is judged against always naming the commonest answer.
/// </summary>
/// <remarks>
/// Of a box that gives nothing away, who gave which of the published answers is a random matching, whatever was seen. The
/// number of right guesses is then a sum over matchings of numbers from 0 to 1, with an expectation E of at most what the
/// commonest answers give, and P(right ≥ E + t) ≤ exp(−t²/(4E + 2t)). Source: S. Chatterjee, "Stein's method for
/// concentration inequalities", Probability Theory and Related Fields 138 (2007), proposition 1.1; its proof bounds the
/// moment generating function, so that it holds for the sum over independent asks, too. With at most 70 guessers a trial
/// and 5 trials, each failing by chance with a probability of 10^-9, a right box fails in less than 1 of 10^6 runs.
/// </remarks>
internal static class Guessing
{
    private const double ByChance = 1e-9;

    /// <summary>So many right guesses at the most does chance explain, where so many are to be expected.</summary>
    public static double MostByChance(double expected)
    {
        var level = -Math.Log(ByChance);
        return expected + level + Math.Sqrt((level * level) + (4 * expected * level));
    }

    /// <summary>
    /// As <see cref="MostByChance(double)"/>, for one guess in each of so many independent asks. Source: W. Hoeffding,
    /// "Probability inequalities for sums of bounded random variables", JASA 58 (1963), theorem 1.
    /// </summary>
    public static double MostByChance(double expected, int asks) => expected + Math.Sqrt(asks * -Math.Log(ByChance) / 2);

    /// <summary>A sentence for each way of guessing that beats the published result.</summary>
    public static IEnumerable<string> Successes(string what, IReadOnlyList<Seen> seen)
    {
        var half = seen.Count == 0 ? 0 : seen.Max(one => one.Ask) / 2;
        var (learnt, tried) = (seen.Where(one => one.Ask <= half).ToList(), seen.Where(one => one.Ask > half).ToList());
        var names = seen.SelectMany(one => one.Features.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var some in names.Select(name => new List<string> { name }).Append(names))
        {
            var (right, commonest) = Try(some, learnt, tried);
            if (right > MostByChance(commonest))
                yield return $"{what} is told by {string.Join(" and ", some)}: {right} of {tried.Count} guessed, {commonest} by the result alone";
        }
    }

    private static (int Right, int Commonest) Try(List<string> names, List<Seen> learnt, List<Seen> tried)
    {
        var sights = names.ToDictionary(name => name, name => learnt.GroupBy(one => (Value: Of(one, name), one.Truth)).ToDictionary(group => group.Key, group => group.Count()));
        var kinds = names.ToDictionary(name => name, name => learnt.Select(one => Of(one, name)).Distinct().Count() + 1);
        var truths = learnt.GroupBy(one => one.Truth).ToDictionary(group => group.Key, group => group.Count());
        var (right, commonest) = (0, 0);
        foreach (var ask in tried.GroupBy(one => one.Ask))
        {
            var published = ask.GroupBy(one => one.Truth).Select(group => (Truth: group.Key, Count: group.Count())).OrderBy(one => one.Truth).ToList();
            commonest += published.Max(one => one.Count);
            right += ask.Count(one => published.MaxBy(answer => Math.Log(answer.Count) + names.Sum(name => Likelihood(name, one, answer.Truth))).Truth == one.Truth);
        }

        return (right, commonest);

        double Likelihood(string name, Seen one, int truth)
            => Math.Log((sights[name].GetValueOrDefault((Of(one, name), truth)) + 1.0) / (truths.GetValueOrDefault(truth) + kinds[name]));
    }

    private static string Of(Seen one, string name) => one.Features.GetValueOrDefault(name) ?? "";
}
