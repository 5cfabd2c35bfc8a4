using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>Says by the register what somebody declared.</summary>
internal sealed class DeclaredInterests(InterestShelf shelf, CardLibrary library) : IDeclaredInterests
{
    private const int ListedMax = 10;

    public async Task<bool> HasAsync(string organisationId, MemberId person, string matter, DateOnly today, CancellationToken cancellationToken)
        => (await shelf.FindAsync(organisationId, person, cancellationToken)).All.Any(declared =>
            declared.Interest.IsCurrentOn(today) && string.Equals(declared.Interest.About, matter, StringComparison.OrdinalIgnoreCase));

    public async Task<IReadOnlyList<string>> ListAsync(string organisationId, MemberId person, DateOnly today, CancellationToken cancellationToken)
        => LinesOf(await shelf.FindAsync(organisationId, person, cancellationToken), today);

    public async Task<IReadOnlyDictionary<MemberId, IReadOnlyList<string>>> ListAllAsync(string organisationId, DateOnly today, CancellationToken cancellationToken)
        => (await shelf.ListAsync(organisationId, cancellationToken)).Values
            .Select(one => (one.Person, Lines: LinesOf(one, today)))
            .Where(one => one.Lines.Count > 0)
            .ToDictionary(one => one.Person, one => one.Lines);

    private IReadOnlyList<string> LinesOf(PersonInterests person, DateOnly today)
        => [.. person.All
            .Where(declared => declared.Interest.IsCurrentOn(today))
            .Take(ListedMax)
            .Select(declared => $"{declared.Interest.What} ({InterestWords.Kind(library.Text, declared.Interest)})")];
}
