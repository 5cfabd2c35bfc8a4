using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator;

/// <summary>How a simulator starts.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The bot of the world.</summary>
    public BotIdentity Bot { get; init; } = new("7d1e0000-0000-4000-a000-000000000001", "LeadershipBot");

    /// <summary>The chance that ids come from.</summary>
    public string Seed { get; init; } = "leadershipbot";

    /// <summary>The clock; null is one that keeps step with the system's. The simulator disposes of its own only.</summary>
    public SimulatorClock? Clock { get; init; }

    /// <summary>The demo organisation to fill the world with; null leaves it empty.</summary>
    public string? DemoPath { get; init; }

    /// <summary>What happened before, to bring back into the filled world; null where nothing did.</summary>
    internal SavedWorld? Saved { get; init; }

    /// <summary>What the connector allows.</summary>
    public ConnectorLimits Limits { get; init; } = ConnectorLimits.Teams;

    /// <summary>Whether activities to the bot carry tokens.</summary>
    public bool SignsDeliveries { get; init; }

    /// <summary>The bot's messaging endpoint; null until it is set on the host.</summary>
    public string? BotUrl { get; init; }

    /// <summary>The folder of the page's files; where there is none, only the page's API is served.</summary>
    public string PageFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "Page", "wwwroot");

    /// <summary>The Teams manifest that the page reads commands and message extensions from; where there is none, it has none.</summary>
    public string ManifestPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "manifest", "manifest.json");
}
