namespace LeadershipBot.Storage;

/// <summary>Asks a store whether it can read and write, by writing one empty row again and again.</summary>
internal static class Readiness
{
    private const string Table = "Readiness";
    private const string Key = "check";

    public static async Task CheckAsync(IRecordStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.CommitAsync(Table, Key, [new Change.Upsert(new Record(Key, Key))], cancellationToken);
        }
        catch (CommitUnconfirmedException cause)
        {
            throw new StoreUnavailableException("The store did not confirm a write.", cause);
        }

        if (await store.FindAsync(Table, Key, Key, cancellationToken) is null)
            throw new StoreUnavailableException("The store did not find what it had just written.");
    }
}
