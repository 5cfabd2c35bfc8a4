using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Tells whoever keeps a meeting of a followed series, whose day is gone from the calendar, where its agenda and interests are now.</summary>
internal sealed class CarriedNews(MeetingShelf shelf, IRoleHolders roles, IRecordStore store, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.carried";

    private const string None = "none";
    private const string Went = "went";
    private const string Stays = "stays";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    /// <param name="key">The meeting that ended.</param>
    /// <param name="other">The key of the one in its place, or of the next one; null for none.</param>
    /// <param name="isCarried">Whether what was kept for it went over.</param>
    public static string KeyOf(string key, string? other, bool isCarried) => $"{key}.{other?.Split('.')[^1] ?? None}.{(isCarried ? Went : Stays)}";

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (wish.Key.Split('.') is not [var organisation, var id, var otherId, var what] || await shelf.FindAsync(MeetingRows.KeyOf(organisation, id), cancellationToken) is not { Meeting.IsFollowed: true } from || from.Meeting.WhyOff() is null)
            return null; // it is back
        var held = (await roles.FindAsync(organisation, wish.Person, cancellationToken))?.Roles ?? default;
        if ((held & Meeting.Makers) == Roles.Member)
            return null;
        var other = otherId == None ? null : await shelf.FindAsync(MeetingRows.KeyOf(organisation, otherId), cancellationToken);
        if (other?.Meeting.StateAt(wish.At) is not MeetingState.Coming)
            other = null;
        return await CardOfAsync(from, other, what == Went && other is not null, wish, cancellationToken);
    }

    private async Task<AskCard> CardOfAsync(MeetingHead from, MeetingHead? other, bool isCarried, AskWish wish, CancellationToken cancellationToken)
    {
        var (old, title) = (When(from), _text.Plain(from.Meeting.IsUnshared ? "meetings.carried.title.repeats" : "meetings.carried.title", ("title", from.Meeting.Content.Title)));
        var lines = new List<string>
        {
            other is null
                ? _text.Plain("meetings.carried.none", ("old", old)).Words
                : _text.Plain(WhereTo(from, isCarried), ("old", old), ("new", When(other))).Words,
        };
        if (await store.ListAsync(MeetingRows.Table, from.Key, RowRange.Prefix(LinkedRows.Linked), cancellationToken).AnyAsync(cancellationToken))
            lines.Add(_text.Plain("meetings.carried.linked").Words);
        var data = new CardData()
            .SetId("organisationId", from.Meeting.Organisation.Id)
            .SetId("meeting", from.Key)
            .SetId("other", other?.Key ?? from.Key)
            .Set("hasOther", other is not null)
            .Set("organisation", CardText.FromPerson(_text.NameOf(from.Meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", CardText.FromPerson(string.Join(' ', lines)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/carried", data, title));

        string When(MeetingHead head) => MeetingWords.When(_text, head.Meeting.Content.StartsAt, head.Meeting.Content.EndsAt, wish.Zone);
    }

    private static string WhereTo(MeetingHead from, bool isCarried)
    {
        if (!isCarried)
            return "meetings.carried.stays";
        return from.Meeting.IsUnshared ? "meetings.carried.repeats" : "meetings.carried.went";
    }
}
