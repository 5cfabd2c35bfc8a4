using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Asks those called, and their deputies, whether they were at a meeting, of whom neither Teams' report nor the register says it: once,
/// within their minutes, and not those who had sent apologies. Once the register is closed, the question takes no answer any more and says what is noted.
/// </summary>
internal sealed class WereYouThere(MeetingShelf shelf, RegisterReading reading, WereCards cards, IAudience audience, CardLibrary library) : ISendingSource
{
    public const string SendingKind = "meetings.were";

    /// <summary>For so many days it is asked: later the register should be closed, and few remember.</summary>
    private const int AskedDays = 7;

    public string Kind => SendingKind;

    public async IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken) is not { } head)
            yield break;
        var register = await reading.ReadAsync(head, cancellationToken);
        foreach (var one in register.People.Where(one => one.IsAskedWhetherThere).OrderBy(one => one.Person.ToString(), StringComparer.Ordinal))
            yield return SendingTarget.Of(one.Person, one.Locality);
    }

    public async Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken)
    {
        if (wish.Person is not { } person || await shelf.FindAsync(MeetingSubjects.Read(wish.Sending.Subject).Key, cancellationToken) is not { } head || head.Meeting.WhyOff() is not null)
            return null;
        if (await reading.FindAsync(head, person, cancellationToken) is not { Attendee: var me })
            return null;
        var isOfBefore = wish.Sending.Subject != MeetingSubjects.OfTime(head);
        if (!wish.IsChange && (isOfBefore || head.Meeting.StateAt(wish.At) is not MeetingState.Over || !me.IsAskedWhetherThere))
            return null;
        return new SendingContent(isOfBefore ? cards.OfMoved(head, me, wish.Zone) : cards.Of(head, me, wish.Zone, note: null), new Ask(AskWeight.Ask, MeetingCall.Minutes, head.Meeting.Content.EndsAt.AddDays(AskedDays)));
    }

    public async Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken)
    {
        var localities = await audience.NameLocalitiesAsync(sending.OrganisationId, cancellationToken);
        var head = await shelf.FindAsync(MeetingSubjects.Read(sending.Subject).Key, cancellationToken);
        var name = head is null ? library.Text.Plain("meetings.sending.gone") : library.Text.Plain("meetings.sending.were", ("title", head.Meeting.Content.Title));
        return new SendingTitle(name, code => PlainText.FromPerson(localities.GetValueOrDefault(code, code))) { RevealsAnswering = true };
    }
}

/// <summary>The card with that question.</summary>
internal sealed class WereCards(CardLibrary library, Sentences sentences)
{
    private static readonly AskPrivacy Named = new(Voice.Named) { IsAlwaysNamed = true };

    private readonly TextFile _text = library.Text;

    public CardView Of(MeetingHead head, Attendee me, TimeZoneInfo zone, CardText? note)
    {
        var isClosed = head.Meeting.ClosedAt is not null;
        return Of(head, me, zone, note ?? Noted(me, isClosed), isOver: isClosed, isClosed ? "meetings.were.closed" : "meetings.were.about");
    }

    /// <summary>The question of a time that the meeting hasn't any more: it takes no answer.</summary>
    public CardView OfMoved(MeetingHead head, Attendee me, TimeZoneInfo zone) => Of(head, me, zone, note: null, isOver: true, "meetings.were.anew");

    private CardView Of(MeetingHead head, Attendee me, TimeZoneInfo zone, CardText? note, bool isOver, string about)
    {
        var (meeting, title) = (head.Meeting, _text.Plain("meetings.were.title", ("title", head.Meeting.Content.Title)));
        var words = new PrivacyWords(meeting.MadeBy?.Name ?? _text.NameOf(meeting.Organisation), _text.NameOf(meeting.Organisation), "", AskedPeople.Chosen);
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("when", CardText.FromPerson(MeetingWords.When(_text, meeting.Content.StartsAt, meeting.Content.EndsAt, zone)))
            .Set("privacy", PrivacyLine.Of(Named, words, null, isOpen: true).Card.Select(sentences.InCard).Append(_text.Format("meetings.card.minutes")).Select(line => new CardData().Set("line", line)))
            .Set("saidYes", isOver || me is { Presence: Presence.Present })
            .Set("saidNo", isOver || me is { Presence: Presence.Absent })
            .Set("about", _text.Format(about))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } said)
            data.Set("note", said);
        return new CardView("meetings/were", data, title);
    }

    /// <summary>What the closed register says of them; null while it is open.</summary>
    private CardText? Noted(Attendee me, bool isClosed)
        => isClosed ? _text.Format(me.Presence is Presence.Present ? "meetings.were.closed.there" : "meetings.were.closed.not") : null;
}
