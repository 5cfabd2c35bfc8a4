using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>Finds the sending that a button is about, for somebody of the organisation that sends it.</summary>
internal sealed class SendingGate(SendingShelf shelf)
{
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<Ruling<SendingHead>> FindAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync(turn.Data.Text("sending"), cancellationToken) is { } head && head.OrganisationId == turn.Actor.Organisation.Id
            ? head
            : new Refusal("sendings.refused.unknown");
}
