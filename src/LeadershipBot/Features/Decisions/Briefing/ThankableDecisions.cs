using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Decisions.Briefing;

/// <summary>The decisions that went to everybody, and for whose making or carrying out people can be thanked.</summary>
internal sealed class ThankableDecisions(DecisionShelf shelf) : IThankable
{
    private const int LookedAtMax = 40;

    public string Kind => "decisions";

    public async Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll((await shelf.ListAsync(organisationId, LookedAtMax, cancellationToken)).Select(key => shelf.FindAsync(key, cancellationToken)));
        return [.. heads.OfType<DecisionHead>().Where(head => IsSeen(head, organisationId)).Take(max).Select(head => new LinkableThing(head.PartitionKey, head.Decision.Content.What))];
    }

    public async Task<string?> FindTitleAsync(string organisationId, string key, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { } head && IsSeen(head, organisationId) ? head.Decision.Content.What : null;

    private static bool IsSeen(DecisionHead head, string organisationId) => head.Decision.Organisation.Id == organisationId && head.Decision is { State: DecisionState.Sent, Audience.IsChosen: false };
}
