using System.Text.Json;

namespace LeadershipBot.Simulator.People;

/// <summary>What of a world outlives a restart. People, teams and chats come from the demo file again, with the same ids.</summary>
/// <param name="Format">The format of the file; another one can't be read.</param>
/// <param name="Port">The port of the page and the connector: bots keep the service URL with each conversation.</param>
/// <param name="ClockMoved">How far the clock was moved ahead by hand.</param>
/// <param name="Installs">How the app stands, by conversation, or by team for its channels.</param>
/// <param name="Messages">All messages, oldest first within each conversation.</param>
/// <param name="Views">Cards that one viewer alone sees.</param>
internal sealed record SavedWorld(
    int Format,
    int Port,
    TimeSpan ClockMoved,
    IReadOnlyDictionary<string, InstallState> Installs,
    IReadOnlyList<Message> Messages,
    IReadOnlyList<SavedView> Views)
{
    /// <summary>The only format so far.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>A viewer's own card in place of the one that everybody sees.</summary>
internal sealed record SavedView(string MessageId, string PersonId, JsonElement Card);
