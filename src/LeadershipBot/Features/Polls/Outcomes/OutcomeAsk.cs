using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>
/// Asks somebody for what came of a poll, in their own chat, as of the moment of sending: not where somebody has said it
/// meanwhile, and not late where the next reminder says it, too. It costs none of their minutes: they asked first.
/// </summary>
internal sealed class OutcomeAsk(PollShelf shelf, OutcomeOwners owners, OutcomeCards cards, CardLibrary library) : IAskSource
{
    public const string AskKind = "polls.outcomeAsk";

    /// <summary>When it has ended.</summary>
    public const string First = "first";

    /// <summary>Ten working days later.</summary>
    public const string Second = "second";

    /// <summary>To the chairs.</summary>
    public const string Overdue = "overdue";

    private const string Review = "review-";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    /// <summary>The step that looks at it again on a day.</summary>
    public static string ReviewOf(DateOnly day) => Review + OutcomeRows.Text(day);

    /// <summary>One step's order to one person: its name is the same however often it is due.</summary>
    public static AskOrder OrderOf(Poll poll, MemberId person, string step)
        => new(person, poll.Organisation.Id, AskKind, $"{PollRows.PartitionOf(poll)}.{step}", new Ask(AskWeight.Notice, 0, ClosesAt: null));

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var at = wish.Key.LastIndexOf('.');
        if (at < 0 || await shelf.FindAsync(wish.Key[..at], cancellationToken) is not { Poll: { Withdrawal: null } poll } head || poll.EndedAt(wish.At) is not { } ended)
            return null;
        if (WhyNow(head, wish.Key[(at + 1)..], ended, wish.At) is not { } why || !await owners.IncludesAsync(poll, wish.Person, cancellationToken))
            return null;
        var view = cards.Asked(head, why, wish.At, wish.Zone);
        return new AskCard(view.Summary, view);
    }

    /// <summary>Why it is asked at this moment; null where it isn't any more.</summary>
    private CardText? WhyNow(PollHead head, string step, DateTimeOffset ended, DateTimeOffset now)
    {
        if (step.StartsWith(Review, StringComparison.Ordinal))
            return head.Outcome?.ReviewOn is { } day && step == ReviewOf(day) ? _text.Format("polls.outcome.ask.review", ("day", TimeWords.Day(day))) : null;
        if (head.Outcome is not null)
            return null;
        return step switch
        {
            First when now < OutcomeReminders.OwnerAt(ended) => _text.Format("polls.outcome.ask.first"),
            Second when now < OutcomeReminders.ChairAt(ended) => _text.Format("polls.outcome.ask.second", ("days", OutcomeReminders.OwnerAfterWorkingDays)),
            Overdue => _text.Format("polls.outcome.ask.overdue", ("days", OutcomeReminders.ChairAfterDays), ("name", head.Poll.AskedByName)),
            _ => null,
        };
    }
}
