using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Sendings;

/// <summary>How far a sending is: who has it, who doesn't yet and why, by locality, and how long it will take.</summary>
internal sealed class ProgressCard(SendingShelf shelf, SendingSources sources, IRoleHolders organisations, SendPace pace, CardLibrary library)
{
    private const int GroupsMax = 12;

    /// <summary>What goes on sooner than this is said to take minutes, and not to wait for a time.</summary>
    private static readonly TimeSpan ShownAsMinutes = TimeSpan.FromMinutes(2);

    private readonly TextFile _text = library.Text;

    /// <summary>What is sent, in a few words.</summary>
    public async Task<PlainText> TitleAsync(SendingHead head, CancellationToken cancellationToken)
        => (await sources.Of(head).DescribeAsync(head, cancellationToken)).Name;

    /// <summary>As of now.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<CardView> OfAsync(SendingHead head, DateTimeOffset now, TimeZoneInfo zone, CardText? recorded, CancellationToken cancellationToken)
        => await OfAsync(head, await shelf.CountAsync(head, cancellationToken), now, zone, recorded, cancellationToken);

    /// <param name="head">The sending.</param>
    /// <param name="count">How many stand where.</param>
    /// <param name="now">As of when.</param>
    /// <param name="zone">In which times are shown.</param>
    /// <param name="recorded">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<CardView> OfAsync(SendingHead head, SendingCount count, DateTimeOffset now, TimeZoneInfo zone, CardText? recorded, CancellationToken cancellationToken)
    {
        var title = await sources.Of(head).DescribeAsync(head, cancellationToken);
        var organisation = await organisations.NameAsync(head.OrganisationId, cancellationToken);
        var (sum, reached, state) = (count.Sum, SendingWords.ReachedOf(count.Sum, title.RevealsAnswering), StateOf(head, count, now, zone));
        var headline = head.FrozenAt is null
            ? _text.Plain("sendings.headline.preparing", ("count", sum.Total))
            : _text.Plain(title.RevealsAnswering ? "sendings.headline" : "sendings.headline.reached", ("got", reached), ("count", sum.Total));
        var summary = _text.Plain("sendings.summary", ("name", title.Name.Words), ("headline", headline.Words));
        var data = new CardData()
            .SetId("organisationId", head.OrganisationId)
            .SetId("sending", head.Id)
            .Set("round", head.Wanted.Round)
            .Set("organisation", CardText.FromPerson(organisation is null ? "" : _text.NameOf(organisation)))
            .Set("state", state)
            .Set("name", CardText.FromPerson(title.Name.Words))
            .Set("headline", CardText.FromPerson(headline.Words))
            .Set("lines", Lines(head, title, count, zone).Select(line => new CardData().Set("line", line)))
            .Set("groups", Groups(title, count))
            .Set("mayStop", MayStop(head, count))
            .Set("mayTryAgain", !head.Wanted.IsStopped && head.FrozenAt is not null && sum.NotReached > 0)
            .Set("hasPeople", sum.ToBeListed > 0)
            .Set("hasOthers", MayStop(head, count) || sum.ToBeListed > 0)
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        if (reached > 0)
            data.Set("bar", TextBar.Of(100 * reached / sum.Total));
        if (recorded is { } done)
            data.Set("recorded", done);
        return new CardView("sendings/progress", data, summary);
    }

    /// <summary>Whether there is anybody left who would not get it.</summary>
    public static bool MayStop(SendingHead head, SendingCount count) => !head.Wanted.IsStopped && !IsFinished(head, count);

    /// <summary>Whether everybody's turn has come, and nobody is to be tried again.</summary>
    public static bool IsFinished(SendingHead head, SendingCount count) => count.IsDone || (head.FrozenAt is not null && count.Sum is { Left: 0, NotReached: 0 });

    private CardText StateOf(SendingHead head, SendingCount count, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (head.Wanted.IsWithdrawn)
            return _text.Format(count.IsDone ? "sendings.state.withdrawn" : "sendings.state.withdrawing");
        if (head.Wanted.IsCancelled)
            return _text.Format("sendings.state.stopped");
        if (head.StartsAt > now)
            return _text.Format("sendings.state.scheduled", ("when", TimeWords.Moment(head.StartsAt, zone)));
        if (head.FrozenAt is null)
            return _text.Format("sendings.state.preparing");
        if (count.IsDone)
            return _text.Format("sendings.state.done");
        var waiting = count.Sum.Waiting + count.Sum.BehindOf(head.Wanted.Version);
        if (waiting + count.Sum.Installing == 0)
            return _text.Format("sendings.state.held");
        if (count.NextAt is { } next && count.IsResting && next > now + ShownAsMinutes)
            return _text.Format("sendings.state.resting", ("when", TimeWords.Moment(next, zone)));
        var minutes = Math.Max(1, (int)Math.Ceiling(waiting / (pace.RequestsPerSecond * 60.0)));
        return _text.Format("sendings.state.sending", ("count", minutes));
    }

    /// <summary>What the headline doesn't say, a line each; nothing that counts nobody.</summary>
    private IEnumerable<CardText> Lines(SendingHead head, SendingTitle title, SendingCount count, TimeZoneInfo zone)
    {
        var sum = count.Sum;
        if (sum.Waiting is > 0 and var waiting && head.FrozenAt is not null)
            yield return _text.Format("sendings.line.waiting", ("count", waiting));
        if (sum.Held is > 0 and var held)
        {
            yield return count.NextAt is { } next && sum.Left == held
                ? _text.Format("sendings.line.held", ("count", held), ("when", TimeWords.Moment(next, zone)))
                : _text.Format("sendings.line.heldOnly", ("count", held));
        }

        if (sum.Installing is > 0 and var installing)
            yield return _text.Format("sendings.line.installing", ("count", installing));
        foreach (var (reason, many) in sum.Unreachable)
            yield return _text.Format("sendings.line.unreachable", ("count", many), ("reason", SendingWords.ReasonOf(_text, reason)));
        foreach (var (reason, many) in sum.Failed)
            yield return _text.Format("sendings.line.failed", ("count", many), ("reason", SendingWords.ReasonOf(_text, reason)));
        if (sum.PossiblyTwice is > 0 and var twice)
            yield return _text.Format("sendings.line.twice", ("count", twice));
        if (title.RevealsAnswering && sum.NotNeeded is > 0 and var notNeeded)
            yield return _text.Format("sendings.line.notNeeded", ("count", notNeeded));
        if (sum.Cancelled is > 0 and var cancelled)
            yield return _text.Format("sendings.line.cancelled", ("count", cancelled));
        if (sum.CancelledPerhapsArrived is > 0 and var perhaps)
            yield return _text.Format("sendings.line.perhaps", ("count", perhaps));
        if (sum.Withdrawn is > 0 and var withdrawn)
            yield return _text.Format("sendings.line.withdrawn", ("count", withdrawn));
        if (sum.BehindOf(head.Wanted.Version) is > 0 and var behind)
            yield return _text.Format("sendings.line.behind", ("count", behind));
        foreach (var (reason, many) in sum.NotChanged)
            yield return _text.Format("sendings.line.notChanged", ("count", many), ("reason", SendingWords.ReasonOf(_text, reason)));
    }

    /// <summary>By locality; where nobody may learn who has answered, not while some are still to come, or never will: of a small one it would tell.</summary>
    private IEnumerable<CardData> Groups(SendingTitle title, SendingCount count)
        => count.ByGroup.Count < 2 || (!title.RevealsAnswering && count.Sum.Left + count.Sum.Cancelled > 0)
            ? []
            : count.ByGroup.OrderBy(group => group.Key.Length == 0).ThenByDescending(group => group.Value.Total).Take(GroupsMax).Select(group => new CardData()
                .Set("name", group.Key.Length == 0 ? _text.Format("sendings.group.none") : CardText.FromPerson(title.NameOfGroup(group.Key).Words))
                .Set("result", _text.Format("sendings.group", ("got", SendingWords.ReachedOf(group.Value, title.RevealsAnswering)), ("count", group.Value.Total))));
}
