using System.Collections.Concurrent;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members;

/// <summary>What goes to few of an organisation, such as its governing body, reads these few, and finds the same people as its whole list would.</summary>
public sealed class ChosenFewTests : WholeApp
{
    private const string Here = "larkford";
    private const int Many = 600;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_holds_a_role_is_read_and_not_the_list_of_everybody()
    {
        var bot = await StartAsync();
        await bot.ListsManyAsync(Here, Many);
        var rows = new ConcurrentQueue<string>();
        bot.Store.RowRead = row => rows.Enqueue(row.RowKey);
        var found = await ListAsync(bot, new Audience { Roles = Roles.Organiser | Roles.Chair });
        bot.Store.RowRead = null;

        Assert.NotEmpty(found);
        Assert.DoesNotContain(rows, row => row.Contains(".member.", StringComparison.Ordinal)); // of whom a list was read
        Assert.Contains(rows, row => row.Contains(".holder.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_few_are_those_whom_the_whole_list_gives_in_its_order_and_by_all_that_was_chosen()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Priya, Here, Roles.PanelMember, member => member with { Practices = PracticeCodes.Parse("Z99003"), Profession = Profession.Gp });
        await bot.ListsAsync(bot.Yusuf, Here, Roles.PanelMember | Roles.LocalityLead, member => member with { Practices = PracticeCodes.Parse("Z99003") });
        await bot.ListsAsync(bot.Tomasz, Here, Roles.PanelMember, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        var everybody = await ListAsync(bot, Audience.Everybody);
        var localities = everybody.SelectMany(one => one.Localities).Distinct().ToList();
        foreach (var roles in new[] { Roles.PanelMember, Roles.LocalityLead, Roles.ReturningOfficer, Roles.PanelMember | Roles.Chair })
        {
            foreach (var chosen in new[] { new Audience { Roles = roles }, new Audience { Roles = roles, Professions = [Profession.Gp] }, new Audience { Roles = roles, Localities = localities } })
                Assert.Equal(everybody.Where(one => chosen.Includes(one.Localities, one.Roles, one.Profession, [])).Select(one => one.Person), (await ListAsync(bot, chosen)).Select(one => one.Person));
        }
    }

    [Fact]
    public async Task A_role_that_most_hold_is_read_from_the_whole_list()
    {
        var bot = await StartAsync();
        await bot.ChangesRollAsync(Here, roll => roll with { Members = roll.Members.Values.Concat(Enumerable.Range(0, Many).Select(n => new Member(new MemberId(bot.Chair.Person.TenantId, $"5eed0000-0000-4000-8000-{n:000000000000}"), $"Dr {n}", Roles.LocalityLead))).ToDictionary(one => one.Id) });
        Assert.True((await ListAsync(bot, new Audience { Roles = Roles.LocalityLead })).Count >= Many);
    }

    private static async Task<List<AudienceMember>> ListAsync(BotUnderTest bot, Audience chosen)
        => await bot.Services.GetRequiredService<IAudience>().ListAsync(Here, chosen, Token).ToListAsync(Token);
}
