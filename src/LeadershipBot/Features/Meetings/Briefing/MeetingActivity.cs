using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>From which practices somebody answered a meeting, or was there: both are named. What a calendar holds besides, such as the booking of a room, tells nothing.</summary>
internal sealed class MeetingActivity(MeetingLines meetings, MeetingShelf shelf, TimeProvider time) : IPracticeActivity
{
    private const int LookedAtMax = 60;

    public async IAsyncEnumerable<HeardFrom> ListAsync(string organisationId, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var line in (await meetings.ListNearAsync(organisationId, cancellationToken)).Where(line => line.EndsAt >= since && line.AsksForRegister).OrderBy(line => (line.StartsAt - now).Duration()).Take(LookedAtMax))
        {
            foreach (var one in (await shelf.ListPeopleAsync(line.Key, cancellationToken)).Select(row => row.Attendee))
            {
                if (one.RepliedAt >= since || (one.Presence is Presence.Present && line.StartsAt >= since))
                    yield return new HeardFrom(one.Practices, one.Person.ObjectId);
            }
        }
    }
}
