using System.Globalization;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>Tells everybody who is called, or stands in, that a meeting is at another time or place, or doesn't take place.</summary>
internal sealed class MeetingNews(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, CallRounds rounds, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "meetings.news";

    /// <summary>That it was cancelled is told for so many days after it would have ended, over a weekend and a holiday: who came hears why nobody was there.</summary>
    private const int CancelledDays = 4;

    public string Kind => SendingKind;

    public static string SubjectOf(string key, int number) => $"{key}.{number.ToString(CultureInfo.InvariantCulture)}";

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken) is not { } head)
            yield break;
        var people = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var deputies = people.Where(one => one.StandsFor is not null && one.Reply is not Reply.Apologies);
        if (head.Meeting.IsFollowed)
        {
            foreach (var one in people.Where(AnsweredHere).Concat(deputies).DistinctBy(one => one.Person.ToString()).OrderBy(one => one.Person.ToString(), StringComparer.Ordinal))
                yield return SendingTarget.Of(one.Person, one.Locality);
            yield break; // Outlook tells the others
        }

        await foreach (var target in InOrderAsync(audience.ListAsync(sending.OrganisationId, head.Meeting.Content.Called, cancellationToken), deputies))
            yield return target;
    }

    private static bool AnsweredHere(Attendee one) => one is { Reply: not Reply.None, IsFromCalendar: false };

    /// <summary>Those who are called and, put between them, their deputies, who aren't: the engine wants them in order, each once.</summary>
    internal static async IAsyncEnumerable<SendingTarget> InOrderAsync(IAsyncEnumerable<AudienceMember> called, IEnumerable<Attendee> deputies)
    {
        var others = new Queue<Attendee>(deputies.OrderBy(one => one.Person.ToString(), StringComparer.Ordinal));
        await foreach (var member in called)
        {
            var key = member.Person.ToString();
            while (others.TryPeek(out var next) && string.CompareOrdinal(next.Person.ToString(), key) <= 0)
            {
                if (others.Dequeue().Person.ToString() != key)
                    yield return SendingTarget.Of(next.Person, next.Locality);
            }

            yield return SendingTarget.Of(member.Person, member.Locality);
        }

        while (others.TryDequeue(out var last))
            yield return SendingTarget.Of(last.Person, last.Locality);
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        var (key, number) = MeetingSubjects.Read(wish.Sending.Subject);
        if (wish.Person is not { } person || await shelf.FindAsync(key, cancellationToken) is not { } head)
            return null;
        var isNews = number == head.Meeting.News.ToString(CultureInfo.InvariantCulture);
        if (!wish.IsChange && (!isNews || wish.At >= ClosesAt(head.Meeting)))
            return null; // there is newer news, which tells this, too
        var me = (await reading.FindAsync(head, person, cancellationToken))?.Attendee;
        if (!wish.IsChange && !await WasToldAsync(head, me, cancellationToken))
            return null; // the call that they still wait for says it all, or doesn't come any more
        var alert = isNews && head.Meeting.StateAt(wish.At) is MeetingState.Coming ? AlertFor(me) : (CardText?)null;
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Alert = alert }, cancellationToken);
        return new SendingContent(view, new Ask(AskWeight.Notice, 0, ClosesAt(head.Meeting)));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken);
        var name = head is null ? library.Text.Plain("meetings.sending.gone") : library.Text.Plain("meetings.sending.news", ("title", head.Meeting.Content.Title));
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = true };
    }

    private static DateTimeOffset ClosesAt(Meeting meeting) => meeting.CancelledBecause is null ? meeting.Content.EndsAt : meeting.Content.EndsAt.AddDays(CancelledDays);

    /// <summary>
    /// Whether somebody knows of the meeting: they answered, were asked to stand in, or got the call. Those whom Outlook invited hear of it
    /// there; where the calendar is followed no more, or the meeting was cancelled here, only from us.
    /// </summary>
    private async Task<bool> WasToldAsync(MeetingHead head, Attendee? me, CancellationToken cancellationToken)
    {
        if (me is null or { StandsFor: not null } or { Reply: not Reply.None, IsFromCalendar: false })
            return me is not null;
        return head.Meeting.IsReleased || await rounds.GotCallAsync(head, me.Person, cancellationToken);
    }

    private CardText AlertFor(Attendee? me) => library.Text.Format(me is null or { Reply: Reply.None } ? "meetings.card.moved" : "meetings.card.movedAnswered");
}
