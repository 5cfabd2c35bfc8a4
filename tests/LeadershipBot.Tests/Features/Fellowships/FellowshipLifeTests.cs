using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A cycle from its first page to the paragraph for a portfolio, told in one go: each step stands on the one before.</summary>
public sealed class FellowshipLifeTests : WholeApp
{
    private Colleague _callum = null!;
    private Colleague _fifth = null!;

    [Fact]
    public async Task A_cycle_of_three_places_and_five_applicants_from_writing_to_the_portfolio()
    {
        var bot = await StartAsync();
        (_callum, _fifth) = (bot.Who("Dr Callum Reid"), bot.Administrator);
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003") });
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Priya, bot.Tomasz, bot.Yusuf, _callum, _fifth })
            await bot.MeetsAsync(who);

        var key = await ApprovedBySomebodyElseAsync(bot);
        await FoundAndSavedAsync(bot, key);
        await AppliedForAsync(bot, key);
        await OfferedAsync(bot, key);
        await StartedAsync(bot, key);
        await CompletedAsync(bot, key);
        await RepeatedAsync(bot, key);
    }

    private static async Task<string> ApprovedBySomebodyElseAsync(BotUnderTest bot)
    {
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        Assert.True(CardReading.Of(bot.CardsIn(bot.Chair.Chat)[^1].Card()).Says("Please approve: " + FellowshipForms.Title), bot.Told(bot.Chair));
        Assert.False((await bot.Tomasz.Hears("fellowships")).Says(FellowshipForms.Title)); // nobody sees it before
        var old = CardReading.Of(bot.CardsIn(bot.Chair.Chat)[^1].Card()).SentBy(0); // of the words as they were first
        Assert.Contains("so somebody else approves it", (await bot.Organiser.Executes("fellowships.approve", old.DeepClone().AsObject())).Sentence ?? "", StringComparison.Ordinal);

        await bot.Chair.SendsFormAsync("fellowships.return.form", FellowshipForms.About(key), new JsonObject { ["reason"] = "Say who the mentor is" });
        Assert.Contains("It was sent back: Say who the mentor is", bot.Told(bot.Organiser), StringComparison.Ordinal);
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["mentor"] = "Dr Yusuf Demir" });
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, []));
        Assert.Contains("It was changed since this card came, so nothing was approved.", (await bot.Chair.Executes("fellowships.approve", old.DeepClone().AsObject())).Sentence ?? "", StringComparison.Ordinal);
        Assert.True((await bot.ApprovesAsync(bot.Chair, key)).Says("Approved."));
        Assert.Contains("Dr Amara Okafor approved it.", bot.Told(bot.Organiser), StringComparison.Ordinal);
        return key;
    }

    private async Task FoundAndSavedAsync(BotUnderTest bot, string key)
    {
        Assert.True((await bot.Tomasz.Hears("fellowships data")).Says(FellowshipForms.Title)); // by a skill
        Assert.False((await bot.Tomasz.Hears("fellowships surgery")).Says(FellowshipForms.Title));
        Assert.False((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["sessions"] = "1" })).Says(FellowshipForms.Title));
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["sessions"] = "2", ["locality"] = "north", ["funding"] = "Funded" })).Says(FellowshipForms.Title));

        var card = await bot.Tomasz.ReadsFellowshipAsync(bot, key);
        Assert.True(card.Says("Cover at your practice") && card.Says("the federation sends a locum and pays") && card.Says("1 day a week (2 sessions)"), card.ToString());
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, _fifth })
        {
            for (var i = 0; i < 2; i++) // pressed twice
                Assert.True((await who.ReadsAsync(bot, "fellowships.save", FellowshipForms.About(key))).Says("Saved."));
        }

        Assert.True((await _fifth.ReadsAsync(bot, "fellowships.unsave", FellowshipForms.About(key))).Says("It isn't kept any more."));
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["which"] = "saved" })).Says("· saved"));
    }

    private async Task AppliedForAsync(BotUnderTest bot, string key)
    {
        foreach (var who in new[] { bot.Priya, bot.Tomasz, _callum, _fifth })
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(FellowshipForms.Closes.AddDays(-3).AddMinutes(1));
        Assert.Contains("Closes soon: " + FellowshipForms.Title, bot.Told(bot.Yusuf), StringComparison.Ordinal); // saved it, hasn't applied
        foreach (var who in new[] { bot.Tomasz, _fifth }) // applied; took it back
            Assert.DoesNotContain("Closes soon", bot.Told(who), StringComparison.Ordinal);

        await bot.Yusuf.AppliesForAsync(key);
        await bot.BecomesAsync(FellowshipForms.Closes.AddHours(16)); // Tuesday, 9:00
        Assert.Equal(FellowshipState.Shortlisting, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        foreach (var who in new[] { bot.Priya, bot.Tomasz, _callum, _fifth, bot.Yusuf })
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
        await bot.Yusuf.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya)));
    }

    private async Task OfferedAsync(BotUnderTest bot, string key)
    {
        foreach (var who in new[] { bot.Priya, bot.Tomasz, _callum })
            await bot.Organiser.MovesAsync(key, who, Stage.Offered, "We would like you");
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve);
        var full = CardReading.Of((await bot.Organiser.MovesAsync(key, _fifth, Stage.Offered)).Card);
        Assert.True(full.Says("All places are given."), full.ToString());
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.Organiser.MovesAsync(key, _fifth, Stage.Reserve);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Next: say yes or no by Tue 24 Mar, 09:00"), bot.Told(bot.Priya));
        Assert.Contains("You are on the waiting list", bot.Told(bot.Yusuf), StringComparison.Ordinal);

        Assert.True((await _callum.Hears("waiting")).Says("Say yes or no to the place that you are offered: Frailty in care homes"));

        var fewer = CardReading.Of((await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 })).Card);
        Assert.True(fewer.Says("3 places are given or offered, so there can't be fewer."), fewer.ToString());

        for (var i = 0; i < 2; i++) // pressed twice
            Assert.True((await bot.Priya.AcceptsAsync(bot, key)).Says("You took the place. It is yours."));
        Assert.True(CardReading.Of((await bot.Tomasz.DeclinesAsync(key, " ")).Card).Says("The reason is missing."));
        await bot.Tomasz.DeclinesAsync(key, "My partner is off sick");
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Yusuf)); // the list moved by itself
        Assert.True(bot.NewestCardIn(bot.Yusuf.Chat).Says("You are offered a place."), bot.Told(bot.Yusuf));
        Assert.Contains("Dr Tomasz Zielinski says no: “My partner is off sick”", bot.Told(bot.Organiser), StringComparison.Ordinal);

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 24, 8, 59, 0, TimeSpan.Zero));
        Assert.Contains("Your offer runs out soon.", bot.Told(_callum), StringComparison.Ordinal);
        await bot.Yusuf.AcceptsAsync(bot, key);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 24, 9, 3, 0, TimeSpan.Zero)); // Callum let it pass
        Assert.Equal((Stage.Lapsed, Stage.Offered), (await bot.StageAsync(key, _callum), await bot.StageAsync(key, _fifth)));
        Assert.Contains("The time for your answer has passed, so the place went on.", bot.Told(_callum), StringComparison.Ordinal);
        Assert.Contains("The time for your answer had passed", await PressesAsync(bot, _callum, "applications.offer.accept", key), StringComparison.Ordinal);
        await _fifth.AcceptsAsync(bot, key);
        await bot.RecountsAsync(key, 3);
        Assert.Equal(3, (await bot.FellowshipAsync(key)).Places.Count);
    }

    private static async Task StartedAsync(BotUnderTest bot, string key)
    {
        var priya = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!;
        Assert.Contains("Dr Priya Raman took a place", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await RecordAsync(bot, key, priya.Id, "cover", new JsonObject { ["coveredBy"] = "Dr Lee, a locum", ["paidBy"] = "the federation" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero));
        var start = bot.Told(bot.Priya);
        Assert.Contains("It starts: " + FellowshipForms.Title, start, StringComparison.Ordinal);
        Assert.Contains("Covered by Dr Lee, a locum; paid by the federation.", start, StringComparison.Ordinal);
        Assert.Contains("Dr Priya Raman starts: ", bot.Told(bot.Yusuf), StringComparison.Ordinal); // who leads the practice that agreed
        Assert.Equal(FellowshipState.InProgress, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));

        await bot.BecomesAsync(new DateTimeOffset(2026, 6, 4, 12, 0, 0, TimeSpan.Zero));
        var halfway = bot.CardsIn(bot.Priya.Chat).Single(message => CardReading.Of(message.Card()).Says("Halfway: " + FellowshipForms.Title));
        Assert.True(CardReading.Of((await bot.Priya.Presses("Well", halfway)).Card).Says("Recorded: it goes well.")); // in one tap
        Assert.Equal(Going.Well, (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!.Going);
        Assert.DoesNotContain("Dr Priya Raman says", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.Priya.Sends(PostForms.About("fellowships.going").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = priya.Id, ["going"] = "NeedsSomething", ["words"] = "The locum is late" }));
        Assert.Contains("Dr Priya Raman says: something is needed", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.Priya.Presses("Need help", halfway); // pressed once more, the words stay
        Assert.Equal("The locum is late", (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!.GoingWords);
    }

    private async Task CompletedAsync(BotUnderTest bot, string key)
    {
        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 20, 9, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.SentTo(bot.Organiser), "It has ended: " + FellowshipForms.Title); // one card for three fellows
        Assert.Single(bot.SentTo(bot.Organiser), "Dr Priya Raman took a place: " + FellowshipForms.Title);
        Assert.DoesNotContain(bot.SentTo(bot.Organiser), heading => heading.StartsWith("A place was taken", StringComparison.Ordinal));
        foreach (var who in new[] { bot.Priya, bot.Yusuf, _fifth })
        {
            var place = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(who))!.Id;
            await RecordAsync(bot, key, place, "complete", new JsonObject { ["skills"] = "1", ["more"] = "leading a team", ["words"] = "Three practices use the pathway" });
        }

        Assert.Equal(FellowshipState.Completed, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("You completed it: ") && bot.NewestCardIn(bot.Priya.Chat).Says("Skills: data, leading a team."), bot.Told(bot.Priya));
        var mine = CardReading.Of((await bot.Priya.Opens(PostForms.About("fellowships.mine").With(FellowshipForms.About(key)))).Card);
        Assert.Contains("Confirmed by Helen Whitcombe on Mon 20 Jul 2026.", mine.Input("paper")["value"]!.GetValue<string>(), StringComparison.Ordinal);
        var priya = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!.Id;
        foreach (var (who, kept) in new[] { (bot.Priya, "Yes"), (bot.Yusuf, "Partly") }) // the fellow, and their practice
            await who.Sends(PostForms.About("fellowships.survey").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = priya, ["worth"] = "5", ["kept"] = kept, ["words"] = "" }));
        var place1 = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!;
        Assert.Equal((TimeKept.Yes, TimeKept.Partly), (place1.ByFellow!.Time, Assert.Single(place1.ByPractice).Time));
        Assert.Contains("You have no place here", await PressesAsync(bot, bot.Tomasz, "fellowships.survey", key), StringComparison.Ordinal);
    }

    private static async Task RepeatedAsync(BotUnderTest bot, string key)
    {
        var manage = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.manage").With(FellowshipForms.About(key)))).Card);
        Assert.True(manage.Says("5 applied, 5 offered, 3 took a place, 3 completed, 0 waiting."), manage.ToString());
        for (var i = 0; i < 2; i++) // pressed twice
            await bot.Organiser.Sends(PostForms.About("fellowships.again").With(FellowshipForms.About(key)));
        var again = Assert.Single(await bot.FellowshipKeysAsync(), one => one != key);
        var next = await bot.FellowshipAsync(again);
        Assert.Equal((2, key, new DateOnly(2027, 4, 20), false), (next.Cycle, next.RepeatOf, next.Content.Starts, next.IsApproved));
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> RecordAsync(BotUnderTest bot, string key, string place, string go, JsonObject inputs)
        => bot.Organiser.Sends(PostForms.About("fellowships.place").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place, ["go"] = go }).With(inputs));

    /// <summary>What somebody is told who presses what they may not.</summary>
    private static async Task<string> PressesAsync(BotUnderTest bot, Colleague who, string verb, string key)
    {
        var answer = await who.PressesAsync(bot, verb, FellowshipForms.Opening(key).With(FellowshipForms.About(key)));
        return answer.Sentence ?? CardReading.Of(answer.Card).ToString();
    }
}
