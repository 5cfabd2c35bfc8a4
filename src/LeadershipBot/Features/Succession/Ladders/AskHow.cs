using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>The day after, orders to ask somebody how it was.</summary>
internal sealed class AskHow(LadderShelf shelf, AskBook book) : IDelivery
{
    public const string Kind = "posts.how";

    private const int Minutes = 1;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];
        if (MemberId.TryParse(row.GetString("Person") ?? "", out var person) && await shelf.FindStepAsync(row.PartitionKey, person, id, cancellationToken) is { Experience: Experience.NotSaid })
            await book.OrderAsync(new AskOrder(person, row.PartitionKey, HowAsk.AskKind, $"{row.PartitionKey}.{id}", new Ask(AskWeight.Ask, Minutes, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Asks somebody how what they did was; whoever recorded it, the organisers and the chair read it.</summary>
internal sealed class HowAsk(LadderShelf shelf, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.how.ask";

    private static readonly Experience[] Choices = [Experience.Good, Experience.Mixed, Experience.NotForMe];

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id] || await shelf.FindStepAsync(organisation, wish.Person, id, cancellationToken) is not { Experience: Experience.NotSaid } step || await roles.NameAsync(organisation, cancellationToken) is not { } name)
            return null;
        var view = Card(name, step, recorded: null);
        return new AskCard(view.Summary, view);
    }

    public CardView Card(OrganisationName organisation, LadderStep step, CardText? recorded)
    {
        var title = _text.Plain("posts.how.title", ("what", step.What));
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .SetId("step", step.Id)
            .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("about", _text.Format("posts.how.about", ("rung", PostWords.Of(_text, step.Rung)), ("date", PostWords.Date(step.From))))
            .Set("choices", Choices.Select(one => new CardData()
                .SetId("experience", one.ToString())
                .Set("mark", _text.Format(one == step.Experience ? "posts.stay.chosen" : "posts.stay.choice", ("words", PostWords.Of(_text, one))))
                .Set("press", PlainText.FromPerson(PostWords.Of(_text, one)))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (recorded is { } said)
            data.Set("recorded", said);
        if (step.Next is { } next)
            data.Set("next", _text.Format("posts.ladder.next", ("rung", PostWords.Of(_text, next)))).SetId("rung", next.ToString());
        return new CardView("posts/how", data, title);
    }
}

/// <summary>Somebody says how it was; after a good experience the next rung is offered.</summary>
internal sealed class SayHow(LadderShelf shelf, HowAsk asks, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } notHere)
            return new Answer.Refused(notHere);
        if (!Enum.TryParse<Experience>(turn.Data.Text("experience"), out var experience) || !Enum.IsDefined(experience) || experience is Experience.NotSaid)
            return new Answer.Refused(new Refusal("posts.refused.intention"));
        var ruling = await shelf.SayAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("step"), experience, cancellationToken);
        return ruling.IsRefused(out var refusal, out var after)
            ? new Answer.Unusable(refusal)
            : new Answer.Card(asks.Card(turn.Actor.Organisation, after, library.Text.Format("posts.how.recorded")));
    }
}
