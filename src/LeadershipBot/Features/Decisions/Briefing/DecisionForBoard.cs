using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Decisions.Reactions;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Decisions.Briefing;

/// <summary>A decision as one paragraph: what was decided, whom it reached, and what members say to it, as far as the one rule lets be shown.</summary>
internal sealed class DecisionForBoard(DecisionShelf shelf, SendingShelf sendings, IAudience audience, Sentences sentences) : IBoardPaper
{
    public const string PaperKind = "decisions";

    public string Kind => PaperKind;

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { Decision: { BegunAt: { } begun } decision } head || decision.Organisation.Id != wish.Actor.Organisation.Id)
            return new Refusal("decisions.refused.unknown");
        if (!decision.MayBeMadeBy(wish.Actor))
            return new Refusal(DecisionRefusals.Role);
        var (text, content) = (sentences.Text, decision.Content);
        var said = new List<string>
        {
            text.Plain("decisions.board.head", ("organisation", text.NameOf(decision.Organisation)), ("what", content.What), ("decider", content.DecidedBy), ("when", TimeWords.Moment(begun, wish.Zone))).Words,
        };
        if (decision.Withdrawal is { } withdrawal)
            said.Add(text.Plain("decisions.board.withdrawn", ("when", TimeWords.Moment(withdrawal.At, wish.Zone)), ("why", withdrawal.Why)).Words);
        else if (decision.CorrectedAt is { } corrected)
            said.Add(text.Plain("decisions.board.corrected", ("when", TimeWords.Moment(corrected, wish.Zone))).Words);
        said.AddRange(head.Linked.Select(one => text.Plain("decisions.board.asked", ("question", one.Title), ("result", string.Join(' ', one.Lines))).Words));
        said.Add(text.Plain("decisions.board.why", ("why", content.Why)).Words);
        said.AddRange(await ReactionsAsync(head, wish, cancellationToken));
        return new BoardParagraph(content.What, string.Join(' ', said));
    }

    /// <summary>How many of those who have it said something, and until when they can.</summary>
    public async Task<IReadOnlyList<string>> TurnoutAsync(DecisionHead head, BoardWish wish, CancellationToken cancellationToken)
    {
        var (text, decision) = (sentences.Text, head.Decision);
        var answered = ReactionDisclosure.Of(head, Reader.Leader).Answered ?? 0;
        var sending = await sendings.FindAsync(DecisionSending.SendingOf(head.PartitionKey), cancellationToken);
        var got = sending is null || decision.IsPostedHere ? 0 : (await sendings.CountAsync(sending, cancellationToken)).Sum.Got;
        var turnout = got >= answered && got > 0
            ? text.Plain("decisions.board.turnout", ("answered", answered), ("total", got), ("percent", Percent(answered, got))).Words
            : text.Plain("decisions.board.answered", ("count", answered)).Words;
        return decision is { ReactionsCloseAt: { } closes, Withdrawal: null } && closes > wish.At
            ? [turnout, text.Plain("decisions.board.open", ("when", TimeWords.Moment(closes, wish.Zone))).Words]
            : [turnout];
    }

    /// <summary>The same, and what they said: totals once it is closed, and why others aren't shown.</summary>
    public async Task<IReadOnlyList<string>> ReactionsAsync(DecisionHead head, BoardWish wish, CancellationToken cancellationToken)
    {
        var (text, decision) = (sentences.Text, head.Decision);
        var shown = ReactionDisclosure.Of(head, await shelf.ListResultsAsync(head.PartitionKey, cancellationToken), Reader.Leader);
        List<string> said = [.. await TurnoutAsync(head, wish, cancellationToken)];
        if (shown.Whole is { Answered: > 0 } whole)
            said.Add(text.Plain("decisions.board.totals", ("noted", whole.Counts[0]), ("notedPercent", Percent(whole.Counts[0], whole.Answered)), ("disagreed", whole.Counts[1]), ("percent", Percent(whole.Counts[1], whole.Answered))).Words);
        if (shown.Groups.Count > 0)
        {
            var names = await audience.NameLocalitiesAsync(decision.Organisation.Id, cancellationToken);
            said.AddRange(shown.Groups.Select(group => Group(group.Name.Length == 0 ? text.Plain("decisions.report.noLocality").Words : names.GetValueOrDefault(group.Name, group.Name), group)));
            if (shown.Others is { } others)
                said.Add(Group(text.Plain("decisions.report.others", ("count", others.GroupsInIt)).Words, others));
        }

        said.AddRange(shown.Reasons.Select(reason => text.Plain("decisions.board.hidden", ("reason", sentences.Plain(reason).Words)).Words));
        return said;
    }

    private string Group(string name, ShownGroup group) => sentences.Text.Plain("decisions.report.group", ("name", name), ("noted", group.Counts[0]), ("disagreed", group.Counts[1])).Words;

    private static int Percent(int part, int whole) => (int)(((part * 100L) + (whole / 2)) / whole);
}
