using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Sets;

/// <summary>A member looks at the ready-made sets of questions, to begin a survey with one of them.</summary>
internal sealed class OpenSets(CardLibrary library) : ISlice
{
    private readonly TextFile _text = library.Text;

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var title = _text.Plain("polls.sets.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("sets", ReadySets.All.Select(Offer))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return Task.FromResult<Answer>(new Answer.Dialog(title, new CardView("polls/sets", data, title)));
    }

    private CardData Offer(ReadySet set) => new CardData()
        .SetId("id", set.Id)
        .Set("title", _text.Format(set.Title))
        .Set("about", _text.Format(set.About))
        .Set("size", _text.Format("polls.sets.size", ("count", set.Questions.Count)))
        .Set("use", _text.Plain("polls.sets.use", ("title", _text.Plain(set.Title).Words)));
}
