namespace LeadershipBot.Tests.Support;

/// <summary>
/// A folder for the SQLite file of one test: in the machine's memory where Linux has a file system there with room to
/// spare, since each commit waits for its flush to the disk; else among the temporary files.
/// </summary>
internal static class StoreFolder
{
    private const string InMemory = "/dev/shm";
    private const long RoomMin = 1L << 30; // bytes; containers often have 64 MB there

    public static DirectoryInfo Create()
        => HasRoom() ? Directory.CreateDirectory(Path.Combine(InMemory, $"leadershipbot-test-{Guid.NewGuid():N}")) : Directory.CreateTempSubdirectory("leadershipbot-test-");

    private static bool HasRoom() => Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace > RoomMin;
}
