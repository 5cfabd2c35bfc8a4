using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>Finds the sending that a button is about, for somebody of the organisation that sends it; not one of which nobody is shown anything.</summary>
internal sealed class SendingGate(SendingShelf shelf, SendingSources sources)
{
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<Ruling<SendingHead>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("sending"), cancellationToken) is not { } head || head.OrganisationId != turn.Actor.Organisation.Id)
            return new Refusal("sendings.refused.unknown");
        return (await sources.Of(head).DescribeAsync(head, cancellationToken)).IsSecret ? new Refusal("sendings.refused.secret") : head;
    }
}
