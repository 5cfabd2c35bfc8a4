using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Something that must be done later (now, or at a time), kept in the partition of the thing it is about and written
/// in the same commit as the fact that caused it, so that neither exists without the other.
/// </summary>
public static class OutboxRow
{
    /// <summary>All outbox rows of a partition. They lie among the rows that every turn about the thing reads at once.</summary>
    public const string Prefix = "head.outbox.";

    /// <summary>
    /// So much later is due what sends to the chat in which the turn itself still answers: otherwise it might come first.
    /// </summary>
    public static readonly TimeSpan AfterTheAnswer = TimeSpan.FromSeconds(1);

    private const string Kind = "Kind";
    private const string DueAt = "DueAt";
    private const string Attempts = "Attempts";
    private const string LeasedBy = "LeasedBy";
    private const string LeasedUntil = "LeasedUntil";
    private const string GaveUpBecause = "GaveUpBecause";
    private const string TenantOfBulk = "TenantOfBulk";

    /// <summary>A new row. Kind and key name it: the same two again are the same row.</summary>
    /// <param name="partitionKey">The partition of the thing.</param>
    /// <param name="kind">A kind of <see cref="FeatureTable.Deliveries"/>.</param>
    /// <param name="key">What tells it from others of its kind in this partition; may be empty.</param>
    /// <param name="dueAt">When it is to be done.</param>
    public static Record New(string partitionKey, string kind, string key, DateTimeOffset dueAt)
        => new(partitionKey, RowKeyOf(kind, key))
        {
            [Kind] = kind,
            [DueAt] = dueAt,
            [Attempts] = 0,
        };

    /// <summary>As <see cref="New"/>, for what sends to many people of a tenant: every server that meets the row, whoever works on it, then keeps room for it.</summary>
    public static Record NewInBulk(string partitionKey, string kind, string tenantId, DateTimeOffset dueAt)
    {
        var row = New(partitionKey, kind, "", dueAt);
        if (tenantId.Length > 0)
            row[TenantOfBulk] = tenantId;
        return row;
    }

    internal static string? TenantOfBulkIn(Record row) => row.GetString(TenantOfBulk);

    public static string RowKeyOf(string kind, string key) => key.Length == 0 ? Prefix + kind : $"{Prefix}{kind}.{key}";

    /// <summary>Whether a row with this key is of this kind.</summary>
    internal static bool IsOfKind(string rowKey, string kind)
        => rowKey.AsSpan().StartsWith(Prefix, StringComparison.Ordinal)
            && rowKey.AsSpan(Prefix.Length) is var rest
            && rest.StartsWith(kind, StringComparison.Ordinal)
            && (rest.Length == kind.Length || rest[kind.Length] == '.');

    public static string KindOf(Record row) => row.GetString(Kind) ?? "";

    public static DateTimeOffset DueOf(Record row) => row.GetDateTimeOffset(DueAt) ?? DateTimeOffset.MinValue;

    internal static int AttemptsOf(Record row) => row.GetInt32(Attempts) ?? 0;

    internal static bool IsGivenUp(Record row) => row.GetString(GaveUpBecause) is not null;

    internal static bool IsLeasedAt(Record row, DateTimeOffset now) => row.GetDateTimeOffset(LeasedUntil) > now;

    internal static DateTimeOffset LeaseEndOf(Record row) => row.GetDateTimeOffset(LeasedUntil) ?? DateTimeOffset.MinValue;

    internal static void Lease(Record row, string server, DateTimeOffset until)
    {
        row[LeasedBy] = server;
        row[LeasedUntil] = until;
    }

    /// <summary>Free for the next try, at the given time.</summary>
    internal static void TryAgainAt(Record row, DateTimeOffset dueAt, bool countsAsAttempt)
    {
        row[DueAt] = dueAt;
        row[Attempts] = AttemptsOf(row) + (countsAsAttempt ? 1 : 0);
        row[LeasedBy] = null!;
        row[LeasedUntil] = null!;
    }

    internal static void ForgetAttempts(Record row) => row[Attempts] = 0;

    internal static void GiveUp(Record row, string because) => row[GaveUpBecause] = because;

    /// <summary>
    /// Due at the given time, if it isn't earlier already; one that was given up is as new. A lease that somebody holds
    /// stays.
    /// </summary>
    internal static void BringForward(Record row, DateTimeOffset dueAt)
    {
        if (IsGivenUp(row))
            StartAgainAt(row, dueAt);
        else if (DueOf(row) > dueAt)
            row[DueAt] = dueAt;
    }

    internal static bool IsLeasedByAnother(Record row, string server) => row.GetString(LeasedBy) is { } holder && holder != server;

    /// <summary>As if it were new, due at the given time.</summary>
    internal static void StartAgainAt(Record row, DateTimeOffset dueAt)
    {
        TryAgainAt(row, dueAt, countsAsAttempt: false);
        row[Attempts] = 0;
        row[GaveUpBecause] = null!;
    }
}
