using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Who is asked, and who has answered: only that, never what, and of an anonymous poll by its roll, which knows no more.
/// Somebody who took their answer back has answered.
/// </summary>
internal sealed class PollRoll(PollShelf shelf, AnonymousBoxes boxes, IAudience audience, SendingShelf sendings, IPresence presence, IRecordStore store)
{
    /// <summary>In so many of a poll's conversations is looked for a person.</summary>
    private const int PlacesMax = 5;

    /// <summary>The poll, if it is there and the person has not answered it: one read where they have, two or three where not.</summary>
    public async Task<PollHead?> FindUnansweredAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAnswerAsync(key, person.ObjectId, cancellationToken) is null
            && await shelf.FindAsync(key, cancellationToken) is { } head
            && !await HasAnsweredAnonymouslyAsync(head, person, cancellationToken)
            ? head
            : null;

    /// <summary>One read; of an anonymous poll two.</summary>
    public async Task<bool> HasAnsweredAsync(PollHead head, MemberId person, CancellationToken cancellationToken)
        => await shelf.FindAnswerAsync(head.PartitionKey, person.ObjectId, cancellationToken) is not null || await HasAnsweredAnonymouslyAsync(head, person, cancellationToken);

    /// <summary>The object ids of all who have answered a poll that isn't anonymous: one list, read in pages, instead of a read for each who is asked.</summary>
    public async Task<IReadOnlySet<string>> ListAnsweredAsync(PollHead head, CancellationToken cancellationToken)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(PollRows.Answer), cancellationToken))
            answered.Add(row.RowKey[PollRows.Answer.Length..]);
        return answered;
    }

    /// <summary>
    /// To whom that goes what those who answered hear: to them, also who has left since; where who answered is hidden, to all
    /// who were asked and are still listed, since anything else would tell who answered.
    /// </summary>
    public async IAsyncEnumerable<SendingTarget> ListToTellAsync(PollHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var poll = head.Poll;
        var left = poll.HidesWho ? [] : new HashSet<string>(await ListAnsweredAsync(head, cancellationToken), StringComparer.Ordinal);
        var targets = new List<SendingTarget>();
        await foreach (var member in audience.ListAsync(poll, cancellationToken))
        {
            if (poll.HidesWho || left.Remove(member.Person.ObjectId))
                targets.Add(SendingTarget.Of(member.Person, member.Locality));
        }

        targets.AddRange(left.Where(IsPerson).Select(person => SendingTarget.Of(new MemberId(poll.TenantId, person), "")));
        foreach (var target in targets.OrderBy(target => target.Key, StringComparer.Ordinal))
            yield return target;
    }

    /// <summary>An answer whose person was forgotten has no id.</summary>
    private static bool IsPerson(string key) => Guid.TryParse(key, out _);

    /// <summary>Whether the poll was put before this person: it goes to them in their own chat and they are still listed, or it stands in a team or chat in which they are.</summary>
    public async Task<bool> IsAskedAsync(PollHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (await IsExcusedAsync(head, person, cancellationToken))
            return false;
        if (head.Poll.IsForEverybody)
            return await IsSentToAsync(head, person, cancellationToken) && await audience.AsksAsync(head.Poll, person, cancellationToken);
        foreach (var place in head.Cards.Select(card => card.Place).Where(place => place.Scope is not Scope.Personal).DistinctBy(place => place.WholeConversationId).Take(PlacesMax))
        {
            if (await presence.IsInAsync(place, person, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>Whether nothing is awaited of the person: somebody else casts their practice's vote, or they have an interest in the matter of a poll that isn't named.</summary>
    public async Task<bool> IsExcusedAsync(PollHead head, MemberId person, CancellationToken cancellationToken)
        => VoterRule.CountsFor(head, person.ObjectId).IsRefused(out _, out _) || await shelf.IsOffRollAsync(head, person.ObjectId, cancellationToken);

    private async Task<bool> IsSentToAsync(PollHead head, MemberId person, CancellationToken cancellationToken)
        => await sendings.FindAsync(SendPoll.SendingOf(head.PartitionKey), cancellationToken) is { } sending
            && await sendings.FindRecipientAsync(sending, person.ToString(), cancellationToken) is not null;

    private async Task<bool> HasAnsweredAnonymouslyAsync(PollHead head, MemberId person, CancellationToken cancellationToken)
        => head.Poll.Privacy.Voice is Voice.Anonymous && await boxes.Roll.HasAnsweredAsync(BoxOf(head), person.ObjectId, cancellationToken) is true;

    private static BoxAt BoxOf(PollHead head) => new(PollRows.Table, head.PartitionKey);
}
