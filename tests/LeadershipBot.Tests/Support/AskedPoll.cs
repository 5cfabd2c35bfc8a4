using LeadershipBot.Simulator.People;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Support;

/// <summary>A poll that stands in a conversation.</summary>
/// <param name="Key">The key by which its buttons name it; its partition in the store.</param>
/// <param name="Place">The conversation.</param>
/// <param name="Card">The message with its card, as it was posted.</param>
internal sealed record AskedPoll(string Key, Conversation Place, Message Card)
{
    /// <summary>The poll whose card this message holds.</summary>
    public static AskedPoll In(Conversation place, Message message)
    {
        var button = TeamsCards.Buttons(message.Card()).First(b => b["data"]?["poll"] is not null);
        return new AskedPoll(button["data"]!["poll"]!.GetValue<string>(), place, message);
    }
}
