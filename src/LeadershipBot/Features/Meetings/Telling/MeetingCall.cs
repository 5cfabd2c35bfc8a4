using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>Calls people to a meeting, each in their own chat. What they got shows each change, and in the end how it was.</summary>
internal sealed class MeetingCall(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, CallRounds rounds, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "meetings.call";

    /// <summary>How long it takes to answer, in minutes.</summary>
    public const int Minutes = 1;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken) is not { } head)
            yield break; // it was removed meanwhile
        var called = await rounds.CalledBeforeAsync(head, CallRounds.RoundOf(sending.Subject), cancellationToken);
        await foreach (var member in audience.ListAsync(sending.OrganisationId, head.Meeting.Content.Called, cancellationToken))
        {
            if (!called.Contains(member.Person.ToString()))
                yield return SendingTarget.Of(member.Person, member.Locality);
        }
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (wish.Person is not { } person || await shelf.FindAsync(MeetingSubjects.Read(wish.Sending.Subject).Key, cancellationToken) is not { } head)
            return null;
        var me = (await reading.FindAsync(head, person, cancellationToken))?.Attendee;
        if (!wish.IsChange && (head.Meeting.WhyNoAnswer(wish.At) is not null || me is not { IsCalled: true, Reply: Reply.None }))
            return null; // they have answered already, or aren't called any more
        var isNoMore = me is null or { IsCalled: false, StandsFor: null, Presence: Presence.NotNoted } && head.Meeting.StateAt(wish.At) is MeetingState.Coming or MeetingState.Running;
        var view = await cards.OfAsync(head, isNoMore ? null : me, new MeetingView(wish.At, wish.Zone) { Alert = isNoMore ? library.Text.Format("meetings.card.notCalled") : null }, cancellationToken);
        return new SendingContent(view, new Ask(AskWeight.Ask, Minutes, head.Meeting.Content.StartsAt));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken);
        var name = head is null ? library.Text.Plain("meetings.sending.gone") : library.Text.Plain("meetings.sending.call", ("title", head.Meeting.Content.Title));
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = true };
    }
}
