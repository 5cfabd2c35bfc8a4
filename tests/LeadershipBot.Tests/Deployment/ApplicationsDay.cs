using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The days with the bot on which people apply for a seat, a panel scores them, and one is appointed.</summary>
internal static class ApplicationsDay
{
    public static async Task PassAsync(BotUnderTest bot, TrialOpenings openings)
    {
        openings.All["chair-1"] = ApplicationForms.Seat(bot);
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        await bot.Tomasz.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["words"] = "You would be good" });
        await bot.Priya.FillsInAsync(ApplyButtons.FormVerb, new JsonObject { ["statement"] = "First thoughts", ["readiness"] = "Now", ["tell"] = "true" });
        await bot.Priya.Sends(Withdrawal());
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("I stand, too");
        await bot.ClosesAsync();

        await bot.Who("Dr Callum Reid").FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = ApplicationForms.Of(bot.Tomasz)["who"]!.GetValue<string>() });
        await bot.Chair.ScoresAsync(bot.Priya, "4");
        await bot.Organiser.FillsInAsync("applications.end.form", new JsonObject { ["reason"] = "The interviews are near" });
        await bot.Organiser.ReadsAsync(bot, bot.Priya);
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromDays(1)); // nobody has heard in time
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted, "Come and meet us");
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Shortlisted);
        await bot.Priya.FillsInAsync("applications.release.form", new JsonObject { ["practice"] = "Z99003" });
        var asked = await bot.QuestionAsync(ApplicationForms.Key, bot.Priya, edition: 2);
        await bot.Yusuf.FillsInAsync("applications.release.no.form", new JsonObject { ["words"] = "We are short" }, asked);
        await bot.Organiser.FillsInAsync("applications.record.form", new JsonObject { ["said"] = "yes", ["words"] = "By telephone" }, ApplicationForms.Of(bot.Tomasz));
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Appointed);
        await bot.Priya.Sends(Withdrawal());
    }

    private static JsonObject Withdrawal() => new() { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = TrialOpenings.Name, ["opening"] = "chair-1" };
}
