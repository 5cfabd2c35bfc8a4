namespace LeadershipBot.Tests.Support;

/// <summary>A test class of the whole app: the bots that a test starts are judged after it and then stopped.</summary>
public abstract class WholeApp : IAsyncLifetime
{
    private readonly List<BotUnderTest> _bots = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            foreach (var bot in _bots)
                await bot.JudgeAsync();
        }
        finally
        {
            foreach (var bot in Enumerable.Reverse(_bots))
                await bot.DisposeAsync();
        }
    }

    private protected async Task<BotUnderTest> StartAsync(BotOptions? options = null)
    {
        var bot = await BotUnderTest.StartAsync(options);
        _bots.Add(bot);
        return bot;
    }
}
