using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>Asks somebody whose e-mail address an organisation lists whether they are the person it means.</summary>
internal sealed class MatchQuestion(OrganisationShelf organisations, RollMatches matches, CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The question, in the person's own chat; null where no organisation waits for an answer.</summary>
    public async Task<Answer?> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return null;
        var person = Of(turn);
        foreach (var id in await matches.ListOrganisationsAsync(person, cancellationToken))
        {
            if (await organisations.FindAsync(id, cancellationToken) is { } organisation && await matches.ListOfAsync(organisation, person, cancellationToken) is [var invited, ..])
                return new Answer.Card(ViewOf(organisation, invited));
        }

        return null;
    }

    /// <summary>The person's key as it stands in the store.</summary>
    public static MemberId Of(Turn turn) => MemberId.TryParse(turn.Actor.MemberId.ToString(), out var id) ? id : default;

    /// <summary>A plain answer to what was pressed.</summary>
    public Answer Recorded(OrganisationNow organisation, CardText title, CardText next)
    {
        var summary = _text.Plain("roster.match.summary", ("organisation", organisation.Name.Name));
        return new Answer.Card(NoticeCard.Of(_text, summary, title, [next], CardText.FromPerson(organisation.Name.Name)));
    }

    /// <summary>The question itself.</summary>
    public CardView ViewOf(OrganisationNow organisation, Invited invited)
    {
        var summary = _text.Plain("roster.match.summary", ("organisation", organisation.Name.Name));
        var data = new CardData()
            .Set("organisation", CardText.FromPerson(organisation.Name.Name))
            .SetId("listedBy", organisation.Id)
            .SetId("entry", RollMatches.KeyOf(invited))
            .Set("question", _text.Format("roster.match.question", ("organisation", organisation.Name.Name), ("listed", _text.ListedAs(organisation, invited.As)), ("email", invited.Email)))
            .Set("after", _text.Format("roster.match.after", ("organisation", organisation.Name.Name)))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        return new CardView("roster/match", data, summary);
    }
}

/// <summary>The person says that they are the one whom the organisation lists, and is a member of it from now on.</summary>
internal sealed class ConfirmMyMatch(OrganisationShelf organisations, RollMatches matches, MatchQuestion question, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Data.Text("listedBy"), cancellationToken) is not { } organisation)
            return new Answer.Unusable(new Refusal("roster.refused.matchGone"));
        var ruling = await matches.ConfirmAsync(
            organisation.Id, turn.Data.Text("entry"), MatchQuestion.Of(turn), changed => Audit.Entry(organisation.Id, turn, "members.matchConfirmed", changed), cancellationToken);
        return ruling.IsRefused(out var why, out _)
            ? new Answer.Unusable(why)
            : question.Recorded(organisation, library.Text.Format("roster.match.confirmed", ("organisation", organisation.Name.Name)), library.Text.Format("roster.match.confirmed.then"));
    }
}

/// <summary>The person says that the organisation means somebody else; its organisers are told.</summary>
internal sealed class RefuseMyMatch(OrganisationShelf organisations, RollIndex index, RollMatches matches, MatchQuestion question, CardLibrary library) : ISlice
{
    private const int ToldMax = 5;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Data.Text("listedBy"), cancellationToken) is not { } organisation)
            return new Answer.Unusable(new Refusal("roster.refused.matchGone"));
        var organisers = (await index.ListHoldersAsync(organisation, Roles.Organiser, cancellationToken)).Take(ToldMax).Select(one => one.Person).ToList();
        var ruling = await matches.RefuseAsync(organisation.Id, turn.Data.Text("entry"), MatchQuestion.Of(turn), ChangesOf, cancellationToken);
        return ruling.IsRefused(out var why, out _)
            ? new Answer.Unusable(why)
            : question.Recorded(organisation, library.Text.Format("roster.match.wrong"), library.Text.Format("roster.match.wrong.then", ("organisation", organisation.Name.Name)));

        IEnumerable<Change> ChangesOf(Invited invited) =>
        [
            Audit.Entry(organisation.Id, turn, "members.matchRefused"),
            .. organisers.Select(to => TellNotMe.Of(organisation.Id, RollMatches.KeyOf(invited), to, turn.Actor.Name, library.Text.ListedAs(organisation, invited.As), turn.At)),
        ];
    }
}
