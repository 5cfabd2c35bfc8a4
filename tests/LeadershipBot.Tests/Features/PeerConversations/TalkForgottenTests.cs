using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>People who are forgotten while a matching is under way, or after one that broke off.</summary>
public sealed class TalkForgottenTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_forgotten_while_people_are_matched_is_in_no_conversation_and_the_others_are_matched_without_them()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        var wasForgotten = WhenWritten(bot, TalkRows.Talk, () => bot.ForgetsAsync(bot.Yusuf));
        await bot.BecomesAsync(TalkTrial.Monday);
        Assert.True(wasForgotten());
        Assert.Empty(await bot.RowsWithAsync(bot.Yusuf));
        var talk = Assert.Single(await bot.TalksAsync());
        Assert.True(talk.Has(AskedPeople.IdOf(bot.Tomasz)) && talk.Has(AskedPeople.IdOf(bot.Priya)));
        Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski");
    }

    [Fact]
    public async Task Who_is_forgotten_as_the_last_thing_before_a_matching_counts_is_in_no_conversation()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        var wasForgotten = WhenWritten(bot, TalkRows.Match, () => bot.ForgetsAsync(bot.Yusuf));
        await bot.BecomesAsync(TalkTrial.Monday);
        Assert.True(wasForgotten());
        Assert.Empty(await bot.RowsWithAsync(bot.Yusuf));
        Assert.Equal(2, Assert.Single(await bot.TalksAsync()).People.Count);
    }

    [Fact]
    public async Task A_lead_who_is_forgotten_while_practices_are_matched_is_in_no_conversation()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003"), (bot.Yusuf, "Z99004") })
            await bot.LeadsAsync(who, code);
        var wasForgotten = WhenWritten(bot, TalkRows.Match, () => bot.ForgetsAsync(bot.Yusuf));
        var said = (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2\nZ99004 3")).Sentence;
        Assert.True(wasForgotten());
        Assert.StartsWith("1 conversation is arranged.", said, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsWithAsync(bot.Yusuf));
        Assert.Equal(["Z99002", "Z99003"], Assert.Single(await bot.TalksAsync()).Practices);
        Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
    }

    [Fact]
    public async Task A_measure_of_which_the_commit_was_written_and_its_answer_lost_is_matched_once()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
            await bot.LeadsAsync(who, code);
        var wasLost = WhenWritten(bot, TalkRows.Match, () =>
        {
            bot.Store.Fails(StoreFault.LosesAnswers, TalkRows.Table, times: 1);
            return Task.CompletedTask;
        });
        var said = (await bot.WhilePassing(bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2"))).Sentence;
        Assert.True(wasLost());
        Assert.Equal("1 conversation is arranged. The practices' leads are told.", said);
        Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
    }

    [Fact]
    public async Task What_a_matching_left_behind_that_broke_off_is_erased_with_whom_it_names()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya, bot.Yusuf);
        BreaksOff(bot);
        bot.Clock.Advance(TalkTrial.Monday - bot.Clock.GetUtcNow());
        var delivery = bot.Services.GetRequiredService<MatchTalks>();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => delivery.DeliverAsync(TalkRows.Table, OutboxRow.New(ReviewTrial.Here, MatchTalks.Kind, "", bot.Clock.GetUtcNow()), Token));
        Assert.Contains(await bot.RowsWithAsync(bot.Yusuf), row => row.RowKey.StartsWith(TalkRows.Talk, StringComparison.Ordinal));
        Assert.Contains(await bot.RowsWithAsync(bot.Yusuf), row => row.RowKey.StartsWith(TalkRows.Mine, StringComparison.Ordinal));
        Assert.Empty(await bot.TalksAsync());

        await bot.ForgetsAsync(bot.Yusuf);
        Assert.Empty(await bot.RowsWithAsync(bot.Yusuf));
        bot.Store.BeforeCommit = null;
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
        Assert.Equal(2, Assert.Single(await bot.TalksAsync()).People.Count);
        Assert.Empty(await bot.RowsWithAsync(bot.Yusuf));
    }

    [Fact]
    public async Task What_a_matching_left_behind_that_broke_off_is_removed_within_an_hour_and_it_can_be_made_anew()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
            await bot.LeadsAsync(who, code);
        BreaksOff(bot);
        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2");
        bot.Store.BeforeCommit = null;
        Assert.NotEmpty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        await bot.BecomesAsync(bot.Clock.GetUtcNow() + TalkStaging.LeftBehindAfter + TimeSpan.FromSeconds(1));
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Mine));

        Assert.StartsWith("1 conversation is arranged.", (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2")).Sentence, StringComparison.Ordinal);
        await bot.BecomesAsync(bot.Clock.GetUtcNow() + TalkStaging.LeftBehindAfter + TimeSpan.FromSeconds(1));
        Assert.Single(await bot.TalksAsync()); // what counts stays
    }

    /// <summary>As if the server were killed when it wanted to have a matching count.</summary>
    private static void BreaksOff(BotUnderTest bot) => bot.Store.BeforeCommit = (table, _, changes)
        => table == TalkRows.Table && changes.Any(change => change.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal)) ? throw new StoreUnavailableException("A fault that was asked for.") : Task.CompletedTask;

    /// <summary>Has something happen once, just before the first row that begins so is written; says whether it has.</summary>
    private static Func<bool> WhenWritten(BotUnderTest bot, string prefix, Func<Task> happens)
    {
        var hasHappened = 0;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (table == TalkRows.Table && changes.Any(change => change.RowKey.StartsWith(prefix, StringComparison.Ordinal)) && Interlocked.Exchange(ref hasHappened, 1) == 0)
                await happens();
        };
        return () => hasHappened == 1;
    }
}
