using System.Text.Json;

namespace LeadershipBot.Simulator.People;

/// <summary>
/// The file that a world is kept in. Writing replaces it in one step, so that a crash leaves the old or the new one; one
/// program at a time holds it.
/// </summary>
internal sealed class WorldFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly FileStream _lock;

    private WorldFile(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Where a file goes that can't be read.</summary>
    public string BrokenPath => Path + ".broken";

    /// <summary>Takes the file for this program, and makes its folder; null where another program holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static WorldFile? Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        try
        {
            // The lock goes with the process, however that ends; the file may stay.
            return new WorldFile(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>What was saved; null where nothing was. A file that can't be read is set aside, and then null is the answer.</summary>
    public SavedWorld? Read(out bool wasBroken)
    {
        wasBroken = false;
        if (!File.Exists(Path))
            return null;
        try
        {
            var saved = JsonSerializer.Deserialize<SavedWorld>(File.ReadAllBytes(Path), Json);
            if (saved is { Format: SavedWorld.CurrentFormat } && saved.ClockMoved >= TimeSpan.Zero
                && saved.Messages.All(message => message is not null) && saved.Views.All(view => view is not null))
                return saved;
        }
        catch (JsonException)
        {
            // Set aside below, as one of a later format is.
        }

        File.Move(Path, BrokenPath, overwrite: true);
        wasBroken = true;
        return null;
    }

    /// <summary>Replaces what was saved.</summary>
    /// <exception cref="IOException">The disk is full, or gone.</exception>
    public void Write(SavedWorld world)
    {
        var fresh = Path + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, world, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, Path, overwrite: true);
    }

    /// <summary>Lets other programs have the file.</summary>
    public void Dispose() => _lock.Dispose();
}
