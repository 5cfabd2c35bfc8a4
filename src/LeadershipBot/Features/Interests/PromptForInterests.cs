using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>
/// Asks somebody with a role that decides about their interests: twice within the 28 days after they got it, and a year
/// after they last declared. Worked out as it is sent, so that nobody is asked who has declared meanwhile, or lost the
/// role, and nothing comes late that the next prompt says, too.
/// </summary>
internal sealed class PromptForInterests(InterestShelf shelf, IRoleHolders roles, IRecordStore store, CardLibrary library) : IAskSource
{
    public const string PromptKind = "interests.prompt";

    private const int Minutes = 1;

    private readonly TextFile _text = library.Text;

    public string Kind => PromptKind;

    /// <summary>The prompt as an order: its name is the same however often it is due, so that each is brought once.</summary>
    public static AskOrder OrderOf(string organisationId, MemberId person, InterestPrompt prompt)
        => new(person, organisationId, PromptKind, KeyOf(organisationId, prompt), new Ask(AskWeight.Ask, Minutes, ClosesAt: null));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await roles.FindAsync(wish.OrganisationId, wish.Person, cancellationToken) is not { } holder
            || (holder.Roles & InterestLimits.Deciders) == Roles.Member
            || await roles.NameAsync(wish.OrganisationId, cancellationToken) is not { } organisation)
            return null;
        var row = await store.FindAsync(InterestRows.Table, wish.OrganisationId, InterestRows.HolderOf(wish.Person), cancellationToken);
        var said = await shelf.FindAsync(wish.OrganisationId, wish.Person, cancellationToken);
        var today = InterestWords.DateOf(wish.At, Zones.UnitedKingdom); // as the review that ordered it counts days
        var last = said.LastAt is { } at ? InterestWords.DateOf(at, Zones.UnitedKingdom) : (DateOnly?)null;
        return InterestPrompt.DueOn(today, row is null ? null : InterestRows.ToHolder(row)?.Since, last) is { } prompt && KeyOf(wish.OrganisationId, prompt) == wish.Key
            ? CardOf(organisation, holder, prompt, today, said.IsNothing(today))
            : null;
    }

    private static string KeyOf(string organisationId, InterestPrompt prompt) => $"{organisationId}.{prompt.Name}";

    private AskCard CardOf(OrganisationName organisation, RoleHolder holder, InterestPrompt prompt, DateOnly today, bool saidNothing)
    {
        var (name, since, until) = (_text.NameOf(organisation), InterestWords.Date(prompt.Since), InterestWords.Date(prompt.Until));
        var isFirst = prompt.Kind is not InterestPromptKind.Yearly;
        var isLate = isFirst && today > prompt.Until;
        var title = (isFirst, isLate) switch
        {
            (true, false) => _text.Plain("interests.prompt.first", ("organisation", name), ("until", until)),
            (true, true) => _text.Plain("interests.prompt.late", ("organisation", name), ("until", until)),
            _ => _text.Plain("interests.prompt.yearly", ("organisation", name)),
        };
        var heading = (prompt.Kind, isLate) switch
        {
            (InterestPromptKind.Yearly, _) => _text.Format("interests.prompt.yearly.title"),
            (_, true) => _text.Format("interests.prompt.late.title", ("until", until)),
            (InterestPromptKind.Last, _) => _text.Format("interests.prompt.last.title", ("until", until)),
            _ => _text.Format("interests.prompt.first.title"),
        };
        var data = new CardData()
            .Set("organisation", CardText.FromPerson(name))
            .SetId("organisationId", organisation.Id)
            .Set("title", heading)
            .Set("why", isFirst
                ? _text.Format("interests.prompt.first.why", ("roles", _text.NamesOf(holder.Roles & InterestLimits.Deciders)), ("since", since), ("until", until))
                : saidNothing ? _text.Format("interests.prompt.nothing.why", ("when", since)) : _text.Format("interests.prompt.yearly.why", ("when", since)))
            .Set("privacy", _text.Format("interests.privacy.decider", ("organisation", name)))
            .Set("isFirst", isFirst)
            .Set("interest", InterestQuestion.Button(_text, organisation.Id, about: ""))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("interests/prompt", data, title));
    }
}
