using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// The rounds in which people are called to one meeting: the first when it is arranged, and another whenever others are called
/// than before, or are listed later. Who was called in an earlier one isn't called again, unless they were called no more meanwhile.
/// </summary>
internal sealed class CallRounds(MeetingShelf shelf, SendingShelf sendings, IAudience audience)
{
    private const string Round = "c";

    /// <summary>What a round's sending is about.</summary>
    public static string SubjectOf(string key, int round) => round == 0 ? key : key + "." + Round + round.ToString(CultureInfo.InvariantCulture);

    /// <summary>The round of a subject.</summary>
    public static int RoundOf(string subject)
        => MeetingSubjects.Read(subject).More is [var first, .. var number] && first == Round[0] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var round) ? round : 0;

    /// <summary>The sending of a round.</summary>
    public static string SendingOf(string key, int round) => WatchMeeting.SendingOf(MeetingCall.SendingKind, SubjectOf(key, round));

    /// <summary>Who isn't called in a round, since they were before it.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="before">The round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlySet<string>> CalledBeforeAsync(MeetingHead head, int before, CancellationToken cancellationToken)
    {
        var noMore = (await shelf.ListNotedAsync(head.Key, cancellationToken)).Where(one => one.NotCalledSince is not null).ToDictionary(one => one.Person.ToString(), one => one.NotCalledSince!.Value, StringComparer.Ordinal);
        var called = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < before; round++)
        {
            if (await sendings.FindAsync(SendingOf(head.Key, round), cancellationToken) is not { } sending)
                continue;
            await foreach (var recipient in sendings.ListRecipientsAsync(sending, cancellationToken))
            {
                if (round >= noMore.GetValueOrDefault(recipient.Target.Key))
                    called.Add(recipient.Target.Key);
            }
        }

        return called;
    }

    /// <summary>
    /// Whom all rounds called, but for those who were called no more afterwards; null where that isn't known: Outlook invited them, or
    /// the rounds were never written down, or long ago.
    /// </summary>
    public async Task<IReadOnlySet<string>?> ListCalledAsync(MeetingHead head, CancellationToken cancellationToken)
        => await IsSettledAsync(head, cancellationToken) ? await CalledBeforeAsync(head, head.Meeting.Calls + 1, cancellationToken) : null;

    /// <summary>Whether one person is among them; null where that isn't known.</summary>
    public async Task<bool?> WasCalledAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        if (!await IsSettledAsync(head, cancellationToken))
            return null;
        var since = await shelf.FindNotCalledSinceAsync(head.Key, person, cancellationToken) ?? 0;
        for (var round = head.Meeting.Calls; round >= since; round--)
        {
            if (await sendings.FindAsync(SendingOf(head.Key, round), cancellationToken) is { } call && await sendings.FindRecipientAsync(call, person.ToString(), cancellationToken) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Whether somebody is called now whom no round called: they were listed, or got what it takes, later.</summary>
    public async Task<bool> HasNewcomersAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var called = await CalledBeforeAsync(head, head.Meeting.Calls + 1, cancellationToken);
        return await audience.ListAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, cancellationToken).AnyAsync(member => !called.Contains(member.Person.ToString()), cancellationToken);
    }

    /// <summary>Whether the last round has written down whom it calls: until then nobody can be missing in it.</summary>
    public async Task<bool> IsSettledAsync(MeetingHead head, CancellationToken cancellationToken)
        => await sendings.FindAsync(SendingOf(head.Key, head.Meeting.Calls), cancellationToken) is { FrozenAt: not null };

    /// <summary>Whether somebody got the call.</summary>
    public async Task<bool> GotCallAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
        => await FindCallAsync(head, person, cancellationToken) is not null;

    /// <summary>The last call that somebody got; null where they got none.</summary>
    public async Task<Recipient?> FindCallAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        for (var round = head.Meeting.Calls; round >= 0; round--)
        {
            if (await sendings.FindAsync(SendingOf(head.Key, round), cancellationToken) is { } call && await sendings.FindRecipientAsync(call, person.ToString(), cancellationToken) is { Kept: { State: RecipientState.Sent } got })
                return got;
        }

        return null;
    }
}
