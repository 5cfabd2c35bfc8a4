using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>Says of which meetings Teams' reports are read, for those who read them and those who announce it: see <see cref="Meeting.MayBeReadOf"/>.</summary>
internal sealed class AttendanceGate(IRoleHolders roles, GraphOptions graph)
{
    /// <summary>Whether who was there is read after the meeting, as far as it is known now: a permission may be missing.</summary>
    public async Task<bool> IsReadAsync(Meeting meeting, CancellationToken cancellationToken)
        => graph.Enabled && meeting.AsksForRegister && JoinLink.OrganiserOf(meeting.Content.JoinUrl) is { } organiser && await MayBeReadAsync(meeting, organiser, cancellationToken);

    /// <summary>Whether it may be read, by whoever organised it in Teams.</summary>
    public async Task<bool> MayBeReadAsync(Meeting meeting, MemberId organiser, CancellationToken cancellationToken)
        => meeting.MayBeReadOf(organiser, (await roles.FindAsync(meeting.Organisation.Id, organiser, cancellationToken))?.Roles ?? default);
}
