using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerConversations;

public sealed class TalkTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_are_matched_every_two_weeks_with_others_each_time_who_pauses_is_not_and_two_servers_match_once()
    {
        var bot = await StartAsync();
        var people = await bot.ListsManyAsync(ReviewTrial.Here, 5);
        foreach (var who in people)
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 1, TimeSpan.Zero));
        var shelf = bot.Services.GetRequiredService<TalkShelf>();
        var first = await shelf.ListAsync(ReviewTrial.Here, Token);
        Assert.Equal([2, 3], first.Select(one => one.Talk.People.Count).Order());
        Assert.All(people, who =>
        {
            var card = Assert.Single(bot.CardsOf(who), card => card.Heading.StartsWith("Talk with ", StringComparison.Ordinal));
            Assert.All(new[] { "1 · What went well lately, and what made it go well?", "2 · What is hard at the moment?", "3 · What could one of us do that would help the other?" }, prompt => Assert.True(card.Says(prompt), card.ToString()));
        });

        // The same order, carried out by two servers at once when it is due again: one matching.
        var away = people.Single(who => AskedPeople.IdOf(who) == first.Single(one => one.Talk.People.Count == 3).Talk.People[0].Id); // so that the others can all meet somebody new
        await away.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" });
        bot.Clock.Advance(TimeSpan.FromDays(14));
        var delivery = bot.Services.GetRequiredService<MatchTalks>();
        var row = OutboxRow.New(ReviewTrial.Here, MatchTalks.Kind, "", bot.Clock.GetUtcNow());
        await Task.WhenAll(delivery.DeliverAsync(TalkRows.Table, row, Token), delivery.DeliverAsync(TalkRows.Table, row, Token), bot.DrainAsync());
        await bot.DrainAsync();
        Assert.Equal(2, (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).Count);
        var second = (await shelf.ListAsync(ReviewTrial.Here, Token)).FindAll(one => !first.Exists(other => other.Key == one.Key));
        Assert.Equal(first.Count + second.Count, (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).Count); // nothing is left of what doesn't count
        Assert.DoesNotContain(second, one => one.Talk.Has(AskedPeople.IdOf(away)));
        Assert.Empty(second.SelectMany(one => one.Talk.Pairs()).Intersect(first.SelectMany(one => one.Talk.Pairs())));

        // They meet, note, and are asked six weeks later; the other reads the same.
        var kept = second[0];
        var (one, other) = (people.Single(who => AskedPeople.IdOf(who) == kept.Talk.People[0].Id), people.Single(who => AskedPeople.IdOf(who) == kept.Talk.People[1].Id));
        var about = new JsonObject { ["talk"] = kept.Key };
        Assert.True((await one.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }))).Says("You met"));
        var form = CardReading.Of((await one.Opens(PostForms.About("talks.note.form").With(about))).Card);
        Assert.True(CardReading.Of((await one.Sends(PostForms.Filled(form, new JsonObject { ["note"] = "Mr Smith, 3.4.1951" }))).Card).Says("This looks like it holds a patient's details, so nothing of it was kept."));
        await one.Sends(PostForms.Filled(form, new JsonObject { ["note"] = "We call back", ["willTry"] = "A shared list" }));
        Assert.True((await other.ReadsAsync(bot, "talks.one", about)).Says("Your note: We call back"));
        Assert.StartsWith("That conversation isn't there any more", CardReading.Of((await away.PressesAsync(bot, "talks.one", about)).Card).Texts.First(words => words.StartsWith("That", StringComparison.Ordinal)), StringComparison.Ordinal);
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(42).AddMinutes(1));
        Assert.Single(bot.CardsOf(other), card => card.Heading == $"You and {one.Name}: how did it go?");
        Assert.True((await other.ReadsAsync(bot, "talks.outcome", about.With(new JsonObject { ["outcome"] = "Helped" }))).Says("We tried it, and it helped (chosen)"));

        var portfolio = bot.Services.GetRequiredService<IEnumerable<IPortfolio>>().OfType<TalksInPortfolio>().Single();
        Assert.Contains(Assert.Single(await portfolio.WriteAsync(new PortfolioWish(AskedPeople.IdOf(one), ReviewTrial.Here, bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).Lines, line => line.Words == "Your note: We call back");
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<TalksHeld>().Single();
        foreach (var who in people)
            await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token);
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Member));
    }

    [Fact]
    public async Task Who_pauses_all_that_the_bot_asks_is_not_matched_and_who_is_forgotten_meanwhile_is_none_of_those_who_talk()
    {
        var bot = await StartAsync();
        var people = await bot.ListsManyAsync(ReviewTrial.Here, 6);
        foreach (var who in people)
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        await bot.SetsAsync(people[0], new PersonalSettings { PausedUntil = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) });
        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        var (held, isForgotten) = (bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<TalksHeld>().Single(), false);
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (isForgotten || !changes.Any(change => change is Change.Insert && change.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal)))
                return;
            isForgotten = true; // at the very moment in which it is matched
            await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(people[1]), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token);
        };
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 1, TimeSpan.Zero));
        bot.Store.BeforeCommit = null;
        Assert.True(isForgotten);
        var talks = await bot.Services.GetRequiredService<TalkShelf>().ListAsync(ReviewTrial.Here, Token);
        Assert.NotEmpty(talks);
        foreach (var gone in people.Take(2))
            Assert.DoesNotContain(talks, one => one.Talk.Has(AskedPeople.IdOf(gone)));
        Assert.DoesNotContain(people.Skip(2).SelectMany(bot.CardsOf), card => card.Heading.Contains(people[1].Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_writes_the_note_second_reads_the_first_words_and_loses_none_of_their_own()
    {
        var bot = await StartAsync();
        var (one, other, about) = await PairAsync(bot);
        var (mine, theirs) = (CardReading.Of((await one.Opens(PostForms.About("talks.note.form").With(about))).Card), CardReading.Of((await other.Opens(PostForms.About("talks.note.form").With(about))).Card));
        await one.Sends(PostForms.Filled(mine, new JsonObject { ["note"] = "We call back", ["willTry"] = "A list" }));
        var again = CardReading.Of((await other.Sends(PostForms.Filled(theirs, new JsonObject { ["note"] = "We text" }))).Card);
        Assert.True(again.Says("Another of you wrote meanwhile, so yours isn't kept yet.") && again.Says("Your note: We call back · What you will try: A list"), again.ToString());
        Assert.Equal("We text", again.Input("note")["value"]!.GetValue<string>());
        Assert.True((await one.ReadsAsync(bot, "talks.one", about)).Says("Your note: We call back"));
        Assert.Equal("Kept. You can both change it.", (await other.Sends(PostForms.Filled(again, []))).Sentence);
        Assert.True((await one.ReadsAsync(bot, "talks.one", about)).Says("Your note: We text"));

        // The same words sent again, such as pressed twice, are no conflict.
        Assert.Equal("Kept. You can both change it.", (await other.Sends(PostForms.Filled(again, []))).Sentence);
    }

    [Fact]
    public async Task How_often_is_changed_without_matching_twice_in_a_week_and_the_date_that_is_said_is_the_one_that_holds()
    {
        var bot = await StartAsync();
        await PairAsync(bot); // every two weeks, matched on Monday, 9 March
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 10, 10, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 2; i++)
            Assert.Equal("Set. The next are matched on Mon 6 Apr 2026.", (await bot.Chair.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "4" })).Sentence);
        Assert.True((await bot.Tomasz.Hears("conversations")).Says("The next are matched on Mon 6 Apr 2026, then every 4 weeks."));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 23, 10, 0, 0, TimeSpan.Zero));
        Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match));
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 6, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).Count);
    }

    [Fact]
    public async Task However_many_conversations_there_were_a_person_s_card_reads_a_few_rows()
    {
        var bot = await StartAsync();
        var (one, other, _) = await PairAsync(bot);
        var (shelf, staging) = (bot.Services.GetRequiredService<TalkShelf>(), bot.Services.GetRequiredService<TalkStaging>());
        for (var number = 100; number < 140; number++)
        {
            var talk = new Talk($"talk{number}", new OrganisationName(ReviewTrial.Here, "Larkford"), [new Person(AskedPeople.IdOf(one), one.Name), new Person(AskedPeople.IdOf(other), other.Name)], bot.Clock.GetUtcNow().AddDays(number));
            Assert.Equal(Matched.Counts, await staging.MakeCountAsync(new Matching(ReviewTrial.Here, TalkRows.NumberOf(number), "v1", [talk]), await staging.FindFenceAsync(ReviewTrial.Here, Token), [], Token));
        }

        Assert.Equal(41, (await shelf.ListAsync(ReviewTrial.Here, Token)).Count);
        var read = 0;
        bot.Store.RowRead = row => read += row.PartitionKey == ReviewTrial.Here && (row.RowKey.StartsWith(TalkRows.Mine, StringComparison.Ordinal) || row.RowKey.StartsWith(TalkRows.Talk, StringComparison.Ordinal) || row.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal)) ? 1 : 0;
        var home = await one.Hears("conversations");
        bot.Store.RowRead = null;
        Assert.InRange(read, 3, 4);
        Assert.Equal(3, home.Texts.Count(line => line.StartsWith(other.Name, StringComparison.Ordinal)));
    }

    /// <summary>Two people who were matched on Monday, 9 March, and what names their conversation.</summary>
    private static async Task<(Colleague One, Colleague Other, JsonObject About)> PairAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
        {
            await bot.MeetsAsync(who);
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        }

        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 1, TimeSpan.Zero));
        var kept = Assert.Single(await bot.Services.GetRequiredService<TalkShelf>().ListAsync(ReviewTrial.Here, Token));
        return (bot.Tomasz, bot.Priya, new JsonObject { ["talk"] = kept.Key });
    }
}
