using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>Says by the register whether somebody declared an interest in a matter.</summary>
internal sealed class DeclaredInterests(InterestShelf shelf) : IDeclaredInterests
{
    public async Task<bool> HasAsync(string organisationId, MemberId person, string matter, DateOnly today, CancellationToken cancellationToken)
        => (await shelf.FindAsync(organisationId, person, cancellationToken)).All.Any(declared =>
            declared.Interest.IsCurrentOn(today) && string.Equals(declared.Interest.About, matter, StringComparison.OrdinalIgnoreCase));
}
