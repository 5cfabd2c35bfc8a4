using LeadershipBot.Domain.Practices;
using LeadershipBot.Features.Members.Imports;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>All open GP practices of the country as people find them, for those whose organisation lists none.</summary>
internal sealed class NationalPractices(PracticeCatalogue catalogue)
{
    private volatile Remembered? _known;

    /// <summary>The practices; as new as the catalogue.</summary>
    public async ValueTask<IReadOnlyList<FindablePractice>> ListAsync(CancellationToken cancellationToken) => (await NowAsync(cancellationToken)).Practices;

    /// <summary>The practice of a code; null if there is none that is open.</summary>
    public async ValueTask<FindablePractice?> FindAsync(string code, CancellationToken cancellationToken)
        => (await NowAsync(cancellationToken)).ByCode.GetValueOrDefault(code);

    private async ValueTask<Remembered> NowAsync(CancellationToken cancellationToken)
    {
        var list = await catalogue.NowAsync(cancellationToken);
        if (_known is { } known && ReferenceEquals(known.List, list))
            return known;
        var practices = list.All.Select(one => FindablePractice.Of(one.Code.ToString(), PracticeNames.Readable(one.Name), PracticeNames.Readable(one.Town), one.Postcode)).ToList();
        return _known = new Remembered(list, practices, practices.ToDictionary(practice => practice.Code, StringComparer.OrdinalIgnoreCase));
    }

    private sealed record Remembered(PracticeList List, IReadOnlyList<FindablePractice> Practices, IReadOnlyDictionary<string, FindablePractice> ByCode);
}
