using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>Reminds those of a meeting on the working day before who have not answered, deputies as those called, worked out when each is sent, and not who was asked less than a day ago; like every ask it waits for quiet hours, pause and the week's minutes.</summary>
internal sealed class MeetingReminder(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, CallRounds rounds, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "meetings.reminder";

    public string Kind => SendingKind;

    /// <summary>Names the reminder of a meeting at its time: where that is moved, it is another one.</summary>
    public static string SubjectOf(MeetingHead head, DateTimeOffset startsAt) => $"{head.Key}.{MeetingSubjects.Stamp(startsAt)}";

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken) is not { } head)
            yield break;
        var people = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var answered = people.Where(one => one.Reply is not Reply.None).Select(one => one.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        var deputies = people.Where(one => one is { StandsFor: not null, Reply: Reply.None });
        var called = audience.ListAsync(sending.OrganisationId, head.Meeting.Content.Called, cancellationToken).Where(member => !answered.Contains(member.Person.ToString()));
        await foreach (var target in MeetingNews.InOrderAsync(called, deputies))
            yield return target;
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        var (key, stamp) = MeetingSubjects.Read(wish.Sending.Subject);
        if (wish.Person is not { } person || await shelf.FindAsync(key, cancellationToken) is not { } head)
            return null;
        var me = (await reading.FindAsync(head, person, cancellationToken))?.Attendee;
        var isDue = head.Meeting.WhyNoAnswer(wish.At) is null && stamp == MeetingSubjects.Stamp(head.Meeting.Content.StartsAt) && me is { Reply: Reply.None } && (me.IsCalled || me.StandsFor is not null);
        if (!wish.IsChange && !(isDue && await AskedAtAsync(head, me!, cancellationToken) <= wish.At.AddDays(-1)))
            return null; // they have answered, or what they got a moment ago asks them already, or is still to come
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Note = isDue ? library.Text.Format("meetings.card.reminder") : null }, cancellationToken);
        return new SendingContent(view, new Ask(AskWeight.Ask, MeetingCall.Minutes, head.Meeting.Content.StartsAt));
    }

    /// <summary>When somebody was asked: by their call or news; a deputy when they were named.</summary>
    private async Task<DateTimeOffset?> AskedAtAsync(MeetingHead head, Attendee me, CancellationToken cancellationToken)
    {
        if (me is not { IsCalled: false, StandsFor: { } whom })
            return await rounds.AskedAtAsync(head, me.Person, cancellationToken);
        return (await shelf.FindPersonAsync(head.Key, whom, cancellationToken))?.Attendee.RepliedAt is { } named
            ? AskTiming.FreeFrom(PersonalSettings.Usual, named, Zones.OrUnitedKingdom(head.Meeting.Content.Zone))
            : null;
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken);
        var name = head is null ? library.Text.Plain("meetings.sending.gone") : library.Text.Plain("meetings.sending.reminder", ("title", head.Meeting.Content.Title));
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = true };
    }
}
