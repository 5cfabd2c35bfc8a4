using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Roster;

/// <summary>A team of the demo organisation beside those of the demo: with people on its list, somebody who isn't, and a guest.</summary>
internal static class TeamTrial
{
    public const string Name = "Hub project";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the team of these and of the organiser, who gives it to the organisation; its people are then read.</summary>
    /// <returns>Its General channel.</returns>
    public static async Task<Conversation> HasTeamAsync(this BotUnderTest bot, params Colleague[] people)
    {
        var team = bot.Teams.World.AddTeam(Name, [bot.Organiser.Person, .. people.Select(who => who.Person)], "General", "Rota");
        var general = bot.Teams.World.Channels(team)[0];
        bot.Teams.World.SetInstall(general, InstallState.Installed);
        await bot.BindsAsync(bot.Organiser, general);
        return general;
    }

    /// <summary>Its other channel.</summary>
    public static Conversation RotaOf(this BotUnderTest bot, Conversation general) => bot.Teams.World.Channels(general.Team!).Single(channel => channel.Name == "Rota");

    /// <summary>The id by which forms name a channel of it.</summary>
    public static string ChannelIdOf(this BotUnderTest bot, Conversation channel) => $"{bot.IdOf(channel)}.{LeadershipBot.Shell.Keys.Hash("channel", channel.Id)}";

    /// <summary>The id by which forms name it.</summary>
    public static string IdOf(this BotUnderTest bot, Conversation place) => RosterRows.PartitionOf(bot.PlaceOf(place));

    /// <summary>Somebody comes into it, and its people are read.</summary>
    public static async Task JoinsTeamAsync(this BotUnderTest bot, Conversation team, Person person)
    {
        await bot.Organiser.Delivers(d => d.JoinAsync(bot.Organiser.Person, team, person, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));
    }

    /// <summary>Somebody leaves it, and its people are read.</summary>
    public static async Task LeavesTeamAsync(this BotUnderTest bot, Conversation team, Person person)
    {
        await bot.Organiser.Delivers(d => d.LeaveAsync(bot.Organiser.Person, team, person, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(6));
    }

    /// <summary>The organiser takes it away from the organisation.</summary>
    public static async Task TakesTeamAwayAsync(this BotUnderTest bot, Conversation team)
    {
        await bot.Organiser.Types("use here", team);
        await bot.Organiser.Presses("roster.release", bot.CardsIn(team)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(6));
    }
}
