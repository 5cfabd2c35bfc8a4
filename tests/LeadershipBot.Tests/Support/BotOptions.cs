using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Support;

/// <summary>How a bot under test starts.</summary>
internal sealed record BotOptions
{
    /// <summary>Where it keeps things; null is a SQLite file in a folder of its own.</summary>
    public IRecordStore? Store { get; init; }

    /// <summary>The Simulator signs what it delivers, and the bot checks it.</summary>
    public bool ChecksTokens { get; init; }

    /// <summary>Time passes by itself, for work that waits a moment and tries again.</summary>
    public bool TimePasses { get; init; }

    /// <summary>After how long of real time what waits on the standing clock is helped on, while a test lets everything happen that is due.</summary>
    public TimeSpan HelpAfter { get; init; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Whether a member may use it only as fast as when it is deployed: a test presses faster than any person.</summary>
    public bool IsPaced { get; init; }

    /// <summary>What the connector allows; null checks sizes but no pace.</summary>
    public ConnectorLimits? Limits { get; init; }

    /// <summary>Whether the bot may ask the Simulator's Graph to install it for people.</summary>
    public bool AsksGraph { get; init; }

    /// <summary>More settings, such as <c>--Organisation:Administrators=…</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Whether the bot may log errors: only where a test makes it meet one.</summary>
    public bool MayLogErrors { get; init; }

    /// <summary>The name under which it keeps its share of each tally; null is that of the process.</summary>
    public string? ServerName { get; init; }

    /// <summary>Parts of a test's own, such as a feature that asks; null for none.</summary>
    public Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? Parts { get; init; }

    /// <summary>A Teams that another bot of the test started; null is one of its own.</summary>
    public BotUnderTest? SharesTeamsWith { get; init; }
}
