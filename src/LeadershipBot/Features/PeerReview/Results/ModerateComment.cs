using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Results;

/// <summary>An organiser or a chair opens the dialog in which they decide about a comment that was reported.</summary>
internal sealed class OpenModeration(ReviewShelf shelf, Moderation moderation) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        return await Moderation.FindAsync(shelf, turn, cancellationToken) is { } reported ? moderation.Form(turn, reported, problem: null) : new Answer.Refused(new Refusal("review.refused.noComment"));
    }
}

/// <summary>
/// An organiser or a chair hides it with a reason, or leaves it; the first who decides counts. Whose feedback it is reads the reason in
/// its place; the words go. Nobody decides about a comment on themselves. It is audited, and who reported it hears what became of it.
/// </summary>
internal sealed class ModerateComment(ReviewShelf shelf, Moderation moderation, RoundCards rounds, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation.Id;
        if (await Moderation.FindAsync(shelf, turn, cancellationToken) is not { } reported || !MemberId.TryParse(reported.GetString("Person") ?? "", out var person))
            return new Answer.Refused(new Refusal("review.refused.noComment"));
        if (person.ToString() == turn.Actor.MemberId.ToString())
            return new Answer.Refused(new Refusal("review.refused.ownComment"));
        var (id, hides, reason) = (reported.RowKey[ReviewRows.Reported.Length..], turn.Data.Text("what") != "leave", turn.Data.Text("reason", ReviewLimits.ReasonMax + 1));
        if (hides && PeerTexts.Check(reason, ReviewLimits.ReasonMax, turn.Today) is { } wrong)
            return moderation.Form(turn, reported, wrong);
        Change[] changes = [new Change.Replace(ApplyDecision.Decided(reported, hides ? reason.Trim() : null)), ApplyDecision.At(organisation, id, turn.At), Audit.Entry(organisation, turn, hides ? "review.commentHidden" : "review.commentLeft", new Changed("", "", id))];
        if (await outbox.CommitAsync(ReviewRows.Table, organisation, changes, cancellationToken) is CommitResult.Conflict)
            return new Answer.Refused(new Refusal("review.refused.noComment"));
        var said = library.Text.Plain(hides ? "review.moderate.hidden" : "review.moderate.left");
        return new Answer.Say(said) { Renewed = await rounds.ManageAsync(turn, 0, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>The dialog in which it is decided about a comment.</summary>
internal sealed class Moderation(CardLibrary library, Sentences sentences)
{
    public static async Task<Record?> FindAsync(ReviewShelf shelf, Turn turn, CancellationToken cancellationToken)
        => await shelf.FindReportedAsync(turn.Actor.Organisation.Id, turn.Data.Text("comment", 40), cancellationToken);

    public Answer.Dialog Form(Turn turn, Record reported, Refusal? problem)
    {
        var (text, title) = (library.Text, library.Text.Plain("review.moderate.title"));
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("comment", reported.RowKey[ReviewRows.Reported.Length..])
            .Set("words", CardText.FromPerson($"“{reported.GetString("Words")}”"))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("review/moderate", data, title));
    }
}
