using System.Text.Json;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Storage;
using Microsoft.AspNetCore.Http;
using Mono.Cecil;

namespace LeadershipBot.Tests.Architecture;

// What no room may do, each in another way: a field, a parameter, a return type, a base, a generic argument, a lambda,
// a local function, a constraint. The tests show that it is found.

/// <summary>Breaks every law of Domain.</summary>
internal abstract class GuiltyRule : IComparer<CardLibrary>
{
    private readonly List<TimeProvider?> _clocks = [];

    public abstract Task DecideLater();

    public abstract int Compare(CardLibrary? x, CardLibrary? y);

    public int CountClocks() => _clocks.Count;

    public static bool IsLate() => DateTime.UtcNow.Year > 2026;

    public static Func<int> Hour() => () => DateTimeOffset.Now.Hour;

    public static string NewId() => Guid.NewGuid().ToString();

    public static object Chance() => new Random(1);

    public static bool Exists(string path) => Local(path);

    public static object? Read(JsonDocument? json) => json is null ? typeof(ModuleDefinition) : null;

    public static T? Call<T>(T? client)
        where T : HttpClient => client;

    public static IEnumerable<int> Store()
    {
        IRecordStore? store = null;
        yield return store is null ? 0 : 1;
    }

    private static bool Local(string path)
    {
        return Inner();

        bool Inner() => File.Exists(path);
    }
}

/// <summary>Reaches into every other room.</summary>
internal static class GuiltyReach
{
    public static HttpContext? Context { get; }

    public static string? Type(Activity activity) => activity.Type;

    public static Func<PollHead?> Head() => () => null;

    public static bool Is(object value) => value is Poll;

    public static async Task<bool> HasAsync(IRecordStore store, HttpClient client)
    {
        await Task.Yield();
        return store is not null && client is not null;
    }

    public static void Try(Azure.Core.TokenCredential? credential)
    {
        try
        {
            GC.KeepAlive(credential);
        }
        catch (StoreUnavailableException)
        {
            GC.KeepAlive(null);
        }
    }
}
