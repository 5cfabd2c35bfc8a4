using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// Teams says that a meeting began or ended: it is noted on the meeting that has this link, in the organisation of whoever began it or
/// of the chat; of several by one link on the one that is meant. Once it has ended, the register is asked for at once. Nothing is said in the chat.
/// </summary>
internal sealed class NoteHeld(MeetingShelf shelf) : ISlice
{
    private const int LinkCharactersMax = 2_000;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.Actor.Hat.IsListed || !DateTimeOffset.TryParse(turn.Data.Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return Answer.Nothing;
        var (link, around) = (turn.Data.Text("joinUrl", LinkCharactersMax), TimeSpan.FromHours(MeetingLimits.HeldHoursAround));
        var began = turn.Verb == FeatureTable.MeetingStarted;
        var meant = new List<MeetingHead>();
        foreach (var line in (await shelf.ListNearAsync(turn.Actor.Organisation.Id, cancellationToken)).Where(line => !line.IsCancelled && at >= line.StartsAt - around && at <= line.EndsAt + around))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head && head.Meeting.Content.IsJoinedBy(link))
                meant.Add(head);
        }

        if (Meeting.MeantOf([.. meant.Select(head => (head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt))], began, at) is { } place)
            await shelf.ChangeAsync(meant[place].Key, null, now => now.Meeting.Held(began, at), _ => [], cancellationToken);
        return Answer.Nothing;
    }
}
