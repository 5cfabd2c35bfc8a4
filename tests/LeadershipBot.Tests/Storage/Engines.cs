using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Storage;

public sealed class MemoryRecordStoreTests : StoreContract
{
    protected override Task<IRecordStore> MakeAsync() => Task.FromResult<IRecordStore>(new MemoryRecordStore());
}

public sealed class SqliteRecordStoreTests : StoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IRecordStore> MakeAsync() => Task.FromResult<IRecordStore>(new SqliteRecordStore(_folder.File("store.db")));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await ((SqliteRecordStore)Store).DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>Against Microsoft's emulator.</summary>
public sealed class AzureTablesRecordStoreTests : StoreContract
{
    protected override int CountsOfEachWriter => 1;

    protected override async Task<IRecordStore> MakeAsync()
        => AzureTablesRecordStore.FromConnectionString((await Azurite.StartAsync()).ConnectionString, Azurite.Patient());
}
