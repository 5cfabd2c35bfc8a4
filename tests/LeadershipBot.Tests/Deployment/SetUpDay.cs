using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Members.RoleGiving;
using LeadershipBot.Tests.Features.Members.SetUp;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day in which an organisation is set up: a federation, words, a help contact, a role.</summary>
internal static class SetUpDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.HasOrganisationAsync("vale-federation", "Vale Federation");
        var who = bot.Administrator;
        await bot.ListsAsync(who, "vale-federation", Roles.Administrator); // only so may they name it
        var body = await who.OpensFormAsync("members.setUp.body");
        await who.SendsFormAsync(body, ("name", "Larkford and Vale CCG"), ("kind", "CCG"), ("federation", "vale-federation"));
        var words = await who.OpensFormAsync("members.setUp.words");
        await who.SendsFormAsync(words, ("locality", "part"), ("localities", "parts"), ("practice", "surgery"), ("practices", "surgeries"), ("governingBody", "board"), ("chair", "clinical chair"));
        await who.SendsFormAsync(await who.OpensFormAsync("members.setUp.contact"), ("person", RoleForms.KeyOf(bot.Organiser)));
        await who.GivesAsync(bot.Priya, "PanelMember");
        await bot.DrainAsync();
    }
}
