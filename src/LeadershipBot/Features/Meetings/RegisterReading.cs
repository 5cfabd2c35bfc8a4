using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Puts together what a meeting's rows say and whom the organisation lists.</summary>
internal sealed class RegisterReading(MeetingShelf shelf, MeetingRoll roll, IAudience audience)
{
    /// <summary>So many people are looked up on the roll one by one, several at once: of more it is read as a whole, by the page (docs/benchmarks.md, <c>roll</c>).</summary>
    private const int ApartMax = 48;

    private const int ReadAtOnce = 16;

    /// <summary>
    /// The register as of now. Until the meeting begins, everybody whom the organisation lists and who fits is called, and stands on it with
    /// the practice of now; from then on who was called as it began, with the practice of then. Once it is closed, who was called and of whom
    /// there is nothing to say is only counted.
    /// </summary>
    public Task<Register> ReadAsync(MeetingHead head, CancellationToken cancellationToken)
        => ReadAsync(head, new ListedOnce(audience), cancellationToken);

    /// <summary>The same of several meetings of one organisation, in their order: whom it lists is read once, however many there are.</summary>
    public async Task<IReadOnlyList<Register>> ReadAsync(IReadOnlyList<MeetingHead> heads, CancellationToken cancellationToken)
    {
        var (listed, registers) = (new ListedOnce(audience), new List<Register>());
        foreach (var head in heads)
            registers.Add(await ReadAsync(head, listed, cancellationToken));
        return registers;
    }

    /// <summary>
    /// The same, but once it is written down who was called, who was and of whom there is nothing to say is only counted: while there is
    /// something to say of few, what is read doesn't grow with how many are called.
    /// </summary>
    public async Task<Register> ReadSaidAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        if (head.Meeting is not { ClosedAt: null, Roll: { } counted })
            return await ReadAsync(head, cancellationToken);
        var said = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        return new Register(await AsOnRollAsync(head.Key, said, cancellationToken), counted, await shelf.ListConflictsAsync(head.Key, cancellationToken));
    }

    private async Task<IReadOnlyList<Attendee>> AsOnRollAsync(string key, List<Attendee> said, CancellationToken cancellationToken)
    {
        if (said.Count > ApartMax)
        {
            var all = await roll.ListAsync(key, cancellationToken).ToDictionaryAsync(one => one.Person.ToString(), StringComparer.Ordinal, cancellationToken);
            return said.ConvertAll(one => AsOnRoll(one, all.GetValueOrDefault(one.Person.ToString())));
        }

        var people = new List<Attendee>(said.Count);
        foreach (var some in said.Chunk(ReadAtOnce))
            people.AddRange(await Task.WhenAll(some.Select(async one => AsOnRoll(one, await roll.FindAsync(key, one.Person, cancellationToken)))));
        return people;
    }

    private static Attendee AsOnRoll(Attendee said, Attendee? called) => called is null ? said with { IsCalled = false } : AsCalled(said, called);

    private async Task<Register> ReadAsync(MeetingHead head, ListedOnce listed, CancellationToken cancellationToken)
    {
        head = await roll.FreezeAsync(head, cancellationToken);
        var rows = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var conflicts = await shelf.ListConflictsAsync(head.Key, cancellationToken);
        if (head.Meeting is { ClosedAt: not null, Roll: { } counted })
            return new Register(rows, counted, conflicts);
        var known = rows.ToDictionary(one => one.Person.ToString(), StringComparer.Ordinal);
        var people = new List<Attendee>();
        await foreach (var one in CalledAsync(head, listed, cancellationToken))
        {
            known.Remove(one.Person.ToString(), out var row);
            people.Add(AsCalled(row, one));
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
            return row; // as it was when it closed
        if (await CalledAsync(head, person, cancellationToken) is { } called)
            return new AttendeeRow(AsCalled(row?.Attendee, called), row?.ETag);
        return row is null ? null : row with { Attendee = row.Attendee with { IsCalled = false } };
    }

    /// <summary>Somebody of the organisation, called or not, as they would stand in the meeting; null where it doesn't list them.</summary>
    public async Task<AttendeeRow?> FindAnybodyAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (await FindAsync(head, person, cancellationToken) is { } known)
            return known;
        return await audience.FindAsync(head.Meeting.Organisation.Id, person, cancellationToken) is { } member
            ? new AttendeeRow(Listed(member) with { IsCalled = false }, null)
            : null;
    }

    private IAsyncEnumerable<Attendee> CalledAsync(MeetingHead head, ListedOnce listed, CancellationToken cancellationToken)
        => head.Meeting.Roll is null
            ? listed.ListAsync(head.Meeting, cancellationToken).Select(Listed)
            : roll.ListAsync(head.Key, cancellationToken);

    private async Task<Attendee?> CalledAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (head.Meeting.Roll is not null)
            return await roll.FindAsync(head.Key, person, cancellationToken);
        return await audience.FindAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, person, cancellationToken) is { } member ? Listed(member) : null;
    }

    private static Attendee Listed(AudienceMember member) => new(member.Person, member.Name) { IsCalled = true, Practices = member.Practices, Locality = member.Locality };

    /// <summary>Somebody who is called, with what is said of them; null where nothing is.</summary>
    private static Attendee AsCalled(Attendee? said, Attendee called)
        => said is null ? called : said with { Name = called.Name, Practices = called.Practices, Locality = called.Locality, IsCalled = true, StandsFor = null };

    /// <summary>Whom an organisation lists, read once for all meetings that call them; those of a team are asked for each choice of teams.</summary>
    private sealed class ListedOnce(IAudience audience)
    {
        private readonly Dictionary<string, List<AudienceMember>> _lists = new(StringComparer.Ordinal);

        public async IAsyncEnumerable<AudienceMember> ListAsync(Meeting meeting, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var chosen = meeting.Content.Called;
            var asked = chosen.Teams.Count > 0 ? chosen : Audience.Everybody;
            if (!_lists.TryGetValue(asked.ToText(), out var list))
                _lists[asked.ToText()] = list = await audience.ListRememberedAsync(meeting.Organisation.Id, asked, cancellationToken).ToListAsync(cancellationToken);
            foreach (var member in list.Where(member => asked == chosen || chosen.Includes(member.Localities, member.Roles, member.Profession, [])))
                yield return member;
        }
    }
}
