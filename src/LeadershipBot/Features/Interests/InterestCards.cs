using LeadershipBot.Domain;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>A person's own interests, and the dialogs in which they are declared, changed and ended.</summary>
internal sealed class InterestCards(CardLibrary library, Sentences sentences)
{
    public const int PageSize = 5;

    private static readonly InterestType[] Types = Enum.GetValues<InterestType>();
    private static readonly Relation[] Relations = Enum.GetValues<Relation>();

    private readonly TextFile _text = library.Text;

    /// <summary>The person's own card.</summary>
    /// <param name="turn">Who looks, and when.</param>
    /// <param name="mine">All that they said.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="recorded">What they have just done; null for nothing.</param>
    public CardView Mine(Turn turn, PersonInterests mine, int page, CardText? recorded = null)
    {
        var all = mine.All.OrderByDescending(one => one.Interest.IsCurrentOn(turn.Today)).ToList();
        var shown = all.PageOf(page, PageSize);
        var title = _text.Plain("interests.mine.title");
        var hasCurrent = all.Exists(one => one.Interest.IsCurrentOn(turn.Today));
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("privacy", InterestWords.Privacy(_text, turn.Actor))
            .Set("state", State(turn, mine))
            .Set("items", shown.Items.Select(one => Item(turn, one)))
            .Set("mayStateNothing", !hasCurrent)
            .Set("mayConfirm", hasCurrent)
            .Set("page", shown.Number)
            .Set("summary", title)
            .Set("spoken", _text.Spoken("interests.mine.title"));
        if (recorded is { } words)
            data.Set("recorded", words);
        data.SetPages(shown);
        return new CardView("interests/mine", data, title);
    }

    /// <summary>The dialog in which one is declared or changed.</summary>
    /// <param name="turn">Who declares.</param>
    /// <param name="form">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Form(Turn turn, InterestForm form, Refusal? problem)
    {
        var draft = form.Draft;
        var title = _text.Plain(form.Id.Length == 0 ? "interests.form.title" : "interests.form.title.change");
        var data = Dialog(turn, form.Nonce, problem)
            .Set("interest", PlainText.FromPerson(form.Id))
            .Set("version", form.Version)
            .Set("typed", new CardData()
                .Set("type", PlainText.FromPerson(draft.Type))
                .Set("what", PlainText.FromPerson(draft.What))
                .Set("from", PlainText.FromPerson(draft.From))
                .Set("until", PlainText.FromPerson(draft.Until))
                .Set("relation", PlainText.FromPerson(draft.Relation))
                .Set("mitigation", PlainText.FromPerson(draft.Mitigation))
                .Set("about", PlainText.FromPerson(draft.About)))
            .Set("types", Types.Select(type => CardChoice.Of(TypeWithMeaning(type), type.ToString())))
            .Set("relations", Relations.Select(relation => CardChoice.Of(PlainText.FromPerson(InterestWords.RelationOf(_text, relation)), relation.ToString())))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (draft.About.Length > 0)
            data.Set("about", _text.Format("interests.form.about", ("item", draft.About)));
        return new Answer.Dialog(title, new CardView("interests/form", data, title));
    }

    /// <summary>The dialog in which one is ended.</summary>
    /// <param name="turn">Whose it is.</param>
    /// <param name="declared">The interest.</param>
    /// <param name="nonce">Made when the dialog was opened.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog End(Turn turn, Declared declared, string nonce, Refusal? problem)
    {
        var title = _text.Plain("interests.end.title");
        var data = Dialog(turn, nonce, problem)
            .SetId("interest", declared.Id)
            .Set("version", declared.Version)
            .Set("what", CardText.FromPerson(declared.Interest.What))
            .Set("kind", CardText.FromPerson(InterestWords.Kind(_text, declared.Interest)))
            .Set("when", CardText.FromPerson(InterestWords.When(_text, declared.Interest)))
            .SetId("today", InterestForm.Text(turn.Today))
            .Set("kept", _text.Format("interests.end.kept"))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("interests/end", data, title));
    }

    /// <summary>What a person reads when a declaration was recorded; kindly where it came late.</summary>
    public PlainText Recorded(Turn turn, Declared declared)
    {
        var late = declared.Version == 1 ? declared.Interest.DaysLate(InterestWords.DateOf(declared.DeclaredAt, turn.TimeZone)) : 0;
        return late > 0
            ? _text.Plain("interests.recorded.late", ("type", InterestWords.TypeOf(_text, declared.Interest.Type)), ("count", late))
            : _text.Plain("interests.recorded", ("type", InterestWords.TypeOf(_text, declared.Interest.Type)));
    }

    private CardData Dialog(Turn turn, string nonce, Refusal? problem)
    {
        var data = new CardData()
            .SetId("nonce", nonce)
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("privacy", InterestWords.Privacy(_text, turn.Actor));
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }

    private CardText State(Turn turn, PersonInterests mine)
    {
        if (mine.LastAt is not { } last)
            return _text.Format("interests.mine.none");
        var when = InterestWords.Date(InterestWords.DateOf(last, turn.TimeZone));
        return mine.IsNothing(turn.Today)
            ? _text.Format("interests.mine.nothing", ("when", when))
            : _text.Format("interests.mine.state", ("when", when));
    }

    private CardData Item(Turn turn, Declared one)
    {
        var interest = one.Interest;
        var isOver = !interest.IsCurrentOn(turn.Today);
        var late = interest.DaysLate(InterestWords.DateOf(one.DeclaredAt, turn.TimeZone));
        var data = new CardData()
            .SetId("id", one.Id)
            .Set("kind", CardText.FromPerson(InterestWords.Kind(_text, interest)))
            .Set("what", CardText.FromPerson(interest.What))
            .Set("when", isOver ? _text.Format("interests.item.over", ("when", InterestWords.When(_text, interest))) : CardText.FromPerson(InterestWords.When(_text, interest)))
            .Set("isCurrent", !isOver);
        if (late > 0)
            data.Set("late", _text.Format("interests.item.late", ("when", InterestWords.Date(InterestWords.DateOf(one.DeclaredAt, turn.TimeZone))), ("count", late)));
        if (interest.Mitigation.Length > 0)
            data.Set("mitigation", _text.Format("interests.item.mitigation", ("words", interest.Mitigation)));
        if (interest.About.Length > 0)
            data.Set("about", _text.Format("interests.form.about", ("item", interest.About)));
        return data;
    }

    private PlainText TypeWithMeaning(InterestType type) => _text.Plain(type switch
    {
        InterestType.Financial => "interests.choice.financial",
        InterestType.Professional => "interests.choice.professional",
        InterestType.Personal => "interests.choice.personal",
        _ => "interests.choice.indirect",
    });
}
