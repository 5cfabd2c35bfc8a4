using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>What came of a meeting, in sentences: in numbers for everybody, with names for its minutes.</summary>
internal sealed class MeetingReport(IAudience audience, CardLibrary library)
{
    private const int NamesMax = 80;

    private readonly TextFile _text = library.Text;

    /// <summary>In numbers: quorum, attendance, and the items for which somebody left.</summary>
    public IEnumerable<string> Numbers(Meeting meeting, RegisterStand stand) => MeetingWords.Came(_text, meeting, stand);

    /// <summary>The same of one item: the meeting's quorum, and what is to be said of the item.</summary>
    public IEnumerable<string> NumbersOf(Meeting meeting, RegisterStand stand, string itemId)
        => [MeetingWords.Quorum(_text, stand.Whole, meeting.Content.Quorum), .. MeetingWords.Items(_text, stand.Whole, stand.Items.Where(item => item.Item.Id == itemId), meeting.Content)];

    /// <summary>With names: who was there, stood in, sent apologies and left for which item; and attendance by locality and practice.</summary>
    public async Task<List<string>> NamesAsync(Meeting meeting, Register register, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        Add(lines, "meetings.board.present", [.. register.Present.Select(one => one.Name)]);
        Add(lines, "meetings.board.deputies", [.. register.Deputies.Select(one => StandsIn(register, one))]);
        Add(lines, "meetings.board.attending", [.. register.InAttendance.Select(one => one.Name)]);
        Add(lines, "meetings.board.apologies", [.. register.Apologies.Select(one => one.Name)]);
        if (register.Absent > 0)
            lines.Add(_text.Plain("meetings.manage.absent", ("count", register.Absent)).Words);
        lines.Add(MeetingWords.Quorum(_text, register.Stand(meeting.Content.Quorum, Basis.Noted), meeting.Content.Quorum));
        lines.AddRange(await GroupsAsync(meeting, register, cancellationToken));
        lines.AddRange(MeetingWords.Items(_text, register, meeting.Content, Basis.Noted));
        lines.AddRange(meeting.Content.Agenda.SelectMany((item, i) => Conflicts(register, meeting.Content.Agenda, item, i + 1)));
        return lines;
    }

    private async Task<List<string>> GroupsAsync(Meeting meeting, Register register, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var localities = await audience.NameLocalitiesAsync(meeting.Organisation.Id, cancellationToken);
        if (register.ByLocality(meeting.Content.Quorum, Basis.Noted) is { Count: > 0 } groups)
            lines.Add(_text.Plain("meetings.board.localities", ("parts", string.Join(", ", groups.Select(one => _text.Plain("meetings.manage.group", ("name", localities.GetValueOrDefault(one.Code, one.Code)), ("came", one.Came), ("called", one.Called)).Words)))).Words);
        if (register.ByPractice(meeting.Content.Quorum, Basis.Noted) is { Count: > 0 } practices)
            lines.Add(_text.Plain("meetings.manage.practices", ("number", practices.Count(one => one.Came > 0)), ("total", practices.Count)).Words);
        return lines;
    }

    /// <summary>Who left for an item: those who declared an interest, and those of whom one was noted; not who had gone before.</summary>
    private IEnumerable<string> Conflicts(Register register, IReadOnlyList<AgendaItem> agenda, AgendaItem item, int number)
    {
        var left = register.ToLeave(agenda, item).Where(one => one.IsThere).ToList();
        foreach (var (key, names) in new[]
        {
            ("meetings.board.conflict", left.Where(one => one is { NotedBy: null, StandsFor: null }).Select(one => one.Name)),
            ("meetings.board.conflictNoted", left.Where(one => one.NotedBy is not null).Select(one => one.Name)),
            ("meetings.board.conflictDeputy", left.Where(one => one.StandsFor is not null).Select(one => _text.Plain("meetings.board.for", ("name", one.Name), ("for", one.StandsFor!)).Words)),
        })
        {
            if (names.ToList() is { Count: > 0 } some)
                yield return _text.Plain(key, ("number", number), ("title", item.Title), ("names", MeetingWords.Names(_text, some, NamesMax))).Words;
        }
    }

    private string StandsIn(Register register, Attendee deputy)
    {
        var whom = register.People.FirstOrDefault(one => deputy.StandsFor is { } id && Is(one.Person, id))?.Name ?? _text.Plain("meetings.formerMember").Words;
        return _text.Plain("meetings.board.for", ("name", deputy.Name), ("for", whom)).Words;
    }

    private void Add(List<string> lines, string key, List<string> names)
    {
        if (names.Count > 0)
            lines.Add(_text.Plain(key, ("number", names.Count), ("names", MeetingWords.Names(_text, names, NamesMax))).Words);
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
