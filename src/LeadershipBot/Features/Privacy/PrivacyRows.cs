using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>
/// How a person's requests lie in the store: one partition of the table <c>Privacy</c> for each, keyed by the turn's intent,
/// which doesn't tell who it was. Who asked stands in the outbox row only, and goes with it; that there was a request is
/// remembered for a day, so that the same press again isn't done again.
/// </summary>
internal static class PrivacyRows
{
    public const string Table = "Privacy";
    public const string Asked = "head.asked";
    public const string Plan = "head.plan";

    /// <summary>How far a store without notes was looked through.</summary>
    public const string Looked = "head.looked";

    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    /// <summary>The changes that take a request in. A conflict: it was taken in before.</summary>
    public static IReadOnlyList<Change> Request(Turn turn, PersonalChat chat, string kind, TimeSpan after)
    {
        var key = turn.Intent.Key;
        var todo = OutboxRow.New(key, kind, "", turn.At + after);
        todo["Person"] = turn.Actor.MemberId.ToString();
        todo["TeamsId"] = chat.TeamsId;
        todo["Organisation"] = turn.Actor.Organisation.Id;
        todo["TimeZone"] = turn.TimeZone.Id;
        PlaceColumns.Write(todo, chat.Place);
        return
        [
            new Change.Insert(new Record(key, Asked) { ["At"] = turn.At }),
            new Change.Insert(todo),
            new Change.Insert(OutboxRow.New(key, SweepRequest.Kind, "", turn.At + RememberedFor)),
        ];
    }

    /// <summary>Says for whom a card was made, and tells nobody who that is.</summary>
    public static string MarkOf(MemberId person) => Keys.Hash("forget", person.ToString());

    public static MemberId PersonOf(Record todo) => MemberId.TryParse(todo.GetString("Person") ?? "", out var person) ? person : default;

    public static PersonalChat ChatOf(Record todo) => new(PlaceColumns.Read(todo), todo.GetString("TeamsId") ?? "");

    public static TimeZoneInfo ZoneOf(Record todo) => Zones.OrUnitedKingdom(todo.GetString("TimeZone"));
}

/// <summary>Takes requests in, each once.</summary>
internal sealed class RequestDesk(IRecordStore store, Outbox outbox)
{
    private const int KeyCharactersMax = 100;

    /// <summary>Orders what a person asks for. The same press, or the same words within two minutes, is the same request.</summary>
    /// <param name="turn">The turn in which they ask.</param>
    /// <param name="chat">Where the answer goes.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="after">How long it waits, so that the turn's own answer comes first.</param>
    /// <param name="cancellationToken">Gives up; then it may or may not have been taken in, and may be repeated.</param>
    public async Task TakeInAsync(Turn turn, PersonalChat chat, string kind, TimeSpan after, CancellationToken cancellationToken)
    {
        if (turn.Intent.EarlierKey is { } earlier
            && await store.FindAsync(PrivacyRows.Table, earlier, PrivacyRows.Asked, cancellationToken) is { } before
            && turn.At - before.GetDateTimeOffset("At") < Intent.TypedAgainWithin)
            return;
        await outbox.CommitAsync(PrivacyRows.Table, turn.Intent.Key, PrivacyRows.Request(turn, chat, kind, after), cancellationToken); // a conflict: it was taken in
    }

    /// <summary>Whether there was a request of this key within the last day. The key may come from outside.</summary>
    public async Task<bool> IsKnownAsync(string key, CancellationToken cancellationToken)
        => key.Length is > 0 and <= KeyCharactersMax && key.All(char.IsAsciiLetterOrDigit) && await store.FindAsync(PrivacyRows.Table, key, PrivacyRows.Asked, cancellationToken) is not null;
}

/// <summary>Forgets a day later that there was a request, with all that was kept for it.</summary>
internal sealed class SweepRequest(IRecordStore store) : IDelivery
{
    public const string Kind = "privacy.sweep";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var old = new List<Change>();
        foreach (var key in new[] { PrivacyRows.Asked, PrivacyRows.Looked })
        {
            if (await store.FindAsync(table, row.PartitionKey, key, cancellationToken) is not null)
                old.Add(new Change.Delete(key, null));
        }

        return new Delivered.Done(old);
    }
}
