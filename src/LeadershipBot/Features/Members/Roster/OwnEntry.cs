using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Looks for a person among those whom an organisation lists by e-mail, by what Teams says of them in their own chat: who
/// is in none of the organisation's teams would not be found otherwise.
/// </summary>
internal sealed class OwnEntry(RollShelf rolls, RollMatches matches, MatchQuestion question, RosterPages pages)
{
    // Of the nearly five seconds of a turn. Who isn't found in them says where they work, and is confirmed by somebody.
    private static readonly TimeSpan AsksFor = TimeSpan.FromSeconds(2);

    /// <summary>The question whether they are the person that the organisation lists; null where it lists none like them.</summary>
    /// <param name="turn">Who asks, in their own chat and of a tenant of the organisation.</param>
    /// <param name="organisation">Whose list.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    public async Task<CardView?> FindAsync(Turn turn, OrganisationNow organisation, CancellationToken cancellationToken)
    {
        var person = MatchQuestion.Of(turn);
        var invited = await rolls.ListInvitedAsync(organisation, cancellationToken);
        if (invited.FirstOrDefault(one => one.MatchedTo == person) is { } known)
            return question.ViewOf(organisation, known);
        if (!invited.Any(IsFree) || await SelfAsync(turn, person, cancellationToken) is not { } self)
            return null;

        await matches.ChangeAsync(organisation.Id, now => [.. RosterMatch.Changes([.. now.Where(IsFree)], [self]).Select(found => found with { IsFoundInOwnChat = true })], cancellationToken);
        return await matches.ListOfAsync(organisation, person, cancellationToken) is [var found, ..] ? question.ViewOf(organisation, found) : null;
    }

    private static bool IsFree(Invited invited) => invited.MatchedTo is null;

    private async Task<RosterPerson?> SelfAsync(Turn turn, MemberId person, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AsksFor);
        try
        {
            await foreach (var page in pages.ReadAsync(turn.Place, from: null, patience.Token))
            {
                if (page is RosterPage.Read read && read.People.FirstOrDefault(one => one.Id is { } id && id.ToString() == person.ToString()) is { IsGuest: false } self)
                    return new RosterPerson(person, RosterStanding.Member) { Name = self.Name, Email = self.Email, UserPrincipalName = self.UserPrincipalName, TeamsId = self.TeamsId };
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return null;
    }
}
