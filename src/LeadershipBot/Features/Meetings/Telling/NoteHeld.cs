using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// Teams says that a meeting began or ended: it is noted on the meeting that has this link, in the organisation of the chat or any other
/// that lists whoever began it, for whichever of them they act just now; of several by one link on the one that is meant. Once it has
/// ended, the register is asked for at once. Nothing is said in the chat.
/// </summary>
internal sealed class NoteHeld(MeetingLines meetings, MeetingShelf shelf) : ISlice
{
    private const int LinkCharactersMax = 2_000;

    /// <summary>So much Teams' clock may be ahead of ours.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(5);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!DateTimeOffset.TryParse(turn.Data.Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return Answer.Nothing;
        if (at > turn.At + SkewMax)
            return Answer.Nothing; // what is still to come hasn't happened
        var link = turn.Data.Text("joinUrl", LinkCharactersMax);
        foreach (var hat in turn.Actor.Hats.Append(turn.Actor.Hat).Where(hat => hat.IsListed).DistinctBy(hat => hat.Organisation.Id))
            await NoteAsync(hat.Organisation.Id, link, turn.Verb == FeatureTable.MeetingStarted, at, cancellationToken);
        return Answer.Nothing;
    }

    private async Task NoteAsync(string organisationId, string link, bool began, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (around, meant) = (TimeSpan.FromHours(MeetingLimits.HeldHoursAround), new List<MeetingHead>());
        foreach (var line in (await meetings.ListAroundAsync(organisationId, at, cancellationToken)).Where(line => line is { IsCancelled: false, IsUnshared: false } && at >= line.StartsAt - around && at <= line.EndsAt + around))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head && head.Meeting.IsJoinedBy(link))
                meant.Add(head);
        }

        if (HeldInTeams.MeantOf([.. meant.Select(head => (head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt))], began, at) is { } place)
            await shelf.ChangeAsync(meant[place].Key, null, now => now.Meeting.Held(began, at), _ => [], cancellationToken);
    }
}
