using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Profile;

public sealed class ConfirmTests : WholeApp
{
    [Fact]
    public async Task An_organiser_confirms_and_the_person_is_told_once_and_their_answers_then_count_for_the_practice()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");

        var waiting = await bot.Organiser.Hears("confirm");
        Assert.Equal("1 choice waits for you", waiting.Heading);
        Assert.True(waiting.Says("GP, salaried, at Larkford Bridge Surgery"), waiting.ToString());
        var press = bot.CardsIn(bot.Organiser.Chat)[^1];
        var data = ButtonOf(waiting, "Confirm Dr Cy Tan");
        var after = CardReading.Of((await bot.Organiser.Presses(IdOf(bot, "Confirm Dr Cy Tan"), press)).Card);
        await bot.Organiser.Executes("profile.confirm", data.DeepClone().AsObject());
        await bot.DrainAsync();

        Assert.Equal("Nobody waits to be confirmed", after.Heading);
        Assert.True(after.Says("✓ Dr Cy Tan is confirmed and will be told."), after.ToString());
        Assert.Single(bot.CardsIn(cy.Chat), card => CardReading.Of(card.Card()).Heading == "What you chose is confirmed");
        Assert.True(bot.NewestCardIn(cy.Chat).Says("Decided by Helen Whitcombe, for Larkford and Vale CCG."));
        var member = await DetailsTests.MemberAsync(bot, cy, "larkford");
        Assert.Equal(("Z99001", Profession.Gp, Contract.Salaried, false), (member.Practices.ToString(), member.Profession, member.Contract, member.IsWaiting));
        Assert.Single(await bot.RowsAsync("Organisations", "larkford", "audit."), row => row.GetString("What") == "members.confirmed");

        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await cy.Votes("Yes", on: poll);
        Assert.Equal("Larkford Bridge Surgery", (await bot.RowsAsync("Polls", poll.Key, "answer.")).Single().GetString("PracticeName"));
    }

    [Fact]
    public async Task Not_ours_tells_the_person_why_and_they_may_choose_again()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        await bot.Organiser.Hears("confirm");
        var dialog = await bot.Organiser.OpensDialog(IdOf(bot, "Not ours: Dr Cy Tan"));

        await bot.Organiser.Fills(dialog, new JsonObject { ["reason"] = "Left" });
        await bot.Organiser.Fills(dialog, new JsonObject { ["reason"] = "Left" });

        var told = Assert.Single(bot.CardsIn(cy.Chat), card => CardReading.Of(card.Card()).Heading == "What you chose was not confirmed");
        Assert.True(CardReading.Of(told.Card()).Says("The reason given: They have left."));
        Assert.Equal(PracticeCodes.None, (await DetailsTests.MemberAsync(bot, cy, "larkford")).ChosenPractices);
        Assert.Equal("1 choice waits for you", bot.NewestCardIn(bot.Organiser.Chat).Heading); // that they belong here at all
        await cy.Hears("profile");
        Assert.Equal("Where and as what you work", (await cy.Presses("Details", bot.CardsIn(cy.Chat)[^1])).Body!["task"]!["value"]!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Somebody_who_does_not_belong_at_all_has_left_once_that_is_said()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        await bot.Organiser.Hears("confirm");
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog(IdOf(bot, "Not ours: Cy Tan")), new JsonObject { ["reason"] = "NotHere" });
        var dialog = await bot.Organiser.OpensDialog(IdOf(bot, "Not ours: Cy Tan"));
        await bot.Organiser.Fills(dialog, new JsonObject { ["reason"] = "NotHere" });
        await bot.Organiser.Fills(dialog, new JsonObject { ["reason"] = "NotHere" });

        Assert.NotNull((await DetailsTests.MemberAsync(bot, cy, "larkford")).LeftAt);
        Assert.Equal("Tell us your practice", (await cy.Hears("hello")).Buttons[0]);
    }

    [Fact]
    public async Task A_practice_lead_confirms_people_of_that_practice_and_no_others()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), LeadOf = PracticeCodes.Parse("Z99001") });
        var (ours, theirs) = (bot.Joins("Dr Our Own"), bot.Joins("Dr Of Others"));
        await DetailsTests.TellsAsync(bot, ours, "Z99001");
        await DetailsTests.TellsAsync(bot, theirs, "Z99002");
        var forOthers = ButtonOf(await bot.Organiser.Hears("confirm"), "Confirm Dr Of Others");

        Assert.Contains("confirm", (await bot.Tomasz.Hears("help")).Texts);
        var waiting = await bot.Tomasz.Hears("confirm");
        Assert.False(waiting.Says("Dr Of Others"), waiting.ToString());
        var refused = await bot.Tomasz.Executes("profile.confirm", forOthers.DeepClone().AsObject());
        await bot.Tomasz.Presses(IdOf(bot, "Confirm Dr Our Own", bot.Tomasz), bot.CardsIn(bot.Tomasz.Chat)[^1]);

        Assert.StartsWith("You can confirm people of the practices that you lead", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("Z99001", (await DetailsTests.MemberAsync(bot, ours, "larkford")).Practices.ToString());
        Assert.Equal(PracticeCodes.None, (await DetailsTests.MemberAsync(bot, theirs, "larkford")).Practices);
    }

    [Fact]
    public async Task Others_are_told_who_can_confirm_and_are_not_offered_it()
    {
        var bot = await StartAsync();

        var refused = await bot.Priya.Hears("confirm");

        Assert.StartsWith("This is for: organiser, chair, administrator, practice lead. In Larkford and Vale CCG that is ", refused.Heading, StringComparison.Ordinal);
        Assert.DoesNotContain("confirm", (await bot.Priya.Hears("help")).Texts);
    }

    [Fact]
    public async Task A_chair_in_one_organisation_and_member_of_another_confirms_nobody_of_the_other()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        await bot.ListsAsync(bot.Yusuf, "elsewhere", Roles.Chair);
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        var ofLarkford = ButtonOf(await bot.Organiser.Hears("confirm"), "Confirm Dr Cy Tan");
        var forged = ofLarkford.DeepClone().AsObject();
        forged["organisation"] = "elsewhere";

        var asMember = await bot.Yusuf.Executes("profile.confirm", ofLarkford.DeepClone().AsObject());
        var asChair = await bot.Yusuf.Executes("profile.confirm", forged);
        var list = await bot.Yusuf.Hears("confirm");

        Assert.StartsWith("This is for: organiser, chair, administrator, practice lead.", asMember.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This person is not on the list any more", asChair.Sentence, StringComparison.Ordinal);
        Assert.Equal("Nobody waits to be confirmed", list.Heading);
        Assert.True(list.Says("Elsewhere ICB"), list.ToString());
        Assert.True((await DetailsTests.MemberAsync(bot, cy, "larkford")).IsUnconfirmed);
    }

    [Fact]
    public async Task Nobody_confirms_their_own_choice_and_what_changed_since_is_looked_at_again()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        var stale = ButtonOf(await bot.Organiser.Hears("confirm"), "Confirm Dr Cy Tan");
        await bot.ListsAsync(cy, "larkford", Roles.Member, member => member with { ChosenProfession = Profession.Nurse });
        await bot.Organiser.Hears("profile");
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog("Details"), new JsonObject { ["practice"] = "larkford/Z99005" });

        var changed = await bot.Organiser.Executes("profile.confirm", stale.DeepClone().AsObject());
        var list = await bot.Organiser.Hears("confirm");

        Assert.StartsWith("They have changed what they chose", changed.Sentence, StringComparison.Ordinal);
        Assert.False(list.Says("Helen Whitcombe"), list.ToString());
    }

    [Fact]
    public async Task Of_two_who_decide_differently_the_second_is_told_that_it_is_decided_and_the_audit_names_whom()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        var stale = ButtonOf(await bot.Chair.Hears("confirm"), "Confirm Dr Cy Tan");
        await bot.Organiser.Hears("confirm");
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog(IdOf(bot, "Not ours: Dr Cy Tan")), new JsonObject { ["reason"] = "Left" });

        var late = await bot.Chair.Executes("profile.confirm", stale.DeepClone().AsObject());

        Assert.StartsWith("They have changed what they chose", late.Sentence, StringComparison.Ordinal);
        Assert.Equal(PracticeCodes.None, (await DetailsTests.MemberAsync(bot, cy, "larkford")).Practices);
        var audit = Assert.Single(await bot.RowsAsync("Organisations", "larkford", "audit."), row => row.GetString("What") is "members.confirmed" or "members.declined");
        Assert.Equal(("members.declined", new MemberId(cy.Person.TenantId, cy.ObjectId).ToString(), "Left"), (audit.GetString("What"), audit.GetString("Whom"), audit.GetString("After")));
    }

    [Fact]
    public async Task In_quiet_hours_the_news_waits_for_the_morning_and_comes_once()
    {
        var bot = await StartAsync();
        var cy = bot.Joins("Dr Cy Tan");
        await DetailsTests.TellsAsync(bot, cy, "Z99001");
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(11)); // 20:00
        await bot.Organiser.Hears("confirm");
        await bot.Organiser.Presses(IdOf(bot, "Confirm Dr Cy Tan"), bot.CardsIn(bot.Organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromHours(1)); // 07:00

        Assert.DoesNotContain(bot.CardsIn(cy.Chat), card => CardReading.Of(card.Card()).Heading == "What you chose is confirmed");
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromHours(1));

        Assert.Single(bot.CardsIn(cy.Chat), card => CardReading.Of(card.Card()).Heading == "What you chose is confirmed");
    }

    [Fact]
    public async Task Many_who_wait_are_shown_in_pages_by_practice()
    {
        var bot = await StartAsync();
        foreach (var number in Enumerable.Range(1, 7))
            await bot.ListsAsync(bot.Joins($"Dr Number {number}"), "larkford", Roles.Member, member => member with { ChosenPractices = PracticeCodes.Parse($"Z9900{(number % 3) + 1}") });

        var first = await bot.Organiser.Hears("confirm");
        var second = CardReading.Of((await bot.Organiser.Presses("Next page", bot.CardsIn(bot.Organiser.Chat)[^1])).Card);

        Assert.Equal("7 choices wait for you", first.Heading);
        Assert.Equal(5, first.Buttons.Count(button => button == "Confirm"));
        Assert.Equal(2, second.Buttons.Count(button => button == "Confirm"));
        Assert.Contains("Previous page", second.Buttons);
    }

    [Fact]
    public async Task In_a_channel_nobody_s_choice_is_shown()
    {
        var bot = await StartAsync();

        Assert.Equal("That is only for your own chat with me, where nobody else reads it.", (await bot.Organiser.Hears("confirm", bot.Channel)).Heading);
        Assert.Equal("That is only for your own chat with me, where nobody else reads it.", (await bot.Organiser.Hears("profile", bot.GroupChat)).Heading);
        Assert.Equal("That is only for your own chat with me, where nobody else reads it.", (await bot.Organiser.Hears("pause 2 weeks", bot.GroupChat)).Heading);
    }

    private static JsonObject ButtonOf(CardReading card, string title)
        => LeadershipBot.Simulator.People.Cards.Buttons(card.Json).Single(button => button["tooltip"]?.GetValue<string>() == title)["data"]!.AsObject();

    /// <summary>The id of the button that is about this person, on the newest card of whoever decides.</summary>
    private static string IdOf(BotUnderTest bot, string tooltip, Colleague? decider = null)
        => LeadershipBot.Simulator.People.Cards.Buttons(bot.NewestCardIn((decider ?? bot.Organiser).Chat).Json)
            .Single(button => button["tooltip"]?.GetValue<string>() == tooltip)["id"]!.GetValue<string>();
}
