using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Asks a fellow, or who leads the practice that released them, once more what it was worth; not where they have said.</summary>
internal sealed class SurveyAsk(FellowshipShelf shelf, PlaceLeads leads, SurveyCard card) : IAskSource
{
    public const string AskKind = "fellowships.survey";
    public const int Minutes = 1;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindPlaceAsync(wish.Key, cancellationToken) is not var (head, place) || !head.Fellowship.MayBeRated(place, DateOnly.FromDateTime(wish.At.UtcDateTime)))
            return null;
        var isPractice = place.Fellow?.Id != wish.Person;
        if (isPractice ? place.ByPractice.Count > 0 || !await leads.LeadsAsync(head, place, wish.Person, cancellationToken) : place.ByFellow is not null)
            return null;
        var view = card.Of(head, place, isPractice ? wish.Person : null);
        return new AskCard(view.Summary, view);
    }
}

/// <summary>The card on which fellow or practice say what it was worth, in three taps; words can be added in a dialog. It may be the card on which they are told that it is over.</summary>
internal sealed class SurveyCard(CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <param name="head">The fellowship.</param>
    /// <param name="place">The place.</param>
    /// <param name="lead">Who leads the practice and is asked; null where the fellow is.</param>
    public CardView Of(FellowshipHead head, FellowPlace place, MemberId? lead)
        => Of(head, place, lead, TitleOf(_text, head.Fellowship, place, lead is not null), [], note: null);

    /// <summary>The same on the card of something that is told: one card, and not another to be opened.</summary>
    /// <param name="head">The fellowship.</param>
    /// <param name="place">The place.</param>
    /// <param name="lead">Who leads the practice and is asked; null where the fellow is. What another said for it isn't theirs to read.</param>
    /// <param name="title">What is told.</param>
    /// <param name="lines">What more is told; nothing where it only asks.</param>
    /// <param name="note">What is told, which its button brings back, so that the answer stands on the same card; null where it only asks.</param>
    public CardView Of(FellowshipHead head, FellowPlace place, MemberId? lead, PlainText title, IReadOnlyList<CardText> lines, Note? note)
    {
        var (fellowship, isPractice) = (head.Fellowship, lead is not null);
        var said = lead is { } who ? place.SaidBy(who) : place.ByFellow;
        var data = new CardData().Titled(_text, title)
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("place", place.Id)
            .SetId("note", note?.ToString() ?? "-")
            .Set("organisation", CardText.FromPerson(_text.NameOf(fellowship.Organisation)))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("more", _text.Plain(lines.Count == 0 ? "fellowships.midway.press" : isPractice ? "fellowships.note.mine.practice" : "fellowships.note.mine"))
            .Set("privacy", _text.Format(isPractice ? "fellowships.survey.privacy.practice" : "fellowships.midway.privacy", ("date", UntilOf(fellowship, place)), ("name", FellowshipWords.RunBy(_text, fellowship.Content))))
            .Set("keptLabel", _text.Plain(isPractice ? "fellowships.survey.cover" : "fellowships.survey.time"))
            .Set("worth", PlainText.FromPerson(said is null ? "" : FellowshipWords.Number(said.Worth)))
            .Set("kept", PlainText.FromPerson(said?.Time.ToString() ?? ""));
        if (said is not null)
            data.Set("said", _text.Format("fellowships.survey.said", ("worth", said.Worth), ("kept", FellowshipWords.Of(_text, said.Time))));
        return new CardView("fellowships/survey", data, title);
    }

    public static PlainText TitleOf(TextFile text, Fellowship fellowship, FellowPlace place, bool isPractice) => isPractice
        ? text.Plain("fellowships.survey.title.practice", ("name", FellowshipWords.NameOf(text, place)), ("title", FellowshipWords.Title(text, fellowship)))
        : text.Plain("fellowships.survey.title", ("title", FellowshipWords.Title(text, fellowship)));

    private static string UntilOf(Fellowship fellowship, FellowPlace place)
        => FellowshipClock.SurveyEndsAt(fellowship.Content.Ends, place.EndedAt) is { } until ? TimeWords.Day(DateOnly.FromDateTime(until.AddDays(-1).UtcDateTime)) : "";
}

/// <summary>Some days after fellow and practice were asked what it was worth, those who haven't said are asked once more; ordered again, it is the same ask.</summary>
internal sealed class RemindOfSurvey(FellowshipShelf shelf, PlaceLeads leads, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "fellowships.surveyAgain";

    private const int AfterWorkingDays = 5;

    public static Change Order(string key, FellowPlace place, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, place.Id, WorkingDays.After(now, AfterWorkingDays));
        row["Of"] = place.Id;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || head.Fellowship.Places.FirstOrDefault(one => one.Id == row.GetString("Of")) is not { } place)
            return new Delivered.Done();
        var (now, until) = (time.GetUtcNow(), FellowshipClock.SurveyEndsAt(head.Fellowship.Content.Ends, place.EndedAt));
        if (now >= until || !head.Fellowship.MayBeRated(place, DateOnly.FromDateTime(now.UtcDateTime)))
            return new Delivered.Done();
        List<MemberId> people = place.ByPractice.Count == 0 ? [.. await leads.ListAsync(head, [place], cancellationToken)] : [];
        if (place is { ByFellow: null, Fellow: { } fellow })
            people.Add(fellow.Id);
        foreach (var person in people)
            await book.OrderAsync(new AskOrder(person, head.Fellowship.Organisation.Id, SurveyAsk.AskKind, $"{head.Key}.{place.Id}", new Ask(AskWeight.Ask, SurveyAsk.Minutes, until)), cancellationToken);
        return new Delivered.Done();
    }
}
