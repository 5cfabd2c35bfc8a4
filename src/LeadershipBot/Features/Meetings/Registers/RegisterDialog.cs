using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>The dialog in which it is ticked who came: all who are called or stand in, page by page. Once it has begun, those are ticked who said that they come.</summary>
internal sealed class RegisterDialog(CardLibrary library, Sentences sentences)
{
    /// <summary>So many people does one page show: it must stay under what Teams carries, and one commit keeps it.</summary>
    public const int PageSize = 25;

    private const string WasTicked = "was";
    private const char Yes = 'y';
    private const char No = 'n';

    private readonly TextFile _text = library.Text;

    public Answer.Dialog Of(MeetingHead head, Register register, int number, bool hasBegun, Refusal? problem)
    {
        var page = PeopleOf(register).PageOf(number, PageSize);
        var (title, hasReport) = (_text.Plain("meetings.register.title"), HasReport(register));
        var takesWord = hasBegun && !hasReport; // who meant to come is taken to be there
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(head.Meeting.Content.Title))
            .Set("quorum", CardText.FromPerson(MeetingWords.SoFar(_text, Ticked(register, takesWord).Stand(head.Meeting.Content.Quorum, Basis.Noted), head.Meeting.Content.Quorum)))
            .Set("about", CardText.Join(" ", [.. page.Last > 0 ? new[] { _text.Format("meetings.register.page", ("from", page.From), ("to", page.To), ("total", PeopleOf(register).Count)) } : [], _text.Format(hasReport ? "meetings.register.reported" : hasBegun ? "meetings.register.about" : "meetings.register.before")]))
            .Set("people", page.Items.Select(one => Problems.Choice(one.Person.ToString(), TitleOf(register, one))))
            .Set("present", PlainText.FromPerson(string.Join(',', page.Items.Where(one => IsTicked(one, takesWord)).Select(one => one.Person))))
            .SetId("was", WasTicked + string.Concat(page.Items.Select(one => IsTicked(one, takesWord) ? Yes : No)))
            .Set("shown", PlainText.FromPerson(string.Join(',', page.Items.Select(one => one.Person))))
            .Set("page", page.Number)
            .Set("isLast", page.Number == page.Last)
            .Set("mayClose", hasBegun && page.Number == page.Last)
            .Set("hasPeople", page.Items.Count > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title))
            .SetProblem(sentences, problem);
        if (page.Number > 0)
            data.Set("previous", page.Number - 1);
        return new Answer.Dialog(title, new CardView("meetings/register", data, title));
    }

    /// <summary>Of those whom a page showed, who was ticked when it was opened.</summary>
    /// <param name="shown">Whom it showed, in order.</param>
    /// <param name="was">What the page carried of it; anything else says that nobody was.</param>
    public static IReadOnlySet<string> TickedBefore(IReadOnlyList<string> shown, string was)
        => was.Length == WasTicked.Length + shown.Count ? shown.Where((_, i) => was[WasTicked.Length + i] == Yes).ToHashSet(StringComparer.Ordinal) : new HashSet<string>();

    /// <summary>Everybody who may be ticked, by name.</summary>
    public static IReadOnlyList<Attendee> PeopleOf(Register register)
        => [.. register.People.OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Person.ToString(), StringComparer.Ordinal)];

    /// <summary>The register as its boxes stand: who was noted, and who said that they come and isn't noted yet.</summary>
    private static Register Ticked(Register register, bool takesWord) => register with { People = [.. register.People.Select(one => one with { Presence = IsTicked(one, takesWord) ? Presence.Present : Presence.Absent })] };

    /// <param name="one">Who.</param>
    /// <param name="takesWord">Whether who meant to come is taken to be there: not before it begins, nor where Teams' report says who was.</param>
    private static bool IsTicked(Attendee one, bool takesWord) => one.Presence is Presence.Present || (takesWord && one is { Presence: Presence.NotNoted, Reply: Reply.Coming });

    private static bool HasReport(Register register) => register.People.Any(one => one.IsReported);

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
