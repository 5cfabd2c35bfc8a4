using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>Asks whoever arranged a meeting, once it is over, who came; not where the register is closed already.</summary>
internal sealed class RegisterAsk(MeetingShelf shelf, RegisterReading reading, AttendanceShelf attendance, AttendanceGate gate, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.over";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(wish.Key).Key, cancellationToken) is not { } head || wish.Key != MeetingSubjects.OfTime(head) || head.Meeting.StateAt(wish.At) is not MeetingState.Over)
            return null;
        var register = await reading.ReadAsync(head, cancellationToken);
        var title = _text.Plain("meetings.over.title", ("title", head.Meeting.Content.Title));
        var line = _text.Plain("meetings.over.line", ("coming", register.CountOf(Reply.Coming)), ("called", register.Roll.Called)).Words;
        if (await IsToBeReadAsync(head, cancellationToken))
            line += " " + _text.Plain("meetings.over.report").Words;
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", CardText.FromPerson(line))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/over", data, title));
    }

    /// <summary>Whether Teams' report is still to be read for the first time.</summary>
    private async Task<bool> IsToBeReadAsync(MeetingHead head, CancellationToken cancellationToken)
        => await gate.FindAsync(head.Meeting, cancellationToken) is ReportReading.Yes && await attendance.FindAsync(head.Key, cancellationToken) is null or { State: AttendanceState.Awaited, HasReport: false };
}
