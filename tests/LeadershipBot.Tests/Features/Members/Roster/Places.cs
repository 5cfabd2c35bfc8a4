using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Roster;

/// <summary>Gives teams and chats to organisations, as an organiser does, and looks into what is kept of them.</summary>
internal static class Places
{
    public const string Larkford = "larkford";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An organiser types "use here" and presses the button, or chooses in its dialog; the people are then read.</summary>
    public static async Task<CardReading> BindsAsync(this BotUnderTest bot, Colleague who, Conversation place, string organisation = Larkford)
    {
        var card = await who.Hears("use here", place);
        var message = bot.CardsIn(place)[^1];
        BotAnswer? pressed = null;
        if (card.Buttons.Any(button => button is "Choose an organisation"))
        {
            var dialog = await who.OpensDialog("Choose an organisation", message);
            var data = dialog.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
            data["organisation"] = organisation;
            await who.Delivers(d => d.SubmitTaskAsync(who.Person, place, data, message, Token));
        }
        else
        {
            pressed = await who.Presses("roster.bind", message);
        }

        await bot.PassAsync(TimeSpan.FromSeconds(6));
        return CardReading.Of(pressed?.Card ?? bot.Teams.World.FindMessage(message.Id)!.Card());
    }

    public static Place PlaceOf(this BotUnderTest bot, Conversation place)
        => new(place.Team is null ? Scope.GroupChat : Scope.Channel, place.TenantId, bot.Teams.ConnectorUrl, place.Id, place.Team?.Id);

    public static Task<RosterHead?> RosterAsync(this BotUnderTest bot, Conversation place)
        => bot.Services.GetRequiredService<RosterShelf>().FindAsync(RosterRows.PartitionOf(bot.PlaceOf(place)), Token);

    /// <summary>How often a page of people was asked of Teams.</summary>
    public static int PagesRead(this BotUnderTest bot)
        => bot.Teams.Connector.Requests.Count(request => request.Operation is ConnectorOperation.PagedMembers);

    /// <summary>"Reachable 3 of 40", as two numbers.</summary>
    public static async Task<(int Reached, int Total)> ReachAsync(this BotUnderTest bot)
    {
        var count = await bot.Services.GetRequiredService<ReachReader>().CountAsync(Larkford, Token);
        return (count.Reached, count.Total);
    }
}
