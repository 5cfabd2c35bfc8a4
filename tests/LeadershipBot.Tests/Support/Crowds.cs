using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Support;

/// <summary>An organisation of its own that lists very many people, all of whom have spoken with the bot before: for processes and benchmarks, which have only a store in common.</summary>
internal static class Crowds
{
    private const int AtOnce = 16;

    /// <summary>Lists them, awake at whatever hour it is.</summary>
    /// <returns>All of them, their chair first.</returns>
    public static async Task<IReadOnlyList<Person>> ListAsync(SimulatorHost teams, IRecordStore store, string organisationId, int count)
    {
        var world = teams.World;
        var tenant = world.AddTenant("Crowd");
        var people = Enumerable.Range(0, count).Select(n => world.AddPerson("Dr Crowd " + n.ToString("D5", CultureInfo.InvariantCulture), tenant: tenant)).ToList();
        await using var parts = App.Build(["--environment=Development", "--DangerouslyAllowUnauthenticatedRequests=true", "--urls=http://127.0.0.1:0", $"--MicrosoftAppId={world.Bot.AppId}"], builder => builder.Services.AddSingleton(store));
        var (organisations, rolls) = (parts.Services.GetRequiredService<OrganisationShelf>(), parts.Services.GetRequiredService<RollShelf>());
        await organisations.CreateAsync(new Organisation(new OrganisationName(organisationId, "Crowd"), "CCG"), [tenant.Id], [], CancellationToken.None);
        var members = people.Select((person, n) => new Member(new MemberId(person.TenantId, person.ObjectId), person.Name, n == 0 ? Roles.Chair : Roles.Member)).ToDictionary(member => member.Id);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (person, stop) =>
        {
            var (id, chat) = (new MemberId(person.TenantId, person.ObjectId), world.Personal(person));
            world.SetInstall(chat, InstallState.Installed);
            var place = new Place(Scope.Personal, person.TenantId, teams.ConnectorUrl, chat.Id, null);
            Change[] changes =
            [
                new Change.Upsert(PersonRows.OfChat(id, place, person.Id, TimeProvider.System.GetUtcNow())),
                new Change.Upsert(PersonRows.OfSettings(id, PersonalSettings.Usual with { Quiet = new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue, Weekends: false) })), // it may be night
            ];
            await store.CommitAsync(PersonRows.Table, id.ToString(), changes, stop);
        });
        var organisation = (await organisations.ReadAsync(organisationId, CancellationToken.None))!;
        var version = await rolls.StageAsync(organisationId, Roll.Empty with { Members = members }, members.Keys, CancellationToken.None);
        if (!await rolls.MakeCurrentAsync(organisation, version, Audit.ByProgram(organisationId, "members.imported", TimeProvider.System.GetUtcNow()), CancellationToken.None))
            throw new InvalidOperationException("The crowd could not be listed.");
        return people;
    }
}
