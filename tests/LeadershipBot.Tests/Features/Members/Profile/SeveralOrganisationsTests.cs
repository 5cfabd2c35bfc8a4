using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Profile;

public sealed class SeveralOrganisationsTests : WholeApp
{
    [Fact]
    public async Task A_poll_in_ones_own_chat_is_asked_about_once_and_pressing_a_name_asks_it()
    {
        var bot = await StartOfTwoAsync();

        var question = await bot.Priya.Hears("poll \"Extend hours?\" Yes, No");
        Assert.Equal("Which organisation is this about?", question.Heading);
        Assert.Empty(await KeysAsync(bot));
        var asked = bot.CardsIn(bot.Priya.Chat)[^1];
        var done = CardReading.Of((await bot.Priya.Presses("Act for Elsewhere ICB", asked)).Card);
        await bot.DrainAsync();

        Assert.Equal("Done. You act for Elsewhere ICB from now on.", done.Heading);
        Assert.StartsWith("elsewhere.", Assert.Single(await KeysAsync(bot)), StringComparison.Ordinal);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Elsewhere ICB"));

        await bot.Priya.Types("poll \"And Saturdays?\" Yes, No");
        Assert.Equal(2, (await KeysAsync(bot)).Count(key => key.StartsWith("elsewhere.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pressing_twice_asks_once()
    {
        var bot = await StartOfTwoAsync();
        var question = await bot.Priya.Hears("poll \"Extend hours?\" Yes, No");
        var row = CardReading.All(question.Json["body"]).First(one => one["selectAction"]?["data"]?["organisation"]?.GetValue<string>() == "elsewhere");
        var data = row["selectAction"]!["data"]!.AsObject();

        await bot.Priya.Executes("shell.command", data.DeepClone().AsObject());
        await bot.Priya.Executes("shell.command", data.DeepClone().AsObject());
        await bot.DrainAsync();

        Assert.Single(await KeysAsync(bot));
    }

    [Fact]
    public async Task Words_with_a_patient_s_details_are_refused_before_they_stand_on_a_card()
    {
        var bot = await StartOfTwoAsync();

        var refused = await bot.Priya.Hears("poll \"Is patient Jane Doe, DOB 12/03/1951, well?\" Yes, No");

        Assert.StartsWith("This looks like it holds a patient's details", refused.Heading, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", refused.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_too_long_for_a_card_are_not_kept_and_the_person_is_told()
    {
        var bot = await StartOfTwoAsync();

        var question = await bot.Priya.Hears($"poll \"{new string('x', 5_000)}\" Yes, No");

        Assert.True(question.Says("it is too long to keep"), question.ToString());
        Assert.DoesNotContain("xxxxx", question.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_the_place_says_which_and_nobody_is_asked()
    {
        var bot = await StartOfTwoAsync();

        await bot.Priya.AsksInChannel("Extend?", "Yes", "No");

        Assert.Single(await KeysAsync(bot));
    }

    [Fact]
    public async Task Somebody_of_one_organisation_is_never_asked()
    {
        var bot = await StartAsync();

        await bot.Priya.Asks(bot.Priya.Chat, "Extend?", "Yes", "No");

        Assert.Single(await KeysAsync(bot));
    }

    [Theory]
    [InlineData("help")]
    [InlineData("profile")]
    [InlineData("hello")]
    public async Task Help_profile_and_welcome_name_the_organisation_and_change_it_by_one_press(string command)
    {
        var bot = await StartOfTwoAsync();

        var before = await bot.Priya.Hears(command);
        Assert.True(before.Texts[0].Contains("Elsewhere ICB", StringComparison.Ordinal), before.ToString());
        var after = CardReading.Of((await bot.Priya.Presses("Act for Larkford and Vale CCG", bot.CardsIn(bot.Priya.Chat)[^1])).Card);

        Assert.Equal(before.Heading, after.Heading);
        Assert.True(after.Texts[0].Contains("Larkford and Vale CCG", StringComparison.Ordinal), after.ToString());
        Assert.Contains("Act for Elsewhere ICB", after.Buttons);
        Assert.True((await bot.Priya.Hears("profile")).Texts[0].Contains("Larkford", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_acts_for_an_organisation_that_does_not_list_them()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");

        var answer = await bot.Priya.Executes("shell.command", new() { ["command"] = "profile", ["organisation"] = "elsewhere", ["actFor"] = "elsewhere" });

        Assert.DoesNotContain("Elsewhere", CardReading.Of(answer.Card).ToString(), StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync("People", $"{bot.Priya.Person.TenantId}.{bot.Priya.ObjectId}", "head.self"));
    }

    [Fact]
    public async Task The_form_that_is_opened_for_one_organisation_asks_in_that_one()
    {
        var bot = await StartOfTwoAsync();
        await bot.Priya.Hears("hello");
        await bot.Priya.Presses("Act for Larkford and Vale CCG", bot.CardsIn(bot.Priya.Chat)[^1]);
        var welcome = bot.CardsIn(bot.Priya.Chat)[^1];
        await bot.Priya.Hears("profile");
        await bot.Priya.Presses("Act for Elsewhere ICB", bot.CardsIn(bot.Priya.Chat)[^1]);

        var form = await bot.Priya.OpensDialog("Ask a poll", welcome);
        await bot.Priya.Fills(form, new() { ["verb"] = "polls.create", ["question"] = "Extend?", ["options"] = "Yes\nNo", ["closes"] = "0" });

        Assert.StartsWith("larkford.", Assert.Single(await KeysAsync(bot)), StringComparison.Ordinal);
    }

    /// <summary>Priya, listed by Larkford too, is chair of another organisation, which comes first by name.</summary>
    private async Task<BotUnderTest> StartOfTwoAsync()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        await bot.ListsAsync(bot.Priya, "elsewhere", Roles.Chair);
        return bot;
    }

    private static async Task<List<string>> KeysAsync(BotUnderTest bot)
    {
        var keys = new List<string>();
        foreach (var organisation in new[] { "larkford", "elsewhere" })
            keys.AddRange((await bot.RowsAsync("PollIndex", organisation)).Select(row => row.GetString("Poll")!));
        return keys;
    }
}
