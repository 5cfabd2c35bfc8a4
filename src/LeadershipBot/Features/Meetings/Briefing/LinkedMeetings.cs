using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>Meetings to which something else of their organisation refers, as a decision does that was made there: in numbers, as everybody called reads them.</summary>
internal sealed class LinkedMeetings(MeetingShelf shelf, RegisterReading reading, MeetingReport report, CardLibrary library) : ILinkable
{
    private const int LinesMax = 10;

    public string Kind => "meetings";

    public async Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken)
        => [.. (await shelf.ListNearAsync(organisationId, cancellationToken))
            .Where(line => line.ClosedAt is not null)
            .OrderByDescending(line => line.StartsAt)
            .Take(max)
            .Select(line => new LinkableThing(line.Key, TitleOf(line.Title, line.StartsAt)))];

    public async Task<LinkedSummary?> FindAsync(string key, string organisationId, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Meeting: { ClosedAt: not null } meeting } head || meeting.Organisation.Id != organisationId)
            return null;
        return new LinkedSummary(key, TitleOf(meeting.Content.Title, meeting.Content.StartsAt), [.. report.Numbers(meeting, await reading.StandAsync(head, cancellationToken)).Take(LinesMax)]);
    }

    private string TitleOf(string title, DateTimeOffset startsAt)
        => library.Text.Plain("meetings.linked.title", ("title", title), ("date", Domain.Time.TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startsAt, Zones.UnitedKingdom).DateTime)))).Words;
}
