namespace LeadershipBot.Shell.Sending;

/// <summary>The features that send to many, by kind. A kind that two features send stops the app at its start.</summary>
public sealed class SendingSources(IEnumerable<ISendingSource> sources)
{
    private readonly Dictionary<string, ISendingSource> _byKind = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>The source of a sending.</summary>
    /// <exception cref="InvalidOperationException">This version sends no such thing.</exception>
    public ISendingSource Of(SendingHead sending)
        => _byKind.GetValueOrDefault(sending.Kind) ?? throw new InvalidOperationException($"No feature sends {sending.Kind}.");
}
