using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Support;

/// <summary>Puts organisations and their people into a bot's store, as an import or an organiser would.</summary>
internal static class Listing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes an organisation in the tenant of the demo; one that is there stays.</summary>
    public static async Task<OrganisationName> HasOrganisationAsync(this BotUnderTest bot, string id, string name)
    {
        var organisation = new OrganisationName(id, name);
        await bot.Services.GetRequiredService<OrganisationShelf>().CreateAsync(new Organisation(organisation, "CCG"), [bot.Teams.World.Tenants[0].Id], [], Token);
        return organisation;
    }

    /// <summary>Lists a person in an organisation, or changes how they are listed.</summary>
    public static async Task ListsAsync(this BotUnderTest bot, Colleague who, string organisationId, Roles roles, Func<Member, Member>? more = null)
    {
        var id = new MemberId(who.Person.TenantId, who.ObjectId);
        var ruling = await bot.Services.GetRequiredService<RollShelf>().ChangeAsync(
            organisationId,
            id,
            (_, before) => (more ?? (member => member))((before ?? new Member(id, who.Name, roles)) with { Roles = roles }),
            Audit.ByProgram(organisationId, "members.listed", bot.Clock.GetUtcNow()),
            Token);
        Assert.False(ruling.IsRefused(out var refusal, out _), refusal?.TextKey);
    }

    /// <summary>Changes the whole roll, as an import does.</summary>
    public static async Task ChangesRollAsync(this BotUnderTest bot, string organisationId, Func<Roll, Roll> change)
    {
        var (organisations, rolls) = (bot.Services.GetRequiredService<OrganisationShelf>(), bot.Services.GetRequiredService<RollShelf>());
        var now = (await organisations.ReadAsync(organisationId, Token))!;
        var version = await rolls.StageAsync(organisationId, change(await rolls.LoadAsync(now, Token)), [], Token);
        Assert.True(await rolls.MakeCurrentAsync(now, version, Audit.ByProgram(organisationId, "members.listed", bot.Clock.GetUtcNow()), Token));
        await bot.DrainAsync();
    }

    /// <summary>Lists somebody by e-mail only.</summary>
    public static Task InvitesAsync(this BotUnderTest bot, string organisationId, string email)
        => bot.ChangesRollAsync(organisationId, roll => roll with { Invited = new Dictionary<string, Invited> { [email.ToLowerInvariant()] = new(email.ToLowerInvariant(), new Member(default, "Dr P Raman", Roles.Member) { IsImported = true }) } });
}
