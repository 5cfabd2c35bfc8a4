using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// The dialog in which a person says where and as what they work. One practice is added at a time: Teams looks choices
/// up while one types for inputs of one choice only, on phones as on desks; those that they have are ticked below.
/// </summary>
internal sealed class DetailsDialog(OrganisationShelf organisations, RollShelf rolls, PracticeFinder practices, Sentences sentences)
{
    private readonly TextFile _text = sentences.Text;

    /// <param name="turn">Who opens it, or sent it.</param>
    /// <param name="organisationId">The organisation that it is about.</param>
    /// <param name="sent">As it was sent; null when it is opened.</param>
    /// <param name="problem">Why what was sent can't be taken; null if it can.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<Answer> OpenAsync(Turn turn, string organisationId, DetailsForm? sent, Refusal? problem, CancellationToken cancellationToken)
    {
        var organisation = await organisations.FindAsync(organisationId, cancellationToken);
        var member = organisation is null ? null : await rolls.FindAsync(organisation, turn.Actor.MemberId, cancellationToken);
        if (member?.LeftAt is not null)
            member = null;
        var isNew = member is null;
        var joinable = isNew ? await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken) : [];
        var joins = joinable.FirstOrDefault(body => body.Id == organisationId); // chosen already
        if (isNew && joinable.Count == 0)
            return new Answer.Refused(new Refusal("profile.refused.noOrganisation"));

        var mine = member is null ? PracticeCodes.None : member.Practices.With(member.ChosenPractices);
        var title = _text.Plain("profile.details.title");
        var words = _text.WordsOf(organisation?.Organisation.Words);
        var data = new CardData()
            .SetId("organisationId", organisationId)
            .Set("organisation", joins is not null ? _text.Format("profile.details.joining", ("organisation", joins.Name), ("practice", words.Practice))
                : isNew ? _text.Format("profile.details.new", ("practice", words.Practice)) : _text.OrganisationName(turn.Actor))
            .SetId("join", joins?.Id ?? DetailsForm.None)
            .Set("add", _text.Plain("profile.details.practice", ("practice", words.Practice)))
            .Set("keep", _text.Plain("profile.details.keep", ("practices", words.Practices)))
            .Set("byPractice", _text.Plain("profile.details.joins.byPractice", ("practice", words.Practice)))
            .SetId("shown", mine.All.Count == 0 ? DetailsForm.None : mine.ToString())
            .Set("mine", await MineAsync(organisation, member, mine, cancellationToken))
            .Set("kept", PlainText.FromPerson(sent is null || problem is null ? mine.ToString() : sent.Kept.ToString()))
            .Set("isMany", joins is null && joinable.Count > JoinableBodies.ListedMax)
            .Set("bodies", joins is not null || joinable.Count > JoinableBodies.ListedMax ? [] : joinable.Select(body => CardChoice.Of(PlainText.FromPerson(_text.NameOf(body)), body.Id)))
            .SetId("joins", sent?.Joins is { Length: > 0 } chosen && joinable.Count <= JoinableBodies.ListedMax ? chosen : joinable is [var only] ? only.Id : DetailsForm.None)
            .Set("professions", Choices(ProfileWords.Professions, _text.NameOf))
            .Set("contracts", Choices(ProfileWords.Contracts, _text.NameOf))
            .SetId("profession", Shown(sent is null ? member?.ChosenProfession ?? member?.Profession : sent.Profession))
            .SetId("contract", Shown(sent is null ? member?.ChosenContract ?? member?.Contract : sent.Contract))
            .Set("summary", title)
            .Set("spoken", _text.Spoken("profile.details.title"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("profile/details", data, title));
    }

    private async Task<List<CardData>> MineAsync(OrganisationNow? organisation, Member? member, PracticeCodes mine, CancellationToken cancellationToken)
    {
        var choices = new List<CardData>();
        foreach (var code in mine.All)
        {
            var name = await practices.NameOfAsync(organisation!, code, cancellationToken);
            // A list of ticks reads Markdown, so its titles are escaped.
            choices.Add(new CardData()
                .Set("title", member!.Practices.Contains(code) ? _text.Format("profile.practice.confirmed", ("practice", name)) : _text.Format("profile.practice.choice", ("practice", name)))
                .SetId("value", code));
        }

        return choices;
    }

    private IEnumerable<CardData> Choices<TEnum>(IReadOnlyList<TEnum> all, Func<TEnum, PlainText> name)
        where TEnum : struct, Enum
        => all.Select(one => CardChoice.Of(PlainText.FromPerson(VocabularyWords.Capital(name(one).Words)), one.ToString())).Prepend(CardChoice.Of(_text.Plain("profile.details.unsaid"), DetailsForm.None));

    private static string Shown<TEnum>(TEnum? value)
        where TEnum : struct, Enum
        => value?.ToString() ?? DetailsForm.None;
}
