namespace LeadershipBot.EndToEnd.Page;

/// <summary>One Simulator for all tests of a collection; each test asks questions of its own.</summary>
public sealed class RunningPage(Browser browser) : IAsyncLifetime
{
    private readonly DataFolder _data = new();
    private SimulatorProgram? _program;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
            await _program.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A window of this person; null as the look is a desk's.</summary>
    internal async Task<TeamsWindow> OpenAsync(string person, string conversation, Look? look = null)
    {
        _program ??= await SimulatorProgram.StartAsync(_data, port: 0, TestContext.Current.CancellationToken);
        return await OpenAsync(_program.Address, person, conversation, look ?? Look.Desk);
    }

    /// <summary>A window of this person on another Simulator.</summary>
    internal Task<TeamsWindow> OpenAsync(Uri address, string person, string conversation, Look look)
        => browser.OpenAsync(address, person, conversation, look);
}

/// <summary>
/// Tests of the page run one after the other in five rows, each with a Simulator of its own: more browsers at once would only
/// slow each other down. This row is of the page itself.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PageTests : ICollectionFixture<RunningPage>
{
    public const string Name = "The page";
}

/// <summary>The row of polls, forms and files.</summary>
[CollectionDefinition(Name)]
public sealed class AnswerTests : ICollectionFixture<RunningPage>
{
    public const string Name = "Answers on the page";
}

/// <summary>The row of whole lives: what several people do there one after another, from the first card to the last.</summary>
[CollectionDefinition(Name)]
public sealed class LifeTests : ICollectionFixture<RunningPage>
{
    public const string Name = "Lives on the page";
}

/// <summary>The row of what takes a year: a fellowship from being written to its next cycle.</summary>
[CollectionDefinition(Name)]
public sealed class YearTests : ICollectionFixture<RunningPage>
{
    public const string Name = "A year on the page";
}

/// <summary>The row of what is scored, agreed to and judged: a fellowship with a panel.</summary>
[CollectionDefinition(Name)]
public sealed class JudgedTests : ICollectionFixture<RunningPage>
{
    public const string Name = "Judged on the page";
}
