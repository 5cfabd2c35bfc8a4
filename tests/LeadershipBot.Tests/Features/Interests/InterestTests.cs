using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Interests;

/// <summary>The bot's clock starts on Monday 2 March 2026 at 09:00 in London.</summary>
public sealed class InterestTests : WholeApp
{
    private const string Here = InterestForms.Here;

    [Fact]
    public async Task A_member_declares_an_interest_and_sees_it_with_who_can_read_it()
    {
        var bot = await StartAsync();
        var before = await bot.Priya.Hears("interests");
        Assert.True(before.Says("You have declared nothing yet") && before.Says("Named: organisers and chairs of Larkford and Vale CCG can read this."), before.ToString());

        var form = await bot.Priya.OpensAsync("Declare", before.Json);
        Assert.True(form.Says("Please give no patient details.") && form.Says("Named: organisers and chairs"), form.ToString());
        var answer = await bot.Priya.Sends(InterestForms.Filled(form, "Sits on a *charity's* board", "Personal", mitigation: "Told the chair"));
        Assert.Equal("Recorded: your Non-financial personal interest. Type interests to see all that you declared.", answer.Sentence);

        var mine = await bot.Priya.Hears("interests");
        Assert.True(mine.Says(@"Sits on a \*charity's\* board") && mine.Says("Non-financial personal · since 20 Feb 2026") && mine.Says("What was agreed: Told the chair"), mine.ToString());
        Assert.Equal(["Change", "It has ended", "Register", "Declare", "Yes, unchanged"], mine.Buttons);
        Assert.Equal(["interests.declared"], await AuditAsync(bot));
    }

    [Fact]
    public async Task A_late_declaration_is_taken_and_says_so_kindly()
    {
        var bot = await StartAsync();

        var answer = await bot.Chair.DeclaresAsync("Shares in a company", from: "2026-01-01");

        Assert.Equal("Recorded: your Financial interest. It is 32 days past the 28 days in which interests are declared; thank you for putting it right.", answer.Sentence);
        Assert.True((await bot.Chair.Hears("interests")).Says("Declared 2 Mar 2026, 32 days after the 28 days"));
    }

    [Fact]
    public async Task Who_decides_is_asked_at_the_poll_that_it_is_about_and_others_are_not()
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.AsksInChannel("Which hub gets the contract?", "North", "Vale");

        Assert.Contains("Declare an interest", (await bot.Chair.Sees(poll)).Buttons);
        var form = await bot.Chair.OpensDialog("Declare an interest", poll.Card);
        Assert.True(form.Says("Which hub gets the contract?"), form.ToString());
        await bot.Chair.Sends(InterestForms.Filled(form, "My practice runs the Vale hub"));
        var mine = await bot.Chair.Hears("interests");
        Assert.True(mine.Says("My practice runs the Vale hub") && mine.Says("Which hub gets the contract?"), mine.ToString());

        Assert.DoesNotContain("Declare an interest", (await bot.Tomasz.Sees(poll)).Buttons);
        await bot.Priya.Sees(poll);
        await bot.Priya.Closes(poll);
        Assert.DoesNotContain("Declare an interest", (await bot.Chair.Sees(poll)).Buttons);
    }

    [Theory]
    [InlineData("Cares for 485 777 3457", "2026-02-20", "", "This looks like it holds a patient's details, so nothing of it was kept.")]
    [InlineData("Her practice", "2026-02-20", "Indirect", "An indirect interest is somebody else's, and it isn't said how near they are to you.")]
    [InlineData("Shares", "2026-13-40", "", "The day on which it began is missing or out of range.")]
    public async Task What_can_not_be_taken_comes_back_with_what_was_typed(string what, string from, string type, string problem)
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.form", ["organisation"] = Here })).Card);

        var again = CardReading.Of((await bot.Priya.Sends(InterestForms.Filled(form, what, type.Length > 0 ? type : "Financial", from))).Card);

        Assert.True(again.Says(problem), again.ToString());
        Assert.Equal(what, again.Input("what")["value"]!.GetValue<string>());
        Assert.Empty(await bot.RowsAsync("Interests", Here, "interest."));
    }

    [Fact]
    public async Task Changing_keeps_what_it_was_and_ending_keeps_it_on_the_register_for_six_months()
    {
        var bot = await StartAsync();
        await bot.Chair.DeclaresAsync("Shares in a company");
        var form = await bot.Chair.OpensAsync("Change", (await bot.Chair.Hears("interests")).Json);
        Assert.Equal("Shares in a company", form.Input("what")["value"]!.GetValue<string>());
        await bot.Chair.Sends(InterestForms.Filled(form, "Shares in two companies"));
        var end = await bot.Chair.OpensAsync("It has ended", (await bot.Chair.Hears("interests")).Json);
        var data = end.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["until"] = "2026-03-03";
        var refused = CardReading.Of((await bot.Chair.Sends(data)).Card);
        Assert.True(refused.Says("An interest ends on a day from its beginning up to today."), refused.ToString());
        data["until"] = "2026-03-01";
        Assert.Equal("Recorded: it ended on 1 Mar 2026. It stays on the register for six months more.", (await bot.Chair.Sends(data)).Sentence);

        var before = await bot.RowsAsync("Interests", Here, "before.");
        Assert.Equal(["Shares in a company", "Shares in two companies"], before.Select(row => row.GetString("What")));
        Assert.Equal(["interests.changed", "interests.declared", "interests.ended"], (await AuditAsync(bot)).Order());
        Assert.True((await bot.Yusuf.RegisterAsync()).Says("Shares in two companies"));
        Assert.True((await bot.Chair.Hears("interests")).Says("ended: 20 Feb 2026 to 1 Mar 2026"));

        bot.Clock.Advance(TimeSpan.FromDays(190));
        Assert.False((await bot.Yusuf.RegisterAsync()).Says("Shares in two companies"));
        Assert.Single(await bot.RowsAsync("Interests", Here, "interest."));
    }

    [Fact]
    public async Task A_dialog_that_is_delivered_twice_declares_and_changes_once()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.form", ["organisation"] = Here })).Card);
        var declared = InterestForms.Filled(form, "Shares");
        var first = await bot.Priya.Sends(declared.DeepClone().AsObject());
        var second = await bot.Priya.Sends(declared.DeepClone().AsObject());
        Assert.Equal(first.Sentence, second.Sentence);
        var change = await bot.Priya.OpensAsync("Change", (await bot.Priya.Hears("interests")).Json);
        var changed = InterestForms.Filled(change, "Shares in a bank");
        await bot.Priya.Sends(changed.DeepClone().AsObject());
        await bot.Priya.Sends(changed.DeepClone().AsObject());

        Assert.Equal(2, Assert.Single(await bot.RowsAsync("Interests", Here, "interest.")).GetInt32("Version"));
        Assert.Single(await bot.RowsAsync("Interests", Here, "before."));
        Assert.Equal(["interests.changed", "interests.declared"], (await AuditAsync(bot)).Order());
    }

    [Fact]
    public async Task What_was_changed_on_another_device_is_not_overwritten()
    {
        var bot = await StartAsync();
        await bot.Priya.DeclaresAsync("Shares");
        var card = (await bot.Priya.Hears("interests")).Json;
        var (phone, desk) = (await bot.Priya.OpensAsync("Change", card), await bot.Priya.OpensAsync("Change", card));
        await bot.Priya.Sends(InterestForms.Filled(phone, "Shares in a bank"));

        var answer = await bot.Priya.Sends(InterestForms.Filled(desk, "Shares in a shop"));

        Assert.StartsWith("This interest was changed meanwhile, so nothing was overwritten.", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal("Shares in a bank", Assert.Single(await bot.RowsAsync("Interests", Here, "interest.")).GetString("What"));
    }

    [Fact]
    public async Task Nothing_to_declare_is_a_dated_statement_of_its_own()
    {
        var bot = await StartAsync();
        await bot.Chair.Hears("interests");

        await bot.Chair.Presses("Nothing to declare", bot.CardsIn(bot.Chair.Chat)[^1]);

        var card = CardReading.Of(bot.Teams.World.CardFor(bot.CardsIn(bot.Chair.Chat)[^1], bot.Chair.Person));
        Assert.True(card.Says("✓ Recorded on 2 Mar 2026: you have nothing to declare."), card.ToString());
        Assert.True((await bot.Yusuf.RegisterAsync()).Says("Nothing to declare (stated 2 Mar 2026)"));
        Assert.Equal(["interests.nothingToDeclare"], await AuditAsync(bot));

        await bot.Chair.DeclaresAsync("Shares");
        var refused = await bot.Chair.Executes("interests.nothing", new JsonObject { ["organisation"] = Here });
        Assert.StartsWith("You have interests that go on", refused.Sentence, StringComparison.Ordinal);
        Assert.False((await bot.Yusuf.RegisterAsync()).Says("Nothing to declare"));
    }

    [Fact]
    public async Task Everybody_reads_what_people_with_a_role_declared_and_only_chairs_and_organisers_the_rest()
    {
        var bot = await StartAsync();
        await bot.Chair.DeclaresAsync("Of the chair");
        await bot.Priya.DeclaresAsync("Of a member");

        foreach (var (reader, seesAll) in new[] { (bot.Yusuf, false), (bot.Priya, false), (bot.Administrator, false), (bot.Chair, true), (bot.Organiser, true) })
        {
            var register = await reader.RegisterAsync();
            Assert.True(register.Says("Of the chair") && register.Says("Dr Amara Okafor"), register.ToString());
            Assert.Equal(seesAll, register.Says("Of a member"));
            Assert.Equal(seesAll, register.Says("Has not declared yet"));
        }
    }

    [Fact]
    public async Task A_register_of_many_is_read_page_by_page()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 12; i++)
            await bot.Chair.DeclaresAsync($"Interest number {i:D2}");

        var first = await bot.Yusuf.RegisterAsync();
        Assert.True(first.Says("Showing 1 to 10 of 12."), first.ToString());
        var second = CardReading.Of((await bot.Yusuf.Sends(InterestForms.DataOf(first.Json, "Next page"))).Card);
        Assert.True(second.Says("Showing 11 to 12 of 12.") && second.Says("Dr Amara Okafor"), second.ToString());
        var mine = await bot.Chair.Hears("interests");
        Assert.Contains("Next page", mine.Buttons);
    }

    [Fact]
    public async Task Another_organisations_register_and_a_strangers_hand_are_refused()
    {
        var bot = await StartAsync();
        var other = await bot.HasOrganisationAsync("enfield", "NHS Enfield CCG");
        await bot.ListsAsync(bot.Chair, other.Id, Roles.Member);
        await bot.Chair.DeclaresAsync("Of Larkford");

        Assert.False((await bot.Chair.RegisterAsync("enfield")).Says("Of Larkford"));
        var refused = await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.register", ["organisation"] = "enfield" });
        Assert.StartsWith("This card is about another organisation", refused.Sentence, StringComparison.Ordinal);
        var stranger = bot.Joins("Dr No Body");
        Assert.True((await stranger.Hears("interests")).Says("Please ask") || bot.NewestCardIn(stranger.Chat).Says("If you belong to one"), bot.NewestCardIn(stranger.Chat).ToString());
        var interest = (await bot.RowsAsync("Interests", Here, "interest.")).Single().RowKey.Split('.')[^1];
        var hand = await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.form", ["organisation"] = Here, ["interest"] = interest });
        Assert.StartsWith("This interest can't be found", hand.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_others_read_along_interests_are_not_shown()
    {
        var bot = await StartAsync();
        await bot.Priya.DeclaresAsync("Shares");

        var card = await bot.Priya.Hears("interests", bot.GroupChat);

        Assert.Equal("I show interests in your own chat with me only. Please type interests there.", card.Heading);
        Assert.False(card.Says("Shares"));
    }

    [Fact]
    public async Task An_interest_is_declared_at_the_item_that_it_concerns()
    {
        var bot = await StartAsync();

        await bot.Priya.DeclaresAsync("Wife's pharmacy", "Indirect", relation: "Partner", about: "Pharmacy *first*");

        var mine = await bot.Priya.Hears("interests");
        Assert.True(mine.Says(@"About: Pharmacy \*first\*") && mine.Says("Indirect: spouse or partner · since 20 Feb 2026"), mine.ToString());
    }

    [Fact]
    public async Task When_the_store_is_down_the_person_is_told_to_press_again_and_it_counts_once()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "interests.form", ["organisation"] = Here })).Card);
        var data = InterestForms.Filled(form, "Shares");
        bot.Store.Fails(StoreFault.Unavailable, "Interests");
        Assert.StartsWith("We couldn't confirm it.", (await bot.WhilePassing(bot.Priya.Sends(data.DeepClone().AsObject()))).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();

        await bot.Priya.Sends(data.DeepClone().AsObject());
        await bot.Priya.Sends(data.DeepClone().AsObject());

        Assert.Single(await bot.RowsAsync("Interests", Here, "interest."));
    }

    private static async Task<IReadOnlyList<string>> AuditAsync(BotUnderTest bot)
        => [.. (await bot.RowsAsync("Interests", Here, "audit.")).Select(row => row.GetString("What")!)];
}
