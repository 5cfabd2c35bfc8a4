using System.Text;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Meetings.Browsing;

/// <summary>A member takes a meeting as a file for their calendar, which comes in their own chat.</summary>
internal sealed class TakeCalendar(MeetingShelf shelf, FileDesk desk, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Meeting.IsUnshared)
            return new Answer.Refused(new Refusal(MeetingRefusals.Unshared));
        var about = library.Text.Plain("meetings.calendar.about", ("title", head.Meeting.Content.Title));
        return await desk.OfferAsync(turn, new FileOffer(CalendarFile.FileKind, "meeting.ics", about, head.Key), cancellationToken);
    }
}

/// <summary>Makes the file at the moment when it is taken: as the meeting is then, with what says how to join for those who may.</summary>
internal sealed class CalendarFile(MeetingShelf shelf, RegisterReading reading) : IFileSource
{
    public const string FileKind = "meetings.calendar";

    public string Kind => FileKind;

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || await shelf.FindAsync(wish.Context, cancellationToken) is not { } head || head.Meeting.Organisation.Id != wish.Actor.Organisation.Id)
            return new Refusal(MeetingRefusals.Unknown);
        if (head.Meeting.IsUnshared)
            return new Refusal(MeetingRefusals.Unshared); // neither confirmed nor cancelled: whoever took it before keeps it
        var mayJoin = wish.Actor.HoldsAny(Meeting.Makers) || MeetingCards.MayJoin((await reading.FindAsync(head, wish.Actor.MemberId, cancellationToken))?.Attendee);
        return new FileContent("text/calendar; charset=utf-8", Encoding.UTF8.GetBytes(VCalendar.Of(head.Meeting.ReadBy(mayJoin), head.Key, wish.At)));
    }
}
