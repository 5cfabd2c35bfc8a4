using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Mine;

/// <summary>Finds somebody's own application for the opening that the turn names, and nobody else's.</summary>
internal sealed class MyApplication(ApplicationsGate gate, ApplicationShelf shelf)
{
    public async Task<Ruling<OwnApplication>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindForOwnAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return refusal;
        return await shelf.FindAsync(ApplicationRows.PartitionOf(opening), turn.Actor.MemberId, cancellationToken) is { } application
            ? new OwnApplication(opening, application)
            : new Refusal("applications.refused.notApplied");
    }
}

/// <summary>An application with what it is for.</summary>
internal sealed record OwnApplication(Opening Opening, Application Application);
