using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>What meets in the middle of a sending: other servers, other wishes, a store that fails, somebody who is erased.</summary>
public sealed class SendingRaceTests : WholeApp
{
    private const string Question = "Extend hours?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sending_that_moves_while_it_begins_is_begun_once_and_nobody_gets_it_twice()
    {
        BotUnderTest bot = null!;
        var (moved, waited) = (0, 0);
        bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(new SendingFaults { Reached = ReachedAsync }) });
        var people = await SendingTrial.MeetAllAsync(bot);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((1, 1), (moved, waited));
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));

        async Task ReachedAsync(int point)
        {
            if (point == SendingFaults.BeforeStarting && Interlocked.Exchange(ref moved, 1) == 0)
            {
                await bot.Services.GetRequiredService<SendingDesk>().ChangeContentAsync((await SendingTrial.NewestAsync(bot)).Id, 2, Token);
            }
            else if (point == SendingFaults.BeforeSending && Interlocked.Exchange(ref waited, 1) == 0)
            {
                bot.Clock.Advance(TimeSpan.FromSeconds(1)); // whatever was to be done again is now
                var shard = (await SendingTrial.NewestAsync(bot)).ShardKey(0);
                var token = await TokenOfAsync(bot, shard);
                for (var i = 0; i < 50 && await TokenOfAsync(bot, shard) == token; i++)
                    await Task.Delay(10, Token);
            }
        }
    }

    [Fact]
    public async Task A_server_on_which_nothing_is_sent_keeps_the_pace_of_a_sending_that_another_one_works_on()
    {
        var (store, asleep, awake) = (new MemoryRecordStore(), new TaskCompletionSource(), new TaskCompletionSource());
        var first = await StartAsync(new BotOptions
        {
            Store = store,
            ServerName = "first",
            Parts = parts => parts.AddSingleton(new SendingFaults
            {
                Reached = point =>
                {
                    if (point != SendingFaults.BeforeSending)
                        return Task.CompletedTask;
                    asleep.TrySetResult();
                    return awake.Task;
                },
            }),
        });
        await SendingTrial.MeetAllAsync(first);
        var form = SendingTrial.FormOf(await Features.Polls.PollForms.OpenAsync(first.Chair, first.Chair.Chat), Question);
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first });
        var pace = second.Services.GetRequiredService<SendPace>();
        var tenant = first.Chair.Person.TenantId;
        await pace.WaitAsync(tenant, canWait: false, Token);
        var before = second.Store.ReadsOf(PaceLedger.Table);

        await first.Chair.Delivers(teams => teams.SubmitTaskAsync(first.Chair.Person, first.Chair.Chat, form, cancellationToken: Token));
        await asleep.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await second.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
        await pace.WaitAsync(tenant, canWait: false, Token);

        Assert.True(second.Store.ReadsOf(PaceLedger.Table) > before, "It passed by itself.");
        awake.SetResult();
    }

    [Fact]
    public async Task A_store_that_fails_after_messages_were_sent_makes_nobody_get_them_again()
    {
        BotUnderTest bot = null!;
        var isFirst = 1;
        bot = await StartAsync(new BotOptions
        {
            Parts = parts => parts.AddSingleton(new SendingFaults
            {
                Reached = point =>
                {
                    if (point == SendingFaults.AfterSending && Interlocked.Exchange(ref isFirst, 0) == 1)
                        bot.Store.Fails(StoreFault.Unavailable, "Sendings", times: 3);
                    return Task.CompletedTask;
                },
            }),
        });
        var people = await SendingTrial.MeetAllAsync(bot);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));

        await SendingTrial.JudgeAsync(bot, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        Assert.Equal(people.Count, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
    }

    [Fact]
    public async Task A_mistake_in_one_card_takes_nothing_from_the_others()
    {
        var bot = await StartAsync(new BotOptions { MayLogErrors = true, Parts = parts => parts.AddSending<OddSource>() });
        var people = await SendingTrial.MeetAllAsync(bot);
        var order = new SendingHead("odd1", OddSource.Name, bot.Yusuf.ObjectId, SendingTrial.Organisation, default) { OrderedAt = bot.Clock.GetUtcNow(), StartsAt = bot.Clock.GetUtcNow() };

        await bot.Services.GetRequiredService<SendingDesk>().OrderAsync(order, Token);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5));

        var rows = await SendingTrial.RowsAsync(bot);
        Assert.Equal(RecipientState.Failed, rows.Single(row => row.Target.Person!.Value.ObjectId == bot.Yusuf.ObjectId).Kept.State);
        Assert.Equal(people.Count - 1, (await SendingTrial.CountAsync(bot)).Sum.Of("Sent"));
        Assert.All(people.Where(who => who.ObjectId != bot.Yusuf.ObjectId), who => Assert.Single(bot.CardsIn(who.Chat), message => CardReading.Of(message.Card()).Says(OddSource.Words)));
    }

    [Fact]
    public async Task Two_servers_at_work_at_once_send_to_everybody_once()
    {
        const int Crowded = 1_000; // five shards, of which one server works on four at once
        var (store, secondTook) = (new MemoryRecordStore(), new TaskCompletionSource());
        var first = await StartAsync(new BotOptions { Store = store, ServerName = "first", Parts = parts => parts.AddSingleton(new SendingFaults { Reached = point => point == SendingFaults.ShardTaken ? secondTook.Task.WaitAsync(TimeSpan.FromSeconds(15)) : Task.CompletedTask }) });
        List<Colleague> people = [.. await SendingTrial.MeetAllAsync(first), .. await first.ListsManyAsync(SendingTrial.Organisation, Crowded)];
        var second = await StartAsync(new BotOptions
        {
            Store = store,
            ServerName = "second",
            SharesTeamsWith = first,
            Parts = parts => parts.AddSingleton(new SendingFaults
            {
                Reached = point =>
                {
                    if (point == SendingFaults.ShardTaken)
                        secondTook.TrySetResult();
                    return Task.CompletedTask;
                },
            }),
        });
        var form = SendingTrial.FormOf(await Features.Polls.PollForms.OpenAsync(first.Chair, first.Chair.Chat), Question);

        await first.Chair.Delivers(teams => teams.SubmitTaskAsync(first.Chair.Person, first.Chair.Chat, form, cancellationToken: Token));
        for (var i = 0; i < 400 && !secondTook.Task.IsCompleted; i++)
        {
            await second.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
            await Task.Delay(10, Token);
        }

        Assert.True(secondTook.Task.IsCompletedSuccessfully);
        await Task.WhenAll(first.PassAsync(TimeSpan.FromSeconds(5)), second.Services.GetRequiredService<Clockwork>().RunDueAsync(Token));
        await second.PassAsync(TimeSpan.FromSeconds(10));
        await SendingTrial.JudgeAsync(second, people, Question);
        Assert.All(people, who => Assert.Single(SendingTrial.CardsOf(second, who, Question)));
        Assert.Equal((people.Count, true), ((await SendingTrial.CountAsync(second)).Sum.Of("Sent"), (await SendingTrial.CountAsync(second)).IsDone));
    }

    [Fact]
    public async Task Who_is_erased_in_the_middle_leaves_no_row_and_the_numbers_still_hold()
    {
        BotUnderTest bot = null!;
        List<Colleague> people = [];
        var isFirst = 1;
        bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(new SendingFaults { Reached = ReachedAsync }) });
        people = await SendingTrial.MeetAllAsync(bot);

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        var rows = await SendingTrial.RowsAsync(bot);
        string[] erased = [people[0].ObjectId, people[^1].ObjectId];
        Assert.Equal(people.Count, rows.Count);
        Assert.DoesNotContain(rows, row => erased.Any(id => row.Target.Key.Contains(id, StringComparison.Ordinal) || row.Target.Person?.ObjectId == id));
        Assert.All(people.Where(who => !erased.Contains(who.ObjectId)), who => Assert.Single(SendingTrial.CardsOf(bot, who, Question)));
        var recount = new Tally();
        foreach (var row in rows)
            recount.Add(row.Kept);
        var count = await SendingTrial.CountAsync(bot);
        Assert.Equal(recount.Counts.OrderBy(one => one.Key), count.Sum.Counts.OrderBy(one => one.Key));
        Assert.Equal((people.Count - 2, true), (count.Sum.Of("Sent"), count.IsDone));

        async Task ReachedAsync(int point)
        {
            if (point != SendingFaults.BeforeSending || Interlocked.Exchange(ref isFirst, 0) == 0)
                return;
            foreach (var who in new[] { people[0], people[^1] }) // one is being sent to at this moment, one isn't yet
                await bot.Services.GetRequiredService<ForgetRecipient>().RunAsync(await SendingTrial.NewestAsync(bot), new MemberId(who.Person.TenantId, who.ObjectId), Token);
        }
    }

    [Fact]
    public async Task Who_is_erased_while_the_recipients_are_being_written_down_leaves_no_row_either()
    {
        BotUnderTest bot = null!;
        List<Colleague> people = [];
        var isFirst = 1;
        bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(new SendingFaults { Reached = ReachedAsync }) });
        people = await SendingTrial.MeetAllAsync(bot);
        var erased = people[1];

        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(0, isFirst);
        var (sending, rows) = (await SendingTrial.NewestAsync(bot), await SendingTrial.RowsAsync(bot));
        Assert.Equal(people.Count, rows.Count);
        Assert.DoesNotContain(rows, row => row.Target.Key.Contains(erased.ObjectId, StringComparison.Ordinal) || row.Target.Person?.ObjectId == erased.ObjectId);
        Assert.DoesNotContain(await bot.RowsAsync(SendingRows.Table, sending.Id), row => row.RowKey.Contains(erased.ObjectId, StringComparison.Ordinal));
        Assert.Equal((people.Count, true), ((await SendingTrial.CountAsync(bot)).Sum.Total, (await SendingTrial.CountAsync(bot)).IsDone));

        Task ReachedAsync(int point)
            => point == SendingFaults.BeforeFreezing && Interlocked.Exchange(ref isFirst, 0) == 1
                ? EraseAsync()
                : Task.CompletedTask;

        async Task EraseAsync()
        {
            var about = new LeadershipBot.Shell.Privacy.PersonAsked(new MemberId(people[1].Person.TenantId, people[1].ObjectId), Zones.UnitedKingdom, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(SendingTrial.Organisation, "")] };
            foreach (var feature in bot.Services.GetServices<LeadershipBot.Shell.Privacy.IPersonalData>().OfType<LeadershipBot.Features.Sendings.Held.SendingHeld>())
                await feature.ForgetAsync(about, Token);
        }
    }

    [Fact]
    public async Task What_was_stopped_before_it_arrived_costs_nobody_minutes()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var chair = bot.Chair.Chat.Id;
        bot.Teams.Faults.Next(1_000, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: 600), request => request.Operation is ConnectorOperation.Send && request.ConversationId != chair);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var sending = await SendingTrial.NewestAsync(bot);
        await bot.Services.GetRequiredService<SendingDesk>().CancelAsync(sending.Id, Audit.ByProgram(sending.Id, "sendings.stopped", bot.Clock.GetUtcNow()), Token);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));

        var (asks, row) = (await bot.Services.GetRequiredService<AskShelf>().ReadAsync(new MemberId(bot.Priya.Person.TenantId, bot.Priya.ObjectId), Token), (await SendingTrial.RowsAsync(bot)).Single(one => one.Target.Person!.Value.ObjectId == bot.Priya.ObjectId));
        Assert.Equal(RecipientState.Cancelled, row.Kept.State);
        Assert.DoesNotContain(asks.All, ask => ask.Week is not null);
    }

    private static async Task<int?> TokenOfAsync(BotUnderTest bot, string shard)
        => (await bot.Store.Inner.FindAsync(SendingRows.Table, shard, SendingRows.ShardHead, Token))?.GetInt32("Token");

    /// <summary>A card that can't be made for one person, whose object id is the subject.</summary>
    private sealed class OddSource(IAudience audience, Sentences sentences) : ISendingSource
    {
        public const string Name = "test.odd";
        public const string Words = "Nothing is planned.";

        public string Kind => Name;

        public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var member in audience.ListAsync(sending.OrganisationId, cancellationToken))
                yield return SendingTarget.Of(member.Person, "");
        }

        public Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
        {
            var view = sentences.Card(PlainText.FromPerson(Words));
            if (wish.Person!.Value.ObjectId == wish.Sending.Subject)
                view = view with { Template = "no/such" };
            return Task.FromResult<SendingContent?>(new SendingContent(view, new Ask(AskWeight.Notice, 0, null)));
        }

        public Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
            => Task.FromResult(new SendingTitle(PlainText.FromPerson("Odd"), PlainText.FromPerson));
    }
}
