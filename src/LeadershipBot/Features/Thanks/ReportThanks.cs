using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>
/// A member reports public thanks, or those that they got: organisers, or chairs, are told and decide; where nobody may, they are told so
/// at once, and it is kept until somebody may. Pressing twice is once.
/// </summary>
internal sealed class ReportThanks(ThanksShelf shelf, ThanksCards cards, MonthCards months, ReportWatch watch, CardLibrary library) : ISlice
{
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
        var (organisation, me, id) = (turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("thanks"));
        Change[] with = [TellModerators.At(organisation, id, turn.At), Audit.Entry(organisation, turn, "thanks.reported", new Changed("", "", id))];
        if (!MemberId.TryParse(turn.Data.Text("to", 100), out var to))
            return new Answer.Unusable(new Refusal("thanks.refused.unknown"));
        if ((await shelf.ReportAsync((organisation, me, turn.At), to, id, with, cancellationToken)).IsRefused(out var no, out var thanks))
            return new Answer.Unusable(no);
        var note = CardText.FromPerson((await watch.NoteAsync(turn, thanks.Sides, library.Text.Plain("thanks.reported"), cancellationToken)).Words);
        return new Answer.Card(turn.Data.Text("at") == "mine" ? cards.Received(thanks, note) : await months.MonthAsync(turn, ShowMonth.MonthOf(turn), ShowThanks.PageOf(turn), note, cancellationToken));
    }
}
