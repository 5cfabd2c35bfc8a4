using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>Meetings and the items of their agendas, about which others ask or decide; who has an interest in an item is known here.</summary>
internal sealed class MeetingItems(MeetingShelf shelf, RegisterReading reading, IRecordStore store, CardLibrary library) : IReferable
{
    public const string ReferableKind = "meetings";

    private const int NamedMax = 10;

    public string Kind => ReferableKind;

    /// <summary>How others refer to a meeting, or to an item of it.</summary>
    /// <param name="key">The meeting.</param>
    /// <param name="item">The item's id; empty for the whole.</param>
    public static string ReferenceTo(string key, string item = "") => item.Length == 0 ? $"{ReferableKind}:{key}" : $"{ReferableKind}:{key}.{item}";

    public async Task<ReferredPart?> FindAsync(string key, string organisationId, CancellationToken cancellationToken)
    {
        var (meetingKey, part) = MeetingSubjects.Read(key);
        if (await shelf.FindAsync(meetingKey, cancellationToken) is not { Meeting: { CancelledBecause: null, IsUnshared: false } meeting } || meeting.Organisation.Id != organisationId)
            return null;
        return TitleOf(library.Text, meeting.Content, part) is { } title ? new ReferredPart(title, meeting.Content.Agenda.FirstOrDefault(item => item.Id == part)?.Title ?? "") : null;
    }

    /// <summary>A meeting with its day, or an item of it, in one line; null where it has no such item.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="content">The meeting.</param>
    /// <param name="part">The item's id; empty for the whole.</param>
    public static string? TitleOf(TextFile text, MeetingContent content, string part)
    {
        var title = TitleOf(text, content.Title, content.StartsAt, content.Zone);
        if (part.Length == 0)
            return title;
        var number = content.Agenda.NumberOf(part);
        return number == 0 ? null : text.Plain("meetings.linked.item", ("meeting", title), ("number", number), ("title", content.Agenda[number - 1].Title)).Words;
    }

    /// <summary>A meeting with its day, as it is where it takes place.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="title">The meeting's name.</param>
    /// <param name="startsAt">When it begins.</param>
    /// <param name="zone">Its zone; one that isn't known is the United Kingdom's.</param>
    public static string TitleOf(TextFile text, string title, DateTimeOffset startsAt, string zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startsAt, Zones.OrUnitedKingdom(zone)).DateTime);
        return text.Plain("meetings.linked.title", ("title", title), ("date", TimeWords.Day(day))).Words;
    }

    /// <summary>Whether they declared it, or an organiser noted it, or whom they stand in for has one.</summary>
    public async Task<bool> HasInterestAsync(string key, string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var (meetingKey, part) = MeetingSubjects.Read(key);
        if (part.Length == 0 || await shelf.FindAsync(meetingKey, cancellationToken) is not { } head || head.Meeting.Organisation.Id != organisationId)
            return false;
        var conflicted = (await shelf.ListConflictsAsync(meetingKey, cancellationToken)).Where(one => one.ItemId == part).Select(one => one.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        if (conflicted.Count == 0 || conflicted.Contains(person.ToString()))
            return conflicted.Count > 0;
        return (await shelf.FindPersonAsync(meetingKey, person, cancellationToken))?.Attendee is { StandsFor: { } whom, Reply: not Reply.Apologies } && conflicted.Contains(whom.ToString());
    }

    /// <summary>Once the register says who was there, of those who were.</summary>
    public async Task<string> RecordInterestsAsync(string key, string organisationId, CancellationToken cancellationToken)
    {
        var (meetingKey, part) = MeetingSubjects.Read(key);
        if (await shelf.FindAsync(meetingKey, cancellationToken) is not { } head || head.Meeting.Organisation.Id != organisationId)
            return "";
        var (agenda, text) = (head.Meeting.Content.Agenda, library.Text);
        if (agenda.FirstOrDefault(item => item.Id == part) is not { } item)
            return "";
        var register = await reading.ReadAsync(head, cancellationToken);
        var names = register.ToLeave(agenda, item)
            .Where(one => one.IsThere || !register.IsBegun)
            .Select(one => one.StandsFor is { } whom ? text.Plain("meetings.board.for", ("name", one.Name), ("for", whom)).Words : one.Name)
            .ToList();
        return names.Count == 0 ? "" : text.Plain("meetings.linked.interests", ("names", MeetingWords.Names(text, names, NamedMax))).Words;
    }

    public async Task NoteAsync(string key, string organisationId, string kind, string otherKey, CancellationToken cancellationToken)
    {
        var (meetingKey, part) = MeetingSubjects.Read(key);
        if (await shelf.FindAsync(meetingKey, cancellationToken) is { } head && head.Meeting.Organisation.Id == organisationId)
            await store.CommitAsync(MeetingRows.Table, meetingKey, [new Change.Upsert(LinkedRows.Of(meetingKey, kind, otherKey, part))], cancellationToken);
    }
}
