using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Support;

/// <summary>Many people whom an organisation lists, and who have all spoken with the bot before.</summary>
internal static class Crowd
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lists so many more people in an organisation, by one import.</summary>
    public static async Task<IReadOnlyList<Colleague>> ListsManyAsync(this BotUnderTest bot, string organisationId, int count)
    {
        var world = bot.Teams.World;
        var people = Enumerable.Range(1, count).Select(n => world.AddPerson("Dr Crowd " + n.ToString("D5", CultureInfo.InvariantCulture), tenant: world.Tenants[0])).ToList();
        var (organisations, rolls) = (bot.Services.GetRequiredService<OrganisationShelf>(), bot.Services.GetRequiredService<RollShelf>());
        var organisation = (await organisations.ReadAsync(organisationId, Token))!;
        var roll = await rolls.LoadAsync(organisation, Token);
        var members = new Dictionary<MemberId, Member>(roll.Members);
        foreach (var person in people)
        {
            var (id, chat) = (new MemberId(person.TenantId, person.ObjectId), world.Personal(person));
            members[id] = new Member(id, person.Name, Roles.Member);
            world.SetInstall(chat, InstallState.Installed);
            var place = new Place(Scope.Personal, person.TenantId, bot.Teams.ConnectorUrl, chat.Id, null);
            await bot.Store.Inner.CommitAsync(PersonRows.Table, id.ToString(), [new Change.Upsert(PersonRows.OfChat(id, place, person.Id, bot.Clock.GetUtcNow()))], Token);
        }

        var version = await rolls.StageAsync(organisationId, roll with { Members = members }, people.Select(person => new MemberId(person.TenantId, person.ObjectId)), Token);
        Assert.True(await rolls.MakeCurrentAsync(organisation, version, Audit.ByProgram(organisationId, "members.imported", bot.Clock.GetUtcNow()), Token));
        return [.. people.Select(person => bot.Who(person.Name))];
    }
}
