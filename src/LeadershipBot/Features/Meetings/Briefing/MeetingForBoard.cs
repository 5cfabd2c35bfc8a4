using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>A meeting as one paragraph for minutes and board papers: attendance, apologies, quorum and interests, with names, and what was asked and decided. For those who manage it.</summary>
internal sealed class MeetingForBoard(MeetingShelf shelf, RegisterReading reading, MeetingReport report, MeetingLinks links, CardLibrary library) : IBoardPaper
{
    public const string PaperKind = "meetings";

    private readonly TextFile _text = library.Text;

    public string Kind => PaperKind;

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head || head.Meeting.Organisation.Id != wish.Actor.Organisation.Id)
            return new Refusal(MeetingRefusals.Unknown);
        var meeting = head.Meeting;
        if (!meeting.MayBeManagedBy(wish.Actor))
            return new Refusal(MeetingRefusals.Role);
        if (wish.Place is { Scope: not Scope.Personal })
            return new Refusal("meetings.refused.ownChat");
        if (meeting.ClosedAt is null)
            return new Refusal("meetings.refused.notClosed");
        var when = MeetingWords.When(_text, meeting.Content.StartsAt, meeting.Content.EndsAt, wish.Zone);
        List<string> said = [_text.Plain("meetings.board.head", ("title", meeting.Content.Title), ("organisation", _text.NameOf(meeting.Organisation)), ("when", when)).Words];
        said.AddRange(await report.NamesAsync(meeting, await reading.ReadAsync(head, cancellationToken), cancellationToken));
        said.AddRange(links.Sentences(head, await links.ReadAsync(head, wish.Actor, cancellationToken)));
        foreach (var correction in await shelf.ListCorrectionsAsync(key, cancellationToken))
            said.Add(_text.Plain(correction.IsOfContent ? "meetings.board.changed" : "meetings.board.corrected", ("when", TimeWords.Moment(correction.At, wish.Zone)), ("reason", correction.Reason)).Words);
        return new BoardParagraph(meeting.Content.Title, string.Join(' ', said));
    }
}
