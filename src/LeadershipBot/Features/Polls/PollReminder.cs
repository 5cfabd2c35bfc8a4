using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A reminder of a poll: a short card with a button that turns it into the poll's own. It goes to those who have not
/// answered and got the poll in their own chat, or are of the list and sit where it was posted, each as of the moment of
/// sending; like every ask it waits for quiet hours, pause and the week's minutes.
/// </summary>
/// <remarks>
/// What it costs: the audience and the answers are each read once, as lists in pages, so that of 50,000 people only those
/// who have not answered get a row, and those who have cost no read of their own. Each who is left costs, when their turn
/// comes, three reads (their answer, whether they got the poll, whether they are still listed) beside those of the engine.
/// Where who answered is hidden, everybody gets a row, and who has answered costs a read and is passed over.
/// </remarks>
internal sealed class PollReminder(PollShelf shelf, PollRoll roll, PollCards cards, SendingShelf sendings, IAudience audience, ITeams teams, CardLibrary library, TimeProvider time) : ISendingSource
{
    public const string SendingKind = "polls.reminder";

    /// <summary>A poll isn't read anew for each of thousands. That somebody answered is, and that it was closed within this time.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (PollHead? Head, SendingHead? First, long At)> _known = new(StringComparer.Ordinal);

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(RemindPoll.Read(sending.Subject).Key, cancellationToken) is not { } head || !head.Poll.IsOpenAt(time.GetUtcNow()) || teams.Reminded(head) is not { } reminded)
            yield break;
        // The list of those who are reminded would be as good as one of those who answered: where that isn't shown, all are on it.
        var answered = head.Poll.HidesWho ? new HashSet<string>() : await roll.ListAnsweredAsync(head, cancellationToken);
        await foreach (var member in audience.ListAsync(head.Poll.Organisation.Id, reminded, cancellationToken))
        {
            if (!answered.Contains(member.Person.ObjectId))
                yield return SendingTarget.Of(member.Person, member.Locality);
        }
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        var (key, number) = RemindPoll.Read(wish.Sending.Subject);
        if (wish.IsChange || wish.Person is not { } person || await FindAsync(key, cancellationToken) is not ({ } head, var first) || teams.Reminded(head) is not { } reminded)
            return null;
        var times = PollReminders.Of(head.Poll);
        var isOver = !head.Poll.IsOpenAt(wish.At) || head.Poll.IsFull(head.Tally) || number > times.Count || times.Skip(number).Any(next => next <= wish.At); // the next one's time has come
        if (isOver
            || await roll.HasAnsweredAsync(head, person, cancellationToken)
            || await roll.IsExcusedAsync(head, person, cancellationToken)
            || (head.Poll.IsForEverybody && !await HasGotItAsync(first, person, wish.At, cancellationToken))
            || await audience.FindAsync(head.Poll.Organisation.Id, reminded, person, cancellationToken) is null)
        {
            return null;
        }

        return new SendingContent(View(head, isLast: number == times.Count, wish), new Ask(AskWeight.Ask, head.Poll.MinutesToAnswer, head.Poll.ClosesAt));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(RemindPoll.Read(sending.Subject).Key, cancellationToken);
        var name = head is not null
            ? library.Text.Plain("polls.remind.name", ("question", head.Poll.Title))
            : library.Text.Plain("polls.everybody.gone");
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = head is { Poll.HidesWho: false }, IsSecret = head is not { Poll.HidesWho: false } };
    }

    /// <summary>The poll's own card in short: who asks, how long it takes, until when, who sees what.</summary>
    private CardView View(PollHead head, bool isLast, SendingWish wish)
    {
        var text = library.Text;
        var whole = cards.ForRecipient(head, head.Tally, PollStanding.Of(null) with { Person = wish.Person!.Value.ObjectId }, wish.At, wish.Zone);
        var summary = head.Poll.ClosesAt is { } closes
            ? text.Plain("polls.remind.summary", ("question", head.Poll.Title), ("when", TimeWords.Moment(closes, wish.Zone)))
            : whole.Summary;
        whole.Data.Set("reminds", text.Format(isLast ? "polls.remind.last" : "polls.remind.first")).Set("summary", summary).Set("spoken", text.AsSpoken(summary));
        return new CardView("polls/remind", whole.Data, summary);
    }

    /// <summary>Whoever doesn't have the poll yet (held, in a digest to come, not reached) gets the poll, not a reminder of it.</summary>
    private async Task<bool> HasGotItAsync(SendingHead? first, MemberId person, DateTimeOffset now, CancellationToken cancellationToken)
        => first is not null && await sendings.FindRecipientAsync(first, person.ToString(), cancellationToken) is { Kept: { State: RecipientState.Sent, SentAt: var sent } } && !(sent > now - PollReminders.NotWithin);

    private async Task<(PollHead? Head, SendingHead? First)> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(key, out var known) && time.GetElapsedTime(known.At) < RememberedFor)
            return (known.Head, known.First);
        var (head, first) = (await shelf.FindAsync(key, cancellationToken), await sendings.FindAsync(SendPoll.SendingOf(key), cancellationToken));
        _known.Clear(); // few go out at once
        _known[key] = (head, first, time.GetTimestamp());
        return (head, first);
    }
}
