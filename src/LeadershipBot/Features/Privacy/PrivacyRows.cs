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

    public static readonly TimeSpan RememberedFor = TimeSpan.FromDays(1);

    /// <summary>The changes that take a request in. A conflict: it was taken in before.</summary>
    public static IReadOnlyList<Change> Request(Turn turn, PersonalChat chat, string kind)
    {
        var key = turn.Intent.Key;
        var todo = OutboxRow.New(key, kind, "", turn.At);
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

    public static MemberId PersonOf(Record todo) => MemberId.TryParse(todo.GetString("Person") ?? "", out var person) ? person : default;

    public static PersonalChat ChatOf(Record todo) => new(PlaceColumns.Read(todo), todo.GetString("TeamsId") ?? "");

    public static TimeZoneInfo ZoneOf(Record todo) => Zones.Find(todo.GetString("TimeZone")) ?? Zones.UnitedKingdom;
}

/// <summary>Forgets a day later that there was a request.</summary>
internal sealed class SweepRequest : IDelivery
{
    public const string Kind = "privacy.sweep";

    public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => Task.FromResult<Delivered>(new Delivered.Done(new Change.Delete(PrivacyRows.Asked, null)));
}
