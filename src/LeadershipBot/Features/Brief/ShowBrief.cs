using LeadershipBot.Domain.Briefing;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Brief;

/// <summary>
/// A chair, an organiser or the lead of a locality asks for the brief: what came out since they last had one, what is
/// overdue, what is to be looked at again, and which practices are silent.
/// </summary>
internal sealed class ShowBrief(BriefShelf shelf, BriefReading reading, CardLibrary library) : ISlice
{
    private const int LinesOfPartMax = 7;

    /// <summary>What is longer is whole in its paragraph; the card must fit what Teams carries.</summary>
    private const int LineCharactersMax = 400;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (BriefReading.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation;
        var last = await shelf.FindAsync(organisation.Id, turn.Actor.MemberId, cancellationToken);
        var times = BriefTimes.Next(last, turn.At);
        var wish = new BriefWish(turn.Actor, times.Since, turn.At, turn.TimeZone);
        var lines = await reading.ReadAsync(wish, cancellationToken);
        if (times != last)
            await shelf.KeepAsync(organisation.Id, turn.Actor.MemberId, times, cancellationToken); // last: what couldn't be read isn't taken for read
        return new Answer.Card(Card(wish, lines));
    }

    private CardView Card(BriefWish wish, IReadOnlyList<BriefLine> lines)
    {
        var organisation = wish.Actor.Organisation;
        var title = _text.Plain("brief.title", ("organisation", _text.NameOf(organisation)));
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("organisation", _text.OrganisationName(wish.Actor))
            .Set("about", _text.Format(wish.SeesAll ? "brief.about" : "brief.about.locality", ("since", TimeWords.Moment(wish.Since, wish.Zone))))
            .Set("parts", lines.GroupBy(line => line.Part).Select(part => new CardData()
                .Set("title", CardText.FromPerson(reading.NameOf(part.Key).Words))
                .Set("lines", part.Take(LinesOfPartMax).Select(Line))
                .Set("more", part.Count() > LinesOfPartMax ? _text.Format("brief.more", ("count", part.Count() - LinesOfPartMax)) : CardText.FromPerson(""))
                .Set("hasMore", part.Count() > LinesOfPartMax)))
            .Set("counted", CardText.FromPerson(reading.Counted(wish).Words))
            .Set("hasSilent", lines.Any(line => line.Part is BriefPart.Practices))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (lines.Count == 0)
            data.Set("empty", _text.Format("brief.none"));
        return new CardView("brief/brief", data, title);
    }

    private static CardData Line(BriefLine line) => new CardData()
        .Set("words", CardText.FromPerson(line.Words.Words.Length > LineCharactersMax ? TurnData.Clip(line.Words.Words, LineCharactersMax) + "…" : line.Words.Words))
        .Set("hasButtons", line.Command.Length > 0 || line.PaperKind.Length > 0)
        .Set("hasCommand", line.Command.Length > 0)
        .Set("command", PlainText.FromPerson(line.Command))
        .Set("hasPaper", line.PaperKind.Length > 0)
        .Set("kind", PlainText.FromPerson(line.PaperKind))
        .Set("key", PlainText.FromPerson(line.PaperKey));
}

/// <summary>Somebody who has a brief opens the list of the practices that are silent.</summary>
internal sealed class ShowSilent(SilentPractices practices, BriefReading reading, IAudience audience, CardLibrary library) : ISlice
{
    private const int PageSize = 12;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (BriefReading.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var wish = new BriefWish(turn.Actor, turn.At, turn.At, turn.TimeZone);
        var silence = await practices.FindAsync(wish, cancellationToken);
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var page = (silence.IsAnythingHeard ? silence.Silent : []).PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var title = _text.Plain("brief.silent.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("about", silence.IsAnythingHeard ? _text.Format("brief.silent", ("silent", silence.Silent.Count), ("count", silence.Practices), ("days", BriefTimes.SilentDays)) : _text.Format("brief.silent.unknown", ("days", BriefTimes.SilentDays)))
            .Set("counted", CardText.FromPerson(reading.Counted(wish).Words))
            .Set("items", page.Items.Select(one => new CardData().Set("name", CardText.FromPerson(one.Name)).Set("place", Place(one, localities))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        data.SetPages(page);
        return new Answer.Dialog(title, new CardView("brief/silent", data, title));
    }

    private CardText Place(SilentPractice practice, IReadOnlyDictionary<string, string> localities)
    {
        var locality = practice.Locality.Length == 0 ? _text.Plain("brief.silent.noLocality").Words : localities.GetValueOrDefault(practice.Locality, practice.Locality);
        return practice.IsStaffed ? CardText.FromPerson(locality) : _text.Format("brief.silent.nobody", ("locality", locality));
    }
}
