using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Architecture;

/// <summary>A file of the repository that people write.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Made = ["bin", "obj", "node_modules", "dist", "data", "StrykerOutput", "BenchmarkDotNet.Artifacts"];

    /// <summary>All files under a folder that end so, without what a build makes.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder, params string[] endings)
        =>
        [
            .. Directory.EnumerateFiles(System.IO.Path.Combine(Needs.Root, folder), "*", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Needs.Root, file).Replace('\\', '/'))
                .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.Split('/').Any(Made.Contains))
                .Order(StringComparer.Ordinal)
                .Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(Needs.Root, path)))),
        ];

    /// <summary>How many lines it has; an empty one at the end doesn't count.</summary>
    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;
}
