using LeadershipBot.Domain.Meetings;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>
/// When a meeting begins, or at the latest when its register is closed, its rows say who is called as of then, and of which practice:
/// later that can't be told any more. Safe to repeat.
/// </summary>
internal sealed class RollSettling(MeetingShelf shelf, RegisterReading reading, IRecordStore store)
{
    private const int Tries = 3;

    /// <returns>The register whose rows say so.</returns>
    public async Task<Register> RunAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var register = await reading.ReadAsync(head, cancellationToken);
        var isSettled = head.Meeting.HasFixedRoll;
        for (var tries = 0; !isSettled && tries < Tries; tries++)
        {
            var rows = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
            var changed = register.People
                .Where(one => rows.TryGetValue(one.Person.ToString(), out var row) && row.Attendee != Current(one, row))
                .Select(one => rows[one.Person.ToString()].Becomes(head.Key, Current(one, rows[one.Person.ToString()])));
            isSettled = true;
            foreach (var some in changed.Chunk(StoreLimits.ChangesMax))
                isSettled &= await store.CommitAsync(MeetingRows.Table, head.Key, some, cancellationToken) is CommitResult.Committed; // a conflict: somebody noted one of them just now
        }

        return register;
    }

    /// <summary>Somebody as their row says now, which may be newer than the register that was read, with where they belong as of that.</summary>
    public static Attendee Current(Attendee read, AttendeeRow? row) => row is null
        ? read
        : row.Attendee with { Name = read.Name, Practices = read.Practices, Locality = read.Locality, IsCalled = read.IsCalled, StandsFor = read.IsCalled ? null : row.Attendee.StandsFor };
}
