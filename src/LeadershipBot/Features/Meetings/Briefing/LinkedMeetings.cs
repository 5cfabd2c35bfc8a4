using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>Meetings that have begun, and items of their agendas, to which something else of their organisation refers, as a decision does that was made there: once the register is closed in numbers, as everybody called reads them.</summary>
internal sealed class LinkedMeetings(MeetingLines meetings, MeetingShelf shelf, RegisterReading reading, MeetingReport report, CardLibrary library, TimeProvider time) : ILinkable
{
    private const int LinesMax = 10;

    public string Kind => "meetings";

    public async Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken)
        => [.. (await meetings.ListNearAsync(organisationId, cancellationToken))
            .Where(line => line is { IsCancelled: false, IsUnshared: false, AsksForRegister: true } && line.StartsAt <= time.GetUtcNow())
            .OrderByDescending(line => line.StartsAt)
            .Take(max)
            .Select(line => new LinkableThing(line.Key, MeetingItems.TitleOf(library.Text, line.Title, line.StartsAt, line.Zone)))];

    public async Task<LinkedSummary?> FindAsync(string key, string organisationId, CancellationToken cancellationToken)
    {
        var (meetingKey, part) = MeetingSubjects.Read(key);
        if (await shelf.FindAsync(meetingKey, cancellationToken) is not { Meeting: { CancelledBecause: null, IsUnshared: false } meeting } head || meeting.Organisation.Id != organisationId || meeting.Content.StartsAt > time.GetUtcNow())
            return null;
        if (MeetingItems.TitleOf(library.Text, meeting.Content, part) is not { } title)
            return null;
        if (meeting.ClosedAt is null)
            return new LinkedSummary(key, title, [library.Text.Plain("meetings.linked.registerOpen").Words]);
        var stand = await reading.StandAsync(head, cancellationToken);
        var lines = part.Length == 0 ? report.Numbers(meeting, stand) : report.NumbersOf(meeting, stand, part);
        return new LinkedSummary(key, title, [.. lines.Take(LinesMax)]);
    }
}
