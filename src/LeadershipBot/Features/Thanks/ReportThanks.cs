using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// A member reports public thanks, or those that they got: organisers, or chairs, are told and decide; where nobody may, they are told so
/// at once, and it is kept until somebody may. Pressing twice is once.
/// </summary>
internal sealed class ReportThanks(ThanksShelf shelf, ThanksCards cards, MonthCards months, ReportWatch watch, Outbox outbox, CardLibrary library) : ISlice
{
    /// <summary>So many reports of one are kept at the most: enough to decide.</summary>
    private const int ReportsMax = 20;

    /// <summary>The reports of the thanks that a turn names; none where nobody reported them.</summary>
    public static Task<List<ThanksReport>> FindAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => shelf.ListReportsOfAsync(turn.Actor.Organisation.Id, turn.Data.Text("thanks"), cancellationToken);

    /// <summary>Those of them that whoever acts may know of and decide about: of thanks that they neither gave nor got.</summary>
    public static async Task<List<ThanksReport>> FindForAsync(ThanksShelf shelf, Turn turn, CancellationToken cancellationToken)
        => (await FindAsync(shelf, turn, cancellationToken)).FindAll(report => !report.Thanks.Concerns(turn.Actor.MemberId));

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (ThanksGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (organisation, me) = (turn.Actor.Organisation.Id, turn.Actor.MemberId);
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to) || await shelf.FindAsync(organisation, to, turn.Data.Text("thanks"), cancellationToken) is not { HiddenBecause: null } thanks || !(thanks.IsPublic || to == me))
            return new Answer.Unusable(new Refusal("thanks.refused.unknown"));
        if ((await FindAsync(shelf, turn, cancellationToken)).Count < ReportsMax)
        {
            Change[] changes = [new Change.Insert(ThanksRows.OfReport(new ThanksReport(me, thanks, turn.At))), TellModerators.At(organisation, thanks.Id, turn.At), Audit.Entry(organisation, turn, "thanks.reported", new Changed("", "", thanks.Id))];
            await outbox.CommitAsync(ThanksRows.Table, organisation, changes, cancellationToken); // a conflict: they reported it already
        }

        var note = CardText.FromPerson((await watch.NoteAsync(turn, thanks.Sides, library.Text.Plain("thanks.reported"), cancellationToken)).Words);
        return new Answer.Card(turn.Data.Text("at") == "mine" ? cards.Received(thanks, note) : await months.MonthAsync(turn, ShowMonth.MonthOf(turn), ShowThanks.PageOf(turn), note, cancellationToken));
    }
}
