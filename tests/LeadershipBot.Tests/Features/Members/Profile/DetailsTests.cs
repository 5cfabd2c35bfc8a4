using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Profile;

public sealed class DetailsTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_of_whom_nothing_is_known_answers_a_poll_at_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend hours?", "Yes", "No");
        var stranger = bot.Joins("Dr Nobody Knows");

        await stranger.Votes("Yes", on: poll);

        Assert.Equal("Yes", stranger.Reads(poll).Mine);
        Assert.Empty(bot.CardsIn(stranger.Chat));
    }

    [Fact]
    public async Task A_stranger_tells_their_practice_by_a_few_letters_and_waits_to_be_confirmed()
    {
        var bot = await StartAsync();
        var stranger = bot.Joins("Dr Nobody Knows");
        var welcome = await stranger.Hears("hello");
        Assert.Equal("Tell us your practice", welcome.Buttons[0]);

        var dialog = await stranger.OpensDialog("Tell us your practice");
        var offered = await stranger.TypesAhead(dialog, "practice", "larkf bri");
        Assert.Equal(("Larkford Bridge Surgery, North Larkford (Z99001)", "larkford/Z99001"), Assert.Single(offered));
        var answer = await stranger.Fills(dialog, new JsonObject { ["practice"] = offered[0].Value, ["profession"] = "Gp", ["contract"] = "Salaried" });

        Assert.StartsWith("Saved. What is new waits", answer.Body!["task"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        var profile = bot.NewestCardIn(stranger.Chat);
        Assert.True(profile.Says("Larkford Bridge Surgery: waits for its lead or an organiser to confirm it"), profile.ToString());
        Assert.True(profile.Says("None until somebody confirms that you belong here"), profile.ToString());
        var member = await MemberAsync(bot, stranger, "larkford");
        Assert.Equal((PracticeCodes.None, "Z99001", null, Profession.Gp), (member.Practices, member.ChosenPractices.ToString(), member.Profession, member.ChosenProfession));
        Assert.True(member.IsUnconfirmed);
    }

    [Fact]
    public async Task What_is_unconfirmed_gives_no_practice_on_an_answer_and_no_way_into_the_organisation()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var stranger = bot.Joins("Dr Nobody Knows");
        await TellsAsync(bot, stranger, "Z99001");
        var inChannel = await bot.Chair.AsksInChannel("And Saturdays?", "Yes", "No");

        var elsewhere = await stranger.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" });
        await stranger.Votes("Yes", on: inChannel);

        Assert.StartsWith("This poll is for another organisation", elsewhere.Sentence, StringComparison.Ordinal);
        Assert.Null((await bot.RowsAsync("Polls", inChannel.Key, "answer.")).Single().GetString("PracticeName"));
    }

    [Fact]
    public async Task A_locum_adds_one_practice_after_another_and_leaves_one_at_once()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Details");
        var own = dialog.Input("keep")["value"]!.GetValue<string>();

        var again = CardReading.Of((await bot.Priya.Fills(dialog, new JsonObject { ["keep"] = own, ["practice"] = "larkford/Z99002", ["profession"] = "Gp", ["contract"] = "Locum" }, button: 1)).Card);
        Assert.Equal($"{own},Z99002".Split(',').Order(), again.Input("keep")["value"]!.GetValue<string>().Split(',').Order());
        await bot.Priya.Fills(again, new JsonObject { ["keep"] = "Z99002", ["practice"] = "larkford/Z99003", ["profession"] = "Gp", ["contract"] = "Locum" });

        var member = await MemberAsync(bot, bot.Priya, "larkford");
        Assert.Equal((PracticeCodes.None, "Z99002,Z99003"), (member.Practices, member.ChosenPractices.ToString()));
    }

    [Fact]
    public async Task A_practice_that_is_not_the_organisation_s_or_has_left_it_is_not_taken()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Details");

        var answer = await bot.Priya.Fills(dialog, new JsonObject { ["keep"] = dialog.Input("keep")["value"]!.DeepClone(), ["practice"] = "elsewhere/A81001", ["profession"] = "Nurse" });

        var again = CardReading.Of(answer.Card);
        Assert.True(again.Says("That is no open practice of Larkford and Vale CCG"), again.ToString());
        Assert.Equal("Nurse", again.Input("profession")["value"]!.GetValue<string>());
        Assert.Equal(PracticeCodes.None, (await MemberAsync(bot, bot.Priya, "larkford")).ChosenPractices);
    }

    [Fact]
    public async Task Somebody_without_a_practice_chooses_only_the_organisation_of_their_tenant()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        var stranger = bot.Joins("Lay Person");
        await stranger.Hears("hello");
        var dialog = await stranger.OpensDialog("Tell us your practice");

        var unclear = CardReading.Of((await stranger.Fills(dialog, new JsonObject { ["joins"] = "none", ["profession"] = "Lay" })).Card);
        Assert.True(unclear.Says("It isn't clear yet to which organisation you belong."), unclear.ToString());
        var foreign = CardReading.Of((await stranger.Fills(dialog, new JsonObject { ["joins"] = "of-another-tenant", ["profession"] = "Lay" })).Card);
        Assert.True(foreign.Says("It isn't clear yet"), foreign.ToString());
        await stranger.Fills(dialog, new JsonObject { ["joins"] = "elsewhere", ["profession"] = "Lay" });

        Assert.Equal(Profession.Lay, (await MemberAsync(bot, stranger, "elsewhere")).ChosenProfession);
    }

    [Fact]
    public async Task Sending_the_dialog_twice_writes_once()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Details");
        var filled = new JsonObject { ["keep"] = dialog.Input("keep")["value"]!.DeepClone(), ["practice"] = "larkford/Z99003", ["profession"] = "Gp" };

        await bot.Priya.Fills(dialog, filled);
        var rows = (await bot.RowsAsync("Organisations", "larkford", "audit.")).Count;
        await bot.Priya.Fills(dialog, filled);

        Assert.Equal(rows, (await bot.RowsAsync("Organisations", "larkford", "audit.")).Count);
    }

    [Fact]
    public async Task Without_a_store_nothing_is_said_to_be_saved()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Details");
        bot.Store.Fails(StoreFault.Unavailable);

        var data = dialog.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["practice"] = "larkford/Z99003";

        var answer = await bot.Priya.Delivers(d => d.SubmitTaskAsync(bot.Priya.Person, bot.Priya.Chat, data, cancellationToken: Token));
        bot.Store.Recovers();

        Assert.StartsWith("We couldn't confirm it.", answer.Body!["task"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(PracticeCodes.None, (await MemberAsync(bot, bot.Priya, "larkford")).ChosenPractices);
    }

    internal static async Task TellsAsync(BotUnderTest bot, Colleague who, string practice, string profession = "Gp", string contract = "Salaried")
    {
        await who.Hears("hello");
        var dialog = await who.OpensDialog("Tell us your practice");
        await who.Fills(dialog, new JsonObject { ["practice"] = $"larkford/{practice}", ["profession"] = profession, ["contract"] = contract });
    }

    internal static async Task<Member> MemberAsync(BotUnderTest bot, Colleague who, string organisationId)
    {
        var organisation = await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(organisationId, Token);
        return (await bot.Services.GetRequiredService<RollShelf>().FindAsync(organisation!, new MemberId(who.Person.TenantId, who.ObjectId), Token))!;
    }
}
