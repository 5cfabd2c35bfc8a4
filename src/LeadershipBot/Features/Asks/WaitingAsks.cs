using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>
/// Makes the card of something that a person pressed in their list of what waits. Its key names the list, so that a press
/// brings the card once, and a press in a later list brings it again.
/// </summary>
internal sealed class WaitingAsks(WaitingList waiting) : IAskSource
{
    public const string SourceKind = "asks.waiting";

    public string Kind => SourceKind;

    /// <summary>The key under which the person wants it.</summary>
    /// <param name="list">Names the list: letters and digits.</param>
    /// <param name="item">What they pressed in it.</param>
    public static string KeyOf(string list, WaitingItem item) => $"{list}.{item.Kind}.{item.Thing.Key}";

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => wish.Key.Split('.', 3) is [_, var kind, var key] && waiting.Find(kind) is { } asker
            ? await asker.FindCardAsync(key, new WaitingWish(wish.Person, wish.OrganisationId, wish.At, wish.Zone), cancellationToken)
            : null;
}
