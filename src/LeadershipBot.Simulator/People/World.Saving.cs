using System.Globalization;
using System.Text.Json;

namespace LeadershipBot.Simulator.People;

/// <summary>The world as it is kept over a restart.</summary>
public sealed partial class World
{
    /// <summary>All that <see cref="Restore"/> needs; port and clock are the caller's.</summary>
    internal SavedWorld Save(int port, TimeSpan clockMoved)
    {
        lock (_gate)
            return new(
                SavedWorld.CurrentFormat,
                port,
                clockMoved,
                new Dictionary<string, InstallState>(_installs),
                [.. _order.Where(_messagesIn.ContainsKey).SelectMany(place => _messagesIn[place]).Select(id => _messages[id])],
                [.. _views.Select(view => new SavedView(view.Key.Message, view.Key.Person, view.Value.Card))]);
    }

    /// <summary>
    /// Brings a saved world back into one that has its people and places, but no messages. What belongs to people or
    /// places that are no longer there is left out.
    /// </summary>
    internal void Restore(SavedWorld saved)
    {
        lock (_gate)
        {
            foreach (var (place, state) in saved.Installs)
                _installs[place] = state;
            foreach (var message in saved.Messages.Where(IsWhole))
            {
                if (!_messages.TryAdd(message.Id, message))
                    continue;
                if (!_messagesIn.TryGetValue(message.ConversationId, out var ids))
                    _messagesIn.Add(message.ConversationId, ids = []);
                ids.Add(message.Id);
                if (long.TryParse(message.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                    Ids.NotBefore(id);
            }

            foreach (var view in saved.Views)
                if (_messages.ContainsKey(view.MessageId) && _people.ContainsKey(view.PersonId) && view.Card.ValueKind == JsonValueKind.Object)
                    _views[(view.MessageId, view.PersonId)] = (view.Card, 0);
        }
    }

    private bool IsWhole(Message message)
        => _conversations.ContainsKey(message.ConversationId) && message.Body.ValueKind == JsonValueKind.Object;
}
