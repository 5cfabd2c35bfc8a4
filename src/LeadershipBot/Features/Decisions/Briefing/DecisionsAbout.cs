using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Briefing;

/// <summary>Decisions that refer to something else of their organisation, such as the meeting at which they were made, or an item of it: those that went to everybody, and others to those to whom they went and who make decisions.</summary>
internal sealed class DecisionsAbout(DecisionShelf shelf, ITeams teams) : IReferring
{
    public string Kind => "decisions";

    public async Task<IReadOnlyList<LinkedSummary?>> ReadAsync(IReadOnlyList<ReferringThing> things, string organisationId, Actor reader, CancellationToken cancellationToken)
        => await Task.WhenAll(things.Select(thing => ReadAsync(thing, organisationId, reader, cancellationToken)));

    /// <summary>A decision is made: nobody takes part in it any more.</summary>
    public Task HeedInterestAsync(ReferringThing thing, string organisationId, MemberId person, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A decision is made: it waits for nothing that is still to begin.</summary>
    public Task HeedBeginningAsync(ReferringThing thing, string organisationId, BeginningMoved beginning, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<LinkedSummary?> ReadAsync(ReferringThing thing, string organisationId, Actor reader, CancellationToken cancellationToken)
        => await shelf.FindAsync(thing.Key, cancellationToken) is { Decision: { State: DecisionState.Sent } decision } && decision.Organisation.Id == organisationId
            && decision.Content.Linked.Contains(thing.About, StringComparer.Ordinal)
            && (decision.Audience is { IsChosen: false } || decision.IsFor(reader, wasPostedHere: false, await teams.AmongAsync(organisationId, decision.Audience?.Teams ?? [], reader.MemberId, cancellationToken)))
            ? new LinkedSummary(thing.Key, decision.Content.What, [])
            : null;
}
