using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Who is told of what concerns a meeting's register: only who may keep it now.</summary>
internal sealed class MeetingKeepers(IRoleHolders roles)
{
    private const int KeepersMax = 10;

    /// <summary>The first of those named who may keep it now; where none of them may, the chairs and organisers, ten at most.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="first">Who is asked first, such as whoever closed it; null for somebody who was forgotten.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MemberId>> ListAsync(Meeting meeting, IEnumerable<Person?> first, CancellationToken cancellationToken)
    {
        var makers = await roles.ListAsync(meeting.Organisation.Id, Meeting.Makers, cancellationToken);
        foreach (var one in first.OfType<Person>())
        {
            if (makers.Any(maker => maker.Person.ToString() == one.Id.ToString()))
                return [one.Id];
        }

        return [.. makers.Take(KeepersMax).Select(maker => maker.Person)];
    }
}
