using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>
/// Says in which organisations to look for what is kept about a person: those that are noted under them. A store with rows
/// from before such notes were made is first looked through as a whole for this person, and what is found is noted: part by
/// part, with how far it came, so that it goes on there.
/// </summary>
internal sealed class Looking(IEnumerable<IPersonalData> features, IDirectory directory, IRecordStore store, TimeProvider time)
{
    /// <summary>Organisations that are looked through at once; each asks the store for several rows at once.</summary>
    private const int AtOnce = 4;

    /// <summary>A delivery may take 40 seconds.</summary>
    private static readonly TimeSpan AtOneGo = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyList<IPersonalData> _features = [.. features.Where(feature => feature.LiesUnderOrganisations)];

    /// <summary>For a delivery, which is done again at once where this answers null: there was more to look through than fits one go.</summary>
    /// <param name="table">Where the request lies.</param>
    /// <param name="request">The request's row.</param>
    /// <param name="cancellationToken">Breaks off; what was found stays noted.</param>
    public async Task<PersonAsked?> AskAsync(string table, Record request, CancellationToken cancellationToken)
    {
        var about = new PersonAsked(PrivacyRows.PersonOf(request), PrivacyRows.ZoneOf(request), time.GetUtcNow());
        var known = await directory.ListOrganisationsOfAsync(about.Person, cancellationToken);
        if (known.IsComplete)
            return about with { Organisations = known.All };

        var looked = await store.FindAsync(table, request.PartitionKey, PrivacyRows.Looked, cancellationToken) ?? new Record(request.PartitionKey, PrivacyRows.Looked) { ["After"] = "" };
        var started = time.GetTimestamp();
        foreach (var some in (await EveryOrganisationAsync(cancellationToken)).Where(one => string.CompareOrdinal(one.Id, looked.GetString("After")) > 0).Chunk(AtOnce))
        {
            if (time.GetElapsedTime(started) > AtOneGo)
                return null;
            await Task.WhenAll(some.Select(one => LookAsync(about, one, cancellationToken)));
            looked["After"] = some[^1].Id;
            await store.CommitAsync(table, request.PartitionKey, [new Change.Upsert(looked)], cancellationToken);
        }

        return about with { Organisations = (await directory.ListOrganisationsOfAsync(about.Person, cancellationToken)).All };
    }

    /// <summary>For the command line, which nobody cuts short.</summary>
    public async Task<PersonAsked> AskAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var known = await directory.ListOrganisationsOfAsync(about.Person, cancellationToken);
        if (known.IsComplete)
            return about with { Organisations = known.All };
        foreach (var some in (await EveryOrganisationAsync(cancellationToken)).Chunk(AtOnce))
            await Task.WhenAll(some.Select(one => LookAsync(about, one, cancellationToken)));
        return about with { Organisations = (await directory.ListOrganisationsOfAsync(about.Person, cancellationToken)).All };
    }

    private async Task<IReadOnlyList<OrganisationName>> EveryOrganisationAsync(CancellationToken cancellationToken)
        => [.. (await directory.ListOrganisationsAsync(cancellationToken)).OrderBy(one => one.Id, StringComparer.Ordinal)];

    private async Task LookAsync(PersonAsked about, OrganisationName organisation, CancellationToken cancellationToken)
    {
        var there = about with { Organisations = [organisation] };
        foreach (var feature in _features)
        {
            if ((await feature.DescribeAsync(there, cancellationToken)).Count == 0)
                continue;
            await directory.NoteAsync(about.Person, organisation.Id, cancellationToken);
            return;
        }
    }
}
