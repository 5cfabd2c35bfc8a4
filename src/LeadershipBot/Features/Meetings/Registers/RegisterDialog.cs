using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>The dialog in which it is ticked who came: all who are called or stand in, page by page, with those ticked who said that they come.</summary>
internal sealed class RegisterDialog(CardLibrary library, Sentences sentences)
{
    private const string WasTicked = "was";
    private const char Yes = 'y';
    private const char No = 'n';

    private readonly TextFile _text = library.Text;

    /// <param name="head">The meeting.</param>
    /// <param name="page">What it shows.</param>
    /// <param name="hasBegun">Whether the meeting has: until then nobody is ticked who isn't noted, and it can't be closed.</param>
    /// <param name="problem">Why it could not be taken; null where nothing is wrong.</param>
    public Answer.Dialog Of(MeetingHead head, RegisterPage page, bool hasBegun, Refusal? problem)
    {
        var (register, people, first) = (page.Register, page.People, page.First);
        var isLast = first + people.Count >= page.Total;
        var (title, boxes) = (_text.Plain("meetings.register.title"), new Boxes(hasBegun, register.People.Any(one => one.IsReported)));
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(head.Meeting.Content.Title))
            .Set("quorum", CardText.FromPerson(MeetingWords.SoFar(_text, boxes.Of(register).Stand(head.Meeting.Content.Quorum, Basis.Noted), head.Meeting.Content.Quorum)))
            .Set("about", About(boxes, first, people.Count, page.Total))
            .Set("people", people.Select(one => CardChoice.Named(TitleOf(register, one), one.Person.ToString())))
            .Set("present", PlainText.FromPerson(string.Join(',', people.Where(boxes.IsTicked).Select(one => one.Person))))
            .SetId("was", WasTicked + string.Concat(people.Select(one => boxes.IsTicked(one) ? Yes : No)))
            .Set("shown", PlainText.FromPerson(string.Join(',', people.Select(one => one.Person))))
            .SetId("at", first.ToString(CultureInfo.InvariantCulture))
            .Set("isLast", isLast)
            .Set("mayClose", hasBegun && isLast)
            .Set("hasPeople", people.Count > 0)
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
