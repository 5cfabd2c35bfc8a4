namespace LeadershipBot.Tests.Support;

/// <summary>
/// What a test needs of the machine. Where it is missing the test is skipped with one line that says so; CI forbids
/// skipping by running the tests with xUnit.FailSkips.
/// </summary>
internal static class Needs
{
    /// <summary>The root of the repository, found from the test's own folder.</summary>
    public static string Root { get; } = FindUp(AppContext.BaseDirectory, "LeadershipBot.sln");

    /// <summary>A file of the real NHS data and schemas that stand beside the project, or skips the test.</summary>
    public static string SharedData(string path)
    {
        var file = Path.Combine(Root, "..", "shared", "data", path);
        Assert.SkipUnless(File.Exists(file), $"Needs {path} in ../shared/data, which is not beside this clone.");
        return file;
    }

    /// <summary>Debian's Chromium, or skips the test.</summary>
    public static string Chromium()
    {
        string[] places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        var found = places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "Needs Chromium: apt-get install chromium.");
        return found!;
    }

    private static string FindUp(string from, string name)
    {
        for (var at = new DirectoryInfo(from); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, name)))
                return at.FullName;
        throw new InvalidOperationException($"No {name} above {from}.");
    }
}
