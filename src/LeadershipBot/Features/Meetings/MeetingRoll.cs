using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>
/// The roll of a meeting: who was called when it began, with where they belonged then, a row each. Until it begins, whoever is listed and
/// fits is called; from then on the roll says it, whatever becomes of people afterwards.
/// </summary>
internal sealed class MeetingRoll(MeetingShelf shelf, RollOrder order, IAudience audience, Staging staging, IRecordStore store, TimeProvider time)
{
    private const string Called = "called.";

    /// <summary>
    /// Writes the roll down where the meeting has begun and it isn't there yet: by the watch as it begins, or by whoever reads its register
    /// first. It stands as soon as the meeting's own row says so; broken off, or done by two servers at once, it is written again.
    /// </summary>
    /// <returns>The meeting as it is then.</returns>
    public async Task<MeetingHead> FreezeAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        if (!head.Meeting.TakesRoll(time.GetUtcNow()))
            return head;
        var there = await ListAsync(head.Key, cancellationToken).ToDictionaryAsync(one => one.Person.ToString(), StringComparer.Ordinal, cancellationToken);
        var called = new List<Attendee>();
        await foreach (var member in audience.ListAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, cancellationToken))
            called.Add(new Attendee(member.Person, member.Name) { IsCalled = true, Practices = member.Practices, Locality = member.Locality });
        await staging.WriteAsync(MeetingRows.Table, head.Key, called.Where(one => !there.Remove(one.Person.ToString(), out var known) || known != one).Select(one => Of(head.Key, one)), cancellationToken);
        await order.WriteAsync(head.Key, called, cancellationToken);
        await DeleteAsync(head.Key, there.Values, cancellationToken); // of an earlier beginning, as where a calendar moved it
        await shelf.ChangeAsync(head.Key, null, now => now.Meeting.TakesRoll(time.GetUtcNow()) ? now.Meeting with { Roll = RollCount.Of(called) } : now.Meeting, _ => [], cancellationToken);
        return await shelf.FindAsync(head.Key, cancellationToken) ?? head;
    }

    /// <summary>What was written of a beginning that didn't hold goes, as where a calendar moved the meeting to a later day once it had begun. Safe to repeat.</summary>
    public async Task ClearAsync(string key, CancellationToken cancellationToken)
    {
        await order.ClearAsync(key, cancellationToken);
        await DeleteAsync(key, await ListAsync(key, cancellationToken).ToListAsync(cancellationToken), cancellationToken);
    }

    private async Task DeleteAsync(string key, IEnumerable<Attendee> people, CancellationToken cancellationToken)
    {
        foreach (var some in people.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(MeetingRows.Table, key, [.. some.Select(one => new Change.Delete(Called + one.Person, null))], cancellationToken); // a conflict: they are gone already
    }

    /// <summary>Everybody on the roll, in ordinal order of their keys; nobody where there is none.</summary>
    public IAsyncEnumerable<Attendee> ListAsync(string key, CancellationToken cancellationToken)
        => store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(Called), cancellationToken).Select(Read).OfType<Attendee>();

    /// <summary>One person on the roll; null where they aren't on it.</summary>
    public async Task<Attendee?> FindAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(MeetingRows.Table, key, Called + person, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>What takes somebody's place by another whom nobody can name.</summary>
    public static IEnumerable<Change> Replace(string key, Attendee one, Attendee by) => [new Change.Delete(Called + one.Person, null), new Change.Insert(Of(key, by))];

    /// <summary>Somebody's row.</summary>
    public static Record Of(string key, Attendee one)
    {
        var row = new Record(key, Called + one.Person) { ["Name"] = one.Name };
        MeetingRows.SetIf(row, "Practices", one.Practices.ToString());
        MeetingRows.SetIf(row, "Locality", one.Locality);
        return row;
    }

    private static Attendee? Read(Record row)
        => MeetingRows.ToId(row.RowKey[Called.Length..]) is { } person
            ? new Attendee(person, row.GetString("Name") ?? "") { IsCalled = true, Practices = PracticeCodes.Parse(row.GetString("Practices")), Locality = row.GetString("Locality") ?? "" }
            : null;
}
