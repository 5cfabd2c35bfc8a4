using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>The dialog in which it is ticked who came: all who are called or stand in, page by page, with those ticked who said that they come.</summary>
internal sealed class RegisterDialog(CardLibrary library, Sentences sentences)
{
    /// <summary>So many people does one page show: it must stay under what Teams carries, and one commit keeps it.</summary>
    public const int PageSize = 25;

    private const string WasTicked = "was";
    private const char Yes = 'y';
    private const char No = 'n';

    private readonly TextFile _text = library.Text;

    /// <param name="head">The meeting.</param>
    /// <param name="register">Its register as of now.</param>
    /// <param name="first">Where in the list by name the page begins, from 0; beyond it, the last page is shown.</param>
    /// <param name="hasBegun">Whether the meeting has: until then nobody is ticked who isn't noted, and it can't be closed.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    public Answer.Dialog Of(MeetingHead head, Register register, int first, bool hasBegun, Refusal? problem)
    {
        var people = PeopleOf(register);
        first = Math.Max(0, first < people.Count ? first : people.Count - PageSize);
        var page = people.Skip(first).Take(PageSize).ToList();
        var isLast = first + page.Count >= people.Count;
        var (title, boxes) = (_text.Plain("meetings.register.title"), new Boxes(hasBegun, register.People.Any(one => one.IsReported)));
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(head.Meeting.Content.Title))
            .Set("quorum", CardText.FromPerson(MeetingWords.SoFar(_text, boxes.Of(register).Stand(head.Meeting.Content.Quorum, Basis.Noted), head.Meeting.Content.Quorum)))
            .Set("about", About(boxes, first, page.Count, people.Count))
            .Set("people", page.Select(one => CardChoice.Named(TitleOf(register, one), one.Person.ToString())))
            .Set("present", PlainText.FromPerson(string.Join(',', page.Where(boxes.IsTicked).Select(one => one.Person))))
            .SetId("was", WasTicked + string.Concat(page.Select(one => boxes.IsTicked(one) ? Yes : No)))
            .Set("shown", PlainText.FromPerson(string.Join(',', page.Select(one => one.Person))))
            .Set("isLast", isLast)
            .Set("mayClose", hasBegun && isLast)
            .Set("hasPeople", page.Count > 0)
            .Set("hasBefore", first > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/register", data, title));
    }

    /// <summary>Of those whom a page showed, who was ticked when it was opened.</summary>
    /// <param name="shown">Whom it showed, in order.</param>
    /// <param name="was">What the page carried of it; anything else says that nobody was.</param>
    public static IReadOnlySet<string> TickedBefore(IReadOnlyList<string> shown, string was)
        => was.Length == WasTicked.Length + shown.Count ? shown.Where((_, i) => was[WasTicked.Length + i] == Yes).ToHashSet(StringComparer.Ordinal) : new HashSet<string>();

    /// <summary>Where the page after, or before, one begins: told from whom that showed, since the list may have changed meanwhile, and nobody is to be passed over.</summary>
    /// <param name="register">The register as of now.</param>
    /// <param name="shown">The ids of those whom the page showed.</param>
    /// <param name="isAfter">Whether the page after it is meant.</param>
    public static int Beside(Register register, IReadOnlyCollection<string> shown, bool isAfter)
    {
        var places = PeopleOf(register).Select((one, i) => (Id: one.Person.ToString(), Place: i)).Where(one => shown.Contains(one.Id)).Select(one => one.Place).ToList();
        if (places.Count == 0)
            return 0; // none of them is there any more: from the beginning, where nothing is missed
        return isAfter ? places[^1] + 1 : places[0] - PageSize;
    }

    /// <summary>Everybody who may be ticked, by name.</summary>
    private static IReadOnlyList<Attendee> PeopleOf(Register register)
        => [.. register.People.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Person.ToString(), StringComparer.Ordinal)];

    private CardText About(Boxes boxes, int first, int count, int total)
    {
        var about = boxes switch
        {
            { HasReport: true } => "meetings.register.reported",
            { HasBegun: true } => "meetings.register.about",
            _ => "meetings.register.early",
        };
        return count < total ? _text.Format("meetings.register.page", ("from", first + 1), ("to", first + count), ("total", total), ("about", _text.Plain(about).Words)) : _text.Format(about);
    }

    /// <summary>Who says so themselves is marked: it is for whoever keeps the register to believe it.</summary>
    private string TitleOf(Register register, Attendee one)
        => one is { Presence: Presence.Present, PresenceFrom: PresenceSource.Self } ? _text.Plain("meetings.register.self", ("name", NameIn(register, one))).Words : NameIn(register, one);

    private string NameIn(Register register, Attendee one) => one switch
    {
        { StandsFor: { } whom } => _text.Plain("meetings.register.standsIn", ("name", one.Name), ("for", NameOf(register, whom))).Words,
        { IsCalled: false } => _text.Plain("meetings.register.notCalled", ("name", one.Name)).Words,
        { Reply: Reply.Apologies } => _text.Plain("meetings.register.apologies", ("name", one.Name)).Words,
        { Reply: Reply.Deputy, Deputy: { } deputy } => _text.Plain("meetings.register.deputy", ("name", one.Name), ("deputy", NameOf(register, deputy))).Words,
        _ => one.Name,
    };

    private string NameOf(Register register, MemberId person)
        => register.People.FirstOrDefault(one => one.Person.ToString() == person.ToString())?.Name ?? _text.Plain("meetings.formerMember").Words;
}

/// <summary>Whose box is ticked as the dialog is opened.</summary>
/// <param name="HasBegun">Whether the meeting has begun.</param>
/// <param name="HasReport">Whether Teams' report says who was there.</param>
internal readonly record struct Boxes(bool HasBegun, bool HasReport)
{
    /// <summary>Who is noted as there; and who said that they come and isn't noted yet, once it has begun and while no report says who was there.</summary>
    public bool IsTicked(Attendee one) => one.Presence is Presence.Present || (HasBegun && !HasReport && one is { Presence: Presence.NotNoted, Reply: Reply.Coming });

    /// <summary>The register as its boxes stand.</summary>
    public Register Of(Register register)
    {
        var boxes = this;
        return register with { People = [.. register.People.Select(one => one with { Presence = boxes.IsTicked(one) ? Presence.Present : Presence.Absent })] };
    }
}
