using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>What the brief says of meetings: whether those of the next two weeks would be quorate and for which items people leave; how those were that are new; and which registers are overdue; with what was asked and decided at them.</summary>
internal sealed class MeetingBriefing(MeetingShelf shelf, RegisterReading reading, MeetingReport report, MeetingLinks links, IAudience audience, CardLibrary library) : IBriefing
{
    private const int AheadDays = 14;
    private const int AheadMax = 20;
    private const int OverdueMax = 5;
    private const int NamesMax = 20;
    private const int LinkedMax = 3;

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.HoldsAny(Meeting.Makers))
            return [];
        var lines = new List<BriefLine>();
        var all = (await shelf.ListAsync(wish.Actor.Organisation.Id, cancellationToken)).Where(line => Concerns(line, wish)).OrderBy(line => line.StartsAt).ToLookup(line => line.StateAt(wish.Now) is MeetingState.Over);
        var lists = new CalledLists(audience); // however many meetings there are, whom they call is read once
        foreach (var line in all[false].Take(AheadMax).Concat(all[true].Take(OverdueMax))) // neither crowds the other out
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head)
                lines.Add(await LineAsync(head, lists, wish, cancellationToken));
        }

        return lines;
    }

    private static bool Concerns(MeetingLine line, BriefWish wish) => line.AsksForRegister && line.StateAt(wish.Now) switch
    {
        MeetingState.Coming or MeetingState.Running => line.StartsAt <= wish.Now.AddDays(AheadDays),
        MeetingState.Closed => line.ClosedAt > wish.Since,
        MeetingState.Over => line.EndsAt.AddDays(MeetingLimits.RegisterWithinDays) <= wish.Now,
        _ => false,
    };

    private async Task<BriefLine> LineAsync(MeetingHead head, CalledLists lists, BriefWish wish, CancellationToken cancellationToken)
    {
        var (meeting, content) = (head.Meeting, head.Meeting.Content);
        var when = MeetingWords.When(_text, content.StartsAt, content.EndsAt, wish.Zone);
        if (meeting.StateAt(wish.Now) is MeetingState.Over)
            return new BriefLine(BriefPart.Overdue, _text.Plain("meetings.brief.overdue", ("title", content.Title), ("when", when))) { Command = "meetings past" };
        var linked = links.Sentences(head, await links.ReadAsync(head, wish.Actor, cancellationToken)).Take(LinkedMax);
        if (meeting.ClosedAt is not null)
            return new BriefLine(BriefPart.Results, _text.Plain("meetings.brief.was", ("title", content.Title), ("when", when), ("said", string.Join(' ', report.Numbers(meeting, await reading.StandAsync(head, cancellationToken)).Concat(linked))))) { PaperKind = MeetingForBoard.PaperKind, PaperKey = head.Key };
        var register = await reading.ReadAsync(head, lists, cancellationToken);
        List<string> said = [MeetingWords.Expected(_text, register.Stand(content.Quorum, Basis.Expected), content.Quorum), .. MeetingWords.Items(_text, register, content, Basis.Expected), .. MeetingWords.Leaving(_text, register, content, NamesMax)];
        if (register.Silent > 0)
            said.Add(_text.Plain("meetings.manage.silent", ("count", register.Silent)).Words);
        said.AddRange(linked);
        return new BriefLine(BriefPart.Meetings, _text.Plain("meetings.brief.comes", ("title", content.Title), ("when", when), ("said", string.Join(' ', said)))) { Command = "meetings" };
    }
}
