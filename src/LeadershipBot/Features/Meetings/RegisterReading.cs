using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Puts together what a meeting's rows say and whom the organisation lists.</summary>
internal sealed class RegisterReading(MeetingShelf shelf, CallRounds rounds, IAudience audience)
{
    /// <summary>
    /// The register as of now. Until it begins, everybody whom the organisation lists and who fits is called, and stands on it with the
    /// practice of now; then it is settled who is called: those who were by then, whoever leaves or is listed since. Once it is closed,
    /// it is as it was then.
    /// </summary>
    public Task<Register> ReadAsync(MeetingHead head, CancellationToken cancellationToken) => ReadAsync(head, new CalledLists(audience), cancellationToken);

    /// <summary>The same for several meetings: each list of people is read once.</summary>
    public async Task<Register> ReadAsync(MeetingHead head, CalledLists lists, CancellationToken cancellationToken)
    {
        var rows = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var conflicts = await shelf.ListConflictsAsync(head.Key, cancellationToken);
        if (head.Meeting is { ClosedAt: not null, Roll: { } roll })
            return new Register(rows, roll, conflicts);
        if (head.Meeting is { HasFixedRoll: true, Roll: { } settled })
            return new Register([.. rows, .. await OthersCalledAsync(head, rows, lists, cancellationToken)], settled, conflicts);
        var known = rows.ToDictionary(one => one.Person.ToString(), StringComparer.Ordinal);
        var people = new List<Attendee>();
        foreach (var member in await lists.ListAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, cancellationToken))
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
        if (head.Meeting.HasFixedRoll)
            return row ?? await FindCalledAsync(head, person, cancellationToken); // who was called and of whom nothing was said has no row
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

    /// <summary>Those who were called when it began and have no row, as the organisation lists them now.</summary>
    private async Task<IEnumerable<Attendee>> OthersCalledAsync(MeetingHead head, List<Attendee> rows, CalledLists lists, CancellationToken cancellationToken)
    {
        var (organisation, known) = (head.Meeting.Organisation.Id, rows.Select(one => one.Person.ToString()).ToHashSet(StringComparer.Ordinal));
        var members = await rounds.ListCalledAsync(head, cancellationToken) is { } called
            ? (await lists.ListAsync(organisation, Audience.Everybody, cancellationToken)).Where(member => called.Contains(member.Person.ToString()))
            : await lists.ListAsync(organisation, head.Meeting.Content.Called, cancellationToken);
        return members.Where(member => !known.Contains(member.Person.ToString())).Select(AsCalled);
    }

    private async Task<AttendeeRow?> FindCalledAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        var organisation = head.Meeting.Organisation.Id;
        var member = await rounds.WasCalledAsync(head, person, cancellationToken) switch
        {
            true => await audience.FindAsync(organisation, person, cancellationToken),
            false => null,
            null => await audience.FindAsync(organisation, head.Meeting.Content.Called, person, cancellationToken),
        };
        return member is null ? null : new AttendeeRow(AsCalled(member), null);
    }

    private static Attendee AsCalled(AudienceMember member) => AsListed(new Attendee(member.Person, member.Name), member) with { IsCalled = true };

    private static Attendee AsListed(Attendee one, AudienceMember member) => one with { Name = member.Name, Practices = member.Practices, Locality = member.Locality };
}

/// <summary>Whom an organisation lists, each list read once for whoever needs it several times.</summary>
internal sealed class CalledLists(IAudience audience)
{
    private readonly Dictionary<(string Organisation, string Called), IReadOnlyList<AudienceMember>> _read = [];

    public async Task<IReadOnlyList<AudienceMember>> ListAsync(string organisationId, Audience called, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue((organisationId, called.ToText()), out var members))
            members = _read[(organisationId, called.ToText())] = await audience.ListAsync(organisationId, called, cancellationToken).ToListAsync(cancellationToken);
        return members;
    }
}
