using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>Before a sending is stopped: how many have it already, and how many will not get it.</summary>
internal sealed class AskToStop(SendingGate gate, SendingShelf shelf, SendingSources sources, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        var counted = await shelf.CountAsync(head, cancellationToken);
        if (!ProgressCard.MayStop(head, counted))
            return new Answer.Refused(new Refusal(head.Wanted.IsStopped ? "sendings.refused.stopped" : "sendings.refused.finished"));
        var (count, named) = (counted.Sum, await sources.Of(head).DescribeAsync(head, cancellationToken));
        var text = library.Text;
        var title = text.Plain("sendings.stop.title");
        var reached = SendingWords.ReachedOf(count, named.RevealsAnswering);
        var data = new CardData()
            .SetId("organisationId", head.OrganisationId)
            .SetId("sending", head.Id)
            .Set("organisation", CardText.FromPerson(text.NameOf(turn.Actor.Organisation)))
            .Set("name", CardText.FromPerson(named.Name.Words))
            .Set("about", reached == 0
                ? text.Format("sendings.stop.before")
                : text.Format("sendings.stop.about", ("got", reached), ("left", count.Left)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("sendings/stop", data, title));
    }
}
