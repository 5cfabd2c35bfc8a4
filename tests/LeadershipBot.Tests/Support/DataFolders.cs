namespace LeadershipBot.Tests.Support;

/// <summary>
/// Folders for the data of whole apps. They lie in memory where the machine has room for that: tests make thousands of small
/// commits, and each is flushed. Tests of the store itself use a disk.
/// </summary>
internal static class DataFolders
{
    private const string InMemory = "/dev/shm";
    private const long BytesMin = 2L << 30;

    private static readonly bool HasMemory = OperatingSystem.IsLinux() && Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace >= BytesMin;

    /// <summary>A new folder, which whoever asked for it deletes.</summary>
    public static DirectoryInfo Create(string prefix)
        => HasMemory ? Directory.CreateDirectory(Path.Combine(InMemory, prefix + Path.GetRandomFileName())) : Directory.CreateTempSubdirectory(prefix);
}
