using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Asks;

/// <summary>Where an ask to a person stands.</summary>
public enum AskState
{
    /// <summary>Ordered; to be decided when it is due.</summary>
    Waiting,

    /// <summary>Held until a time, for quiet hours or a pause.</summary>
    Held,

    /// <summary>Over the week's minutes: waits for the digest.</summary>
    InDigest,

    /// <summary>Being sent. One that is found so after a crash is sent again and marked as possibly sent twice.</summary>
    Trying,

    /// <summary>Sent, as a card of its own.</summary>
    Sent,

    /// <summary>Listed in a digest that was sent.</summary>
    Listed,

    /// <summary>The person pressed it in the digest: its card is on its way, whatever the hour.</summary>
    Wanted,

    /// <summary>Not sent, and why.</summary>
    Dropped,

    /// <summary>The person can't be reached, and why. Ordering it again tries again.</summary>
    Unreachable,
}

/// <summary>
/// How asks lie in the store: in the person's own partition of <c>People</c>, a row for each, outside the rows that every
/// turn reads. The week's minutes are counted from these rows; there is no second counter. Whoever spends minutes also
/// replaces the guard, so that of two servers that counted at once only one can commit.
/// </summary>
internal static class AskRows
{
    public const string Table = "People";

    /// <summary>All rows below, the guard first: what is counted after it was read can't be older than it.</summary>
    public const string Prefix = "ask.";

    public const string Guard = "ask.guard";
    public const string Digest = "ask.digest.";
    public const string Of = "ask.of.";

    private const string DateFormat = "yyyy-MM-dd";

    public static string NameOf(string kind, string key) => $"{kind}.{key}";

    public static string RowKeyOf(string kind, string key) => Of + NameOf(kind, key);

    public static string DigestKey(DateOnly date) => Digest + date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);

    public static Record OfOrder(AskOrder order, DateTimeOffset now) => OfAsk(new AskRow(order, AskState.Waiting, now));

    public static Record OfAsk(AskRow ask)
    {
        var order = ask.Order;
        var row = new Record(order.Person.ToString(), RowKeyOf(order.Kind, order.Key))
        {
            ETag = ask.ETag,
            ["Kind"] = order.Kind,
            ["Key"] = order.Key,
            ["Organisation"] = order.OrganisationId,
            ["Weight"] = order.Ask.Weight.ToString(),
            ["Minutes"] = order.Ask.Minutes,
            ["State"] = ask.State.ToString(),
            ["OrderedAt"] = ask.OrderedAt,
        };
        if (order.Ask.ClosesAt is { } closes)
            row["ClosesAt"] = closes;
        if (ask.Why.Length > 0)
            row["Why"] = ask.Why;
        if (ask.HeldUntil is { } until)
            row["HeldUntil"] = until;
        if (ask.Week is { } week)
            row["Week"] = Text(week);
        if (ask.DigestOn is { } digest)
            row["Digest"] = Text(digest);
        if (ask.SentAt is { } sent)
            row["SentAt"] = sent;
        if (ask.ActivityId.Length > 0)
            row["Activity"] = ask.ActivityId;
        if (ask.IsPossiblyTwice)
            row["IsPossiblyTwice"] = true;
        return row;
    }

    public static AskRow ToAsk(Record row, MemberId person)
    {
        var ask = new Ask(
            Enum.TryParse<AskWeight>(row.GetString("Weight"), out var weight) ? weight : AskWeight.Ask, row.GetInt32("Minutes") ?? 0, row.GetDateTimeOffset("ClosesAt"));
        var order = new AskOrder(person, row.GetString("Organisation") ?? "", row.GetString("Kind") ?? "", row.GetString("Key") ?? "", ask);
        return new AskRow(order, Enum.TryParse<AskState>(row.GetString("State"), out var state) ? state : AskState.Waiting, row.GetDateTimeOffset("OrderedAt") ?? default)
        {
            ETag = row.ETag,
            Why = row.GetString("Why") ?? "",
            HeldUntil = row.GetDateTimeOffset("HeldUntil"),
            Week = row.GetString("Week") is { } week ? Date(week) : null,
            DigestOn = row.GetString("Digest") is { } digest ? Date(digest) : null,
            SentAt = row.GetDateTimeOffset("SentAt"),
            ActivityId = row.GetString("Activity") ?? "",
            IsPossiblyTwice = row.GetBoolean("IsPossiblyTwice") ?? false,
        };
    }
}

/// <summary>One ask to one person, as it lies in the store.</summary>
/// <param name="Order">What was ordered.</param>
/// <param name="State">Where it stands.</param>
/// <param name="OrderedAt">When it was ordered.</param>
public sealed record AskRow(AskOrder Order, AskState State, DateTimeOffset OrderedAt)
{
    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }

    /// <summary>Why it is held, dropped or unreachable, as a short name; empty otherwise.</summary>
    public string Why { get; init; } = "";

    /// <summary>Until when it is held; null if it isn't.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The Monday of the week against which its minutes count; null if they count against none.</summary>
    public DateOnly? Week { get; init; }

    /// <summary>The date of the digest for which it waits, or in which it was listed; null if none.</summary>
    public DateOnly? DigestOn { get; init; }

    /// <summary>When it was sent, as a card of its own or in a digest; null if it wasn't.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Its message in Teams; empty where it has none, or none is known.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>A server stopped while it was being sent: it was sent again, and may stand twice.</summary>
    public bool IsPossiblyTwice { get; init; }

    internal string Name => AskRows.NameOf(Order.Kind, Order.Key);

    internal Change Changed => new Change.Replace(AskRows.OfAsk(this));
}
