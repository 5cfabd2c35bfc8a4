using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Profile;

/// <summary>Somebody of one organisation joins another one of the tenant from their own chat.</summary>
public sealed class JoinTests : WholeApp
{
    private const string Vale = "vale-pcn";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_joins_a_second_body_says_where_they_work_there_and_waits_to_be_confirmed()
    {
        var bot = await StartOfTwoAsync();
        Assert.Contains("Join another organisation", (await bot.Priya.Hears("profile")).Buttons);

        var choice = await bot.Priya.OpensDialog("Join another organisation");
        Assert.Equal([("Vale PCN", Vale)], choice.Input("body")["choices"]!.AsArray().Select(one => (one!["title"]!.GetValue<string>(), one["value"]!.GetValue<string>())));
        var details = CardReading.Of((await bot.Priya.Fills(choice, new JsonObject { ["body"] = Vale })).Card);
        Assert.True(details.Says("You join Vale PCN."), details.ToString());
        Assert.Equal(("Elm Street Surgery (Z99101)", "vale-pcn/Z99101"), Assert.Single(await bot.Priya.TypesAhead(details, "practice", "elm")));
        Assert.Empty(await bot.Priya.TypesAhead(details, "practice", "larkford")); // not those of the body that lists them
        await bot.Priya.Fills(details, new JsonObject { ["practice"] = "vale-pcn/Z99101", ["profession"] = "Gp" });

        var member = (await MemberAsync(bot, bot.Priya, Vale))!;
        Assert.Equal((true, "Z99101", Roles.Member), (member.IsUnconfirmed, member.ChosenPractices.ToString(), member.Roles));
        Assert.False((await MemberAsync(bot, bot.Priya, "larkford"))!.IsUnconfirmed);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Elm Street Surgery: waits for its lead or an organiser to confirm it"));

        // The chat stays about the body that lists them, until they say otherwise.
        var profile = await bot.Priya.Hears("profile");
        Assert.True(profile.Says("Larkford and Vale CCG"), profile.ToString());
        Assert.True(profile.Says("None until somebody confirms that you belong here"), profile.ToString());
        await bot.Priya.Presses("Act for Vale PCN", bot.CardsIn(bot.Priya.Chat)[^1]);
        Assert.True((await bot.Priya.Hears("profile")).Says("Also in Larkford and Vale CCG"));
    }

    [Fact]
    public async Task Who_is_listed_there_by_email_is_asked_whether_they_are_meant_though_no_team_of_it_has_them()
    {
        var bot = await StartOfTwoAsync();
        var email = bot.Priya.Person.Email;
        await bot.InvitesAsync(Vale, email);
        await bot.Priya.Hears("profile");
        var choice = await bot.Priya.OpensDialog("Join another organisation");
        var answer = await bot.Priya.Fills(choice, new JsonObject { ["body"] = Vale });

        Assert.Equal("Vale PCN lists you: please answer the question in our chat. If you see none there, type hello.", answer.Body!["task"]!["value"]!.GetValue<string>());
        Assert.Equal("Is this you?", bot.NewestCardIn(bot.Priya.Chat).Heading);
        Assert.Null(await MemberAsync(bot, bot.Priya, Vale));
        await bot.Priya.Presses("Yes, it is me", bot.CardsIn(bot.Priya.Chat)[^1]);
        Assert.Equal((false, email.ToLowerInvariant()), ((await MemberAsync(bot, bot.Priya, Vale))!.IsUnconfirmed, (await MemberAsync(bot, bot.Priya, Vale))!.Email));
    }

    [Fact]
    public async Task Who_was_found_by_their_own_chat_is_still_meant_when_the_teams_of_the_body_are_looked_through_before_they_answer()
    {
        var bot = await StartOfTwoAsync();
        await bot.InvitesAsync(Vale, bot.Priya.Person.Email);
        await bot.Priya.Hears("profile");
        await bot.Priya.Fills(await bot.Priya.OpensDialog("Join another organisation"), new JsonObject { ["body"] = Vale });
        await bot.ChangesRollAsync(Vale, roll => roll); // as a list does that is imported meanwhile

        await bot.Priya.Presses("Yes, it is me", bot.CardsIn(bot.Priya.Chat)[^1]);

        Assert.False((await MemberAsync(bot, bot.Priya, Vale))?.IsUnconfirmed ?? true);
    }

    [Fact]
    public async Task A_body_that_lists_them_already_one_of_another_tenant_and_one_too_many_are_refused()
    {
        var bot = await StartOfTwoAsync();
        await bot.Services.GetRequiredService<OrganisationShelf>().CreateAsync(new Organisation(new OrganisationName("far-away", "Far Away ICB"), "ICB"), ["0d1e0000-0000-4000-8000-00000000ffff"], [], Token);
        var already = await SendsAsync(bot, "larkford");
        Assert.True(already.Says("You are in Larkford and Vale CCG already."), already.ToString());
        Assert.True((await SendsAsync(bot, "far-away")).Says("It isn't clear yet to which organisation you belong."));
        Assert.Null(await MemberAsync(bot, bot.Priya, "far-away"));
        var direct = await bot.Priya.Sends(new JsonObject { ["verb"] = "profile.details.save", ["organisation"] = "far-away", ["join"] = "far-away", ["profession"] = "Gp" });
        Assert.True(CardReading.Of(direct.Card).Says("It isn't clear yet to which organisation you belong."));

        for (var n = 0; n < Choosing.WaitingMax; n++)
        {
            await bot.HasOrganisationAsync($"body-{n}", $"Body {n}");
            await bot.Priya.Sends(new JsonObject { ["verb"] = "profile.details.save", ["organisation"] = $"body-{n}", ["join"] = $"body-{n}", ["profession"] = "Gp" });
        }

        var many = await SendsAsync(bot, Vale);
        Assert.True(many.Says("You wait to be confirmed in 5 organisations already"), many.ToString());
        var past = await bot.Priya.Sends(new JsonObject { ["verb"] = "profile.details.save", ["organisation"] = Vale, ["join"] = Vale, ["profession"] = "Gp" });
        Assert.True(CardReading.Of(past.Card).Says("You wait to be confirmed in 5 organisations already"));
        Assert.Null(await MemberAsync(bot, bot.Priya, Vale));
    }

    [Fact]
    public async Task In_a_tenant_of_many_bodies_they_are_found_by_typing_and_the_dialogs_stay_small()
    {
        var bot = await StartOfTwoAsync();
        for (var n = 0; n < 60; n++)
            await bot.HasOrganisationAsync($"pcn-{n}", $"Primary Care Network of a rather long name number {n}");
        await bot.Priya.Hears("profile");
        var choice = await bot.Priya.OpensDialog("Join another organisation");
        Assert.Empty(choice.Input("body")["choices"]!.AsArray());
        Assert.Equal(("Primary Care Network of a rather long name number 42", "pcn-42"), Assert.Single(await bot.Priya.TypesAhead(choice, "body", "network 42")));
        Assert.Equal(15, (await bot.Priya.TypesAhead(choice, "body", "network")).Count);

        var stranger = bot.Joins("Dr Nobody Knows");
        await stranger.Hears("hello");
        var details = await stranger.OpensDialog("Tell us your practice");
        Assert.True(details.Json.ToJsonString().Length < 24_000);
        Assert.Equal(("Vale PCN", Vale), Assert.Single(await stranger.TypesAhead(details, "joins", "vale p")));
        await stranger.Fills(details, new JsonObject { ["joins"] = Vale });
        Assert.True((await MemberAsync(bot, stranger, Vale))!.IsUnconfirmed);
    }

    private static async Task<CardReading> SendsAsync(BotUnderTest bot, string body)
        => CardReading.Of((await bot.Priya.Sends(new JsonObject { ["verb"] = "profile.join.choose", ["body"] = body })).Card);

    private async Task<BotUnderTest> StartOfTwoAsync()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync(Vale, "Vale PCN");
        await bot.ChangesRollAsync(Vale, roll => roll with { Practices = new Dictionary<string, MemberPractice> { ["Z99101"] = new("Z99101", "Elm Street Surgery", "", null) } });
        return bot;
    }

    private static async Task<Member?> MemberAsync(BotUnderTest bot, Colleague who, string organisationId)
    {
        var organisation = (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(organisationId, Token))!;
        return await bot.Services.GetRequiredService<RollShelf>().FindAsync(organisation, new MemberId(who.Person.TenantId, who.ObjectId), Token);
    }
}
