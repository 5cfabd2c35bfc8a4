using System.Globalization;
using System.Text;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// What Teams delivers twice happens once. A message that is being handled, or was, on this server is dropped by its
/// id. For all else, here and on other servers, the gate gives each turn an <see cref="Intent"/> that is the same for
/// every delivery, and what the turn creates gets its id from it, so that a repeat finds what the first one made.
/// </summary>
/// <remarks>
/// Nothing is written down for this: a redelivery after a crash is then no loss but a second chance. Buttons that
/// create something carry a nonce of ours; typed words are known by person, conversation and text within two minutes.
/// </remarks>
public sealed class RepeatGate(TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly Lock _door = new();
    private HashSet<string> _recent = [];
    private HashSet<string> _older = [];
    private DateTimeOffset _turnedOver;

    /// <summary>False for a message whose id this server has taken in already, within the last five minutes or longer.</summary>
    public bool TryEnter(Arrival arrival)
    {
        if (arrival.Kind is not (ArrivalKind.Message or ArrivalKind.Event))
            return true; // a press is answered each time, since the person waits for the answer
        var key = KeyOf(arrival);
        lock (_door)
        {
            var now = time.GetUtcNow();
            if (now - _turnedOver > Remembered)
                (_older, _recent, _turnedOver) = (_recent, [], now);
            return !_older.Contains(key) && _recent.Add(key);
        }
    }

    /// <summary>Lets the message in again: handling it failed, and a redelivery may have more luck.</summary>
    public void Forget(Arrival arrival)
    {
        lock (_door)
        {
            _recent.Remove(KeyOf(arrival));
            _older.Remove(KeyOf(arrival));
        }
    }

    /// <summary>The turn's intent.</summary>
    public static Intent IntentOf(Arrival arrival, DateTimeOffset now)
    {
        var who = $"{arrival.Account.TenantId}\n{arrival.Account.ObjectId}";
        if (arrival.Nonce is { } nonce)
            return new Intent(Keys.Hash("nonce", who, nonce), null);
        if (arrival.Kind is not ArrivalKind.Message)
            return new Intent(Keys.Hash("activity", who, arrival.Place.ConversationId, arrival.ActivityId), null);

        // Two minutes end somewhere: the words' key holds for one stretch of two minutes, and the stretch before is told too.
        var stretch = now.Ticks / Intent.TypedAgainWithin.Ticks;
        var words = string.Join(' ', arrival.Text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new Intent(Typed(stretch), Typed(stretch - 1));

        string Typed(long at) => Keys.Hash("typed", who, arrival.Place.WholeConversationId, at.ToString(CultureInfo.InvariantCulture), words);
    }

    /// <summary>
    /// The intent of an anonymous turn: of the button's nonce alone, which was made for one opening of a dialog, or else of
    /// nothing. So no key that is made of it leads to the person, also where all people's ids are tried.
    /// </summary>
    public static Intent AnonymousIntentOf(Arrival arrival, Chance chance)
        => new(arrival.Nonce is { } nonce ? Keys.Hash("anonymous", arrival.Verb, nonce) : chance.NewId(), null);

    private static string KeyOf(Arrival arrival) => $"{arrival.Place.ConversationId}\n{arrival.ActivityId}";
}
