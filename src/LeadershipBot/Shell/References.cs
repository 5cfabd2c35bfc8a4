using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>What something may be about, whichever feature has it. A reference carries its kind: <c>meetings:larkford.abc.2</c>.</summary>
public sealed class References(IEnumerable<IReferable> sources)
{
    /// <summary>The longest reference.</summary>
    public const int CharactersMax = 160;

    /// <summary>What an input holds where the whole thing is meant, and no part of it.</summary>
    public const string Whole = "-";

    private const char Between = ':';

    private readonly Dictionary<string, IReferable> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>
    /// The reference that a button carries (<c>about</c>), with the part of it that an input beside it names (<c>part</c>); empty where
    /// there is none, or none that there could be.
    /// </summary>
    public static string In(TurnData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var about = data.Text("about", CharactersMax + 1);
        var reference = data.TryText("part", out var part) && part != Whole ? $"{about}.{TurnData.Clip(part, CharactersMax)}" : about;
        return about.Length > 0 && reference.Length <= CharactersMax && reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or Between) ? reference : "";
    }

    /// <summary>What a reference means; null where it means nothing, or nothing any more.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<ReferredPart?> FindAsync(string reference, string organisationId, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) ? await source.FindAsync(key, organisationId, cancellationToken) : null;

    /// <summary>Whether a person has an interest in it; false where the reference means nothing.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<bool> HasInterestAsync(string reference, string organisationId, MemberId person, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) && await source.HasInterestAsync(key, organisationId, person, cancellationToken);

    /// <summary>Who left it, or is to, for an interest in it, as <see cref="IReferable.RecordInterestsAsync"/> says; empty where the reference means nothing.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<string> RecordInterestsAsync(string reference, string organisationId, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) ? await source.RecordInterestsAsync(key, organisationId, cancellationToken) : "";

    /// <summary>Notes what is about it; nothing where the reference means nothing. Safe to repeat.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public Task NoteAsync(string reference, string organisationId, string kind, string otherKey, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) ? source.NoteAsync(key, organisationId, kind, otherKey, cancellationToken) : Task.CompletedTask;

    private (IReferable Source, string Key)? Read(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Split(Between, 2) is [var kind, var key] && _sources.TryGetValue(kind, out var source) ? (source, key) : null;
    }
}
