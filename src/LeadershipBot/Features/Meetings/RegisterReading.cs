using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Puts together what a meeting's rows say and whom the organisation lists.</summary>
internal sealed class RegisterReading(MeetingShelf shelf, IAudience audience)
{
    /// <summary>
    /// The register as of now. While it is open, everybody whom the organisation lists and who fits is called, and stands on it with
    /// the practice of now; once it is closed, it is as it was then.
    /// </summary>
    public async Task<Register> ReadAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var rows = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var conflicts = await shelf.ListConflictsAsync(head.Key, cancellationToken);
        if (head.Meeting is { ClosedAt: not null, Roll: { } roll })
            return new Register(rows, roll, conflicts);
        var known = rows.ToDictionary(one => one.Person.ToString(), StringComparer.Ordinal);
        var people = new List<Attendee>();
        await foreach (var member in audience.ListAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, cancellationToken))
        {
            known.Remove(member.Person.ToString(), out var row);
            people.Add(AsListed(row ?? new Attendee(member.Person, member.Name), member) with { IsCalled = true, StandsFor = null });
        }

        people.AddRange(known.Values.Select(one => one with { IsCalled = false }));
        return new Register(people, RollCount.Of(people), conflicts);
    }

    /// <summary>What a closed register comes to: as it was counted when it was closed or put right; counted now where it never was.</summary>
    public async Task<RegisterStand> StandAsync(MeetingHead head, CancellationToken cancellationToken)
        => head.Meeting.Stand ?? RegisterStand.Of(await ReadAsync(head, cancellationToken), head.Meeting.Content);

    /// <summary>Somebody as they stand in a meeting now, with the version of their row; null where they are neither called nor stand there.</summary>
    public async Task<AttendeeRow?> FindAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        var row = await shelf.FindPersonAsync(head.Key, person, cancellationToken);
        if (head.Meeting.ClosedAt is not null && row is not null)
            return row; // as it was when it closed; who was called and of whom nothing was said has no row
        var member = await audience.FindAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, person, cancellationToken);
        if (member is null)
            return row is null ? null : row with { Attendee = row.Attendee with { IsCalled = false } };
        return new AttendeeRow(AsListed(row?.Attendee ?? new Attendee(person, member.Name), member) with { IsCalled = true, StandsFor = null }, row?.ETag);
    }

    /// <summary>Somebody of the organisation, called or not, as they would stand in the meeting; null where it doesn't list them.</summary>
    public async Task<AttendeeRow?> FindAnybodyAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (await FindAsync(head, person, cancellationToken) is { } known)
            return known;
        return await audience.FindAsync(head.Meeting.Organisation.Id, person, cancellationToken) is { } member
            ? new AttendeeRow(AsListed(new Attendee(person, member.Name), member), null)
            : null;
    }

    private static Attendee AsListed(Attendee one, AudienceMember member) => one with { Name = member.Name, Practices = member.Practices, Locality = member.Locality };
}
