using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// Writes what goes over from one meeting to another. The meeting decides, in one commit with what goes over: whoever writes an agenda for it
/// meanwhile finds nothing there that belongs to another. What doesn't fit in that commit follows, each part once, also where it was broken
/// off: a row says how far it is.
/// </summary>
internal sealed class CarriedRows(MeetingShelf shelf, IRecordStore store, Contention contention, TimeProvider time)
{
    /// <summary>So many rows go into one commit, beside the meeting and what follows from its change.</summary>
    private const int RowsAtOnce = 80;

    /// <summary>The row that says how far it is, by its key; there while something is left.</summary>
    private const string Left = "carrying.";

    /// <summary>Whether it went over, now or before.</summary>
    public async Task<bool> CarryAsync(MeetingHead from, MeetingHead to, CancellationToken cancellationToken)
    {
        if (!CarriedOver.Fits(to.Meeting, from.Meeting, time.GetUtcNow()))
            return false;
        var parts = await PartsAsync(from, to.Key, cancellationToken);
        if (!CarriedOver.Went(to.Meeting, from.Meeting) && !await BeginAsync(from, to, parts, cancellationToken))
            return false;
        while (!(await contention.RunAsync(stop => GoOnAsync(to.Key, parts, stop), cancellationToken)).IsOver)
            cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    private async Task<bool> BeginAsync(MeetingHead from, MeetingHead to, List<Part> parts, CancellationToken cancellationToken)
    {
        await shelf.NoteAsync(to.Meeting.Organisation.Id, to.Key, parts.SelectMany(part => part.Named), cancellationToken); // first: a note of nothing is harmless
        var ruling = await shelf.ChangeAsync(
            to.Key,
            null,
            there => CarriedOver.Take(there.Meeting, from.Meeting, parts.Exists(part => part.Answers.Count > 0), time.GetUtcNow()),
            async (_, stop) =>
            {
                var (some, isAll) = Some(parts);
                var rows = await ChangesAsync(to.Key, some, stop);
                return isAll ? [.. rows, AuditEntry()] : [.. rows, AuditEntry(), new Change.Upsert(OfLeft(to.Key, some))];
            },
            cancellationToken);
        return !ruling.IsRefused(out _, out var after) && CarriedOver.Went(after, from.Meeting);

        Change AuditEntry() => Audit.ByProgram(to.Key, "meetings.carriedOver", time.GetUtcNow());
    }

    /// <summary>One more commit of what is left; null where somebody else changed one of its rows.</summary>
    private async Task<Step?> GoOnAsync(string key, List<Part> parts, CancellationToken cancellationToken)
    {
        if (await store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(Left), cancellationToken).FirstOrDefaultAsync(cancellationToken) is not { } left)
            return new Step(IsOver: true);
        var (some, isAll) = Some(parts.FindAll(part => string.CompareOrdinal(part.Place, left.RowKey[Left.Length..]) > 0));
        List<Change> changes = [.. await ChangesAsync(key, some, cancellationToken), new Change.Delete(left.RowKey, left.ETag)];
        if (!isAll)
            changes.Add(new Change.Insert(OfLeft(key, some)));
        return await store.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Step(isAll) : null;
    }

    private static Record OfLeft(string key, List<Part> done) => new(key, Left + done[^1].Place);

    /// <summary>As many of the first ones as fit in one commit, and whether these are all.</summary>
    private static (List<Part> Some, bool IsAll) Some(List<Part> parts)
    {
        var (rows, count) = (0, 0);
        while (count < parts.Count && rows + parts[count].Rows <= RowsAtOnce)
            rows += parts[count++].Rows;
        return (parts[..count], count == parts.Count);
    }

    /// <summary>All that was kept of a meeting here, in an order that is the same each time: first interests, then answers.</summary>
    private async Task<List<Part>> PartsAsync(MeetingHead from, string key, CancellationToken cancellationToken)
    {
        var conflicts = await shelf.ListConflictsAsync(from.Key, cancellationToken);
        var answered = (await shelf.ListPeopleAsync(from.Key, cancellationToken)).ConvertAll(row => row.Attendee.Unnoted).FindAll(IsOfBot);
        var parts = conflicts.Select(one => new Part("0." + Keys.Hash("carried", key, one.ItemId, one.Person.ToString()), one, []))
            .Concat(answered.GroupBy(one => (one.StandsFor ?? one.Person).ToString(), StringComparer.Ordinal).Select(some => new Part("1." + Keys.Hash("carried", key, some.Key), null, [.. some])));
        return [.. parts.OrderBy(part => part.Place, StringComparer.Ordinal)];
    }

    /// <summary>What Outlook has of somebody, it has of the other meeting, too.</summary>
    private static bool IsOfBot(Attendee one) => one is { Reply: not Reply.None, IsFromCalendar: false } or { StandsFor: not null };

    private async Task<List<Change>> ChangesAsync(string key, List<Part> parts, CancellationToken cancellationToken)
    {
        var noted = (await shelf.ListConflictsAsync(key, cancellationToken)).Select(one => MeetingRows.ConflictRow(one.ItemId, one.Person)).ToHashSet(StringComparer.Ordinal);
        var there = (await shelf.ListPeopleAsync(key, cancellationToken)).ToDictionary(row => row.Attendee.Person.ToString(), StringComparer.Ordinal);
        var interests = parts.Select(part => part.Interest).OfType<ItemConflict>().Where(one => !noted.Contains(MeetingRows.ConflictRow(one.ItemId, one.Person)));
        return [.. interests.Select(one => new Change.Insert(MeetingRows.OfConflict(key, one))), .. parts.SelectMany(part => OfAnswers(key, part.Answers, there))];
    }

    /// <summary>
    /// What somebody said there stands, and what they answered to it in Outlook since; who is said to have a deputy there has one only where
    /// that one comes along.
    /// </summary>
    private static IEnumerable<Change> OfAnswers(string key, IReadOnlyList<Attendee> answered, Dictionary<string, AttendeeRow> there)
    {
        var come = answered.Where(one => !there.TryGetValue(one.Person.ToString(), out var row) || (row.Attendee.IsFromCalendar && !(row.Attendee.RepliedAt > one.RepliedAt))).ToList();
        var coming = come.Select(one => one.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        return come.Where(one => one.StandsFor is not { } whom || coming.Contains(whom.ToString()))
            .Select(one => one.Deputy is { } deputy && !coming.Contains(deputy.ToString()) ? one with { Reply = Reply.Apologies, Deputy = null } : one)
            .Select(one => (there.GetValueOrDefault(one.Person.ToString()) ?? new AttendeeRow(one, null)).Becomes(key, one));
    }

    /// <summary>What goes over together: an interest, or somebody's answer with that of whoever stands in for them.</summary>
    /// <param name="Place">Where it stands in the order.</param>
    /// <param name="Interest">The interest; null for none.</param>
    /// <param name="Answers">The answers.</param>
    private sealed record Part(string Place, ItemConflict? Interest, IReadOnlyList<Attendee> Answers)
    {
        public int Rows => Interest is null ? Answers.Count : 1;

        public IEnumerable<MemberId> Named => Answers.Select(one => one.Person).Concat(new[] { Interest?.Person, Interest?.NotedBy?.Id }.OfType<MemberId>());
    }

    private sealed record Step(bool IsOver);
}
