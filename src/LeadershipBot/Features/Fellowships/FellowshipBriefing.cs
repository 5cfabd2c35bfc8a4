using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Fellowships;

/// <summary>What the brief says of fellowships to those who run them: where one waits for a yes, where one should have begun and has no fellow, where one starts soon without cover, and where what came of one isn't confirmed. One list.</summary>
internal sealed class FellowshipBriefing(FellowshipShelf shelf, CardLibrary library) : IBriefing
{
    private const string Command = "fellowships";

    public async Task<IReadOnlyList<BriefLine>> ReadAsync(BriefWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(Fellowship.Makers))
            return [];
        var (today, lines) = (DateOnly.FromDateTime(wish.Now.UtcDateTime), new List<BriefLine>());
        foreach (var line in (await shelf.ListAsync(wish.Actor.Organisation.Id, cancellationToken)).OrderBy(one => one.Milestones.Starts).ThenBy(one => one.Title, StringComparer.OrdinalIgnoreCase))
        {
            var (stones, title) = (line.Milestones, FellowshipWords.Title(library.Text, line.Title, line.Cycle));
            if (stones.StateAt(wish.Now) is FellowshipState.Waiting)
                lines.Add(new BriefLine(BriefPart.Overdue, library.Text.Plain("fellowships.brief.waiting", ("title", title))) { Command = Command });
            if (stones.StateAt(wish.Now) is FellowshipState.Unfilled && stones.Starts is { } missed)
                lines.Add(new BriefLine(BriefPart.Overdue, library.Text.Plain("fellowships.brief.unfilled", ("title", title), ("date", TimeWords.Day(missed)))) { Command = Command });
            if (line.Uncovered > 0 && stones.Starts is { } starts && today >= FellowshipClock.CoverDueOn(starts) && !(today > stones.Ends))
                lines.Add(new BriefLine(BriefPart.Overdue, library.Text.Plain("fellowships.brief.cover", ("title", title), ("date", TimeWords.Day(starts)), ("count", line.Uncovered))) { Command = Command });
            if (stones.StateAt(wish.Now) is FellowshipState.ToConfirm && stones.Ends is { } ends)
                lines.Add(new BriefLine(BriefPart.Overdue, library.Text.Plain("fellowships.brief.confirm", ("title", title), ("date", TimeWords.Day(ends)), ("count", stones.Live))) { Command = Command });
        }

        return lines;
    }
}
