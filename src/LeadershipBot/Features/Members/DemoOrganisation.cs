using System.Text.Json;
using System.Text.Json.Serialization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Puts the invented organisation of <c>Demo/organisation.json</c> into an empty store, in Development only, so that a
/// newcomer meets people with roles and practices. What is there already is left alone.
/// </summary>
internal sealed class DemoOrganisation(OrganisationShelf organisations, RollShelf rolls, OrganisationSettings settings, TimeProvider time, IHostEnvironment environment) : IHostedService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, Converters = { new JsonStringEnumConverter() } };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Demo", "organisation.json");
        if (!environment.IsDevelopment() || !File.Exists(path))
            return;
        await using var file = File.OpenRead(path);
        var demo = await JsonSerializer.DeserializeAsync<DemoFile>(file, Json, cancellationToken) ?? throw new InvalidOperationException($"{path} is empty.");
        var id = demo.Organisation.Id;
        if (await organisations.ReadAsync(id, cancellationToken) is { Roll: not OrganisationRows.FirstRoll })
            return;

        var body = new Organisation(new OrganisationName(id, demo.Organisation.Name), demo.Organisation.Kind);
        await organisations.CreateAsync(body, [demo.TenantId], [], cancellationToken);

        // The roll comes last: while it is missing, the seeding is done again.
        var roll = RollOf(demo, settings.BeginsWithDemoPosts);
        var version = await rolls.StageAsync(id, roll, roll.Members.Keys, cancellationToken);
        await rolls.MakeCurrentAsync((await organisations.ReadAsync(id, cancellationToken))!, version, Audit.ByProgram(id, "members.seeded", time.GetUtcNow()), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Roll RollOf(DemoFile demo, bool hasLeads) => new(
        demo.Localities.ToDictionary(l => l.Code, l => new Locality(l.Code, l.Name)),
        demo.Practices.ToDictionary(p => p.Code, p => new MemberPractice(p.Code, p.Name, p.Locality, p.ListSize)),
        demo.People.Select(person => MemberOf(person, demo.TenantId, hasLeads)).ToDictionary(member => member.Id),
        new Dictionary<string, Invited>());

    private static Member MemberOf(DemoPerson person, string tenantId, bool hasLeads)
    {
        var roles = person.Roles.Aggregate(Roles.Member, (all, role) => all | Enum.Parse<Roles>(role, ignoreCase: true));
        return new Member(new MemberId(tenantId, person.ObjectId), person.Name, roles)
        {
            Title = person.Title ?? "",
            Practices = PracticeCodes.Parse(hasLeads ? $"{person.Practice},{person.AlsoLeads}" : person.Practice),
            LeadOf = hasLeads ? PracticeCodes.Parse(person.AlsoLeads) : PracticeCodes.None,
            Profession = person.Profession,
            Contract = person.Contract,
            IsImported = true,
        };
    }

    private sealed record DemoFile(string TenantId, DemoBody Organisation, List<DemoLocality> Localities, List<DemoPractice> Practices, List<DemoPerson> People);

    private sealed record DemoBody(string Id, string Name, string Kind);

    private sealed record DemoLocality(string Code, string Name);

    private sealed record DemoPractice(string Code, string Name, string Locality, int ListSize);

    private sealed record DemoPerson(string ObjectId, string Name, string? Title, Profession? Profession, Contract? Contract, string? Practice, List<string> Roles, string? AlsoLeads = null);
}
