using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Briefing;

/// <summary>Decisions that refer to something else of their organisation, such as the meeting at which they were made: those that went to everybody, as everybody reads them.</summary>
internal sealed class DecisionsAbout(DecisionShelf shelf) : IReferring
{
    public string Kind => "decisions";

    public async Task<LinkedSummary?> ReadAsync(string key, string about, string organisationId, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Decision: { State: DecisionState.Sent, Audience.IsChosen: false } decision } && decision.Organisation.Id == organisationId && decision.Content.Linked.Contains(about, StringComparer.Ordinal)
            ? new LinkedSummary(key, decision.Content.What, [])
            : null;
}
