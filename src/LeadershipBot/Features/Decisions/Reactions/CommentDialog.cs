using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>The dialog in which a member writes something to a decision.</summary>
internal sealed class CommentDialog(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="head">The decision.</param>
    /// <param name="comment">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Show(DecisionHead head, string comment, Refusal? problem)
    {
        var title = _text.Plain("decisions.comment.title");
        var data = new CardData()
            .SetId("organisationId", head.Decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .Set("what", CardText.FromPerson(head.Decision.Content.What))
            .Set("comment", PlainText.FromPerson(comment))
            .Set("max", DecisionLimits.CommentCharactersMax)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("decisions/comment", data, title));
    }
}
