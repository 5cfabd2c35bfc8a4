using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>What the organisation sent to many lately, newest first; a press shows how far it is.</summary>
internal sealed class ListSendings(SendingShelf shelf, SendingSources sources, CardLibrary library) : ISlice
{
    private const int ShownMax = 8;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (text, items) = (library.Text, new List<CardData>());
        await foreach (var head in shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken))
        {
            var title = await sources.Of(head).DescribeAsync(head, cancellationToken);
            if (title.IsSecret)
                continue;
            var sum = (await shelf.CountAsync(head, cancellationToken)).Sum;
            items.Add(new CardData()
                .Set("name", CardText.FromPerson(title.Name.Words))
                .Set("about", text.Format("sendings.item", ("when", TimeWords.Moment(head.OrderedAt, turn.TimeZone)), ("got", SendingWords.ReachedOf(sum, title.RevealsAnswering)), ("count", sum.Total)))
                .SetId("organisationId", head.OrganisationId)
                .SetId("sending", head.Id));
            if (items.Count == ShownMax)
                break;
        }

        var heading = text.Plain("sendings.list.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("items", items)
            .Set("summary", heading)
            .Set("spoken", text.AsSpoken(heading));
        if (items.Count == 0)
            data.Set("empty", text.Format("sendings.list.empty"));
        return new Answer.Card(new CardView("sendings/list", data, heading));
    }
}
