using LeadershipBot.Domain.Practices;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>The open GP practices of the country, for people whose organisation lists none: named as people write them.</summary>
internal sealed class NationalPractices(PracticeCatalogue catalogue)
{
    /// <summary>Has the list read before somebody types, where it isn't in memory yet. Waits for nothing.</summary>
    public void GetReady() => catalogue.GetReady();

    /// <summary>Those that what was typed finds, best first.</summary>
    public async ValueTask<IReadOnlyList<FindablePractice>> FindAsync(string typed, CancellationToken cancellationToken)
        => [.. (await catalogue.NowAsync(cancellationToken)).Search(typed, Answer.ChoicesMax).Select(Named)];

    /// <summary>The practice of a code; null if there is none that is open.</summary>
    public async ValueTask<FindablePractice?> OfCodeAsync(string code, CancellationToken cancellationToken)
        => (await catalogue.NowAsync(cancellationToken)).Find(code) is { } practice ? Named(practice) : null;

    private static FindablePractice Named(ListedPractice practice)
        => FindablePractice.Of(practice.Code.ToString(), PracticeNames.Readable(practice.Name), PracticeNames.Readable(practice.Town), practice.Postcode);
}
