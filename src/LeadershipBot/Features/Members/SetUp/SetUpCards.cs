using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>The card that says how far an organisation is set up, and the dialogs for its words and its help contact.</summary>
internal sealed class SetUpCards(CardLibrary library, Sentences sentences)
{
    private const string Primary = "primary";
    private const string Secondary = "secondary";

    private readonly TextFile _text = library.Text;

    /// <summary>The steps with their state; the next sensible one is the first button, the others are behind "…".</summary>
    /// <param name="turn">Who looks, and so what they may do.</param>
    /// <param name="now">How far it is.</param>
    /// <param name="saved">What was just recorded; null where nothing was.</param>
    /// <param name="inDialog">Whether it stands in a dialog, where there is nothing to look at again.</param>
    public Answer Status(Turn turn, SetUpNow now, PlainText? saved = null, bool inDialog = false)
    {
        var summary = _text.Plain("setup.summary", ("organisation", now.Organisation.Name.Name));
        var mayList = turn.Actor.HoldsAny(Roles.Organiser | Roles.Administrator);
        var next = !now.HasPeople && mayList ? "people" : !now.HasRoles && now.HasPeople ? "roles" : !now.HasContact ? "contact" : mayList ? "people" : "roles";
        var data = new CardData()
            .SetId("organisationId", now.Organisation.Name.Id)
            .Set("organisation", CardText.FromPerson(now.Organisation.Name.Name))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary))
            .Set("chain", Chain(now))
            .Set("steps", Steps(now))
            .Set("inDialog", inDialog)
            .Set("mayReach", !inDialog && turn.Actor.HoldsAny(PlaceClaim.Holders))
            .Set("mayBody", turn.Actor.HoldsAny(Roles.Administrator))
            .Set("mayPeople", mayList)
            .Set("mayFile", mayList && !inDialog && now.HasPeople)
            .Set("mayOthers", turn.Actor.Everywhere != Roles.Member && !inDialog)
            .Set("modes", new CardData()
                .SetId("people", ModeOf("people"))
                .SetId("roles", ModeOf("roles"))
                .SetId("contact", ModeOf("contact")));
        if (saved is { } words)
            data.Set("saved", CardText.FromPerson(words.Words));
        return new Answer.Card(new CardView("members/setup", data, summary));

        string ModeOf(string step) => step == next ? Primary : Secondary;
    }

    /// <summary>The organisations of the tenant, each to be pressed, and the way to make one.</summary>
    public Answer Bodies(IReadOnlyList<OrganisationName> bodies, bool mayMake)
    {
        var summary = _text.Plain("setup.bodies.title");
        var data = new CardData()
            .Set("bodies", bodies.Select(one => new CardData()
                .SetId("organisationId", one.Id)
                .Set("name", CardText.FromPerson(one.Name))
                .Set("press", _text.Plain("setup.bodies.press", ("organisation", one.Name)))))
            .Set("mayMake", mayMake)
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new Answer.Card(new CardView("members/setup-bodies", data, summary));
    }

    /// <summary>The dialog that names the help contact.</summary>
    public Answer.Dialog Contact(Organisation organisation, Refusal? problem)
    {
        var data = About(organisation, _text.Plain("setup.contact.title"));
        data.Set("now", organisation.HelpContact.Length > 0
            ? _text.Format("setup.contact.now", ("name", organisation.HelpContact))
            : _text.Format("setup.contact.none"));
        return Dialog("setup.contact.title", "members/setup-contact", data, problem);
    }

    /// <summary>The dialog for the six words.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="typed">What stands in it.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Words(Organisation organisation, WordsForm typed, Refusal? problem)
    {
        var usual = _text.WordsOf(null);
        var data = About(organisation, _text.Plain("setup.words.title"))
            .Set("usual", WordsOf(usual.Locality, usual.Localities, usual.Practice, usual.Practices, usual.GoverningBody, usual.Chair))
            .Set("typed", WordsOf(typed.Locality, typed.Localities, typed.Practice, typed.Practices, typed.GoverningBody, typed.Chair));
        return Dialog("setup.words.title", "members/setup-words", data, problem);
    }

    private static CardData WordsOf(string locality, string localities, string practice, string practices, string body, string chair) => new CardData()
        .Set("locality", PlainText.FromPerson(locality))
        .Set("localities", PlainText.FromPerson(localities))
        .Set("practice", PlainText.FromPerson(practice))
        .Set("practices", PlainText.FromPerson(practices))
        .Set("governingBody", PlainText.FromPerson(body))
        .Set("chair", PlainText.FromPerson(chair));

    /// <summary>Federation, organisation, localities, practices and members in one line.</summary>
    private CardText Chain(SetUpNow now)
    {
        var words = _text.WordsOf(now.Organisation.Words);
        var parts = new List<string>();
        if (now.Organisation.Federation is { } federation)
            parts.Add(federation.Name);
        parts.Add(now.Organisation.Name.Name);
        parts.Add(_text.Plain("setup.chain.count", ("count", now.Localities), ("words", now.Localities == 1 ? words.Locality : words.Localities)).Words);
        parts.Add(_text.Plain("setup.chain.count", ("count", now.Practices), ("words", now.Practices == 1 ? words.Practice : words.Practices)).Words);
        parts.Add(_text.Plain("setup.chain.members", ("count", now.Members)).Words);
        return CardText.FromPerson(string.Join(" › ", parts));
    }

    private IEnumerable<CardData> Steps(SetUpNow now)
    {
        var (organisation, words) = (now.Organisation, _text.WordsOf(now.Organisation.Words));
        yield return Step("setup.step.body", isDone: true, CardText.FromPerson(organisation.Kind.Length > 0 ? $"{organisation.Name.Name} · {organisation.Kind}" : organisation.Name.Name));
        yield return Step("setup.step.people", now.HasPeople, now.Invited > 0
            ? _text.Format("setup.people.invited", ("members", now.Members), ("count", now.Invited))
            : now.HasPeople ? _text.Format("setup.people.count", ("count", now.Members)) : _text.Format("setup.people.none", ("practices", words.Practices)));
        yield return Step("setup.step.roles", now.HasRoles, now.HasRoles
            ? CardText.FromPerson(string.Join(", ", RoleWords.All.Where(now.Holders.ContainsKey).Select(role => $"{_text.NameOf(role, organisation.Words)}: {now.Holders[role]}")))
            : _text.Format("setup.roles.none"));
        yield return Step("setup.step.contact", now.HasContact, now.HasContact ? CardText.FromPerson(organisation.HelpContact) : _text.Format("setup.contact.none"));
        yield return Step("setup.step.words", isDone: true, now.HasWords
            ? CardText.FromPerson(string.Join(", ", words.Locality, words.Practice, words.GoverningBody, words.Chair))
            : _text.Format("setup.words.usual"));
        if (now.Reach is { } reach)
        {
            var isAll = reach.Total > 0 && reach.Reached == reach.Total;
            yield return Step("setup.step.reach", isAll, isAll
                ? _text.Format("setup.reach.all", ("total", reach.Total))
                : _text.Format("setup.reach", ("reached", reach.Reached), ("total", reach.Total)));
        }
    }

    private CardData Step(string name, bool isDone, CardText detail) => new CardData()
        .Set("name", CardText.FromPerson($"{(isDone ? "✓" : "○")} {_text.Plain(name).Words} · {_text.Plain(isDone ? "setup.state.done" : "setup.state.open").Words}"))
        .Set("detail", detail);

    private CardData About(Organisation organisation, PlainText summary) => new CardData()
        .SetId("organisationId", organisation.Name.Id)
        .Set("organisation", CardText.FromPerson(organisation.Name.Name))
        .Set("summary", summary)
        .Set("spoken", _text.AsSpoken(summary));

    private Answer.Dialog Dialog(string title, string template, CardData data, Refusal? problem)
    {
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(_text.Plain(title), new CardView(template, data, _text.Plain(title)));
    }
}
