using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Sendings;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>What is shown of many recipients is read as far as it is shown, and nothing is read more often than it must.</summary>
public sealed class ManyRecipientsTests : WholeApp
{
    private const string Question = "Extend hours?";
    private const int Waiting = 400;
    private const int Crowded = 590; // with the ten of the demo three shards

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_holds_neither_list_in_memory()
    {
        var (bot, people) = await BotAsync();
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var (recipients, members, leadMax) = (0, 0, 0);
        bot.Store.RowRead = row =>
        {
            recipients += row.RowKey.StartsWith(SendingRows.Row, StringComparison.Ordinal) ? 1 : 0;
            members += row.RowKey.Contains(".member.", StringComparison.Ordinal) ? 1 : 0;
            leadMax = Math.Max(leadMax, Math.Abs(recipients - members));
        };

        var chair = new Actor(bot.Chair.ObjectId, bot.Chair.Person.TenantId, bot.Chair.Name, new Hat(new OrganisationName(SendingTrial.Organisation, "Larkford"), Roles.Chair));
        var made = await bot.Services.GetRequiredService<ReportFile>().MakeAsync(new FileWish(chair, sending.Id, bot.Clock.GetUtcNow(), Zones.UnitedKingdom), Token);
        bot.Store.RowRead = null;

        Assert.False(made.IsRefused(out _, out var file));
        var lines = System.Text.Encoding.UTF8.GetString(file!.Bytes.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((people.Count, people.Count), (recipients, members));
        Assert.Equal(people.Select(who => who.ObjectId).Order(), lines.Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..]).Order());
        Assert.All(lines.Skip(1), line => Assert.NotEqual(',', line[0])); // each has a name
        Assert.InRange(leadMax, 0, sending.Shards + 4);
    }

    [Fact]
    public async Task The_list_of_who_was_not_reached_is_read_no_further_than_its_page()
    {
        var (bot, people) = await BotAsync();
        List<Colleague> blocked = [.. people.Where((_, n) => n % 6 == 5)];
        foreach (var who in blocked)
            bot.Teams.World.SetInstall(who.Chat, InstallState.Blocked);
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var read = 0;
        bot.Store.RowRead = row => read += row.RowKey.StartsWith(SendingRows.Row, StringComparison.Ordinal) ? 1 : 0;

        var first = await ListAsync(bot, sending, 0);
        Assert.InRange(read, 10, 250);
        Assert.True(first.Says($"Showing 1 to 10 of {blocked.Count}."), first.ToString());
        var names = new HashSet<string>();
        for (var page = 0; page * 10 < blocked.Count; page++)
            names.UnionWith((await ListAsync(bot, sending, page)).Texts.Where(text => blocked.Exists(who => text.Contains(who.Name, StringComparison.Ordinal))));
        bot.Store.RowRead = null;

        Assert.Equal(blocked.Count, names.Count);
    }

    [Fact]
    public async Task Those_who_are_tried_again_at_many_moments_are_looked_at_in_few_passes()
    {
        var (bot, people) = await BotAsync();
        bot.Teams.Faults.Next(Waiting, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 60), request => request.Operation is ConnectorOperation.Send && request.ConversationId != bot.Chair.Chat.Id);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(56), TimeSpan.FromSeconds(4));
        Assert.InRange((await SendingTrial.CountAsync(bot)).Sum.Waiting, Waiting - 40, Waiting);
        var read = 0;
        bot.Store.RowRead = row => read += row.RowKey.StartsWith(SendingRows.Row, StringComparison.Ordinal) ? 1 : 0;

        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromMilliseconds(250));
        bot.Store.RowRead = null;

        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
        Assert.InRange(read / (double)people.Count, 1, 40); // a pass for each second of jitter, since a shard of two hundred rests for one
    }

    private static async Task<CardReading> ListAsync(BotUnderTest bot, SendingHead sending, int page)
        => CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "sendings.people", ["sending"] = sending.Id, ["organisation"] = SendingTrial.Organisation, ["page"] = page })).Card);

    private async Task<(BotUnderTest Bot, List<Colleague> People)> BotAsync()
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        return (bot, [.. await SendingTrial.MeetAllAsync(bot), .. await bot.ListsManyAsync(SendingTrial.Organisation, Crowded)]);
    }
}
