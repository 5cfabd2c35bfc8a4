namespace LeadershipBot.Shell.Asks;

/// <summary>The features that ask, by kind. A kind that is answered twice stops the app at its start.</summary>
public sealed class AskSources(IEnumerable<IAskSource> sources)
{
    private readonly Dictionary<string, IAskSource> _byKind = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>The source of a kind; null if this version has none.</summary>
    public IAskSource? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <summary>The ask's card as of now; null if nothing is to be sent any more.</summary>
    /// <exception cref="InvalidOperationException">No feature asks such a thing.</exception>
    internal Task<AskCard?> CardAsync(AskRow ask, PersonalReach reach, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = Find(ask.Order.Kind) ?? throw new InvalidOperationException($"No feature makes cards of the kind {ask.Order.Kind}.");
        return source.FindAsync(new AskWish(ask.Order.Person, ask.Order.OrganisationId, ask.Order.Key, now, reach.Zone), cancellationToken);
    }
}
