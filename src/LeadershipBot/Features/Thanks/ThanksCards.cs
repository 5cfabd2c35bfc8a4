using System.Globalization;
using LeadershipBot.Domain.Applying;
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

    /// <summary>Tells thanks from others by all that is read of them: a consent covers only what was read.</summary>
    public static string StampOf(ThankYou thanks)
        => Keys.Hash("thanks", string.Create(CultureInfo.InvariantCulture, $"{thanks.Words.Length}.{thanks.Difference.Length}"), thanks.Words, thanks.Difference, thanks.For?.Title ?? "")[..16];

    /// <summary>One short sentence for who thanked.</summary>
    public PlainText Passed(ThankYou thanks) => _text.Plain("thanks.passed", ("name", thanks.To.Name));

    /// <summary>What who thanked sees of it. That thanks are hidden which others never saw they aren't told: it would tell them who reported it.</summary>
    public CardView Given(ThankYou thanks, CardText? note)
    {
        var title = Passed(thanks);
        var data = Basis(thanks.Organisation, title)
            .SetId("thanks", thanks.Id)
            .SetId("to", thanks.To.Id.ToString())
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", _text.Format("thanks.quoted", ("words", thanks.Words)))
            .Set("seen", NoMoreHidden(thanks, thanks switch
            {
                { HiddenBecause: { } why, PublicAt: not null } => _text.Format("thanks.seen.hidden", ("why", why)),
                { IsPublic: true } => _text.Format("thanks.seen.public"),
                { MayBePublic: true, NamesDifference: false } => _text.Format("thanks.seen.offered.noDifference"),
                { MayBePublic: true } => _text.Format("thanks.seen.offered"),
                _ => _text.Format("thanks.seen.two"),
            }))
            .Set("mayRewrite", thanks.WhyNotRewritten is null)
            .Set("rewrite", _text.Plain(thanks.NamesDifference ? "thanks.given.more" : "thanks.given.difference"))
            .Set("mayKeep", thanks.MayBePublic);
        return new CardView("thanks/given", WithMore(WithNote(data, note), thanks), title);
    }

    /// <summary>What who is thanked gets, and sees after each press.</summary>
    /// <param name="thanks">The thanks.</param>
    /// <param name="note">What was just done; null for nothing.</param>
    /// <param name="warning">What could not be done, and why; null for nothing.</param>
    public CardView Received(ThankYou thanks, CardText? note, CardText? warning = null) => Received(thanks, note, warning, isRemoving: false);

    /// <summary>The same, with the question whether they are to be removed.</summary>
    public CardView Removing(ThankYou thanks) => Received(thanks, note: null, _text.Format("thanks.remove.sure"), isRemoving: true);

    /// <summary>Where it isn't clear who is meant.</summary>
    /// <param name="turn">Who thanks.</param>
    /// <param name="typed">What they typed.</param>
    /// <param name="near">The only one whom they may mean; null where there is none, or several.</param>
    public CardView Choose(Turn turn, ThanksCommand typed, Person? near)
    {
        var title = near is not null
            ? _text.Plain("thanks.choose.near", ("name", near.Name))
            : typed.Name.Length > 0 && typed.Words.Length > 0 ? _text.Plain("thanks.choose.title", ("name", TurnData.Clip(typed.Name, 80))) : _text.Plain("thanks.choose.open");
        var data = Basis(turn.Actor.Organisation, title)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", PlainText.FromPerson(TurnData.Clip(typed.Words, ThankYou.WordsMax)))
            .Set("isNear", near is not null);
        if (near is not null)
        {
            data.SetId("to", near.Id.ToString())
                .SetId("nonce", turn.Intent.Key)
                .Set("said", _text.Format("thanks.quoted", ("words", TurnData.Clip(typed.Words, ThankYou.WordsMax))));
        }

        return new CardView("thanks/choose", data, title);
    }

    /// <summary>What somebody was thanked for, newest first.</summary>
    public async Task<CardView> MineAsync(Turn turn, int page, CardText? note, CancellationToken cancellationToken)
    {
        var received = await shelf.ListToAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken);
        var shown = received.PageOf(page, PageSize);
        var title = _text.Plain("thanks.mine.title");
        var data = MineBasis(turn, title, note)
            .Set("items", shown.Items.Select(thanks => Line(thanks, thanks.From?.Name ?? _text.Plain("thanks.former").Words, "thanks.mine.open", turn.TimeZone)))
            .Set("given", [])
            .SetPages(shown);
        if (received.Count == 0)
            data.Set("empty", _text.Format("thanks.mine.none"));
        return new CardView("thanks/mine", data, title);
    }

    /// <summary>What somebody thanked others for, newest first.</summary>
    public async Task<CardView> GivenAsync(Turn turn, int page, CardText? note, CancellationToken cancellationToken)
    {
        page = Math.Max(0, page);
        var (shown, hasMore) = await shelf.PageFromAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, page, PageSize, cancellationToken);
        var title = _text.Plain("thanks.mine.youThanked");
        var data = MineBasis(turn, title, note)
            .Set("items", [])
            .Set("given", shown.Select(thanks => Line(thanks, thanks.To.Name, "thanks.mine.openGiven", turn.TimeZone).SetId("to", thanks.To.Id.ToString())))
            .Set("isGiven", true);
        if (page > 0)
            data.Set("previous", page - 1);
        if (hasMore)
            data.Set("next", page + 1);
        if (shown.Count == 0)
            data.Set("empty", _text.Format("thanks.mine.noneGiven"));
        return new CardView("thanks/mine", data, title);
    }

    private CardView Received(ThankYou thanks, CardText? note, CardText? warning, bool isRemoving)
    {
        var title = thanks.From is { } from ? _text.Plain("thanks.received", ("name", from.Name)) : _text.Plain("thanks.received.former");
        var data = Basis(thanks.Organisation, title)
            .SetId("thanks", thanks.Id)
            .SetId("to", thanks.To.Id.ToString())
            .SetId("stamp", StampOf(thanks))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("words", _text.Format("thanks.quoted", ("words", thanks.Words)))
            .Set("seen", Seen(thanks))
            .Set("isRemoving", isRemoving)
            .Set("isPlain", !isRemoving)
            .Set("mayPublish", !isRemoving && thanks is { MayBePublic: true, NamesDifference: true, PublicAt: null, HiddenBecause: null })
            .Set("mayTakeBack", !isRemoving && thanks.IsPublic)
            .Set("mayReport", !isRemoving && thanks.HiddenBecause is null);
        if (warning is { } why)
            data.Set("warning", why);
        return new CardView("thanks/received", WithMore(WithNote(data, note), thanks), title);
    }

    private CardData MineBasis(Turn turn, PlainText title, CardText? note)
        => WithNote(Basis(turn.Actor.Organisation, title).Set("title", CardText.FromPerson(title.Words)).Set("isGiven", false), note);

    private CardData Line(ThankYou thanks, string name, string press, TimeZoneInfo zone) => new CardData()
        .SetId("thanks", thanks.Id)
        .Set("words", _text.Format("thanks.quoted", ("words", TurnData.Clip(thanks.Words, 160))))
        .Set("about", _text.Format("thanks.mine.from", ("name", name), ("when", Day(thanks.At, zone))))
        .Set("press", _text.Plain(press, ("name", name)));

    private static CardData WithNote(CardData data, CardText? note) => note is { } said ? data.Set("note", said) : data;

    private CardText Seen(ThankYou thanks) => NoMoreHidden(thanks, thanks switch
    {
        { HiddenBecause: { } why } => _text.Format("thanks.seen.hidden", ("why", why)),
        { IsPublic: true } => _text.Format("thanks.seen.public"),
        { MayBePublic: true, NamesDifference: false } => _text.Format("thanks.seen.mayBe.noDifference"),
        { MayBePublic: true } => _text.Format("thanks.seen.mayBe"),
        _ => _text.Format("thanks.seen.two"),
    });

    private CardText NoMoreHidden(ThankYou thanks, CardText seen)
        => thanks is { HiddenBecause: null, DecidedAt: not null } ? CardText.Join(" ", [seen, _text.Format("thanks.seen.again")]) : seen;

    /// <summary>What there is besides the words.</summary>
    public CardData WithMore(CardData data, ThankYou thanks)
    {
        if (thanks.Difference.Length > 0)
            data.Set("difference", _text.Format("thanks.difference", ("words", thanks.Difference)));
        if (thanks.For is { } tied)
            data.Set("tied", _text.Format("thanks.tied", ("title", tied.Title)));
        return data;
    }

    /// <summary>What every card of thanks has.</summary>
    public CardData Basis(OrganisationName organisation, PlainText title) => new CardData()
        .SetId("organisationId", organisation.Id)
        .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));

    private static string Day(DateTimeOffset at, TimeZoneInfo zone) => TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));
}
