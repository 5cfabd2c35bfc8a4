using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// Asks somebody with a role that decides about their interests, 28 days after they got it or a year after they last
/// declared: worked out as it is sent, so that nobody is asked who has declared meanwhile, or lost the role.
/// </summary>
internal sealed class PromptForInterests(InterestShelf shelf, IRoleHolders roles, IRecordStore store, CardLibrary library) : IAskSource
{
    public const string PromptKind = "interests.prompt";

    private const int Minutes = 1;

    private readonly TextFile _text = library.Text;

    public string Kind => PromptKind;

    /// <summary>The prompt as an order: the day since when names it, so that each is brought once.</summary>
    public static AskOrder OrderOf(string organisationId, MemberId person, InterestPrompt prompt)
        => new(person, organisationId, PromptKind, $"{organisationId}.{InterestForm.Text(prompt.Since)}", new Ask(AskWeight.Ask, Minutes, ClosesAt: null));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } holder
            || (holder.Roles & InterestLimits.Deciders) == Roles.Member
            || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var row = await store.FindAsync(InterestRows.Table, wish.OrganisationId, InterestRows.HolderOf(wish.Person), cancellationToken);
        var said = await shelf.FindAsync(wish.OrganisationId, wish.Person, cancellationToken);
        var today = InterestWords.DateOf(wish.At, wish.Zone);
        var last = said.LastAt is { } at ? InterestWords.DateOf(at, wish.Zone) : (DateOnly?)null;
        return InterestPrompt.DueOn(today, row is null ? null : InterestRows.ToHolder(row)?.Since, last) is { } prompt
            ? CardOf(organisation, holder, prompt, said.IsNothing(today))
            : null;
    }

    private AskCard CardOf(OrganisationName organisation, RoleHolder holder, InterestPrompt prompt, bool saidNothing)
    {
        var name = _text.NameOf(organisation);
        var isFirst = prompt.Kind is InterestPromptKind.First;
        var title = isFirst
            ? _text.Plain("interests.prompt.first", ("organisation", name))
            : _text.Plain("interests.prompt.yearly", ("organisation", name));
        var since = InterestWords.Date(prompt.Since);
        var data = new CardData()
            .Set("organisation", CardText.FromPerson(name))
            .SetId("organisationId", organisation.Id)
            .Set("title", isFirst ? _text.Format("interests.prompt.first.title") : _text.Format("interests.prompt.yearly.title"))
            .Set("why", isFirst
                ? _text.Format("interests.prompt.first.why", ("roles", _text.NamesOf(holder.Roles & InterestLimits.Deciders)))
                : saidNothing ? _text.Format("interests.prompt.nothing.why", ("when", since)) : _text.Format("interests.prompt.yearly.why", ("when", since)))
            .Set("privacy", _text.Format("interests.privacy.decider", ("organisation", name)))
            .Set("isFirst", isFirst)
            .Set("interest", InterestQuestion.Button(_text, organisation.Id, about: ""))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("interests/prompt", data, title));
    }
}
