using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Privacy;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>What is older than its limit goes, once a day, and it is written down.</summary>
public sealed class RetentionTests : WholeApp
{
    private static readonly TimeSpan Night = TimeSpan.FromHours(18.5); // from 09:00 to past 03:00

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_polls_people_who_left_audit_and_chats_go_and_all_else_stays()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi, "--Retention:Polls=30", "--Retention:Audit=365", "--Retention:PeopleWhoLeft=30", "--Retention:Chats=1"] });
        var old = await bot.Chair.AsksInChannel("Closed long ago?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: old);
        await bot.Chair.Sees(old);
        await bot.Chair.Closes(old);
        var never = await bot.Chair.AsksInChannel("Never closed?", "Yes", "No");
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member, member => member with { LeftAt = BotUnderTest.Start });
        await bot.Yusuf.Types("help");
        await RemovesBotAsync(bot, bot.Yusuf);
        var outside = await bot.Joins("Dr Nobody Listed").Asks(bot.Channel, "Asked by a guest?", "Yes", "No");
        await bot.DrainAsync();

        await NextYearAsync(bot);
        var recent = await bot.Chair.AsksInChannel("Closed just now?", "Yes", "No");
        await bot.Chair.Sees(recent);
        await bot.Chair.Closes(recent);
        await bot.PassAsync(Night, TimeSpan.FromHours(1));

        Assert.Empty(await bot.RowsAsync(PollRows.Table, old.Key));
        Assert.NotEmpty(await bot.RowsAsync(PollRows.Table, never.Key));
        Assert.NotEmpty(await bot.RowsAsync(PollRows.Table, recent.Key));
        Assert.NotEmpty(await bot.RowsAsync(PollRows.Table, outside.Key));
        Assert.DoesNotContain(old.Key, await bot.PollKeysAsync());
        Assert.DoesNotContain(await bot.RowsAsync("Organisations", "larkford", "roll."), row => row.RowKey.Contains(bot.Yusuf.ObjectId, StringComparison.Ordinal));
        // That he removed the bot was his choice, and outlives where his chat was.
        var left = Assert.Single(await bot.RowsAsync(PersonRows.Table, IdOf(bot.Yusuf).ToString()));
        Assert.Equal((PersonRows.Chat, "RemovedAt"), (left.RowKey, Assert.Single(left.Columns).Key));
        Assert.DoesNotContain(await bot.RowsAsync("Organisations", "larkford", "audit."), row => row.GetDateTimeOffset("At") < BotUnderTest.Start.AddDays(30));

        var card = await bot.Administrator.Hears("retention");
        Assert.True(card.Says("Polls with answers, after closing: 30 days. Removed in the last run"), card.ToString());
        var removed = (await bot.RowsAsync(RetentionRows.Table, RetentionRows.Partition, RetentionRows.Reports)).GroupBy(row => row.GetString("Kind")!).ToDictionary(kind => kind.Key, kind => kind.Sum(row => row.GetInt32("Removed")));
        Assert.Equal((1, 1, 1), (removed["Polls"], removed["PeopleWhoLeft"], removed["Chats"]));
    }

    [Fact]
    public async Task Nothing_young_goes_and_each_run_orders_the_next_however_often_the_bot_starts()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Young?", "Yes", "No");
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);
        for (var night = 0; night < 2; night++)
            await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(4));
        Assert.NotEmpty(await bot.RowsAsync(PollRows.Table, poll.Key));
        Assert.Single(await bot.RowsAsync(RetentionRows.Table, RetentionRows.Partition, OutboxRow.Prefix));
        Assert.NotEmpty(await bot.RowsAsync(RetentionRows.Table, RetentionRows.Partition, RetentionRows.Reports));
    }

    [Fact]
    public async Task The_stores_file_is_written_anew_each_night_and_where_it_cant_be_the_next_night_does_it()
    {
        var bot = await StartAsync();
        bot.Store.Fails(StoreFault.Unavailable, FaultyStore.ScrubFault);
        await bot.PassAsync(Night, TimeSpan.FromHours(1));
        Assert.Equal(0, bot.Store.Scrubs);
        Assert.NotEmpty(await bot.RowsAsync(RetentionRows.Table, RetentionRows.Partition, RetentionRows.Reports));
        Assert.Single(await bot.RowsAsync(RetentionRows.Table, RetentionRows.Partition, OutboxRow.Prefix));
        bot.Store.Recovers();
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(4));
        Assert.Equal(1, bot.Store.Scrubs);
    }

    [Fact]
    public async Task Only_whoever_runs_the_bot_sees_it()
    {
        var bot = await StartAsync();
        Assert.True((await bot.Administrator.Hears("retention")).Says("it is for whoever runs it"));
    }

    [Theory]
    [InlineData("--Retention:Polls=29", "Retention:Polls must be a whole number from 30 to 3650")]
    [InlineData("--Retention:EndedInterests=100", "Retention:EndedInterests must be a whole number from 2190 to 3650")]
    [InlineData("--Retention:Pols=100", "Retention:Pols is no setting of LeadershipBot")]
    [InlineData("--Teams:FileHosts=https://x", "Teams:FileHosts must hold host names")]
    [InlineData("--Files:PublicUrl=ftp://x", "Files:PublicUrl must be an https address")]
    [InlineData("--Files:Consent=perhaps", "Files:Consent must be true or false")]
    public async Task A_setting_that_is_wrong_stops_the_start(string setting, string sentence)
    {
        var wrong = await Assert.ThrowsAsync<SettingsException>(() => BotUnderTest.StartAsync(new BotOptions { Settings = [setting] }));
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
    }

    private static MemberId IdOf(Colleague who) => new(who.Person.TenantId, who.ObjectId);

    /// <summary>As the roster does when Teams says so.</summary>
    private static async Task RemovesBotAsync(BotUnderTest bot, Colleague who)
    {
        var chat = (await bot.Store.Inner.FindAsync(PersonRows.Table, IdOf(who).ToString(), PersonRows.Chat, Token))!;
        chat["RemovedAt"] = bot.Clock.GetUtcNow();
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(PersonRows.Table, IdOf(who).ToString(), [new Change.Replace(chat)], Token));
    }

    private static async Task NextYearAsync(BotUnderTest bot)
    {
        bot.Clock.Advance(TimeSpan.FromDays(400));
        await bot.DrainAsync();
    }
}
