using LeadershipBot.CommandLine;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Support;

/// <summary>Imports national data into a store as the command line does, and reads what is current.</summary>
internal static class Importing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ImportReport> ImportPracticesAsync(this IRecordStore store, Stream file, bool dryRun = false, long sizeMax = ImportPractices.DefaultSizeMax)
    {
        await using var parts = CommandParts.Of(store);
        return await parts.GetRequiredService<ImportPractices>().RunAsync(file, dryRun, Token, sizeMax);
    }

    public static async Task<ImportReport> ImportBodiesAsync(this IRecordStore store, Stream file, bool dryRun = false)
    {
        await using var parts = CommandParts.Of(store);
        return await parts.GetRequiredService<ImportBodies>().RunAsync(file, dryRun, Token);
    }

    public static async Task<IReadOnlyDictionary<OdsCode, Practice>> PracticesAsync(this IRecordStore store)
    {
        await using var parts = CommandParts.Of(store);
        var shelf = parts.GetRequiredService<OdsShelf>();
        return await shelf.PracticesAsync(await shelf.HeadAsync(OdsList.Practices, Token), Token);
    }
}
