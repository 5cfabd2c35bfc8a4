using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Extensions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Words that too few wrote are deleted unread at closing, unless the owner keeps the poll open longer, once.</summary>
public sealed class ExtensionTests : WholeApp
{
    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_is_told_before_closing_that_few_wrote_something_and_keeps_it_open_once()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 2);
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(2)); // half time was in the night
        var offer = Assert.Single(OffersTo(bot, bot.Chair));
        var card = CardReading.Of(offer.Card());
        Assert.True(card.Says("Some people wrote something, but fewer than 10."), card.ToString());
        Assert.DoesNotContain(" 2 ", string.Join(' ', card.Texts.Where(text => !text.Contains("have answered", StringComparison.Ordinal) && !text.Contains("closes", StringComparison.Ordinal))), StringComparison.Ordinal);

        for (var i = 0; i < 2; i++)
            await bot.Chair.Executes("polls.extend", new JsonObject { ["poll"] = trial.Key, ["organisation"] = "larkford", ["days"] = "3" });
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(BotUnderTest.Start.AddDays(5), (await trial.HeadAsync()).Poll.ClosesAt!.Value, TimeSpan.FromMinutes(1));
        var still = Reads(bot, people[0]);
        Assert.True(still.Says("closes Sat 7 Mar") && still.Says("Kept open longer, once"), still.ToString());
        Assert.All(people, person => Assert.Single(NewsOf(bot, person))); // who answered is hidden
        Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, Audit.Prefix), row => row.GetString("What") == "polls.extended");

        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(3));
        Assert.Single(OffersTo(bot, bot.Chair));
        var closed = Reads(bot, people[0]);
        Assert.True(closed.Says("Fewer than 10 people wrote a comment, so nobody reads them: they are deleted."), closed.ToString());
        Assert.DoesNotContain("Because of", Text(await bot.RowsAsync(PollRows.Table, trial.Key)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_that_is_declined_lets_it_close_as_planned()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 1);
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(2));
        await bot.Chair.Presses("Close as planned", Assert.Single(OffersTo(bot, bot.Chair)));

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.True(Reads(bot, people[0]).Says("closed Wed 4 Mar"), Reads(bot, people[0]).ToString());
        Assert.Empty(NewsOf(bot, people[0]));
    }

    [Fact]
    public async Task Where_enough_wrote_something_nothing_is_offered_and_the_card_does_not_say_that_it_is_deleted()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 10);
        await bot.PassAsync(TimeSpan.FromHours(49), TimeSpan.FromHours(2));

        Assert.Empty(OffersTo(bot, bot.Chair));
        var closed = Reads(bot, people[0]);
        Assert.True(closed.Says("Yes came first with 10 of 10 answers (100%)."), closed.ToString());
        Assert.False(closed.Says("Fewer than 10"), closed.ToString());
        Assert.Contains("Because of", (await bot.Chair.ReadsResultsAsync(trial, page: 1)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_anonymous_poll_the_offer_tells_nothing_of_what_is_in_the_box()
    {
        var texts = new List<string>();
        foreach (var writes in new[] { 0, 3 })
        {
            var (bot, trial, people) = await AskedAsync(Voice.Anonymous, writing: 0);
            for (var i = 0; i < 3; i++)
                await trial.AnswersAsync(people[i], new JsonObject { ["q1"] = "1", ["reason"] = i < writes ? "Because" : "" });
            await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(2));
            texts.Add(CardReading.Of(Assert.Single(OffersTo(bot, bot.Chair)).Card()).ToString());
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Contains("How many have, nobody can know before.", texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_poll_is_kept_open_before_it_closes_and_never_after()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Anonymous, writing: 0);
        await trial.AnswersAsync(people[0], new JsonObject { ["q1"] = "1" });
        await ExtendsAsync(bot.Chair, trial, "3");
        await bot.PassAsync(TimeSpan.FromHours(50), TimeSpan.FromHours(2));
        Assert.True((await trial.HeadAsync()).Poll.IsOpenAt(bot.Clock.GetUtcNow()));
        Assert.Single(NewsOf(bot, people[0]));

        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(6));
        var late = await ExtendsAsync(bot.Chair, trial, "3");
        Assert.Contains("The poll has closed", late.Sentence, StringComparison.Ordinal);
        Assert.True((await trial.HeadAsync()).Box!.IsClosed);
    }

    [Fact]
    public async Task Closing_by_hand_says_first_that_words_would_be_deleted()
    {
        var (bot, trial, _) = await AskedAsync(Voice.Confidential, writing: 1);
        var card = CardReading.Of((await bot.Chair.Executes("polls.close", new JsonObject { ["poll"] = trial.Key })).Card);
        Assert.True(card.Says("Some people wrote something, but fewer than 10.") && card.Buttons.Contains("Close now"), card.ToString());
        Assert.True((await trial.HeadAsync()).Poll.IsOpenAt(bot.Clock.GetUtcNow()));

        await bot.Chair.Executes("polls.close", new JsonObject { ["poll"] = trial.Key, ["organisation"] = "larkford", ["sure"] = "yes" });
        await bot.DrainAsync();
        Assert.False((await trial.HeadAsync()).Poll.IsOpenAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Neither_somebody_else_nor_an_odd_number_of_days_keeps_it_open()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 1);
        var before = (await trial.HeadAsync()).Poll.ClosesAt;
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", Roles.Chair);

        foreach (var who in new[] { bot.Priya, stranger })
            Assert.Contains("Only Dr Amara Okafor", (await ExtendsAsync(who, trial, "3")).Sentence, StringComparison.Ordinal);
        foreach (var days in new[] { "", "400", "-3", "x" })
            Assert.Contains("3, 7 or 14 days", (await ExtendsAsync(bot.Chair, trial, days)).Sentence, StringComparison.Ordinal);
        var named = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        var nothing = await bot.Chair.Executes("polls.extend", new JsonObject { ["poll"] = named.Key, ["days"] = "3" });
        Assert.Contains("there is nothing to extend for", nothing.Sentence, StringComparison.Ordinal);
        Assert.Equal(before, (await trial.HeadAsync()).Poll.ClosesAt);
        Assert.Empty(NewsOf(bot, people[0]));
    }

    [Fact]
    public async Task A_poll_that_was_put_off_before_the_first_answer_is_offered_later_and_one_that_was_put_off_after_it_has_had_its_extension()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 0);
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.reschedule", ["poll"] = trial.Key, ["organisation"] = "larkford", ["closesAt"] = "Fri 6 Mar 17:00" });
        await trial.AnswersAfterPressAsync(people[0], "Yes", "Because");
        await bot.PassAsync(TimeSpan.FromHours(47), TimeSpan.FromHours(2));
        Assert.Empty(OffersTo(bot, bot.Chair));

        await bot.PassAsync(TimeSpan.FromHours(36), TimeSpan.FromHours(2)); // Thursday, 17:00, is a day before
        Assert.Single(OffersTo(bot, bot.Chair));
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.reschedule", ["poll"] = trial.Key, ["organisation"] = "larkford", ["closesAt"] = "Tue 10 Mar 17:00" });
        Assert.Equal(ExtensionChoice.Extended, (await trial.HeadAsync()).Poll.Extension);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(6));
        Assert.Single(OffersTo(bot, bot.Chair));
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_is_confirmed_and_pressed_again_it_is_kept_open_once()
    {
        var (bot, trial, people) = await AskedAsync(Voice.Confidential, writing: 1);
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        Assert.StartsWith("We couldn't confirm it.", (await ExtendsAsync(bot.Chair, trial, "3")).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();
        bot.Store.Fails(StoreFault.LosesAnswers, "Polls", times: 1);
        await ExtendsAsync(bot.Chair, trial, "3");
        await ExtendsAsync(bot.Chair, trial, "7");
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Equal(BotUnderTest.Start.AddDays(5), (await trial.HeadAsync()).Poll.ClosesAt!.Value, TimeSpan.FromMinutes(1));
        Assert.Single(NewsOf(bot, people[0]));
    }

    /// <summary>A poll of the chair's that closes in two days, which so many have answered with a reason.</summary>
    private async Task<(BotUnderTest Bot, PollTrial Trial, List<Colleague> People)> AskedAsync(Voice voice, int writing)
    {
        var bot = await StartAsync();
        var people = (await SendingTrial.MeetAllAsync(bot)).OrderBy(one => one.Name == bot.Chair.Name || one.Name == bot.Priya.Name).ToList();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(voice), ReasonMode.Optional, Hub);
        var head = await trial.HeadAsync();
        var poll = head.Poll with { ClosesAt = BotUnderTest.Start.AddDays(2) };
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(PollRows.Table, trial.Key, [new LeadershipBot.Storage.Change.Replace(PollRows.OfPoll(poll, head.AskedIn, head.ETag)), EndPoll.At(trial.Key, poll.ClosesAt.Value), .. OfferExtension.Orders(poll)], Token);
        foreach (var person in people.Take(writing))
            await trial.AnswersAfterPressAsync(person, "Yes", "Because of " + person.ObjectId[^3..]);
        return (bot, trial, people);
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> ExtendsAsync(Colleague who, PollTrial trial, string days)
        => who.Executes("polls.extend", new JsonObject { ["poll"] = trial.Key, ["organisation"] = "larkford", ["days"] = days });

    /// <summary>The poll's own card, as it stands in a person's chat.</summary>
    private static CardReading Reads(BotUnderTest bot, Colleague who) => CardReading.Of(SendingTrial.CardsOf(bot, who, Hub.Words)[0].Card());

    private static List<Message> OffersTo(BotUnderTest bot, Colleague who) => [.. bot.CardsIn(who.Chat).Where(message => CardReading.Of(message.Card()).Says("You can keep it open longer, once."))];

    private static List<Message> NewsOf(BotUnderTest bot, Colleague who) => [.. bot.CardsIn(who.Chat).Where(message => CardReading.Of(message.Card()).Says("stays open longer: until"))];

    private static string Text(IEnumerable<LeadershipBot.Storage.Record> rows) => string.Join('|', rows.SelectMany(row => row.Columns.Select(column => column.Value?.ToString())));
}
