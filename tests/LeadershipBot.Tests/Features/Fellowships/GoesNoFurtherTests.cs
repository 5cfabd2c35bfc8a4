using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A practice that was asked, or agreed, hears once that it goes no further; who never heard of it, hears nothing.</summary>
public sealed class GoesNoFurtherTests : WholeApp
{
    private const string Over = "It goes no further: Frailty in care homes";
    private const string Again = "It may come about after all: Frailty in care homes";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_applicant_is_not_selected_who_leads_the_practice_is_told_and_not_why(bool agrees)
    {
        var (bot, key) = await AskedAsync(agrees);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Over));
        Assert.True(told.Says("was asked whether it releases Dr Priya Raman. Nothing comes of it") && !told.Says("smaller project") && told.Buttons.Count == 0, told.ToString());
    }

    [Fact]
    public async Task Where_the_applicant_says_no_to_the_place_they_are_told_and_once()
    {
        var (bot, key) = await AskedAsync(agrees: true);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        await WithdrawsAsync(bot, key);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Over));
    }

    [Fact]
    public async Task Where_it_is_not_offered_any_more_they_are_told_once_whatever_is_decided_afterwards()
    {
        var (bot, key) = await AskedAsync(agrees: true);
        await WithdrawsAsync(bot, key);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "The money went");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Over));
    }

    [Fact]
    public async Task Where_they_wait_after_all_who_agreed_is_told_that_it_counts_again_and_hears_each_end()
    {
        var (bot, key) = await AskedAsync(agrees: true);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Over));
        Assert.DoesNotContain(Again, bot.Told(bot.Yusuf), StringComparison.Ordinal);

        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "The other post fell through");
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Again));
        Assert.True(told.Says("agreed to release Dr Priya Raman, and was told that nothing comes of it.") && told.Says("please tell Helen Whitcombe") && !told.Says("fell through") && told.Buttons.Count == 0, told.ToString());
        Assert.Null((await ReleaseAsync(bot, key)).GetBoolean("IsOver"));

        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        Assert.Equal(2, bot.CardsOf(bot.Yusuf).Count(card => card.Says(Over)));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Again));
    }

    [Fact]
    public async Task Where_they_wait_after_all_who_was_only_asked_gets_the_question_again_and_can_answer_it()
    {
        var (bot, key) = await AskedAsync(agrees: false);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "Somebody may drop out");
        await bot.DrainAsync();
        Assert.Equal(2, bot.CardsOf(bot.Yusuf).Count(card => card.Says("Can the practice release Dr Priya Raman?")));
        Assert.DoesNotContain(Again, bot.Told(bot.Yusuf), StringComparison.Ordinal); // had agreed to nothing
        Assert.Null((await bot.PracticeAgreesAsync(key)).Sentence);
        Assert.Equal("Agreed", (await ReleaseAsync(bot, key)).GetString("State"));
    }

    [Fact]
    public async Task Where_they_wait_after_all_and_the_dates_moved_meanwhile_an_earlier_agreement_doesnt_count_again()
    {
        var (bot, key) = await AskedAsync(agrees: true);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
        Assert.DoesNotContain(OtherWordsTests.Changed, bot.Told(bot.Yusuf), StringComparison.Ordinal); // it had ended for them
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "Somebody may drop out");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(OtherWordsTests.Changed));
        Assert.DoesNotContain(Again, bot.Told(bot.Yusuf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turned_down_in_the_evening_and_put_in_reserve_before_they_heard_they_hear_neither()
    {
        foreach (var agrees in new[] { true, false })
        {
            var (bot, key) = await AskedAsync(agrees);
            var questions = bot.CardsOf(bot.Yusuf).Count();
            await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
            await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
            await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "Somebody may drop out");
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
            Assert.Equal(questions, bot.CardsOf(bot.Yusuf).Count());
        }
    }

    [Fact]
    public async Task Who_gave_a_place_up_and_waits_again_their_practice_hears_that_its_agreement_counts_again()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.DoesNotContain(Over, bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.DoesNotContain(Again, bot.Told(bot.Yusuf), StringComparison.Ordinal);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 });
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "She stays after all");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Again));
    }

    [Fact]
    public async Task Of_a_place_that_is_given_up_they_hear_only_that()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.DoesNotContain(Over, bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.Contains("Dr Priya Raman has left", bot.Told(bot.Yusuf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_asked_and_is_forgotten_stands_nowhere_in_the_question_any_more()
    {
        var (bot, key) = await AskedAsync(agrees: true);
        Assert.Contains(AskedPeople.IdOf(bot.Yusuf).ToString(), (await ReleaseAsync(bot, key)).GetString("Brought"), StringComparison.Ordinal);
        await Features.Applications.ApplicationForms.ForgetsAsync(bot, bot.Yusuf);
        Assert.DoesNotContain((await ReleaseAsync(bot, key)).Columns, one => one.Value is string words && words.Contains(AskedPeople.IdOf(bot.Yusuf).ToString(), StringComparison.Ordinal));
    }

    private async Task<(BotUnderTest Bot, string Key)> AskedAsync(bool agrees)
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        Assert.Contains("Can the practice release Dr Priya Raman?", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        if (agrees)
            await bot.PracticeAgreesAsync(key);
        return (bot, key);
    }

    private static async Task<Record> ReleaseAsync(BotUnderTest bot, string key)
        => Assert.Single(await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Release));

    private static async Task WithdrawsAsync(BotUnderTest bot, string key)
    {
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
    }
}
