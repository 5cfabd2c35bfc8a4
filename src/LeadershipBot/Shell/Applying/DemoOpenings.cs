using System.Text.Json;
using System.Text.Json.Serialization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>Reads the invented things to apply for that are put beside the invented organisation, where <c>Demo:Posts</c> says so, which is for Development only.</summary>
internal sealed class DemoOpenings(OrganisationSettings settings, IAudience audience, IRoleHolders roles)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a file of the folder <c>Demo</c> holds; null where it isn't wanted, or there is no such file or organisation.</summary>
    /// <exception cref="InvalidOperationException">The file is empty.</exception>
    public async Task<DemoBeginning<TOpening>?> ReadAsync<TOpening>(string fileName, CancellationToken cancellationToken)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Demo", fileName);
        if (!settings.BeginsWithDemoPosts || !File.Exists(path))
            return null;
        await using var file = File.OpenRead(path);
        var demo = await JsonSerializer.DeserializeAsync<DemoFile<TOpening>>(file, Json, cancellationToken) ?? throw new InvalidOperationException($"{path} is empty.");
        return await roles.NameAsync(demo.Organisation, cancellationToken) is { } organisation ? new DemoBeginning<TOpening>(organisation, demo.Openings) : null;
    }

    /// <summary>Everybody whom the organisation lists, by name: the files name people so.</summary>
    public async Task<IReadOnlyDictionary<string, Person>> KnowAsync(string organisationId, CancellationToken cancellationToken)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        await foreach (var member in audience.ListAsync(organisationId, cancellationToken))
            people.TryAdd(member.Name, new Person(member.Person, member.Name));
        return people;
    }

    private sealed record DemoFile<TOpening>(string Organisation, List<TOpening> Openings);
}

/// <summary>What is invented for an organisation.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Openings">What can be applied for there.</param>
internal sealed record DemoBeginning<TOpening>(OrganisationName Organisation, IReadOnlyList<TOpening> Openings);
