using System.Globalization;
using System.Runtime.CompilerServices;
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
        return await RecipientsAsync(head, before, cancellationToken).Where(one => one.Round >= noMore.GetValueOrDefault(one.Key)).Select(one => one.Key).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Everybody whom the rounds before the last one called.</summary>
    public async Task<IReadOnlySet<string>> EverCalledAsync(MeetingHead head, CancellationToken cancellationToken)
        => await RecipientsAsync(head, head.Meeting.Calls, cancellationToken).Select(one => one.Key).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);

    private async IAsyncEnumerable<(string Key, int Round)> RecipientsAsync(MeetingHead head, int before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var round = 0; round < before; round++)
        {
            if (await sendings.FindAsync(SendingOf(head.Key, round), cancellationToken) is not { } sending)
                continue;
            await foreach (var recipient in sendings.ListRecipientsAsync(sending, cancellationToken))
                yield return (recipient.Target.Key, round);
        }
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
        => await CalledAtAsync(head, person, cancellationToken) is not null;

    /// <summary>When somebody got the call, or news of another time or place that asked them again; null where neither came.</summary>
    public async Task<DateTimeOffset?> AskedAtAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        var news = head.Meeting.News > 0 ? WatchMeeting.SendingOf(MeetingNews.SendingKind, MeetingNews.SubjectOf(head.Key, head.Meeting.News)) : null;
        var told = news is not null && await sendings.FindAsync(news, cancellationToken) is { } sending ? await SentAtAsync(sending, person, cancellationToken) : null;
        return told ?? await CalledAtAsync(head, person, cancellationToken);
    }

    private async Task<DateTimeOffset?> CalledAtAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
    {
        for (var round = head.Meeting.Calls; round >= 0; round--)
        {
            if (await sendings.FindAsync(SendingOf(head.Key, round), cancellationToken) is { } call && await SentAtAsync(call, person, cancellationToken) is { } at)
                return at;
        }

        return null;
    }

    private async Task<DateTimeOffset?> SentAtAsync(SendingHead sending, MemberId person, CancellationToken cancellationToken)
        => await sendings.FindRecipientAsync(sending, person.ToString(), cancellationToken) is { Kept: { State: RecipientState.Sent } kept } ? kept.SentAt : null;
}
