using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Ladders;

/// <summary>The dialogs and lists about mentors.</summary>
internal sealed class MentorCards(LadderShelf shelf, CardLibrary library, Sentences sentences)
{
    private const int ChoicesMax = 60;
    private const int PairsMax = 12;

    private readonly TextFile _text = library.Text;

    /// <summary>The dialog in which somebody offers to be a mentor, or wishes for one of those who offer.</summary>
    public async Task<Answer.Dialog> CallAsync(Turn turn, Refusal? problem, CancellationToken cancellationToken)
    {
        var isWish = turn.Data.Text("call") == "wish";
        var offers = isWish ? (await shelf.ListCallsAsync(turn.Actor.Organisation.Id, LadderRows.Mentor, cancellationToken)).FindAll(one => one.Who.Id.ToString() != turn.Actor.MemberId.ToString()) : [];
        var title = _text.Plain(isWish ? "posts.mentor.wish.title" : "posts.mentor.offer.title");
        var words = problem?.TextKey is "shell.refused.patientData" ? "" : turn.Data.Text("words", Mentoring.WordsCharactersMax);
        var data = Page(turn, title, problem)
            .SetId("call", isWish ? "wish" : "mentor")
            .Set("isWish", isWish)
            .Set("privacy", _text.Format(isWish ? "posts.mentor.wish.privacy" : "posts.mentor.offer.privacy"))
            .Set("label", _text.Plain(isWish ? "posts.mentor.wish.words" : "posts.mentor.offer.words"))
            .Set("words", PlainText.FromPerson(words))
            .Set("mentors", offers.Take(ChoicesMax).Select(Choice));
        return new Answer.Dialog(title, new CardView("posts/mentor-call", data, title));
    }

    /// <summary>The dialog in which two are matched.</summary>
    public async Task<Answer.Dialog> MatchAsync(Turn turn, Refusal? problem, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var title = _text.Plain("posts.mentor.match.title");
        var data = Page(turn, title, problem)
            .Set("mentors", (await shelf.ListCallsAsync(organisation, LadderRows.Mentor, cancellationToken)).Take(ChoicesMax).Select(Choice))
            .Set("mentees", (await shelf.ListCallsAsync(organisation, LadderRows.Wish, cancellationToken)).Take(ChoicesMax).Select(Choice));
        return new Answer.Dialog(title, new CardView("posts/mentor-match", data, title));
    }

    /// <summary>Who offers, who wishes, and who is whose mentor.</summary>
    public async Task<CardView> ListAsync(Turn turn, CardText? note, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var (offers, wishes) = (await shelf.ListCallsAsync(organisation, LadderRows.Mentor, cancellationToken), await shelf.ListCallsAsync(organisation, LadderRows.Wish, cancellationToken));
        var pairs = (await shelf.ListPairsAsync(organisation, cancellationToken)).Where(pair => pair.EndedAt is null).OrderByDescending(pair => pair.Since).ToList();
        var title = _text.Plain("posts.mentors.title");
        var page = pairs.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PairsMax);
        var data = new CardData()
            .SetId("organisationId", organisation)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .Set("about", _text.Format("posts.mentors.about", ("offers", offers.Count), ("wishes", wishes.Count), ("pairs", pairs.Count)))
            .Set("wishes", wishes.Take(PairsMax).Select(call => new CardData().Set("line", _text.Format("posts.mentors.call", ("name", call.Who.Name), ("words", call.Words)))))
            .Set("pairs", page.Items.Select(pair => new CardData().SetId("pair", pair.Id).Set("line", _text.Format("posts.mentors.pair", ("mentor", pair.Mentor.Name), ("mentee", pair.Mentee.Name)))))
            .Set("mayMatch", offers.Count > 0 && wishes.Count > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetPages(page);
        if (note is { } said)
            data.Set("note", said);
        return new CardView("posts/mentors", data, title);
    }

    private CardData Page(Turn turn, PlainText title, Refusal? problem)
    {
        var data = new CardData().SetId("organisationId", turn.Actor.Organisation.Id).Set("summary", title).Set("spoken", _text.AsSpoken(title));
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }

    private static CardData Choice(MentorCall call) => new CardData().SetId("value", call.Who.Id.ToString()).Set("title", PlainText.FromPerson($"{call.Who.Name}: {call.Words}"));
}
