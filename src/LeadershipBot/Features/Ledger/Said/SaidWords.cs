using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Ledger.Said;

/// <summary>How the organisation deals with what is raised, in sentences, for cards and the board paper alike.</summary>
internal sealed class SaidWords(CardLibrary library)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private readonly TextFile _text = library.Text;

    /// <summary>From when on the figures count.</summary>
    public static string Since(DateTimeOffset now) => LedgerFigures.From(now).ToString("d MMMM yyyy", British);

    /// <summary>
    /// Each figure that stands on enough items; the number raised, and why others aren't shown, in any case.
    /// </summary>
    /// <param name="figures">The figures; null while they are being counted.</param>
    /// <param name="now">For from when on they count.</param>
    public IEnumerable<CardText> Figures(LedgerFigures? figures, DateTimeOffset now)
    {
        if (figures is null)
        {
            yield return _text.Format("ledger.said.counting");
            yield break;
        }

        yield return _text.Format("ledger.said.raised", ("count", figures.Raised), ("since", Since(now)));
        if (figures.Raised >= DisclosureLimits.ScoresFrom)
            yield return _text.Format("ledger.said.answered", ("percent", figures.AnsweredRate ?? 0));
        if (figures.Decided >= DisclosureLimits.ScoresFrom)
            yield return _text.Format("ledger.said.actedOn", ("percent", figures.ActedOnRate ?? 0), ("decided", figures.Decided), ("days", figures.MedianDays ?? 0));
        if (figures.Decided >= DisclosureLimits.ScoresFrom && figures.Tally.Changed > 0)
            yield return _text.Format("ledger.said.changes", ("count", figures.Tally.Changed));
        if (figures.Judged >= DisclosureLimits.ScoresFrom)
            yield return _text.Format("ledger.said.content", ("percent", figures.ContentRate ?? 0), ("judged", figures.Judged));
        if (IsPartlyHidden(figures))
            yield return _text.Format("ledger.said.few", ("min", DisclosureLimits.ScoresFrom));
    }

    /// <summary>The same as one paragraph for a board paper: with numbers of how many, and what isn't shown.</summary>
    public string Paragraph(string organisation, LedgerFigures figures, DateTimeOffset now, string asOf)
    {
        List<string> sentences = [_text.Plain("ledger.board.raised", ("count", figures.Raised), ("organisation", organisation), ("since", Since(now)), ("now", asOf)).Words];
        if (figures.Raised >= DisclosureLimits.ScoresFrom)
            sentences.Add(_text.Plain("ledger.board.answered", ("replied", figures.Tally.Replied), ("raised", figures.Raised), ("percent", figures.AnsweredRate ?? 0)).Words);
        if (figures.Decided >= DisclosureLimits.ScoresFrom)
            sentences.Add(_text.Plain("ledger.board.actedOn", ("acted", figures.Tally.ActedOn), ("decided", figures.Decided), ("percent", figures.ActedOnRate ?? 0), ("passed", figures.Tally.PassedOn), ("days", figures.MedianDays ?? 0)).Words);
        if (figures.Decided >= DisclosureLimits.ScoresFrom && figures.Tally.Changed > 0)
            sentences.Add(_text.Plain("ledger.board.changed", ("count", figures.Tally.Changed)).Words);
        if (figures.Judged >= DisclosureLimits.ScoresFrom)
            sentences.Add(_text.Plain("ledger.board.content", ("content", figures.Tally.Content), ("judged", figures.Judged), ("percent", figures.ContentRate ?? 0)).Words);
        if (IsPartlyHidden(figures))
            sentences.Add(_text.Plain("ledger.said.few", ("min", DisclosureLimits.ScoresFrom)).Words);
        return string.Join(' ', sentences);
    }

    private static bool IsPartlyHidden(LedgerFigures figures) => figures.Raised > 0 && Math.Min(figures.Decided, figures.Judged) < DisclosureLimits.ScoresFrom;
}
