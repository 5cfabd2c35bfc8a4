using System.Diagnostics;
using LeadershipBot.Simulator;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Simulator;

/// <summary>The official JavaScript bot in a Node process of its own, which ends with this object.</summary>
internal sealed class JudgeBot : IAsyncDisposable
{
    private readonly Process _process;

    private JudgeBot(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>The address of the bot, without a slash at its end.</summary>
    public string Url { get; }

    public static async Task<JudgeBot> StartAsync(SimulatorHost host)
    {
        var folder = await NodeTools.JudgesAsync();
        var process = Process.Start(new ProcessStartInfo("node", ["botbuilder-bot.mjs", host.World.Bot.AppId, host.Tokens.MetadataUrl])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.False(string.IsNullOrEmpty(port), "The official bot did not start.");
        var url = $"http://127.0.0.1:{port}";
        host.BotUrl = url + "/api/messages";
        return new(process, url);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
