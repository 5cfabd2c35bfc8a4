using System.CommandLine;
using System.Text.Json.Nodes;
using LeadershipBot.CommandLine;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>The command line does what people can do in Teams, beside a running bot.</summary>
public sealed class PrivacyCommandTests : WholeApp
{
    [Fact]
    public async Task A_person_is_exported_then_erased_after_a_dry_run_that_changes_nothing()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);
        string[] who = ["person", "--tenant", bot.Priya.Person.TenantId, "--object-id", bot.Priya.ObjectId.ToUpperInvariant()];

        var (code, json, _) = await RunAsync(bot, PrivacyCommands.Export, who);
        Assert.Equal(0, code);
        Assert.Equal(bot.Priya.ObjectId, JsonNode.Parse(json)!["objectId"]!.GetValue<string>());
        Assert.Contains("\"Choice\": 1", json, StringComparison.Ordinal);

        var (_, plan, _) = await RunAsync(bot, PrivacyCommands.Erase, [.. who, "--dry-run"]);
        Assert.Contains("Would be erased:", plan, StringComparison.Ordinal);
        Assert.Single(await bot.AnswersAsync(poll));

        var (_, done, _) = await RunAsync(bot, PrivacyCommands.Erase, who);
        Assert.Contains("Done.", done, StringComparison.Ordinal);
        Assert.Empty(await bot.AnswersAsync(poll));
        var (_, after, _) = await RunAsync(bot, PrivacyCommands.Export, who);
        Assert.DoesNotContain(bot.Priya.Name, after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_says_what_it_would_remove_and_then_removes()
    {
        var bot = await StartAsync();
        var (code, text, _) = await RunAsync(bot, PrivacyCommands.Retention, ["--dry-run"]);
        Assert.Equal(0, code);
        Assert.Contains("Polls: kept 1095 days; would be removed: 0.", text, StringComparison.Ordinal);
        Assert.Contains("Polls: kept 1095 days; removed: 0.", (await RunAsync(bot, PrivacyCommands.Retention, [])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_id_changes_nothing()
    {
        var bot = await StartAsync();
        var (code, _, error) = await RunAsync(bot, PrivacyCommands.Erase, ["person", "--tenant", "contoso", "--object-id", "ann"]);
        Assert.Equal(2, code);
        Assert.Contains("are GUIDs", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(BotUnderTest bot, Func<Func<Microsoft.AspNetCore.Builder.WebApplication>, Command> command, string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await command(() => App.Build(
            ["--environment=Development", "--DangerouslyAllowUnauthenticatedRequests=true"],
            builder =>
            {
                builder.Services.AddSingleton<IRecordStore>(new Borrowed(bot.Store));
                builder.Services.AddSingleton<TimeProvider>(bot.Clock);
                builder.Services.AddSingleton<Chance>(new SeededChance(2));
            })).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        await bot.DrainAsync();
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>The bot's own store: the command, which closes what it opened, must not close this one.</summary>
    private sealed class Borrowed(IRecordStore store) : IRecordStore
    {
        public Task<LeadershipBot.Storage.Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => store.FindAsync(table, partitionKey, rowKey, cancellationToken);

        public IAsyncEnumerable<LeadershipBot.Storage.Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken) => store.ListAsync(table, partitionKey, range, cancellationToken);

        public Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken) => store.CommitAsync(table, partitionKey, changes, cancellationToken);

        public Task CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
    }
}
