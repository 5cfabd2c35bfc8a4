using System.Reflection;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Simulator;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Architecture;

/// <summary>A part of the product and what it must not know.</summary>
/// <param name="Name">What people call it; its types' names begin with <paramref name="Prefix"/>.</param>
/// <param name="Prefix">The room's namespace, with a dot at its end.</param>
/// <param name="Assembly">Where it is built.</param>
/// <param name="Forbids">What it must not use.</param>
/// <param name="Exceptions">"User uses used", with the reason. One that nobody needs any more fails the test.</param>
internal sealed record Room(string Name, string Prefix, Assembly Assembly, Func<Use, bool> Forbids, IReadOnlyDictionary<string, string> Exceptions)
{
    private const string Ours = "LeadershipBot.";
    private const string Features = "LeadershipBot.Features.";

    // An allow-list: a new namespace in Domain is a decision.
    private static readonly string[] RulesMayUse =
    [
        "System", "System.Buffers", "System.Buffers.Binary", "System.CodeDom.Compiler", "System.Collections", "System.Collections.Frozen", "System.Collections.Generic",
        "System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Globalization", "System.Linq", "System.Numerics", "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices", "System.Text", "System.Text.RegularExpressions", "System.Text.RegularExpressions.Generated",
    ];

    private static readonly string[] RulesNeverUse =
    [
        "System.TimeProvider", "System.Random", "System.Console", "System.Environment", "System.AppContext", "System.AppDomain", "System.Lazy`1",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Diagnostics.Debug", "System.Diagnostics.Trace",
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.TimeZoneInfo.Local", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.GC",
    ];

    public static Room Domain { get; } = New("Domain", typeof(Poll), use => !use.Of.StartsWith("LeadershipBot.Domain.", StringComparison.Ordinal)
        && (!RulesMayUse.Contains(NamespaceOf(use.Of)) || RulesNeverUse.Contains(use.Of) || RulesNeverUse.Contains(use.Of + "." + use.Member)));

    public static Room Storage { get; } = New("Storage", typeof(IRecordStore), use => !IsIn(use.Of, "System.", "LeadershipBot.Storage.", "Azure.", "Microsoft.Data.Sqlite."));

    public static Room Microsoft365 { get; } = New("Microsoft365", typeof(CardLibrary), use => !IsIn(
        use.Of, "System.", "LeadershipBot.Microsoft365.", "Azure.", "Microsoft.Graph.", "Microsoft.Kiota.", "Microsoft.IdentityModel.", "Microsoft.Identity.Client.", "Microsoft.Extensions.", "Polly."));

    /// <summary>The shell may know the ideas that all features share; the folders of Domain that belong to one feature it may not.</summary>
    public static Room Shell { get; } = New("Shell", typeof(App), use => IsIn(use.Of, Features)
        || (IsIn(use.Of, "LeadershipBot.Domain.") && NamespaceOf(use.Of) is not ("LeadershipBot.Domain" or "LeadershipBot.Domain.Anonymous" or "LeadershipBot.Domain.Applying" or "LeadershipBot.Domain.Asks" or "LeadershipBot.Domain.People" or "LeadershipBot.Domain.Sending" or "LeadershipBot.Domain.Text" or "LeadershipBot.Domain.Time")));

    /// <summary>From the turn on there is no Teams type either; the shell knows how anything gets out.</summary>
    public static Room Feature { get; } = New("Features", typeof(App), use => (FeatureOf(use.Of) is { } other && FeatureOf(use.By) is { } own && other != own)
        || IsIn(use.Of, "Microsoft.AspNetCore.", "System.Net.", "Azure.", "Microsoft.Data.", "LeadershipBot.Microsoft365.Teams.", "LeadershipBot.Simulator."));

    /// <summary>It starts the app as a user would.</summary>
    public static Room Simulator { get; } = New("Simulator", typeof(SimulatorHost), use => IsIn(use.Of, Ours) && !IsIn(use.Of, "LeadershipBot.Simulator.") && use.Of != "LeadershipBot.App");

    public static IReadOnlyList<Room> All { get; } = [Domain, Storage, Microsoft365, Shell, Feature, Simulator];

    /// <summary>What breaks the room's wall, of these uses.</summary>
    public IReadOnlyList<Use> Breaches(IEnumerable<Use> uses)
        => [.. uses.Where(use => use.By.StartsWith(Prefix, StringComparison.Ordinal) && Forbids(use))];

    private static Room New(string name, Type within, Func<Use, bool> forbids) => new(name, $"{Ours}{name}.", within.Assembly, forbids, Reasons(name));

    private static Dictionary<string, string> Reasons(string room) => room switch
    {
        "Simulator" => new()
        {
            ["LeadershipBot.Simulator.Newcomer uses LeadershipBot.SettingsException"] = "App.Build throws it, and a newcomer reads its sentence instead of a stack.",
        },
        _ => [],
    };

    /// <summary>The feature to which a type belongs; null for AllFeatures, which names them all, and for what is no feature.</summary>
    private static string? FeatureOf(string type)
        => type.StartsWith(Features, StringComparison.Ordinal) && type[Features.Length..].Split('.') is [var feature, _, ..] ? feature : null;

    private static string NamespaceOf(string type) => type.LastIndexOf('.') is var dot and > 0 ? type[..dot] : "";

    private static bool IsIn(string type, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
            if (type.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        return false;
    }
}
