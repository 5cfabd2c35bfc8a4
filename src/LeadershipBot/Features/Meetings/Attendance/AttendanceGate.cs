using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>Whether Teams' report of who was there is read after a meeting.</summary>
internal enum ReportReading
{
    /// <summary>It isn't.</summary>
    No,

    /// <summary>It may be, where whoever organised it in Teams agrees to it afterwards.</summary>
    IfAgreed,

    /// <summary>It is, unless a permission is missing.</summary>
    Yes,
}

/// <summary>Says of which meetings Teams' reports are read, for those to whom it is announced: see <see cref="Meeting.MayBeReadOf"/>.</summary>
internal sealed class AttendanceGate(TeamsOrganisers organisers, IRoleHolders roles, GraphOptions graph)
{
    /// <summary>Whether who was there is read after the meeting, as far as it is known now.</summary>
    public async Task<ReportReading> FindAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        if (!graph.Enabled || !meeting.AsksForRegister || await organisers.RecallAsync(meeting, cancellationToken) is not { } organiser)
            return ReportReading.No;
        if (meeting.IsOfMailbox && await organisers.FindMailboxAsync(meeting, cancellationToken) is null)
            return ReportReading.No;
        if (meeting.MayBeReadOf(organiser, hasAgreed: false))
            return ReportReading.Yes;
        var held = (await roles.FindAsync(meeting.Organisation.Id, organiser, cancellationToken))?.Roles ?? default;
        return (held & Meeting.Makers) != Roles.Member ? ReportReading.IfAgreed : ReportReading.No;
    }
}
