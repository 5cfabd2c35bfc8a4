using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Domain.Disclosure;

/// <summary>
/// What people are told, before they answer, of who sees that they answered and who sees what. It is made of the
/// settings, never typed.
/// </summary>
/// <param name="Card">At most two short sentences.</param>
/// <param name="Warnings">What one must know before answering, on the card beside the answers: empty for named asks, and after closing.</param>
/// <param name="Explanation">All of it, sentence by sentence, for a dialog.</param>
public sealed record PrivacyLine(IReadOnlyList<Statement> Card, IReadOnlyList<Statement> Warnings, IReadOnlyList<Statement> Explanation)
{
    /// <summary>The line of an ask.</summary>
    /// <param name="privacy">Its settings.</param>
    /// <param name="words">The names in it.</param>
    /// <param name="onRoll">How many are asked; null if that isn't known.</param>
    /// <param name="isOpen">Whether it takes answers.</param>
    public static PrivacyLine Of(AskPrivacy privacy, PrivacyWords words, int? onRoll, bool isOpen)
    {
        ArgumentNullException.ThrowIfNull(privacy);
        ArgumentNullException.ThrowIfNull(words);
        return new PrivacyLine([.. OnCard(privacy, words, isOpen)], [.. isOpen ? Warned(privacy, onRoll) : []], [.. Explained(privacy, words, onRoll, isOpen)]);
    }

    private static IEnumerable<Statement> OnCard(AskPrivacy privacy, PrivacyWords words, bool isOpen)
    {
        var readers = ReadersOf(privacy, words);
        var by = ByOf(privacy, words);
        switch (privacy.Voice)
        {
            case Voice.Named when privacy.Electorate.CountedBy is not CountedBy.People:
                yield return new Statement("privacy.line.practice", ("readers", readers));
                yield return WhoSeesInPractice(privacy, words);
                break;
            case Voice.Named when privacy.Readers is Readers.Leaders:
                yield return new Statement("privacy.line.namedLeaders", ("name", words.AskedBy));
                break;
            case Voice.Named:
                yield return by is null
                    ? new Statement("privacy.line.named", ("readers", readers))
                    : new Statement("privacy.line.namedBy", ("readers", readers), ("breakdown", by));
                yield return new Statement("privacy.line.names", ("name", words.AskedBy));
                break;
            case Voice.Confidential:
                yield return new Statement("privacy.line.confidential");
                yield return Totals(readers, by);
                break;
            default:
                yield return by is null
                    ? new Statement("privacy.line.anonymous", ("readers", readers), ("min", DisclosureLimits.ScoresFrom))
                    : new Statement("privacy.line.anonymousBy", ("readers", readers), ("breakdown", by), ("min", DisclosureLimits.ScoresFrom));
                yield return Servers(isOpen);
                break;
        }
    }

    private static IEnumerable<Statement> Warned(AskPrivacy privacy, int? onRoll)
    {
        if (privacy.Voice is Voice.Named)
            yield break;
        if (onRoll < DisclosureLimits.ScoresFrom)
            yield return new Statement("privacy.warn.tooFew", ("count", onRoll.Value), ("min", DisclosureLimits.ScoresFrom));
        else if (onRoll < DisclosureLimits.SmallRoll)
            yield return new Statement("privacy.warn.small", ("count", onRoll.Value));
        yield return new Statement("privacy.warn.unanimous");
        if (privacy.TakesComments)
            yield return new Statement("privacy.warn.comments", ("min", DisclosureLimits.CommentsFrom));
    }

    private static IEnumerable<Statement> Explained(AskPrivacy privacy, PrivacyWords words, int? onRoll, bool isOpen)
        => privacy.Voice is Voice.Named ? ExplainedNamed(privacy, words) : ExplainedWithBars(privacy, words, onRoll, isOpen);

    private static IEnumerable<Statement> ExplainedNamed(AskPrivacy privacy, PrivacyWords words)
    {
        if (privacy.Electorate.CountedBy is CountedBy.ListSizes)
            yield return new Statement("privacy.more.listSizes");
        foreach (var line in OnCard(privacy, words, isOpen: true))
            yield return line;
        if (privacy.IsAlwaysNamed)
            yield return new Statement("privacy.more.namedKind");
        if (privacy.TakesComments)
            yield return new Statement("privacy.more.namedComments", ("name", words.AskedBy));
        if (privacy.Breakdown is Breakdown.Conflicted)
            yield return new Statement("privacy.more.conflicted");
        yield return new Statement("privacy.more.live");
    }

    private static IEnumerable<Statement> ExplainedWithBars(AskPrivacy privacy, PrivacyWords words, int? onRoll, bool isOpen)
    {
        var isAnonymous = privacy.Voice is Voice.Anonymous;
        yield return new Statement("privacy.more.that");
        yield return new Statement(isAnonymous ? "privacy.more.anonymous" : "privacy.more.confidential");
        if (isAnonymous)
        {
            yield return Servers(isOpen);
            yield return new Statement("privacy.more.final");
        }

        yield return Totals(ReadersOf(privacy, words), ByOf(privacy, words));
        yield return new Statement("privacy.more.once");
        if (ByOf(privacy, words) is { } by)
            yield return new Statement("privacy.more.groups", ("breakdown", by), ("min", DisclosureLimits.ScoresFrom));
        if (privacy.TakesComments)
            yield return new Statement("privacy.more.comments", ("readers", ReadersOf(privacy, words)));
        foreach (var warning in Warned(privacy, onRoll))
            yield return warning;
    }

    private static Statement Totals(Statement readers, Statement? by) => by is null
        ? new Statement("privacy.line.totals", ("readers", readers), ("min", DisclosureLimits.ScoresFrom))
        : new Statement("privacy.line.totalsBy", ("readers", readers), ("breakdown", by), ("min", DisclosureLimits.ScoresFrom));

    private static Statement Servers(bool isOpen) => new(isOpen ? "privacy.line.servers" : "privacy.line.serversClosed");

    private static Statement WhoSeesInPractice(AskPrivacy privacy, PrivacyWords words) => privacy.Electorate.CastBy is CastBy.Lead
        ? new Statement("privacy.line.practiceLead")
        : new Statement("privacy.line.practiceMajority", ("name", words.AskedBy));

    private static Statement ReadersOf(AskPrivacy privacy, PrivacyWords words) => (privacy.Readers, words.People) switch
    {
        (Readers.Leaders, _) => new Statement("privacy.readers.leaders", ("name", words.AskedBy)),
        (_, AskedPeople.Here) => new Statement("privacy.readers.here"),
        (_, AskedPeople.Organisation) => new Statement("privacy.readers.organisation", ("organisation", words.Organisation)),
        (_, AskedPeople.Teams) when words.Teams.Length > 0 => new Statement("privacy.readers.teams", ("teams", words.Teams)),
        _ => new Statement("privacy.readers.chosen"),
    };

    private static Statement? ByOf(AskPrivacy privacy, PrivacyWords words) => privacy.Breakdown switch
    {
        Breakdown.Locality => new Statement("privacy.by.locality", ("locality", words.Locality)),
        Breakdown.Hat => new Statement("privacy.by.hat"),
        Breakdown.Conflicted => new Statement("privacy.by.conflicted"),
        Breakdown.Leadership => new Statement("privacy.by.leadership"),
        _ => null,
    };
}
