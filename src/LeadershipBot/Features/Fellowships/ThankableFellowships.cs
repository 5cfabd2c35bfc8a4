using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Fellowships;

/// <summary>The fellowships that members see, for whose work, mentoring or running people can be thanked.</summary>
internal sealed class ThankableFellowships(FellowshipShelf shelf) : IThankable
{
    public string Kind => "fellowships";

    public async Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken)
        => [.. (await shelf.ListAsync(organisationId, cancellationToken))
            .Where(line => line.Milestones is { IsApproved: true, IsWithdrawn: false })
            .OrderByDescending(line => line.Milestones.Starts).ThenBy(line => line.Key, StringComparer.Ordinal)
            .Take(max).Select(line => new LinkableThing(line.Key, line.Title))];

    public async Task<string?> FindTitleAsync(string organisationId, string key, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Fellowship: { IsApproved: true } fellowship } && fellowship.Organisation.Id == organisationId ? fellowship.Content.Title : null;
}
