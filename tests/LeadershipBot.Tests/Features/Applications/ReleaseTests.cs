using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>An applicant's practice is asked only after shortlisting, by the applicant's own press, with exactly the words that they read.</summary>
public sealed class ReleaseTests : ApplicationsApp
{
    private const string Words = "Dr Priya Raman has been shortlisted for “Clinical lead for frailty” at Larkford and Vale CCG, and asks whether the practice agrees to release them for it if they are appointed.";

    [Fact]
    public async Task Before_the_applicant_presses_nobody_at_the_practice_learns_of_it()
    {
        var bot = await AppliedAsync();
        Assert.DoesNotContain("Ask my practice", bot.NewestCardIn(bot.Priya.Chat).Buttons);
        Assert.StartsWith("Your practice is asked only once you are shortlisted.", (await bot.Priya.OpensAsync("applications.release.form")).Sentence, StringComparison.Ordinal);

        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Priya.OpensDialog("Ask my practice");

        Assert.DoesNotContain("Priya", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Release));
    }

    [Fact]
    public async Task The_dialog_shows_the_exact_words_and_to_whom_and_the_practice_reads_the_same()
    {
        var bot = await AppliedAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        var form = await bot.Priya.OpensDialog("Ask my practice");
        string[] exact = [Words, "Two sessions a week for three years.", "Backfill is paid by the CCG."];
        Assert.Equal(exact, form.Texts.Intersect(exact));
        Assert.Equal("The Tannery Practice: Dr Tomasz Zielinski", form.Input("practice")["choices"]![0]!["title"]!.GetValue<string>());

        for (var i = 0; i < 2; i++)
            await bot.Priya.Fills(form, Practice());

        var asked = bot.NewestCardIn(bot.Tomasz.Chat);
        Assert.Equal(exact, asked.Texts.Intersect(exact));
        Assert.Equal(["Agree", "Can't agree"], asked.Buttons);
        Assert.Single(bot.CardsIn(bot.Tomasz.Chat), message => CardReading.Of(message.Card()).Heading.StartsWith("Can the practice release", StringComparison.Ordinal));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("The Tannery Practice was asked to release you."));
        Assert.StartsWith("Your practice was asked already.", (await bot.Priya.OpensAsync("applications.release.form")).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask my practice", (await bot.Priya.ReadsMineAsync(bot)).Buttons);

        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromDays(1)); // nobody answered for a week
        Assert.Contains("Ask my practice", (await bot.Priya.ReadsMineAsync(bot)).Buttons);
        await bot.Priya.FillsInAsync("applications.release.form", Practice());
        Assert.Equal(3, bot.CardsIn(bot.Tomasz.Chat).Count(message => CardReading.Of(message.Card()).Heading.StartsWith("Can the practice release", StringComparison.Ordinal))); // asked, reminded, asked again
    }

    [Fact]
    public async Task Who_leads_the_practice_and_can_t_be_reached_is_not_passed_over_in_silence()
    {
        var bot = await AppliedAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        var id = AskedPeople.IdOf(bot.Yusuf);
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { LeadOf = PracticeCodes.None });
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        await bot.MeetsAsync(bot.Yusuf);
        bot.Teams.World.SetInstall(bot.Yusuf.Chat, LeadershipBot.Simulator.People.InstallState.Blocked);
        await bot.Priya.Fills(await bot.Priya.OpensDialog("Ask my practice"), Practice());
        await bot.DrainAsync();

        Assert.Contains("Dr Yusuf Demir of The Tannery Practice can't be reached here.", bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.Null(Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Release)).GetString("Brought")); // and nobody there knows of it
        Assert.NotEmpty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.DoneBy("larkford", id))); // found, though nothing reached them
    }

    [Fact]
    public async Task The_practice_agrees_in_one_press_and_both_who_wait_for_it_are_told()
    {
        var bot = await AskedAsync();
        for (var i = 0; i < 2; i++)
        {
            var after = CardReading.Of((await bot.Tomasz.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot))).Card);
            Assert.True(after.Says("Dr Tomasz Zielinski agreed for the practice.") && after.Buttons.Count == 0, after.ToString());
        }

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your practice agrees to release you.") && bot.NewestCardIn(bot.Priya.Chat).Says("The Tannery Practice agrees to release you."));
        Assert.Single(bot.CardsIn(bot.Organiser.Chat), message => CardReading.Of(message.Card()).Says("The Tannery Practice agrees to release Dr Priya Raman."));
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("The Tannery Practice agrees to release them."));
        Assert.StartsWith("The practice has answered already.", CardOrSentence(await bot.Tomasz.FillsInAsync("applications.release.no.form", new JsonObject { ["words"] = "No" }, await EditionAsync(bot))), StringComparison.Ordinal);

        await bot.Organiser.FillsInAsync("applications.record.form", new JsonObject { ["said"] = "no", ["words"] = "They lost a partner" }, ApplicationForms.Of(bot.Priya)); // it changed its mind
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your practice can't agree to release you.") && bot.NewestCardIn(bot.Priya.Chat).Says("“They lost a partner”"));
        var recorded = (await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, "audit.")).Single(row => row.GetString("What") == "applications.releaseRecorded");
        Assert.Equal(("Agreed", "Declined"), (recorded.GetString("Before"), recorded.GetString("After")));
    }

    [Fact]
    public async Task A_no_needs_its_reason_which_both_read()
    {
        var bot = await AskedAsync();
        var again = await bot.Tomasz.FillsInAsync("applications.release.no.form", new JsonObject { ["words"] = "" }, await EditionAsync(bot));
        Assert.True(CardReading.Of(again.Card).Says("The reason is missing."));
        await bot.Tomasz.FillsInAsync("applications.release.no.form", new JsonObject { ["words"] = "We are three partners short" }, await EditionAsync(bot));

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your practice can't agree to release you.") && bot.NewestCardIn(bot.Priya.Chat).Says("“We are three partners short”"));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("can't agree to release Dr Priya Raman: “We are three partners short”"));
    }

    [Fact]
    public async Task Only_who_was_asked_and_leads_the_practice_still_may_answer()
    {
        var bot = await AskedAsync();
        foreach (var other in new[] { bot.Yusuf, bot.Organiser })
            Assert.StartsWith("You weren't asked this", (await other.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot))).Sentence, StringComparison.Ordinal);
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { LeadOf = PracticeCodes.None });
        Assert.StartsWith("You weren't asked this, or you don't lead that practice any more.", (await bot.Tomasz.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot))).Sentence, StringComparison.Ordinal);
        Assert.Equal("Asked", Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Release)).GetString("State"));

        await bot.ForgetsAsync(bot.Tomasz); // nobody is left who was asked
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Somebody who was asked at The Tannery Practice doesn't lead it here any more."), bot.Told(bot.Priya));
        Assert.Contains("Ask my practice", bot.NewestCardIn(bot.Priya.Chat).Buttons);
    }

    [Fact]
    public async Task A_card_of_an_application_that_was_withdrawn_or_sent_anew_answers_nothing()
    {
        var bot = await AskedAsync();
        await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });
        Assert.StartsWith("This question is over", (await bot.Tomasz.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot))).Sentence, StringComparison.Ordinal);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [], ClosesAt = null };
        await bot.Priya.AppliesAsync("Again");
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Priya.FillsInAsync("applications.release.form", Practice());

        Assert.StartsWith("This question is over", (await bot.Tomasz.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot))).Sentence, StringComparison.Ordinal);
        Assert.True(CardReading.Of((await bot.Tomasz.PressesAsync(bot, "applications.release.agree", await EditionAsync(bot, 2))).Card).Says("Dr Tomasz Zielinski agreed for the practice."));
    }

    [Fact]
    public async Task Words_that_changed_after_the_dialog_was_opened_are_shown_again_and_not_sent()
    {
        var bot = await AppliedAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        var form = await bot.Priya.OpensDialog("Ask my practice");
        Openings.All["chair-1"] = Openings.All["chair-1"] with { Terms = ["Four sessions a week."] };

        var again = CardReading.Of((await bot.Priya.Fills(form, Practice())).Card);

        Assert.True(again.Says("The words, or the people whom they would go to, changed") && again.Says("Four sessions a week."), again.ToString());
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Release));
    }

    [Fact]
    public async Task Without_a_practice_or_a_lead_it_is_said_kindly_and_whoever_runs_it_records_the_answer()
    {
        var bot = await AppliedAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { LeadOf = PracticeCodes.None });
        Assert.StartsWith("Nobody else is known here who leads your practice, so nobody can be asked. You can tell Helen Whitcombe", (await bot.Priya.OpensAsync("applications.release.form")).Sentence, StringComparison.Ordinal);
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.None });
        Assert.StartsWith("The organisation lists no practice for you", (await bot.Priya.OpensAsync("applications.release.form")).Sentence, StringComparison.Ordinal);

        Assert.StartsWith("Only the panel", (await bot.Tomasz.OpensAsync("applications.record.form", more: ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);
        await bot.Organiser.FillsInAsync("applications.record.form", new JsonObject { ["said"] = "yes", ["words"] = "By telephone" }, ApplicationForms.Of(bot.Priya));

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your practice agrees to release you."));
        Assert.Contains("applications.releaseRecorded", await bot.AuditAsync());
    }

    /// <summary>What the dialog has chosen beforehand, and a client sends with it.</summary>
    private static JsonObject Practice() => new() { ["practice"] = "Z99003" };

    private static Task<JsonObject> EditionAsync(BotUnderTest bot, int edition = 1) => bot.QuestionAsync(ApplicationForms.Key, bot.Priya, edition);

    private static string CardOrSentence(LeadershipBot.Simulator.Connector.BotAnswer answer)
        => answer.Sentence ?? CardReading.Of(answer.Card).Texts.First(text => text.EndsWith('.'));

    /// <summary>Priya has applied, Tomasz leads her practice, and applications have closed.</summary>
    private async Task<BotUnderTest> AppliedAsync()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.MeetsAsync(bot.Tomasz);
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        return bot;
    }

    private async Task<BotUnderTest> AskedAsync()
    {
        var bot = await AppliedAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Priya.Fills(await bot.Priya.OpensDialog("Ask my practice"), Practice());
        return bot;
    }
}
