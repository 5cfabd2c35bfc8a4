using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>Tells whoever closed a register that Teams' attendance report, which came later, has people there whom it hasn't. The register isn't changed by it.</summary>
internal sealed class ReportDiffers(MeetingShelf shelf, RegisterReading reading, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.differs";
    private const int NamesMax = 20;

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { Meeting.ClosedAt: not null } head || (await reading.ReadAsync(head, cancellationToken)).OnlyReported.ToList() is not { Count: > 0 } others)
            return null;
        var title = _text.Plain("meetings.differs.title", ("title", head.Meeting.Content.Title));
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", _text.Format("meetings.differs.line", ("number", others.Count), ("names", MeetingWords.Names(_text, others, NamesMax))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/differs", data, title));
    }
}
