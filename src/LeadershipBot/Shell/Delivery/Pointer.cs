using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// A row in the table <c>Due</c> that says where an outbox row lies, sorted by time. It is written before the outbox
/// row: a pointer to nothing is harmless, an outbox row without a pointer can't happen.
/// </summary>
/// <param name="DueAt">When the outbox row is due, to the second, rounded down.</param>
/// <param name="Table">Where the outbox row lies.</param>
/// <param name="PartitionKey">Where the outbox row lies.</param>
/// <param name="RowKey">The outbox row.</param>
public sealed record Pointer(DateTimeOffset DueAt, string Table, string PartitionKey, string RowKey)
{
    public const string DueTable = "Due";

    private const string TimeFormat = "yyyyMMddHHmmss";

    /// <summary>Over how many partitions the pointers are spread, since one takes 2,000 writes a second at the most.</summary>
    public const int Buckets = 16;

    public string Bucket => BucketKey((int)(Hash() % Buckets));

    public static string BucketKey(int bucket) => bucket.ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>The end, exclusive, of the pointers that are due at this moment.</summary>
    public static RowRange DueUntil(DateTimeOffset now) => RowRange.Before(TimeKey(now.AddSeconds(1)));

    public static Pointer To(string table, Record outboxRow)
        => new(OutboxRow.DueOf(outboxRow), table, outboxRow.PartitionKey, outboxRow.RowKey);

    public static Pointer From(Record row) => new(
        DateTimeOffset.ParseExact(row.RowKey.AsSpan(0, TimeFormat.Length), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        row.GetString("Table") ?? "",
        row.GetString("Partition") ?? "",
        row.GetString("Row") ?? "");

    public Record ToRecord() => new(Bucket, $"{TimeKey(DueAt)}.{Hash():x16}")
    {
        ["Table"] = Table,
        ["Partition"] = PartitionKey,
        ["Row"] = RowKey,
    };

    private static string TimeKey(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private ulong Hash() => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Table}\n{PartitionKey}\n{RowKey}")));
}
