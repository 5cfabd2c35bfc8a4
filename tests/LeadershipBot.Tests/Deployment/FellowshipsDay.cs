using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The days with the bot on which fellowships are written, approved, saved, offered, taken, run, finished, repeated and withdrawn.</summary>
internal static class FellowshipsDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.ListsAsync(who, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003") });
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var panel = AskedPeople.IdOf(bot.Chair).ToString();
        var key = await bot.WritesFellowshipAsync(
            bot.Organiser,
            places: 2,
            facts: new JsonObject { ["outcome"] = "A pathway", ["mentor"] = "Dr Demir" },
            people: new JsonObject { ["specification"] = "Listens", ["talkTo"] = "Somebody else", ["panel"] = panel, ["professions"] = "Gp", ["contracts"] = "Partner", ["localities"] = "north", ["place"] = "true" });
        await bot.Chair.SendsFormAsync("fellowships.return.form", FellowshipForms.About(key), new JsonObject { ["reason"] = "Open it to all" });
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["professions"] = "", ["contracts"] = "", ["localities"] = "", ["place"] = "false", ["panel"] = "" });
        await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["interview"] = "2026-03-30" }));
        await bot.ApprovesAsync(bot.Chair, key);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await bot.Tomasz.SendsFormAsync("fellowships.share.form", FellowshipForms.About(key), new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });
        await bot.Tomasz.PressesAsync(bot, "fellowships.save", FellowshipForms.About(key));
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.AppliesForAsync(key);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["interview"] = "2026-03-31" });

        await bot.BecomesAsync(FellowshipForms.Closes.AddHours(16));
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
        {
            await who.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
            await bot.Yusuf.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), who)));
        }

        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered, "Yes please");
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.Tomasz.DeclinesAsync(key, "No time");
        await bot.Yusuf.AcceptsAsync(bot, key);

        var place = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Priya))!.Id;
        await RecordAsync(bot, key, place, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await IsMissedAsync(bot, key, bot.Yusuf);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 21, 9, 0, 0, TimeSpan.Zero));
        await bot.Priya.Sends(PostForms.About("fellowships.going").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place, ["going"] = "NeedsSomething", ["words"] = "A desk" }));
        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 20, 9, 0, 0, TimeSpan.Zero));
        await RecordAsync(bot, key, place, "complete", new JsonObject { ["skills"] = "0", ["words"] = "A pathway" });
        await bot.WorksThereAsync(bot.Tomasz, leads: true);
        foreach (var who in new[] { bot.Priya, bot.Yusuf, bot.Tomasz })
            await who.Sends(PostForms.About("fellowships.survey").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place, ["worth"] = "4", ["kept"] = "Partly", ["words"] = "More notice" }));
        await RecordAsync(bot, key, (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(bot.Yusuf))!.Id, "leave", new JsonObject { ["words"] = "He moved" });
        await bot.Organiser.Sends(PostForms.About("fellowships.again").With(FellowshipForms.About(key)));
        await bot.Organiser.PressesAsync(bot, "shell.command", new JsonObject { ["command"] = "export fellowships" });
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About((await bot.FellowshipKeysAsync()).Single(one => one != key))).With(new JsonObject { ["reason"] = "No money" }));
    }

    /// <summary>The days on which a place is given up too late for anybody to have it, somebody else runs it, and a fellow leaves the organisation while it runs.</summary>
    public static async Task PassChangingAsync(BotUnderTest bot)
    {
        await bot.ListsAsync(bot.Yusuf, "larkford", Roles.Member);
        var key = await bot.HasShortlistAsync(2, bot.Priya, bot.Tomasz, bot.Yusuf);
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
        {
            await bot.Organiser.MovesAsync(key, who, Stage.Offered);
            await IsRefusedAsync(bot, key, who);
            await who.AcceptsAsync(bot, key);
        }

        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve); // once no place is free, which would be offered to him
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(-3)); // Friday before
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["runBy"] = AskedPeople.IdOf(bot.Chair).ToString() });
        await bot.DrainAsync();
        await bot.BecomesAsync(FellowDrivers.Started);
        await bot.ChangesRollAsync("larkford", roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Yusuf)).ToDictionary() });
        foreach (var day in new[] { 1, 2, 3 })
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
    }

    /// <summary>The days on which what a practice was asked about changes, and an applicant isn't listed any more before any offer.</summary>
    public static async Task PassLeavingAsync(BotUnderTest bot)
    {
        var key = await bot.HasAskedPracticeAsync();
        foreach (var day in new[] { "2026-03-31", "" }) // interviews are called off again
            await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02", ["interview"] = day });
        await bot.DrainAsync();
        await bot.ChangesRollAsync("larkford", roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        foreach (var _ in new[] { "missed", "certain" })
            await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(1).AddMinutes(1));
    }

    /// <summary>Somebody who is offered a place says yes while a list leaves them out.</summary>
    private static async Task IsRefusedAsync(BotUnderTest bot, string key, Colleague who)
    {
        await bot.ChangesRollAsync("larkford", roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(who)).ToDictionary() });
        await who.PressesAsync(bot, "applications.offer.accept", FellowshipForms.Opening(key));
        await bot.ListsAsync(who, "larkford", Roles.Member);
    }

    /// <summary>For a day a list leaves somebody out who has a place.</summary>
    private static async Task IsMissedAsync(BotUnderTest bot, string key, Colleague who)
    {
        var listed = (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(who))!;
        await bot.ChangesRollAsync("larkford", roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(who)).ToDictionary() });
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(1));
        Assert.NotEqual(listed, (await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(who)));
        await bot.ListsAsync(who, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003"), LeadOf = PracticeCodes.Parse("Z99003") });
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> RecordAsync(BotUnderTest bot, string key, string place, string go, JsonObject inputs)
        => bot.Organiser.Sends(PostForms.About("fellowships.place").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place, ["go"] = go }).With(inputs));
}
