using System.Text.Json;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Puts the invented organisation of <c>Demo/organisation.json</c> into an empty store, in Development only, so that a
/// newcomer meets people with roles and practices. What is there already is left alone.
/// </summary>
internal sealed class DemoOrganisation(IRecordStore store, IHostEnvironment environment) : IHostedService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Demo", "organisation.json");
        if (!environment.IsDevelopment() || !File.Exists(path))
            return;
        await using var file = File.OpenRead(path);
        var demo = await JsonSerializer.DeserializeAsync<DemoFile>(file, Json, cancellationToken) ?? throw new InvalidOperationException($"{path} is empty.");
        var organisation = new OrganisationName(demo.Organisation.Id, demo.Organisation.Name);
        if (await store.FindAsync(MemberRows.OrganisationsTable, organisation.Id, MemberRows.OrganisationRow, cancellationToken) is not null)
            return;

        var practices = demo.Practices.ToDictionary(p => p.Code, p => new PracticeName(p.Code, p.Name));
        foreach (var person in demo.People)
        {
            var row = MemberRows.OfMember(MemberOf(person, organisation, demo.TenantId, practices));
            await store.CommitAsync(MemberRows.PeopleTable, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
        }

        // The organisation's own row comes last, with its practices: while it is missing, the seeding is done again.
        Change[] changes =
        [
            .. demo.Localities.Select(l => new Change.Upsert(MemberRows.OfLocality(organisation.Id, l.Code, l.Name))),
            .. demo.Practices.Select(p => new Change.Upsert(MemberRows.OfPractice(organisation.Id, practices[p.Code], p.Locality, p.ListSize))),
            new Change.Upsert(MemberRows.OfOrganisation(organisation, demo.Organisation.Kind, demo.TenantId)),
        ];
        await store.CommitAsync(MemberRows.OrganisationsTable, organisation.Id, changes, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Member MemberOf(DemoPerson person, OrganisationName organisation, string tenantId, Dictionary<string, PracticeName> practices)
    {
        var roles = person.Roles.Aggregate(Roles.Member, (all, role) => all | Enum.Parse<Roles>(role, ignoreCase: true));
        var practice = person.Practice is { } code ? practices[code] : null;
        return new Member(new Actor(person.ObjectId, tenantId, person.Name, organisation, practice, roles), person.Title, person.Profession, person.Contract);
    }

    private sealed record DemoFile(string TenantId, DemoBody Organisation, List<DemoLocality> Localities, List<DemoPractice> Practices, List<DemoPerson> People);

    private sealed record DemoBody(string Id, string Name, string Kind);

    private sealed record DemoLocality(string Code, string Name);

    private sealed record DemoPractice(string Code, string Name, string Locality, int ListSize);

    private sealed record DemoPerson(string ObjectId, string Name, string? Title, string? Profession, string? Contract, string? Practice, List<string> Roles);
}
