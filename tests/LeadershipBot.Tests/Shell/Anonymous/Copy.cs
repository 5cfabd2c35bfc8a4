namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Everything of an ask that lies in a store at one moment, as an attacker copies it.</summary>
/// <param name="Rows">The rows of its partition, by key.</param>
/// <param name="Raw">
/// All bytes of the store's files that aren't those of the copy before, whatever they mean, with a few before and after;
/// empty where there are no files. Valid until the next copy.
/// </param>
/// <param name="FileFeatures">What can be told of the files as such, such as their lengths.</param>
internal sealed record Copy(IReadOnlyDictionary<string, CopiedRow> Rows, IReadOnlyList<ReadOnlyMemory<byte>> Raw, IReadOnlyList<(string Name, string Value)> FileFeatures);

/// <summary>A row as it was copied.</summary>
/// <param name="Version">The engine's own number or tag of this version.</param>
/// <param name="Stamp">When it was written, where the engine says.</param>
/// <param name="Columns">Names and values, as bytes.</param>
internal sealed record CopiedRow(string Key, string Version, string Stamp, IReadOnlyList<(string Name, byte[] Value)> Columns)
{
    public int Size { get; } = Columns.Sum(column => column.Name.Length + column.Value.Length);
}

/// <summary>Copies a store.</summary>
internal interface ICopier
{
    Task<Copy> CopyAsync(string partition, CancellationToken cancellationToken);
}
