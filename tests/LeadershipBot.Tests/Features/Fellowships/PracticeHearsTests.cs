using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>No practice that was asked is left with a question that is over, and none that agreed late hears nothing of the place.</summary>
public sealed class PracticeHearsTests : WholeApp
{
    private const string Question = "Can the practice release Dr Priya Raman?";
    private const string Over = "It goes no further: Frailty in care homes";
    private const string Taken = "Dr Priya Raman took the place: Frailty in care homes";
    private const string Elsewhere = "Nothing to answer any more: Frailty in care homes";

    [Fact]
    public async Task Turned_down_before_the_question_came_and_put_in_reserve_later_it_is_brought_then()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAtNightAsync();
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        Assert.DoesNotContain("Dr Priya Raman", bot.Told(bot.Yusuf), StringComparison.Ordinal);

        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "Somebody may drop out");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Question));
        Assert.Null((await bot.PracticeAgreesAsync(key)).Sentence);
    }

    [Fact]
    public async Task A_place_that_is_given_up_before_the_practice_answered_is_told_to_who_has_the_question()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.TakesPlaceAsync(key);
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Over));
    }

    [Fact]
    public async Task An_appointment_that_is_taken_back_before_there_is_a_place_is_told_to_who_agreed()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await bot.TakesPlaceAsync(key);
        var place = Assert.Single(await bot.RowsAsync(FellowshipRows.Table, key, FellowshipRows.Place)); // as if it had never been noted
        await bot.Store.Inner.CommitAsync(FellowshipRows.Table, key, [new Change.Delete(place.RowKey, null)], TestContext.Current.CancellationToken);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Withdrawn, "The money went");
        await bot.DrainAsync();
        Assert.Empty((await bot.FellowshipAsync(key)).Places);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Over));
    }

    [Theory]
    [InlineData(1, "You hear as soon as cover is written down, and on the first day.")]
    [InlineData(40, "If the cover isn't there, please talk to Helen Whitcombe.")] // six days after the first
    public async Task Who_agrees_once_the_place_is_taken_hears_of_it_by_the_next_morning_and_once(int day, string next)
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.TakesPlaceAsync(key);
        for (var i = 1; i <= day; i++)
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(i));
        await bot.PracticeAgreesAsync(key);
        for (var i = 1; i <= 4; i++)
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(day + i));
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Taken));
        Assert.True(told.Says("Your practice agreed to release them.") && told.Says(next), told.ToString());
    }

    [Fact]
    public async Task Another_practice_is_asked_and_the_first_hears_so_and_its_card_answers_nothing()
    {
        var bot = await StartAsync();
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), LeadOf = PracticeCodes.Parse("Z99001") });
        await bot.ListsAsync(bot.Priya, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001,Z99003"), LeadOf = PracticeCodes.None });
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz })
            await bot.MeetsAsync(who);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await AsksAsync(bot, key, FellowDrivers.Practice);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Question));
        var first = FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya));

        await AsksAsync(bot, key, "Z99001");
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Elsewhere));
        Assert.True(told.Says("The Tannery Practice was asked whether it releases Dr Priya Raman. They asked another practice of theirs since") && told.Buttons.Count == 0, told.ToString());
        Assert.DoesNotContain("Larkford Bridge", told.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Another practice, or somebody else, was asked since", (await bot.Yusuf.PressesAsync(bot, "applications.release.agree", first)).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Elsewhere, bot.Told(bot.Tomasz), StringComparison.Ordinal);

        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Over));
        Assert.DoesNotContain(Over, bot.Told(bot.Yusuf), StringComparison.Ordinal); // heard already that nothing is asked of them
    }

    [Fact]
    public async Task Who_has_a_place_asks_as_who_was_appointed_and_not_once_it_has_begun()
    {
        var bot = await StartAsync();
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.TakesPlaceAsync(key);
        await bot.AsksPracticeAsync(key);
        var asked = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Question));
        Assert.True(asked.Says("Dr Priya Raman was appointed for “Frailty in care homes”") && !asked.Says("shortlisted"), asked.ToString());

        await bot.BecomesAsync(FellowDrivers.Started.AddDays(8)); // nobody answered for more than a week
        Assert.DoesNotContain("Ask my practice", (await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key))).Buttons);
        Assert.StartsWith("It has begun", (await bot.Priya.Opens(PostForms.About("applications.release.form").With(FellowshipForms.Opening(key)))).Sentence, StringComparison.Ordinal);
    }

    private static async Task AsksAsync(BotUnderTest bot, string key, string practice)
    {
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), new JsonObject { ["practice"] = practice });
        await bot.DrainAsync();
    }
}
