using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
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
        for (var i = 0; i < 2; i++)
        {
            var said = (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["measure"] = "Referrals", ["values"] = "Z99002 12.375\nZ99003\t4.125\nZ99004 9" }))).Sentence;
            Assert.StartsWith("1 conversation is arranged. Left out", said, StringComparison.Ordinal);
        }

        var card = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski");
        Assert.True(card.Says("Your practices differ on Referrals.") && card.Says("1. What do each of us see behind our own figure?"), card.ToString());
        Assert.Single(bot.CardsOf(bot.Tomasz), other => other.Heading == "Talk with Dr Priya Raman");
        Assert.DoesNotContain(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here), row => row.Columns.Any(column => column.Value is string text && (text.Contains("12.375", StringComparison.Ordinal) || text.Contains("4.125", StringComparison.Ordinal))));
    }
}
