using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
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
        var reports = await ReportThanks.FindForAsync(shelf, turn, cancellationToken);
        return await ThanksHiding.IsOwnAsync(shelf, turn, cancellationToken)
            ? new Answer.Refused(new Refusal("thanks.refused.own"))
            : await hiding.FormAsync(turn, reports, problem: null, cancellationToken);
    }
}

/// <summary>
/// An organiser or a chair hides public thanks, with a reason, or leaves reported ones. Who was thanked still has them, and reads why, as
/// does who thanked; who reported them hears what became of it. Reported thanks that others don't see they remove, and who gave them isn't
/// told, where it was who got them that reported them; reported by others while those could read them, nothing is left to decide. It is
/// audited, and nobody decides about their own.
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
        var reports = await ReportThanks.FindForAsync(shelf, turn, cancellationToken);
        var there = await shelf.FindAsync(organisation, to, id, cancellationToken);
        if (there?.Concerns(turn.Actor.MemberId) is true)
            return new Answer.Refused(new Refusal("thanks.refused.own"));
        var known = there is null ? TellReporter.Gone
            : there.HiddenBecause is not null ? "hidden"
            : !there.IsPublic && reports.Count > 0 && !IsByThanked(reports) ? "notPublic"
            : turn.Data.Text("what") == "leave" ? "left"
            : null;
        if (known is not null)
            return await CloseAsync(turn, to, reports, known, cancellationToken);
        if (there is { IsPublic: false } && reports.Count > 0)
            return await RemoveAsync(turn, there, reports, cancellationToken);
        var ruling = await shelf.ChangeReportedAsync(
            organisation,
            to,
            id,
            (now, those) => those.Count > 0 ? now.HideReported(turn.Data.Text("reason"), turn.At, turn.Today) : now.Hide(turn.Data.Text("reason"), turn.At, turn.Today),
            (before, after, those) =>
            [
                .. ThanksDigest.Listing(before, after, turn.At),
                Audit.Entry(organisation, turn, "thanks.hidden", new Changed(to.ObjectId, "", after.Id)),
                TellThanked.At(after, turn.At),
                .. before.IsPublic ? TellGiver.At(after, turn.At) : [],
                .. TellReporter.Closing(those, "hidden", turn.At),
            ],
            cancellationToken);
        return ruling.IsRefused(out var no, out _) ? await hiding.FormAsync(turn, reports, no, cancellationToken) : new Answer.Say(library.Text.Plain("thanks.hide.done"));
    }

    /// <summary>Thanks that only the two see: what is left to decide is whether they stay. The dialog says so first where it was opened while others saw them.</summary>
    private async Task<Answer> RemoveAsync(Turn turn, ThankYou thanks, List<ThanksReport> reports, CancellationToken cancellationToken)
    {
        if (turn.Data.Text("what") != "remove")
            return await hiding.FormAsync(turn, reports, problem: null, cancellationToken);
        var entry = Audit.Entry(turn.Actor.Organisation.Id, turn, "thanks.removed", new Changed(thanks.To.Id.ObjectId, "", thanks.Id));
        return await shelf.RemoveAsync(thanks, new Removal("removed", [entry]), turn.At, cancellationToken)
            ? new Answer.Say(library.Text.Plain("thanks.hide.removed"))
            : new Answer.Refused(new Refusal("thanks.refused.unknown"));
    }

    /// <summary>Only the reports are dealt with: the thanks are left, were hidden before, or others don't see them any more.</summary>
    private async Task<Answer> CloseAsync(Turn turn, MemberId to, List<ThanksReport> reports, string outcome, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        if (reports.Count == 0)
            return new Answer.Refused(new Refusal("thanks.refused.unknown"));
        var what = new Changed(to.ObjectId, "", reports[0].Thanks.Id);
        Change[] changes = [outcome == "left" ? Audit.Entry(organisation, turn, "thanks.left", what) : Audit.Entry(organisation, turn, "thanks.reportClosed", what), .. TellReporter.Closing(reports, outcome, turn.At)];
        return await outbox.CommitAsync(ThanksRows.Table, organisation, changes, cancellationToken) is CommitResult.Conflict
            ? new Answer.Refused(new Refusal("thanks.refused.unknown"))
            : new Answer.Say(library.Text.Plain(outcome switch { "left" => "thanks.hide.left", "notPublic" => "thanks.hide.notPublic", _ => "thanks.hide.closed" }));
    }

    /// <summary>Whether who got them is among those who reported them.</summary>
    public static bool IsByThanked(IEnumerable<ThanksReport> reports) => reports.Any(report => report.By == report.Thanks.To.Id);
}

/// <summary>The dialog in which it is said why thanks are hidden; of reported ones with their words, and with the way to leave them; those that others don't see are removed, or left.</summary>
internal sealed class ThanksHiding(ThanksShelf shelf, ThanksCards cards, CardLibrary library, Sentences sentences)
{
    /// <summary>Whether a turn names thanks that whoever acts gave or got. Whether anybody reported them makes no difference, so that it tells nothing of that.</summary>
    public static async Task<bool> IsOwnAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => MemberId.TryParse(turn.Data.Text("to", 100), out var to) && await shelf.FindAsync(turn.Actor.Organisation.Id, to, turn.Data.Text("thanks"), cancellationToken) is { } there && there.Concerns(turn.Actor.MemberId);

    public async Task<Answer> FormAsync(Turn turn, IReadOnlyList<ThanksReport> reports, Refusal? problem, CancellationToken cancellationToken)
    {
        var report = reports.Count > 0 ? reports[0] : null;
        var isPrivate = report is { Thanks: var reported } && HideThanks.IsByThanked(reports) && await shelf.FindAsync(turn.Actor.Organisation.Id, reported.To.Id, reported.Id, cancellationToken) is { IsPublic: false, HiddenBecause: null };
        var (text, title) = (library.Text, library.Text.Plain("thanks.hide.title"));
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("thanks", PlainText.FromPerson(turn.Data.Text("thanks", 40)))
            .Set("to", PlainText.FromPerson(turn.Data.Text("to", 100)))
            .Set("isReported", report is not null)
            .Set("isPrivate", isPrivate)
            .Set("isShown", !isPrivate)
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
