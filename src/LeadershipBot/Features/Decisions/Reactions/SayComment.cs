using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>A member writes something to a decision, changes it, or takes it back by sending nothing. It is confidential.</summary>
internal sealed class SayComment(ReactionBox box, DecisionCards cards, CommentDialog dialog, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var comment = turn.Data.Text("comment", DecisionLimits.CommentCharactersMax + 1);
        var reacted = await box.TakeAsync(turn.Data.Text("decision"), new Reacting(turn, before => before with { Comment = comment }), cancellationToken);
        if (reacted is { Refused: { } why, Head: { } head } && head.Decision.State is DecisionState.Sent && why.TextKey is "shell.refused.patientData" or "decisions.refused.long")
            return dialog.Show(head, why.TextKey is "shell.refused.patientData" ? "" : comment, why);
        if (reacted.Refused is not null || reacted.Head is null)
            return React.ToAnswer(reacted, turn, cards);
        return new Answer.Say(library.Text.Plain(comment.Length > 0 ? "decisions.comment.kept" : "decisions.comment.gone")) { Renewed = cards.For(reacted.Head, reacted.Mine, turn.At, turn.TimeZone) };
    }
}
