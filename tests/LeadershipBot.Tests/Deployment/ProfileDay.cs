using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which people tell who they are, somebody decides on it, and they set their times.</summary>
internal static class ProfileDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var newcomer = bot.Joins("Dr New Comer");
        await newcomer.Hears("hello");
        await newcomer.Fills(await newcomer.OpensDialog("Tell us your practice"), new JsonObject { ["practice"] = "larkford/Z99001", ["profession"] = "Gp", ["contract"] = "Locum" });
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), LeadOf = PracticeCodes.Parse("Z99001") });
        await bot.Organiser.Hears("confirm");
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog("Not ours"), new JsonObject { ["reason"] = "NotHere" });
        await bot.Organiser.Fills(await bot.Organiser.OpensDialog("Not ours"), new JsonObject { ["reason"] = "NotHere" }); // at all

        await bot.HasOrganisationAsync("larkford-federation", "Larkford Federation");
        await bot.ListsAsync(bot.Priya, "larkford-federation", Roles.Member);
        await bot.Priya.Hears("profile");
        await bot.Priya.Presses("Act for Larkford Federation", bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.Priya.Hears("profile");
        var times = await bot.Priya.OpensDialog("Times");
        await bot.Priya.Fills(times, new JsonObject { ["minutes"] = 20, ["from"] = "20:00", ["until"] = "07:00", ["weekends"] = "true", ["zone"] = "Europe/London" });
        await bot.Priya.Hears("pause 2 weeks");

        await bot.HasOrganisationAsync("elm-pcn", "Elm PCN");
        await bot.InvitesAsync("elm-pcn", bot.Priya.Person.Email);
        await bot.Priya.Hears("profile");
        await bot.Priya.Fills(await bot.Priya.OpensDialog("Join another organisation"), new JsonObject { ["body"] = "elm-pcn" });
    }
}
