namespace LeadershipBot.EndToEnd.Page;

/// <summary>A folder for the data of one Simulator, deleted at the end.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadershipbot-page-");

    public string BotPath => Path.Combine(_folder.FullName, "bot.db");

    public string WorldPath => Path.Combine(_folder.FullName, "bot.simulator.json");

    /// <summary>Waits until the chats are saved with these words in them.</summary>
    public async Task WaitForWorldAsync(string words, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(WorldPath) || !(await File.ReadAllTextAsync(WorldPath, limit.Token)).Contains(words, StringComparison.Ordinal))
            await timer.WaitForNextTickAsync(limit.Token);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
