using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which a team and a chat are given to an organisation and their people read, found, asked and installed for.</summary>
internal static class RosterDay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task LiveAsync(BotUnderTest bot)
    {
        var (yes, no) = (bot.Joins("Dr Ann Listed"), bot.Joins("Dr Ben Listed"));
        await bot.Organiser.Hears("hello");
        await MatchTests.ListsByEmailAsync(bot, yes, no);
        await bot.BindsAsync(bot.Organiser, bot.Channel);

        bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson("Gina Guestling", isGuest: true));
        for (var i = 0; i < 600; i++)
            bot.Teams.World.Join(bot.GroupChat, bot.Teams.World.AddPerson($"Dr Many{i}"));
        bot.Teams.Faults.Throttle(1, 6, request => request.Path.Contains("continuationToken", StringComparison.Ordinal));
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        await bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(5));
        await bot.Chair.Delivers(d => d.LeaveAsync(bot.Chair.Person, bot.GroupChat, bot.Tomasz.Person, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));

        await yes.Hears("hello");
        await yes.Presses("Yes, it is me", bot.CardsIn(yes.Chat)[^1]);
        await no.Hears("hello");
        await no.Presses("Not me", bot.CardsIn(no.Chat)[^1]);
        await bot.DrainAsync();

        var newcomer = bot.Teams.World.AddPerson("Una Reached");
        await bot.ListsAsync(bot.Who(newcomer.Name), Places.Larkford, Roles.Member);
        await bot.Organiser.Executes("roster.install", new() { ["organisation"] = Places.Larkford });
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

        await bot.Yusuf.Hears("hello");
        await bot.Yusuf.Delivers(d => d.UninstallAsync(bot.Yusuf.Person, Token));
        await bot.Chair.Delivers(d => d.UninstallAsync(bot.Chair.Person, bot.GroupChat, Token));
    }
}
