using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>One connection that reads, with its prepared statements. Used by one caller at a time.</summary>
internal sealed class SqliteReading : IDisposable
{
    // Anything binary sorts after any text.
    private static readonly byte[] AfterEveryText = [];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _list;

    /// <exception cref="StoreUnavailableException">The file can't be opened.</exception>
    public SqliteReading(SqliteFile file)
    {
        _connection = file.Open();
        _find = Command("SELECT version, columns FROM records WHERE tbl = $1 AND pk = $2 AND rk = $3", 3);
        _list = Command("SELECT rk, version, columns FROM records WHERE tbl = $1 AND pk = $2 AND rk >= $3 AND rk < $4 ORDER BY rk LIMIT $5", 5);
    }

    public Record? Find(string table, string partitionKey, string rowKey)
    {
        Bind(_find, table, partitionKey, rowKey);
        using var rows = _find.ExecuteReader();
        return rows.Read() ? Read(rows, partitionKey, rowKey, at: 0) : null;
    }

    /// <summary>At most so many records from <paramref name="from"/>, inclusive.</summary>
    public List<Record> List(string table, string partitionKey, string from, string? to, int rowsMax)
    {
        Bind(_list, table, partitionKey, from);
        _list.Parameters[3].Value = (object?)to ?? AfterEveryText;
        _list.Parameters[4].Value = rowsMax;
        var page = new List<Record>();
        using var rows = _list.ExecuteReader();
        while (rows.Read())
            page.Add(Read(rows, partitionKey, rows.GetString(0), at: 1));
        return page;
    }

    public void Dispose()
    {
        _find.Dispose();
        _list.Dispose();
        _connection.Dispose();
    }

    private static Record Read(SqliteDataReader rows, string partitionKey, string rowKey, int at)
        => RecordJson.Decode(rows.GetFieldValue<byte[]>(at + 1), partitionKey, rowKey, rows.GetInt64(at).ToString(CultureInfo.InvariantCulture));

    private static void Bind(SqliteCommand command, string table, string partitionKey, string rowKey)
    {
        command.Parameters[0].Value = table;
        command.Parameters[1].Value = partitionKey;
        command.Parameters[2].Value = rowKey;
    }

    private SqliteCommand Command(string sql, int parameters) => SqliteCommands.Prepare(_connection, sql, parameters);
}
