using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>The cards and dialogs about who may do what.</summary>
internal sealed class RoleCards(CardLibrary library, Sentences sentences)
{
    public const int PageSize = 20;

    private readonly TextFile _text = library.Text;

    public TextFile Text => _text;

    /// <summary>Who holds what.</summary>
    /// <param name="organisation">Where.</param>
    /// <param name="holders">Everybody with a role, by name.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    public Answer Holders(OrganisationNow organisation, IReadOnlyList<RoleHolder> holders, int page)
    {
        var words = organisation.Organisation.Words;
        var rows = RoleWords.All.SelectMany(role => holders.Where(one => one.Roles.HasFlag(role)).Select(one => (Role: role, one.Name))).ToList();
        var shown = rows.PageOf(page, PageSize);
        var data = About(organisation, _text.Plain("roles.summary", ("organisation", organisation.Name.Name)))
            .Set("groups", shown.Items.GroupBy(row => row.Role).Select(group => new CardData()
                .Set("role", CardText.FromPerson(VocabularyWords.Capital(_text.NameOf(group.Key, words))))
                .Set("people", group.Select(row => new CardData().Set("name", CardText.FromPerson(row.Name))))))
            .Set("onePage", shown.Last == 0);
        if (rows.Count > PageSize)
            data.Set("shown", _text.Format("roles.shown", ("from", shown.From), ("to", shown.To), ("total", rows.Count)));
        data.SetPages(shown);
        return new Answer.Card(new CardView("members/roles", data, _text.Plain("roles.summary", ("organisation", organisation.Name.Name))));
    }

    /// <summary>The dialog that asks whose roles.</summary>
    public Answer.Dialog WhoseRoles(OrganisationNow organisation, Refusal? problem)
    {
        var data = About(organisation, _text.Plain("roles.give.title"));
        SetProblem(data, problem);
        return new Answer.Dialog(_text.Plain("roles.give.title"), new CardView("members/role-person", data, _text.Plain("roles.give.title")));
    }

    /// <summary>The dialog that asks which roles.</summary>
    /// <param name="organisation">Where.</param>
    /// <param name="giver">Who chooses: only what they may give is offered.</param>
    /// <param name="member">Whose.</param>
    /// <param name="chosen">What is marked.</param>
    /// <param name="nonce">The same for each sending of this dialog.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog WhichRoles(OrganisationNow organisation, Roles giver, Member member, Roles chosen, string nonce, Refusal? problem)
    {
        var words = organisation.Organisation.Words;
        var mayGive = Rule.MayGive(giver);
        var data = About(organisation, _text.Plain("roles.give.title"))
            .SetId("person", member.Id.ToString())
            .Set("name", CardText.FromPerson(member.Name))
            .SetId("nonce", nonce)
            .SetId("seen", member.Roles.ToString().Replace(", ", ",", StringComparison.Ordinal))
            .Set("roles", RoleWords.All.Where(role => mayGive.HasFlag(role)).Select(role => new CardData()
                .Set("title", CardText.FromPerson(VocabularyWords.Capital(_text.NameOf(role, words)) + " · " + _text.Plain(MayDo(role)).Words))
                .SetId("value", role.ToString())))
            .Set("chosen", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => (chosen & mayGive).HasFlag(role)))));
        if ((member.Roles & ~mayGive) is var others and not Roles.Member)
            data.Set("others", _text.Format("roles.give.others", ("roles", _text.NamesOf(others, words)), ("givers", _text.NamesOf(Rule.GiversOf(others), words))));
        SetProblem(data, problem);
        return new Answer.Dialog(_text.Plain("roles.give.title"), new CardView("members/role-choice", data, _text.Plain("roles.give.title")));
    }

    /// <summary>What was recorded, in the dialog.</summary>
    public Answer Given(OrganisationNow organisation, RolesChanged changed)
    {
        var words = organisation.Organisation.Words;
        var (name, now) = (changed.Member.Name, _text.NamesOf(changed.Member.Roles, words));
        var isNew = changed.Before != changed.Member.Roles;
        var summary = isNew ? _text.Plain("roles.given.title", ("name", name)) : _text.Plain("roles.given.same", ("name", name));
        var data = About(organisation, summary)
            .Set("title", CardText.FromPerson(summary.Words))
            .Set("now", _text.Format("roles.given.now", ("roles", now)));
        if (isNew)
        {
            data.Set("before", _text.Format("roles.told.before", ("roles", _text.NamesOf(changed.Before, words))))
                .Set("told", _text.Format("roles.given.told", ("name", name)));
        }

        return new Answer.Dialog(_text.Plain("roles.give.title"), new CardView("members/role-given", data, summary));
    }

    /// <summary>That somebody is no longer on the list, in the dialog.</summary>
    public Answer Ended(OrganisationNow organisation, Member member)
    {
        var summary = _text.Plain("roles.ended.title", ("name", member.Name));
        var data = About(organisation, summary)
            .Set("title", CardText.FromPerson(summary.Words))
            .Set("now", _text.Format("roles.ended.now"));
        return new Answer.Dialog(_text.Plain("roles.give.title"), new CardView("members/role-given", data, summary));
    }

    private CardData About(OrganisationNow organisation, PlainText summary) => new CardData()
        .SetId("organisationId", organisation.Id)
        .Set("organisation", CardText.FromPerson(_text.NameOf(organisation.Name)))
        .Set("summary", summary)
        .Set("spoken", _text.AsSpoken(summary));

    private void SetProblem(CardData data, Refusal? problem)
    {
        if (problem is null)
            return;
        var (happened, next) = sentences.InCard(problem);
        data.Set("problem", happened).Set("problemNext", next);
    }

    private static string MayDo(Roles role) => role switch
    {
        Roles.LocalityLead => "roles.may.localityLead",
        Roles.Organiser => "roles.may.organiser",
        Roles.PanelMember => "roles.may.panelMember",
        Roles.ReturningOfficer => "roles.may.returningOfficer",
        Roles.Chair => "roles.may.chair",
        _ => "roles.may.administrator",
    };
}
