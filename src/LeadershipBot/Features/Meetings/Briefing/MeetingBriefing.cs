using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Meetings.Briefing;

/// <summary>What the brief says of meetings: whether those of the next two weeks would be quorate and for which items people leave; how those were that are new; and which registers are overdue; with what was asked and decided at them.</summary>
internal sealed class MeetingBriefing(MeetingLines meetings, MeetingShelf shelf, RegisterReading reading, MeetingReport report, MeetingLinks links, CardLibrary library) : IBriefing
{
    private const int AheadDays = 14;
    private const int OfPartMax = 20;
    private const int LinkedMax = 3;

    private readonly TextFile _text = library.Text;

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.HoldsAny(Meeting.Makers))
            return [];
        var all = (await meetings.ListNearAsync(wish.Actor.Organisation.Id, cancellationToken)).OrderBy(line => line.StartsAt).ToLookup(line => PartOf(line, wish));
        var ahead = await HeadsAsync(all[BriefPart.Meetings], cancellationToken);
        var lines = new List<BriefLine>();
        foreach (var (head, register) in ahead.Zip(await reading.ReadAsync(ahead, cancellationToken)))
            lines.Add(await AheadAsync(head, register, wish, cancellationToken));
        foreach (var head in await HeadsAsync(all[BriefPart.Results].Reverse(), cancellationToken))
            lines.Add(await ResultAsync(head, wish, cancellationToken));
        lines.AddRange(all[BriefPart.Overdue].Take(OfPartMax).Select(line => new BriefLine(BriefPart.Overdue, _text.Plain("meetings.brief.overdue", ("title", line.Title), ("when", MeetingWords.When(_text, line.StartsAt, line.EndsAt, wish.Zone)))) { Command = "meetings past" }));
        return lines;
    }

    /// <summary>In which part a meeting stands; null for none. One out of a calendar that asks for no register, such as the booking of a room, stands in none while nobody keeps one.</summary>
    private static BriefPart? PartOf(MeetingLine line, BriefWish wish) => line.StateAt(wish.Now) switch
    {
        MeetingState.Closed => line.ClosedAt > wish.Since ? BriefPart.Results : null,
        MeetingState.Cancelled or MeetingState.Unshared => null,
        _ when !line.AsksForRegister => null,
        MeetingState.Over => line.MadeAt < line.EndsAt && line.EndsAt.AddDays(MeetingLimits.RegisterWithinDays) <= wish.Now ? BriefPart.Overdue : null,
        _ => line.StartsAt <= wish.Now.AddDays(AheadDays) ? BriefPart.Meetings : null,
    };

    private async Task<List<MeetingHead>> HeadsAsync(IEnumerable<MeetingLine> lines, CancellationToken cancellationToken)
    {
        var heads = new List<MeetingHead>();
        foreach (var line in lines.Take(OfPartMax))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { } head)
                heads.Add(head);
        }

        return heads;
    }

    private async Task<BriefLine> ResultAsync(MeetingHead head, BriefWish wish, CancellationToken cancellationToken)
    {
        var said = report.Numbers(head.Meeting, await reading.StandAsync(head, cancellationToken)).Concat(await LinkedAsync(head, wish, cancellationToken));
        return new BriefLine(BriefPart.Results, Line("meetings.brief.was", head, said, wish)) { PaperKind = MeetingForBoard.PaperKind, PaperKey = head.Key };
    }

    private async Task<BriefLine> AheadAsync(MeetingHead head, Register register, BriefWish wish, CancellationToken cancellationToken)
    {
        var content = head.Meeting.Content;
        List<string> said =
        [
            MeetingWords.Expected(_text, register.Stand(content.Quorum, Basis.Expected), content.Quorum),
            .. MeetingWords.Items(_text, register, content, Basis.Expected),
            .. MeetingWords.ToLeave(_text, register, content),
        ];
        if (register.Silent > 0)
            said.Add(_text.Plain("meetings.manage.silent", ("count", register.Silent)).Words);
        said.AddRange(await LinkedAsync(head, wish, cancellationToken));
        return new BriefLine(BriefPart.Meetings, Line("meetings.brief.comes", head, said, wish)) { Command = "meetings" };
    }

    private PlainText Line(string key, MeetingHead head, IEnumerable<string> said, BriefWish wish)
        => _text.Plain(key, ("title", head.Meeting.Content.Title), ("when", MeetingWords.When(_text, head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt, wish.Zone)), ("said", string.Join(' ', said)));

    private async Task<IEnumerable<string>> LinkedAsync(MeetingHead head, BriefWish wish, CancellationToken cancellationToken)
        => links.Sentences(head, await links.ReadAsync(head, wish.Actor, cancellationToken)).Take(LinkedMax);
}
