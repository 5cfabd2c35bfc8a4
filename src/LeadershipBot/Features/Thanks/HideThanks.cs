using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>An organiser or a chair opens the dialog in which public or reported thanks are kept from others' eyes.</summary>
internal sealed class OpenHide(ThanksShelf shelf, ThanksHiding hiding) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var reports = await ReportThanks.FindAsync(shelf, turn, cancellationToken);
        return reports.Exists(report => report.Thanks.Concerns(turn.Actor.MemberId))
            ? new Answer.Refused(new Refusal("thanks.refused.own"))
            : hiding.Form(turn, reports.FirstOrDefault(), problem: null);
    }
}

/// <summary>
/// An organiser or a chair hides public or reported thanks, with a reason, or leaves reported ones. Who was thanked still has them, and
/// reads why, as does who thanked; who reported them hears what became of it. It is audited, and nobody decides about their own.
/// </summary>
internal sealed class HideThanks(ThanksShelf shelf, ThanksHiding hiding, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to))
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        var (organisation, id) = (turn.Actor.Organisation.Id, turn.Data.Text("thanks"));
        var reports = await ReportThanks.FindAsync(shelf, turn, cancellationToken);
        var there = await shelf.FindAsync(organisation, to, id, cancellationToken);
        if (there?.Concerns(turn.Actor.MemberId) is true || reports.Exists(report => report.Thanks.Concerns(turn.Actor.MemberId)))
            return new Answer.Refused(new Refusal("thanks.refused.own"));
        var known = there is null ? "gone" : there.HiddenBecause is not null ? "hidden" : turn.Data.Text("what") == "leave" ? "left" : null;
        if (known is not null)
            return await CloseAsync(turn, to, reports, known, cancellationToken);
        var ruling = await shelf.ChangeAsync(
            organisation,
            to,
            id,
            now => reports.Count > 0 ? now.HideReported(turn.Data.Text("reason"), turn.Today) : now.Hide(turn.Data.Text("reason"), turn.Today),
            (before, after) =>
            [
                .. ThanksDigest.Listing(before, after, turn.At),
                Audit.Entry(organisation, turn, "thanks.hidden", new Changed(to.ObjectId, "", after.Id)),
                TellThanked.At(after, turn.At),
                .. TellGiver.At(after, turn.At),
                .. TellReporter.Closing(reports, "hidden", turn.At),
            ],
            cancellationToken);
        return ruling.IsRefused(out var no, out _) ? hiding.Form(turn, reports.FirstOrDefault(), no) : new Answer.Say(library.Text.Plain("thanks.hide.done"));
    }

    /// <summary>Only the reports are dealt with: the thanks are left, were hidden before, or are gone.</summary>
    private async Task<Answer> CloseAsync(Turn turn, MemberId to, List<ThanksReport> reports, string outcome, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        if (reports.Count == 0)
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        Change[] changes = [Audit.Entry(organisation, turn, "thanks.left", new Changed(to.ObjectId, "", reports[0].Thanks.Id)), .. TellReporter.Closing(reports, outcome, turn.At)];
        return await outbox.CommitAsync(ThanksRows.Table, organisation, changes, cancellationToken) is CommitResult.Conflict
            ? new Answer.Refused(new Refusal("thanks.refused.unknown"))
            : new Answer.Say(library.Text.Plain(outcome == "left" ? "thanks.hide.left" : "thanks.hide.closed"));
    }
}

/// <summary>The dialog in which it is said why thanks are hidden; of reported ones with their words, and with the way to leave them.</summary>
internal sealed class ThanksHiding(ThanksCards cards, CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Form(Turn turn, ThanksReport? report, Refusal? problem)
    {
        var (text, title) = (library.Text, library.Text.Plain("thanks.hide.title"));
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("thanks", PlainText.FromPerson(turn.Data.Text("thanks", 40)))
            .Set("to", PlainText.FromPerson(turn.Data.Text("to", 100)))
            .Set("isReported", report is not null)
            .Set("mustSayWhy", report is null)
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        if (report is { Thanks: var thanks })
        {
            data.Set("who", text.Format("thanks.month.who", ("from", thanks.From?.Name ?? text.Plain("thanks.former").Words), ("to", thanks.To.Name)))
                .Set("words", text.Format("thanks.quoted", ("words", thanks.Words)));
            cards.WithMore(data, thanks);
        }

        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("thanks/hide", data, title));
    }
}
