namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>A box on trial: the bot's own, or one that leaks.</summary>
internal interface ITrialBox
{
    Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken);

    /// <returns>The receipt; empty where the box gives none.</returns>
    Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken);

    Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken);

    /// <summary>What was logged, traced and measured since the last time.</summary>
    IReadOnlyList<string> Heard();
}

/// <summary>What lies in the clear after closing, in the order of the rows.</summary>
/// <param name="Patterns">Each as often as it was given.</param>
internal sealed record Published(IReadOnlyList<string> Patterns, IReadOnlyList<string> Comments, IReadOnlyList<byte[]> Receipts);

/// <summary>Plays a trial: every ask from its making to its closing, with a copy of everything after each step.</summary>
internal static class Trial
{
    public static Task<Attacker> RunAsync(ITrialBox box, ICopier copier, IReadOnlyList<TrialAsk> asks, CancellationToken cancellationToken)
        => RunAsync(box, copier, asks, new Attacker(), cancellationToken);

    /// <summary>The same, by an attacker who has seen other asks before.</summary>
    public static async Task<Attacker> RunAsync(ITrialBox box, ICopier copier, IReadOnlyList<TrialAsk> asks, Attacker attacker, CancellationToken cancellationToken)
    {
        foreach (var ask in asks)
        {
            await box.MakeAsync(ask, cancellationToken);
            box.Heard();
            var before = await copier.CopyAsync(ask.Key, cancellationToken);
            foreach (var answer in ask.Answers)
            {
                var receipt = await box.AnswerAsync(ask, answer, cancellationToken);
                var after = await copier.CopyAsync(ask.Key, cancellationToken);
                attacker.Watch(ask, answer, receipt, before, after, box.Heard());
                before = after;
            }

            var published = await box.CloseAsync(ask, cancellationToken);
            if (published.Patterns.Count > 0 || ask.Answers.Count >= 5) // of fewer nothing need be published
                Assert.Equal(ask.Answers.Select(answer => ask.Patterns[answer.Choice]).Order(StringComparer.Ordinal), published.Patterns.Order(StringComparer.Ordinal));
            attacker.Compare(await copier.CopyAsync(ask.Key, cancellationToken), published.Patterns, published.Comments, published.Receipts);
        }

        return attacker;
    }
}
