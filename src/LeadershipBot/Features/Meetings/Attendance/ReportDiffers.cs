using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>Tells whoever keeps a register that was closed that Teams' attendance report, which came later, has people there whom it hasn't, or hasn't people whom it has. The register isn't changed by it.</summary>
internal sealed class ReportDiffers(MeetingShelf shelf, RegisterReading reading, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.differs";
    private const int NamesMax = 20;

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { Meeting.ClosedAt: not null } head || (await roles.FindAsync(head.Meeting.Organisation.Id, wish.Person, cancellationToken) is not { Roles: var held }) || (held & Meeting.Makers) == Roles.Member)
            return null;
        var register = await reading.ReadAsync(head, cancellationToken);
        if (LinesOf(register).ToList() is not { Count: > 0 } lines)
            return null; // it was put right meanwhile
        var title = _text.Plain("meetings.differs.title", ("title", head.Meeting.Content.Title));
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", CardText.FromPerson(string.Join(' ', lines)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/differs", data, title));
    }

    private IEnumerable<string> LinesOf(Register register)
    {
        if (register.OnlyReported.ToList() is { Count: > 0 } reported)
            yield return _text.Plain("meetings.differs.line", ("number", reported.Count), ("names", MeetingWords.Names(_text, reported, NamesMax))).Words;
        if (register.OnlyNoted is { Count: > 0 } noted)
            yield return _text.Plain("meetings.differs.other", ("number", noted.Count), ("names", MeetingWords.Names(_text, noted, NamesMax))).Words;
    }
}
