using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>An organiser or a chair opens the dialog in which public thanks are kept from others' eyes.</summary>
internal sealed class OpenHide(ThanksHiding hiding) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(ThanksGate.CheckOwnChat(turn) is { } refusal ? new Answer.Refused(refusal) : hiding.Form(turn, problem: null));
}

/// <summary>An organiser or a chair hides public thanks, with a reason. Who was thanked still has them, and reads why; it is audited.</summary>
internal sealed class HideThanks(ThanksShelf shelf, ThanksHiding hiding, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to))
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        var organisation = turn.Actor.Organisation.Id;
        var ruling = await shelf.ChangeAsync(
            organisation,
            to,
            turn.Data.Text("thanks"),
            now => now.Hide(turn.Data.Text("reason"), turn.Today),
            (before, after) => ThanksDigest.Listing(before, after).Append(Audit.Entry(organisation, turn, "thanks.hidden", new Changed(to.ObjectId, "", after.Id))).Append(TellThanked.At(after, turn.At)),
            cancellationToken);
        return ruling.IsRefused(out var no, out _) ? hiding.Form(turn, no) : new Answer.Say(library.Text.Plain("thanks.hide.done"));
    }
}

/// <summary>The dialog in which it is said why thanks are hidden.</summary>
internal sealed class ThanksHiding(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Form(Turn turn, Refusal? problem)
    {
        var (text, title) = (library.Text, library.Text.Plain("thanks.hide.title"));
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("thanks", PlainText.FromPerson(turn.Data.Text("thanks", 40)))
            .Set("to", PlainText.FromPerson(turn.Data.Text("to", 100)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("thanks/hide", data, title));
    }
}
