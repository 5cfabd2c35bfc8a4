using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>The dialog in which somebody chooses one more organisation: from a list, or by typing where there are many.</summary>
internal sealed class JoinDialog(JoinableBodies bodies, Sentences sentences)
{
    private readonly TextFile _text = sentences.Text;

    /// <param name="turn">Who opens it, or sent it.</param>
    /// <param name="problem">Why what was sent can't be taken; null when it is opened.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<Answer> OpenAsync(Turn turn, Refusal? problem, CancellationToken cancellationToken)
    {
        var joinable = await bodies.OfAsync(turn.Actor, cancellationToken);
        if (joinable.Count == 0)
            return new Answer.Refused(new Refusal("profile.refused.noOther"));
        var title = _text.Plain("profile.join.title");
        var isMany = joinable.Count > JoinableBodies.ListedMax;
        var data = new CardData()
            .Set("isMany", isMany)
            .Set("bodies", isMany ? [] : joinable.Select(body => new CardData().Set("title", PlainText.FromPerson(body.Name)).SetId("value", body.Id)))
            .Set("summary", title)
            .Set("spoken", _text.Spoken("profile.join.title"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("profile/join", data, title));
    }
}

/// <summary>The organisations of a person's tenant that don't list them.</summary>
internal sealed class JoinableBodies(OrganisationShelf organisations)
{
    /// <summary>So many stand in a list; more are found by typing, since a card holds 24 KB.</summary>
    public const int ListedMax = 40;

    /// <summary>By name. The hats of an actor are at most half a minute old; who has come in meanwhile is told so when they choose.</summary>
    public async Task<IReadOnlyList<OrganisationName>> OfAsync(Actor actor, CancellationToken cancellationToken)
        => [.. (await organisations.ListOfTenantAsync(actor.TenantId, cancellationToken))
            .Where(body => actor.Hats.All(hat => hat.Organisation.Id != body.Id))
            .OrderBy(body => body.Name, StringComparer.OrdinalIgnoreCase)];
}

/// <summary>A person types a part of an organisation's name, and chooses from what is found.</summary>
internal sealed class FindBodies(JoinableBodies bodies) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var words = turn.Data.Text("words").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = (await bodies.OfAsync(turn.Actor, cancellationToken))
            .Where(body => words.All(word => body.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Take(Answer.ChoicesMax);
        return new Answer.Offered([.. found.Select(body => new OfferedChoice(PlainText.FromPerson(body.Name), body.Id))]);
    }
}
