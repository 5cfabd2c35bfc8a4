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
        Assert.All(people, who => Assert.Single(bot.CardsOf(who), card => card.Heading.StartsWith("Talk with ", StringComparison.Ordinal)));

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
    public async Task Practices_that_differ_on_a_measure_are_matched_once_and_its_figures_are_kept_nowhere()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        }

        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("talks.measure.form"))).Card);
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 x" }))).Card).Says("This line has no figure that can be read: Z99002 x"));
        Assert.True(CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 1\nX99999 2" }))).Card).Says("X99999 is no practice of this organisation."));

        // Looked at first: nothing is arranged yet, and what is corrected is looked at once more.
        var look = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 123.75\nZ99003\t4.125\nZ99004 9" }))).Card);
        Assert.True(look.Says("3 practices were read, from 4.125 to 123.75. Is that right?") && look.Says("1 conversation would be arranged") && look.Says("Left out, as nobody leads them whom I can ask now: "), look.ToString());
        look = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(look, new JsonObject { ["values"] = "Z99002 12.375\nZ99003\t4.125\nZ99004 9" }))).Card);
        Assert.True(look.Says("from 4.125 to 12.375") && look.Buttons.Contains("Match them"), look.ToString());
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        var said = (await bot.Organiser.Sends(PostForms.Filled(look, []))).Sentence;
        Assert.StartsWith("1 conversation is arranged.", said, StringComparison.Ordinal);

        // The same dialog again, or another's with the same measure in another spelling, arranges nothing anew; in another month it does.
        foreach (var (who, spelt) in new[] { (bot.Organiser, "Referrals"), (bot.Chair, " referrals "), (bot.Chair, "REFERRALS") })
        {
            said = (await who.MatchesPracticesAsync(spelt, "Z99002 12.375\nZ99003 4.125")).Sentence;
            Assert.EndsWith("was matched this month already, so nothing was arranged anew.", said, StringComparison.Ordinal);
        }

        // The lower one doesn't come first, in any column or order.
        var talk = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));
        Assert.Equal("Z99002,Z99003", talk.GetString("Practices"));
        Assert.StartsWith(AskedPeople.IdOf(bot.Tomasz).ToString(), talk.GetString("People"), StringComparison.Ordinal);

        var card = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski");
        Assert.True(card.Says("Your practices differ on Referrals.") && card.Says("1. What do each of us see behind our own figure?"), card.ToString());
        Assert.Single(bot.CardsOf(bot.Tomasz), other => other.Heading == "Talk with Dr Priya Raman");
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Value is string text && (text.Contains("12.375", StringComparison.Ordinal) || text.Contains("4.125", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_practice_with_the_lower_figure_is_kept_in_the_same_place_as_one_with_the_higher()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        foreach (var (measure, values) in new[] { ("One", "Z99002 1\nZ99003 2"), ("Other", "Z99002 2\nZ99003 1") })
            await bot.Organiser.MatchesPracticesAsync(measure, values);
        var talks = await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk);
        Assert.Equal(2, talks.Count);
        Assert.Single(talks.Select(row => row.GetString("Practices") + row.GetString("People")).Distinct());
    }

    [Fact]
    public async Task A_mistyped_measure_is_taken_back_while_nobody_has_met_who_was_told_hears_it_and_it_can_be_entered_anew()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.ListsAsync(who, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
        }

        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1240\nZ99003 4");
        await bot.DrainAsync();
        var home = await bot.Chair.Hears("conversations");
        Assert.True(home.Says("On “Referrals”, arranged on ") && home.Buttons.Contains("Take back"), home.ToString());
        Assert.DoesNotContain("Take back", (await bot.Priya.Hears("conversations")).Buttons);
        var about = new JsonObject { ["number"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).RowKey[TalkRows.Match.Length..] };
        Assert.NotNull((await bot.Priya.PressesAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Sentence); // not hers to do
        Assert.True((await bot.Chair.ReadsAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Says("Taken back: nobody talks about “Referrals”"));
        Assert.True((await bot.Organiser.ReadsAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Says("It was taken back already."));
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            Assert.Single(bot.CardsOf(who), card => card.Heading == "A conversation about a measure is called off");
        foreach (var prefix in new[] { TalkRows.Talk, TalkRows.Mine, TalkRows.Match })
            Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, prefix));

        // Entered anew in the same month; once they have met it stays.
        Assert.StartsWith("1 conversation is arranged.", (await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 12.4\nZ99003 4")).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        var key = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..];
        await bot.Priya.ReadsAsync(bot, "talks.one", new JsonObject { ["talk"] = key, ["do"] = "met" });
        Assert.StartsWith("Some of them have met already", (await bot.Chair.PressesAsync(bot, "talks.measure.back", about.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        Assert.Equal(["talks.measure", "talks.measure", "talks.measureTakenBack"], (await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, "audit.")).Select(row => row.GetString("What")).Order());
    }

    [Fact]
    public async Task Practices_of_one_lead_are_left_out_for_that_reason()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Tomasz, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99002,Z99003"), LeadOf = PracticeCodes.Parse("Z99002,Z99003") });
        await bot.ListsAsync(bot.Priya, ReviewTrial.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99004"), LeadOf = PracticeCodes.Parse("Z99004") });
        Assert.True(CardReading.Of((await bot.Organiser.LooksAtMeasureAsync("Referrals", "Z99002 1\nZ99003 9")).Card).Says("No two of these practices differ and have different leads whom I can ask now."));
        var look = CardReading.Of((await bot.Organiser.LooksAtMeasureAsync("Referrals", "Z99002 1\nZ99003 9\nZ99004 9")).Card);
        Assert.True(look.Says("1 conversation would be arranged") && look.Says("Left out, as the same person leads those from whom they differ: "), look.ToString());
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
