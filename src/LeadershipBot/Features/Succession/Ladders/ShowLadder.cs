using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>A member sees what they did on the ladder, what comes next, and their mentor; and offers to be one, or wishes for one.</summary>
internal sealed class ShowLadder(LadderShelf shelf, LadderCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (turn.Data.Text("take") is "mentor" or "wish")
            await shelf.TakeBackAsync(turn.Actor.Organisation.Id, turn.Data.Text("take") == "mentor" ? LadderRows.Mentor : LadderRows.Wish, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(await cards.ShowAsync(turn, note: null, cancellationToken));
    }
}

/// <summary>The card of somebody's ladder.</summary>
internal sealed class LadderCards(LadderShelf shelf, CardLibrary library)
{
    private const int StepsMax = 8;

    private readonly TextFile _text = library.Text;

    public async Task<CardView> ShowAsync(Turn turn, CardText? note, CancellationToken cancellationToken)
    {
        var (organisation, me) = (turn.Actor.Organisation, turn.Actor.MemberId);
        var steps = await shelf.ListStepsAsync(organisation.Id, me, cancellationToken);
        var pairs = (await shelf.ListPairsAsync(organisation.Id, cancellationToken)).FindAll(pair => pair.EndedAt is null && pair.Has(me));
        var offers = (await shelf.ListCallsAsync(organisation.Id, LadderRows.Mentor, cancellationToken)).Exists(call => IsMine(call, me));
        var wishes = (await shelf.ListCallsAsync(organisation.Id, LadderRows.Wish, cancellationToken)).Exists(call => IsMine(call, me));
        var title = _text.Plain("posts.ladder.title");
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("steps", steps.Take(StepsMax).Select(step => new CardData()
                .Set("what", CardText.FromPerson(step.What))
                .Set("about", CardText.FromPerson(string.Join(" · ", PostWords.Of(_text, step.Rung), PostWords.Date(step.From), PostWords.Of(_text, step.Experience))))))
            .Set("pairs", pairs.Select(pair => new CardData()
                .SetId("pair", pair.Id)
                .Set("line", pair.Mentor.Id.ToString() == me.ToString() ? _text.Format("posts.mentor.youHelp", ("name", pair.Mentee.Name)) : _text.Format("posts.mentor.helpsYou", ("name", pair.Mentor.Name)))))
            .Set("offers", offers)
            .Set("wishes", wishes)
            .Set("mayOffer", !offers)
            .Set("mayWish", !wishes && !pairs.Exists(pair => pair.Mentee.Id.ToString() == me.ToString()))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (steps.Count == 0)
            data.Set("empty", _text.Format("posts.ladder.none"));
        if (steps.Select(step => step.Next).Max() is { } next)
            data.Set("next", _text.Format("posts.ladder.next", ("rung", PostWords.Of(_text, next)))).SetId("rung", next.ToString());
        if (note is { } said)
            data.Set("note", said);
        return new CardView("posts/ladder", data, title);
    }

    private static bool IsMine(MentorCall call, MemberId me) => call.Who.Id.ToString() == me.ToString();
}
