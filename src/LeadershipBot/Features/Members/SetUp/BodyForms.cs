using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>The dialog for a body, as it was filled in.</summary>
/// <param name="Name">As people will read it.</param>
/// <param name="Kind">One of <see cref="BodyForms.Kinds"/>; empty for another.</param>
/// <param name="Commissioner">The code of the commissioner whose practices become its members; empty for none.</param>
/// <param name="Codes">ODS codes, as pasted.</param>
/// <param name="Federation">The id of the organisation that it belongs to; empty for none.</param>
internal sealed record BodyForm(string Name, string Kind, string Commissioner, string Codes, string Federation)
{
    private const int NameMax = MakeOrganisation.NameCharactersMax + 1;
    private const int CodesMax = 4_000;
    private const int IdMax = 64;

    public static BodyForm Empty { get; } = new("", "", "", "", "");

    public static BodyForm Of(Organisation organisation) => new(organisation.Name.Name, organisation.Kind, organisation.Commissioner, "", organisation.Federation?.Id ?? "");

    public static BodyForm Read(TurnData data)
        => new(data.Text("name", NameMax), data.Text("kind", IdMax), data.Text("commissioner", IdMax), data.Text("codes", CodesMax), data.Text("federation", IdMax) is var id && id == BodyForms.None ? "" : id);

    /// <summary>Why the name can't be taken; null if it can.</summary>
    public Refusal? NameProblem(DateOnly today) => Name.Length == 0 ? new Refusal("organisations.refused.noName")
        : Name.Length > MakeOrganisation.NameCharactersMax ? new Refusal("organisations.refused.longName", ("max", $"{MakeOrganisation.NameCharactersMax}"), ("kindMax", $"{MakeOrganisation.KindCharactersMax}"))
        : PatientData.FindIn(Name, today) is not null ? new Refusal("shell.refused.patientData")
        : null;
}

/// <summary>Draws the dialog in which a body is made or renamed.</summary>
internal sealed class BodyForms(CardLibrary library, Sentences sentences, OrganisationShelf organisations)
{
    /// <summary>What the choice for "no federation" holds, since a choice can't hold nothing.</summary>
    public const string None = "-";

    private const int FederationsMax = 60;

    /// <summary>What an organisation may call itself in short; anything else is left out.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["CCG", "ICB", "PCN", "GP federation"];

    private readonly TextFile _text = library.Text;

    /// <param name="of">The organisation that is changed; null for a new one.</param>
    /// <param name="form">What stands in it.</param>
    /// <param name="actor">Who fills it in, and so which federations it may name.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<Answer.Dialog> DrawAsync(Organisation? of, BodyForm form, Actor actor, Refusal? problem, CancellationToken cancellationToken)
    {
        var title = of is null ? _text.Plain("setup.body.make") : _text.Plain("setup.body.change");
        var federations = await FederationsAsync(of, form.Federation, actor, cancellationToken);
        var data = new CardData()
            .Set("isNew", of is null)
            .Set("title", title)
            .Set("organisation", of is null ? _text.Format("setup.body.new") : CardText.FromPerson(of.Name.Name))
            .Set("typed", new CardData()
                .Set("name", PlainText.FromPerson(form.Name))
                .Set("kind", PlainText.FromPerson(Kinds.Contains(form.Kind) ? form.Kind : None))
                .Set("codes", PlainText.FromPerson(form.Codes))
                .Set("commissioner", PlainText.FromPerson(form.Commissioner))
                .Set("federation", PlainText.FromPerson(federations.Any(one => one.Id == form.Federation) ? form.Federation : None)))
            .Set("kinds", Kinds.Select(kind => new CardData().Set("title", PlainText.FromPerson(kind)).Set("value", PlainText.FromPerson(kind)))
                .Append(new CardData().Set("title", _text.Plain("setup.body.otherKind")).SetId("value", None)))
            .Set("commissioners", form.Commissioner.Length == 0 ? [] : [new CardData().Set("title", PlainText.FromPerson(form.Commissioner)).Set("value", PlainText.FromPerson(form.Commissioner))])
            .Set("federations", federations.Select(one => new CardData().Set("title", PlainText.FromPerson(one.Name)).SetId("value", one.Id))
                .Prepend(new CardData().Set("title", _text.Plain("setup.body.noFederation")).SetId("value", None)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (of is not null)
            data.SetId("organisationId", of.Name.Id);
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView(of is null ? "members/setup-make" : "members/setup-body", data, title));
    }

    /// <summary>
    /// The organisations of the tenant to which the person may let a body belong: those of which they are an administrator,
    /// too, and all for whoever runs the bot. So none is named as a federation without somebody who answers for it.
    /// </summary>
    public async Task<IReadOnlyList<OrganisationName>> MayBelongToAsync(Actor actor, CancellationToken cancellationToken)
        => [.. (await organisations.ListOfTenantAsync(actor.TenantId, cancellationToken)).Where(one => actor.In(one).HoldsAny(Roles.Administrator))];

    /// <summary>Those by name, and the one to which it belongs already.</summary>
    private async Task<IReadOnlyList<OrganisationName>> FederationsAsync(Organisation? of, string chosen, Actor actor, CancellationToken cancellationToken)
    {
        var near = await MayBelongToAsync(actor, cancellationToken);
        IEnumerable<OrganisationName> all = of?.Federation is { } now && near.All(one => one.Id != now.Id) ? [now, .. near] : near;
        return [.. all.Where(one => one.Id != of?.Name.Id)
            .OrderByDescending(one => one.Id == chosen).Take(FederationsMax)
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
