using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Thanks;

/// <summary>The cards of thanks.</summary>
internal sealed class ThanksCards(ThanksShelf shelf, CardLibrary library)
{
    private const int PageSize = 4;

    private readonly TextFile _text = library.Text;

    /// <summary>One short sentence for who thanked.</summary>
    public PlainText Passed(ThankYou thanks) => _text.Plain("thanks.passed", ("name", thanks.To.Name));

    /// <summary>What who thanked sees of it.</summary>
    public CardView Given(ThankYou thanks)
    {
        var title = Passed(thanks);
        var data = Basis(thanks.Organisation, title)
            .SetId("thanks", thanks.Id)
            .SetId("to", thanks.To.Id.ToString())
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", _text.Format("thanks.quoted", ("words", thanks.Words)))
            .Set("seen", _text.Format(thanks.MayBePublic ? "thanks.seen.offered" : "thanks.seen.two"))
            .Set("mayChange", thanks.PublicAt is null);
        return new CardView("thanks/given", WithMore(data, thanks), title);
    }

    /// <summary>What who is thanked gets, and sees after each press.</summary>
    public CardView Received(ThankYou thanks, CardText? note)
    {
        var title = thanks.From is { } from ? _text.Plain("thanks.received", ("name", from.Name)) : _text.Plain("thanks.received.former");
        var data = Basis(thanks.Organisation, title)
            .SetId("thanks", thanks.Id)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", _text.Format("thanks.quoted", ("words", thanks.Words)))
            .Set("seen", Seen(thanks))
            .Set("mayPublish", thanks is { MayBePublic: true, PublicAt: null, HiddenBecause: null })
            .Set("mayTakeBack", thanks.IsPublic);
        if (note is { } said)
            data.Set("note", said);
        return new CardView("thanks/received", WithMore(data, thanks), title);
    }

    /// <summary>Where it isn't clear who is meant.</summary>
    public CardView Choose(Turn turn, ThanksCommand typed)
    {
        var title = typed.Name.Length > 0 && typed.Words.Length > 0 ? _text.Plain("thanks.choose.title", ("name", TurnData.Clip(typed.Name, 80))) : _text.Plain("thanks.choose.open");
        var data = Basis(turn.Actor.Organisation, title)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", PlainText.FromPerson(TurnData.Clip(typed.Words, ThankYou.WordsMax)));
        return new CardView("thanks/choose", data, title);
    }

    /// <summary>What somebody was thanked for, newest first.</summary>
    public async Task<CardView> MineAsync(Turn turn, int page, CardText? note, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation;
        var received = await shelf.ListToAsync(organisation.Id, turn.Actor.MemberId, cancellationToken);
        var given = await shelf.ListFromAsync(organisation.Id, turn.Actor.MemberId, cancellationToken);
        var shown = received.PageOf(page, PageSize);
        var title = _text.Plain("thanks.mine.title");
        var data = Basis(organisation, title)
            .Set("items", shown.Items.Select(thanks => new CardData()
                .SetId("thanks", thanks.Id)
                .Set("words", _text.Format("thanks.quoted", ("words", TurnData.Clip(thanks.Words, 160))))
                .Set("about", _text.Format("thanks.mine.from", ("name", thanks.From?.Name ?? _text.Plain("thanks.former").Words), ("when", Day(thanks.At, turn.TimeZone))))
                .Set("press", _text.Plain("thanks.mine.open", ("name", thanks.From?.Name ?? _text.Plain("thanks.former").Words)))))
            .Set("given", given.Take(PageSize).Select(thanks => new CardData().Set("line", _text.Format("thanks.mine.given", ("name", thanks.To.Name), ("when", Day(thanks.At, turn.TimeZone)), ("words", TurnData.Clip(thanks.Words, 80))))))
            .Set("hasGiven", given.Count > 0)
            .Set("mayModerate", turn.Actor.HoldsAny(ThanksGate.Moderators))
            .SetPages(shown);
        if (received.Count == 0)
            data.Set("empty", _text.Format("thanks.mine.none"));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("thanks/mine", data, title);
    }

    /// <summary>The thanks of a month that others see, in no order that says anything, and without counting anybody's.</summary>
    public CardView Month(OrganisationName organisation, IReadOnlyList<ThankYou> thanks, bool mayModerate)
    {
        var title = _text.Plain("thanks.month.title");
        var data = Basis(organisation, title)
            .Set("items", thanks.Take(ThanksDigest.ShownMax).Select(one => WithMore(
                new CardData()
                    .SetId("thanks", one.Id)
                    .SetId("to", one.To.Id.ToString())
                    .Set("mayHide", mayModerate)
                    .Set("press", _text.Plain("thanks.hide.press", ("name", one.To.Name)))
                    .Set("who", _text.Format("thanks.month.who", ("from", one.From?.Name ?? _text.Plain("thanks.former").Words), ("to", one.To.Name)))
                    .Set("words", _text.Format("thanks.quoted", ("words", one.Words))),
                one)));
        if (thanks.Count == 0)
            data.Set("empty", _text.Format("thanks.month.none"));
        if (thanks.Count > ThanksDigest.ShownMax)
            data.Set("more", _text.Format("thanks.month.more", ("count", thanks.Count - ThanksDigest.ShownMax)));
        return new CardView("thanks/month", data, title);
    }

    private CardText Seen(ThankYou thanks) => thanks switch
    {
        { HiddenBecause: { } why } => _text.Format("thanks.seen.hidden", ("why", why)),
        { IsPublic: true } => _text.Format("thanks.seen.public"),
        { MayBePublic: true } => _text.Format("thanks.seen.mayBe"),
        _ => _text.Format("thanks.seen.two"),
    };

    private CardData WithMore(CardData data, ThankYou thanks)
    {
        if (thanks.Difference.Length > 0)
            data.Set("difference", _text.Format("thanks.difference", ("words", thanks.Difference)));
        if (thanks.For is { } tied)
            data.Set("tied", _text.Format("thanks.tied", ("title", tied.Title)));
        return data;
    }

    private CardData Basis(OrganisationName organisation, PlainText title) => new CardData()
        .SetId("organisationId", organisation.Id)
        .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));

    private static string Day(DateTimeOffset at, TimeZoneInfo zone) => TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));
}
