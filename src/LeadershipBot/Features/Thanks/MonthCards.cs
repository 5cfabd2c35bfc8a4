using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>The thanks of a month that others see, in no order that says anything, and without counting anybody's; and those that were reported.</summary>
internal sealed class MonthCards(ThanksShelf shelf, ThanksCards cards, CardLibrary library)
{
    private const int PageSize = 4;

    /// <summary>So many months back can be leafed: as long as thanks are kept by default.</summary>
    private const int MonthsBackMax = 60;

    private readonly TextFile _text = library.Text;

    /// <summary>The card that everybody gets.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="month">Which month.</param>
    /// <param name="shown">Those that stand on it.</param>
    /// <param name="count">How many there are.</param>
    public CardView Digest(OrganisationName organisation, ThanksMonth month, IReadOnlyList<ThankYou> shown, int count)
    {
        var (title, data) = Basis(organisation, month);
        data.Set("items", shown.Select(one => Item(one, mayHide: false))).Set("isList", false).Set("hasReports", false).Set("hasHidden", false);
        if (shown.Count == 0)
            data.Set("empty", _text.Format("thanks.month.noneAnyMore"));
        if (count > shown.Count)
            data.Set("more", _text.Format("thanks.month.more", ("count", count - shown.Count)));
        return new CardView("thanks/month", data, title);
    }

    /// <summary>A page of a month, with the months beside it: of any back to when thanks begin to be removed.</summary>
    /// <param name="turn">Who reads.</param>
    /// <param name="wanted">Which month.</param>
    /// <param name="page">Which page of it, from 0.</param>
    /// <param name="note">What was just done; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> MonthAsync(Turn turn, ThanksMonth wanted, int page, CardText? note, CancellationToken cancellationToken)
    {
        var (organisation, mayHide) = (turn.Actor.Organisation, turn.Actor.HoldsAny(ThanksGate.Moderators));
        var now = ThanksMonth.Of(turn.At, Zones.UnitedKingdom);
        var month = wanted.First > now.First ? now : wanted.First < now.Plus(-MonthsBackMax).First ? now.Plus(-MonthsBackMax) : wanted;
        var shown = await shelf.PagePublicAsync(organisation.Id, month, page, PageSize, cancellationToken);
        var (title, data) = Basis(organisation, month);
        data.Set("items", shown.Items.Select(one => Item(one, mayHide)))
            .Set("isList", true)
            .Set("hasReports", mayHide && await shelf.AnyReportForAsync(organisation.Id, turn.Actor.MemberId, cancellationToken))
            .Set("hasHidden", mayHide && await shelf.AnyAsync(organisation.Id, ThanksRows.Hidden, cancellationToken))
            .SetPages(shown);
        if (shown.Items.Count == 0)
            data.Set("empty", _text.Format("thanks.month.none"));
        if (month.First > now.Plus(-MonthsBackMax).First)
            data.SetId("earlier", month.Plus(-1).Key);
        if (month.First < now.First)
            data.SetId("later", month.Plus(1).Key);
        if (note is { } said)
            data.Set("note", said);
        return new CardView("thanks/month", data, title);
    }

    /// <summary>What was reported, each once however many did, for those who decide; what concerns the reader isn't among it.</summary>
    /// <param name="organisation">In which organisation.</param>
    /// <param name="reader">Who decides.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="page">Which page, from 0.</param>
    /// <param name="title">Its heading; null for the usual one.</param>
    public CardView Reported(OrganisationName organisation, MemberId reader, IReadOnlyList<ThanksReport> reports, int page, PlainText? title)
    {
        var heading = title ?? _text.Plain("thanks.reported.title");
        var shown = reports.Where(report => !report.Thanks.Concerns(reader)).DistinctBy(report => report.Thanks.Id).ToList().PageOf(page, PageSize);
        var data = cards.Basis(organisation, heading)
            .Set("title", CardText.FromPerson(heading.Words))
            .Set("items", shown.Items.Select(report => Item(report.Thanks, mayHide: true)))
            .SetPages(shown);
        if (shown.Items.Count == 0)
            data.Set("empty", _text.Format("thanks.reported.none"));
        return new CardView("thanks/reported", data, heading);
    }

    /// <summary>What is hidden from others, with why, for those who decide; what concerns the reader they can't show again.</summary>
    public async Task<CardView> HiddenAsync(Turn turn, int page, CardText? note, CancellationToken cancellationToken)
    {
        var title = _text.Plain("thanks.hidden.title");
        var shown = await shelf.PageHiddenAsync(turn.Actor.Organisation.Id, page, PageSize, cancellationToken);
        var data = cards.Basis(turn.Actor.Organisation, title)
            .Set("items", shown.Items.Select(one => Item(one, mayHide: false)
                .Set("why", _text.Format("thanks.hidden.why", ("why", one.HiddenBecause!)))
                .Set("mayShow", !one.Concerns(turn.Actor.MemberId))
                .Set("showPress", _text.Plain("thanks.show.press", ("name", one.To.Name)))))
            .SetPages(shown);
        if (shown.Items.Count == 0)
            data.Set("empty", _text.Format("thanks.hidden.none"));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("thanks/hidden", data, title);
    }

    private (PlainText Title, CardData Data) Basis(OrganisationName organisation, ThanksMonth month)
    {
        var title = _text.Plain("thanks.month.title");
        return (title, cards.Basis(organisation, title).SetId("month", month.Key).Set("when", CardText.FromPerson(TimeWords.Month(month.First))));
    }

    private CardData Item(ThankYou thanks, bool mayHide) => cards.WithMore(
        new CardData()
            .SetId("thanks", thanks.Id)
            .SetId("to", thanks.To.Id.ToString())
            .Set("mayHide", mayHide)
            .Set("mayReport", !mayHide)
            .Set("press", _text.Plain("thanks.hide.press", ("name", thanks.To.Name)))
            .Set("who", _text.Format("thanks.month.who", ("from", thanks.From?.Name ?? _text.Plain("thanks.former").Words), ("to", thanks.To.Name)))
            .Set("words", _text.Format("thanks.quoted", ("words", thanks.Words))),
        thanks);
}
