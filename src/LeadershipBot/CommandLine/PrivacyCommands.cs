using System.CommandLine;
using System.Text;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Privacy;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>
/// <c>export person</c>, <c>erase person</c> and <c>retention</c>: what people can do in Teams, for whoever answers
/// requests that come by letter. They use the bot's own parts and settings, and may run beside it.
/// </summary>
internal static class PrivacyCommands
{
    private const int Failed = 1;
    private const int UsageError = 2;

    /// <summary><c>export person</c>.</summary>
    public static Command Export(Func<WebApplication> build)
    {
        var (tenant, person) = Who();
        var output = new Option<string?>("--out") { Description = "The file to write; without it, it is written to the console." };
        var command = new Command("person", "Write everything that is held about one person, as JSON.") { tenant, person, output };
        command.SetAction((parsed, stop) => RunAsync(parsed, build, (tenant, person), async (app, about) =>
        {
            var json = HeldData.ToJson(about, await app.Services.GetRequiredService<HeldData>().CollectAsync(about, stop));
            if (parsed.GetValue(output) is not { } path)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Encoding.UTF8.GetString(json));
                return 0;
            }

            await File.WriteAllBytesAsync(path, json, stop);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {json.Length} bytes to {path}.");
            return 0;
        }, stop));
        return new Command("export", "Write out what is held.") { command };
    }

    /// <summary><c>erase person</c>.</summary>
    public static Command Erase(Func<WebApplication> build)
    {
        var (tenant, person) = Who();
        var dryRun = DryRun();
        var command = new Command("person", "Erase what is held about one person, as far as it may be erased. There is no way back.") { tenant, person, dryRun };
        command.SetAction((parsed, stop) => RunAsync(parsed, build, (tenant, person), async (app, about) =>
        {
            var erasure = app.Services.GetRequiredService<Erasure>();
            var console = parsed.InvocationConfiguration.Output;
            var plan = await erasure.PlanAsync(about, stop);
            await ListAsync(console, parsed.GetValue(dryRun) ? "Would be erased:" : "Erased:", plan.Erased);
            await ListAsync(console, "Kept, and why:", plan.Kept);
            await ListAsync(console, "Heed:", plan.Heed);
            if (parsed.GetValue(dryRun))
                return 0;
            foreach (var part in erasure.PartsOf(about))
                await erasure.RunAsync(part, about, stop);
            await console.WriteLineAsync("Done.");
            return 0;
        }, stop));
        return new Command("erase", "Erase what is held.") { command };
    }

    /// <summary><c>retention</c>.</summary>
    public static Command Retention(Func<WebApplication> build)
    {
        var dryRun = DryRun();
        var command = new Command("retention", "Remove what is older than its limit now, without waiting for the daily run.") { dryRun };
        command.SetAction((parsed, stop) => UseAsync(parsed.InvocationConfiguration, build, async app =>
        {
            var run = app.Services.GetRequiredService<RetentionRun>();
            var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var removed = run.Limits.ToDictionary(limit => limit.Kind.Name, _ => 0);
            foreach (var part in await run.PartsAsync(stop))
                removed[part.Kind.Name] += await run.RunAsync(part, now, parsed.GetValue(dryRun) ? Sweep.Count : Sweep.Remove, stop);
            foreach (var (kind, days) in run.Limits)
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{kind.Name}: kept {days} days; {(parsed.GetValue(dryRun) ? "would be removed" : "removed")}: {removed[kind.Name]}.");
            return 0;
        }));
        return command;
    }

    private static (Option<string> Tenant, Option<string> Person) Who()
        => (new Option<string>("--tenant") { Required = true, Description = "The Microsoft 365 tenant's id (a GUID)." },
            new Option<string>("--object-id") { Required = true, Description = "The person's Microsoft Entra object id (a GUID)." });

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Say what would be done, and change nothing." };

    private static async Task ListAsync(TextWriter console, string title, IReadOnlyList<Microsoft365.Cards.PlainText> lines)
    {
        await console.WriteLineAsync(lines.Count == 0 ? $"{title} nothing." : title);
        foreach (var line in lines)
            await console.WriteLineAsync($"- {line.Words}");
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<WebApplication> build, (Option<string> Tenant, Option<string> Person) asked, Func<WebApplication, PersonAsked, Task<int>> work, CancellationToken stop)
    {
        var console = parsed.InvocationConfiguration;
        if (!Guid.TryParse(parsed.GetValue(asked.Tenant), out var tenantId) || !Guid.TryParse(parsed.GetValue(asked.Person), out var personId))
        {
            await console.Error.WriteLineAsync("--tenant and --object-id are GUIDs, such as 1d2c3b4a-0000-4000-8000-9f8e7d6c5b4a. Nothing was changed.");
            return UsageError;
        }

        var who = new MemberId(tenantId.ToString("D"), personId.ToString("D"));
        return await UseAsync(console, build, async app =>
        {
            var about = new PersonAsked(who, Zones.UnitedKingdom, app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            return await work(app, await app.Services.GetRequiredService<Looking>().AskAsync(about, stop));
        });
    }

    private static async Task<int> UseAsync(InvocationConfiguration console, Func<WebApplication> build, Func<WebApplication, Task<int>> work)
    {
        await using var app = build(); // never started: it serves nothing
        try
        {
            return await work(app);
        }
        catch (Exception problem) when (problem is StoreUnavailableException or CommitUnconfirmedException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"It was cut short: {problem.Message} Run the same command again; it goes on with what is left.");
            return Failed;
        }
    }
}
