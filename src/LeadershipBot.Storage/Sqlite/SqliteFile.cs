using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>Opens connections to the database file, and makes its one table at the first opening.</summary>
/// <param name="path">The file.</param>
/// <param name="lockSecondsMax">How long another process's lock is waited for.</param>
internal sealed class SqliteFile(string path, int lockSecondsMax)
{
    private const int FormatVersion = 1;

    // A lock is waited for in steps of a second by SQLite, repeated by the driver up to its own limit.
    private const string EachConnection = """
        PRAGMA busy_timeout = 1000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        """;

    private const string Schema = """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS records(
            tbl TEXT NOT NULL,
            pk TEXT NOT NULL,
            rk TEXT NOT NULL,
            version INTEGER NOT NULL,
            columns TEXT NOT NULL,
            PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS versions(last INTEGER NOT NULL);
        INSERT INTO versions SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM versions);
        PRAGMA user_version = 1;
        COMMIT;
        """;

    private readonly string _connectionToNew = Connection(path, lockSecondsMax, SqliteOpenMode.ReadWriteCreate);
    private readonly string _connectionToOld = Connection(path, lockSecondsMax, SqliteOpenMode.ReadWrite);
    private volatile bool _hasBeenOpened;

    public string Path { get; } = path;

    /// <summary>
    /// True while the file that was opened is there. SQLite itself would go on writing to a file that was deleted.
    /// </summary>
    public bool IsThere => !_hasBeenOpened || File.Exists(Path);

    /// <summary>Opens a connection. A file that has been opened once isn't made anew when it is gone.</summary>
    /// <exception cref="StoreUnavailableException">It can't be opened, and why.</exception>
    public SqliteConnection Open()
    {
        SqliteConnection? connection = null;
        try
        {
            if (!_hasBeenOpened && System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            connection = new SqliteConnection(_hasBeenOpened ? _connectionToOld : _connectionToNew);
            connection.Open();
            Execute(connection, EachConnection);
            Prepare(connection);
            _hasBeenOpened = true;
            return connection;
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw Unavailable(cause);
        }
        catch (StoreUnavailableException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>The failure in the words of the store.</summary>
    public StoreUnavailableException Unavailable(Exception cause) => new(
        cause is SqliteException sqlite
            ? $"The database file {Path} can't be used (SQLite error {sqlite.SqliteExtendedErrorCode})."
            : $"The database file {Path} can't be used.",
        cause);

    /// <summary>The file that was there has gone.</summary>
    public StoreUnavailableException Gone() => new($"The database file {Path} is no longer there.");

    private void Prepare(SqliteConnection connection)
    {
        using var ask = connection.CreateCommand();
        ask.CommandText = "PRAGMA user_version";
        var version = (long)ask.ExecuteScalar()!;
        if (version > FormatVersion)
            throw new StoreUnavailableException($"The database file {Path} is of format {version}; this program knows {FormatVersion}.");
        if (version == 0)
            Execute(connection, Schema);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string Connection(string path, int lockSecondsMax, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        Pooling = false, // connections are kept with their prepared statements
        DefaultTimeout = lockSecondsMax,
    }.ToString();
}
