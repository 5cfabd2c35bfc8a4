using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Whom a poll that goes to people in their own chats is for: those of its organisation's list who fit its audience.</summary>
internal static class PollAsked
{
    /// <summary>The people of so many of a poll's conversations are reminded of it.</summary>
    private const int RemindedPlacesMax = 5;

    /// <summary>Everybody who is asked, in the order of the list.</summary>
    public static IAsyncEnumerable<AudienceMember> ListAsync(this IAudience audience, Poll poll, CancellationToken cancellationToken)
        => audience.ListAsync(poll.Organisation.Id, poll.Audience.Chosen, cancellationToken);

    /// <summary>Whether a person is among them at this moment.</summary>
    public static async Task<bool> AsksAsync(this IAudience audience, Poll poll, MemberId person, CancellationToken cancellationToken)
        => await audience.FindAsync(poll.Organisation.Id, poll.Audience.Chosen, person, cancellationToken) is not null;

    /// <summary>
    /// Who may be reminded of a poll in their own chats: those who are asked there, or, where it was posted, those of the
    /// organisation's list who sit in the team or chat; null where that isn't known, as in a chat without the bot.
    /// </summary>
    public static Audience? Reminded(this ITeams teams, PollHead head)
    {
        if (head.Poll.IsForEverybody)
            return head.Poll.Audience.Chosen;
        string[] places = [.. head.Cards.Select(card => card.Place).Where(place => place.Scope is not Scope.Personal).Select(teams.IdOf).Distinct().Take(RemindedPlacesMax)];
        return places.Length == 0 ? null : new Audience { Teams = places };
    }

    /// <summary>In which of the teams that a poll asks somebody is; none, and no read, where it doesn't ask teams.</summary>
    public static ValueTask<IReadOnlyList<string>> AmongAsync(this ITeams teams, Poll poll, MemberId person, CancellationToken cancellationToken)
        => teams.AmongAsync(poll.Organisation.Id, poll.Audience.Teams, person, cancellationToken);

    /// <summary>Why whoever acts may not answer a poll from where they are; null if they may.</summary>
    public static async Task<Refusal?> WhyNotAnsweredAsync(this ITeams teams, PollHead head, Turn turn, CancellationToken cancellationToken)
        => head.Poll.WhyNotAnsweredBy(turn.Actor, head.WasPostedIn(turn.Place), await teams.AmongAsync(head.Poll, turn.Actor.MemberId, cancellationToken));

    /// <summary>
    /// Why whoever acts may not fill in a poll now; null if they may. Asked when its dialog is opened, and again for each page
    /// of it: before anything of the poll is shown, and before anything is kept.
    /// </summary>
    public static async Task<Refusal?> WhyNotFilledAsync(this ITeams teams, PollHead head, Turn turn, CancellationToken cancellationToken)
    {
        if (await teams.WhyNotAnsweredAsync(head, turn, cancellationToken) is { } outside)
            return outside;
        if (head.Poll.WhyNotYet(turn.At, turn.TimeZone) is { } early)
            return early;
        if (!head.Poll.IsOpenAt(turn.At))
            return new Refusal(PollRefusals.Closed);
        return VoterRule.CountsFor(head, turn.Actor).IsRefused(out var another, out _) ? another : null;
    }
}
