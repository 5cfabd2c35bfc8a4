using System.Text;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day in which an organiser attaches a list that is too long for a turn, with a line that can't be used, and imports it.</summary>
internal static class ListsDay
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        var organiser = bot.Organiser;
        var list = new StringBuilder("object_id,name\n?,Nobody\n");
        var organisation = await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync("larkford", Token);
        await foreach (var member in bot.Services.GetRequiredService<RollShelf>().ListAsync(organisation!, Token))
            list.Append(member.Id.ObjectId).Append(',').Append(member.Name).Append('\n');
        for (var n = 0; n < ListReading.InTurnMax; n++)
            list.Append("11111111-2222-4333-8444-").Append(n.ToString("000000000000", System.Globalization.CultureInfo.InvariantCulture)).Append(",Somebody\n");

        await organiser.Delivers(d => d.SendFileAsync(organiser.Person, "people.csv", Encoding.UTF8.GetBytes(list.ToString()), cancellationToken: Token));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        await organiser.Presses("Import", bot.CardsIn(organiser.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("The list is imported", bot.NewestCardIn(organiser.Chat).Heading);
    }
}
