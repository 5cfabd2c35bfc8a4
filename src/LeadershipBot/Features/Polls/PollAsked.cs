using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Whom a poll that goes to people in their own chats is for: those of its organisation's list who fit its audience.</summary>
internal static class PollAsked
{
    /// <summary>Everybody who is asked, in the order of <see cref="IAudience.ListAsync"/>.</summary>
    public static IAsyncEnumerable<AudienceMember> ListAsync(this IAudience audience, Poll poll, CancellationToken cancellationToken)
        => audience.ListAsync(poll.Organisation.Id, cancellationToken).Where(member => poll.Audience.Includes(member.Localities, member.Roles, member.Profession));

    /// <summary>Whether a person is among them at this moment.</summary>
    public static async Task<bool> AsksAsync(this IAudience audience, Poll poll, MemberId person, CancellationToken cancellationToken)
        => await audience.FindAsync(poll.Organisation.Id, person, cancellationToken) is { } member && poll.Audience.Includes(member.Localities, member.Roles, member.Profession);
}
