using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>Who is told of what concerns a meeting's register: only who may keep it now.</summary>
internal sealed class MeetingKeepers(IRoleHolders roles, IRecordStore store)
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

    /// <summary>Whoever changed it last who may still keep it; where none of them may, or nobody did, the chairs and organisers, ten at most.</summary>
    public async Task<IReadOnlyList<MemberId>> ListLastAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var makers = await roles.ListAsync(head.Meeting.Organisation.Id, Meeting.Makers, cancellationToken);
        var did = await store.ListAsync(MeetingRows.Table, head.Key, RowRange.Prefix(Audit.Prefix), cancellationToken).Select(row => row.GetString("Who")).ToListAsync(cancellationToken);
        foreach (var who in did.AsEnumerable().Reverse())
        {
            if (makers.FirstOrDefault(maker => maker.Person.ObjectId == who) is { } last)
                return [last.Person];
        }

        return [.. makers.Take(KeepersMax).Select(maker => maker.Person)];
    }
}
