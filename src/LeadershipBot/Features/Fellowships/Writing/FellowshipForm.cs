using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>What was filled in on a page, put over what is there already. Too long stays too long, so that it is refused and not cut.</summary>
internal static class FellowshipForm
{
    private const int SkillsCharactersMax = 2_000;

    /// <summary>The revision that a card or a dialog showed; none of any fellowship where it says none.</summary>
    public static int SeenIn(TurnData data) => data.TryNumber("revision", out var seen) ? seen : -1;

    /// <summary>Why it was sent back, as a mark: who asks for a yes has read it.</summary>
    public static string ReturnedMark(Fellowship fellowship) => fellowship.ReturnedBecause.Length == 0 ? "-" : Keys.Hash(fellowship.ReturnedBecause);

    /// <summary>A change from a dialog, as long as that showed the fellowship as it is now; where it is as wanted already, nothing changes.</summary>
    public static Ruling<Fellowship> From(Fellowship fellowship, int seen, Ruling<Fellowship> changed)
        => changed.IsRefused(out _, out var after) || after == fellowship ? changed : fellowship.WhyNotFrom(seen) ?? changed;

    /// <summary>The first page: what it is.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="localities">The organisation's localities, by code: another is none.</param>
    public static FellowshipContent ReadFacts(TurnData data, FellowshipContent before, IReadOnlyDictionary<string, string> localities) => before with
    {
        Title = data.Text("title", FellowshipLimits.TitleCharactersMax + 1),
        About = data.Text("about", FellowshipLimits.TextCharactersMax + 1),
        Outcome = data.Text("outcome", FellowshipLimits.SentenceCharactersMax + 1),
        Sessions = decimal.TryParse(data.Text("sessions").Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var sessions) ? sessions : 0,
        Places = data.TryNumber("places", out var places) ? places : before.Places,
        Locality = OpeningForm.ReadLocality(data, before.Locality, localities),
        Funding = Enum.TryParse<Funding>(data.Text("funding"), out var funding) && Enum.IsDefined(funding) ? funding : before.Funding,
        FundedBy = data.Text("fundedBy", FellowshipLimits.ShortCharactersMax + 1),
        Backfill = data.Text("backfill", FellowshipLimits.ShortCharactersMax + 1),
        Mentor = data.Text("mentor", FellowshipLimits.ShortCharactersMax + 1),
        Skills = FellowshipDraft.Skills(data.Text("skills", SkillsCharactersMax)),
    };

    /// <summary>The second page: for whom it is, and who decides.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="known">The people of the organisation whom the page names, by their id: somebody else is nobody.</param>
    /// <param name="localities">The organisation's localities, by code.</param>
    public static FellowshipContent ReadPeople(TurnData data, FellowshipContent before, IReadOnlyDictionary<string, Person> known, IReadOnlyDictionary<string, string> localities) => before with
    {
        Specification = data.Text("specification", FellowshipLimits.TextCharactersMax + 1),
        Eligibility = OpeningForm.ReadEligibility(data, localities),
        RunBy = known.GetValueOrDefault(data.Text("runBy")),
        Panel = [.. OpeningForm.List(data, "panel").Select(id => known.GetValueOrDefault(id)).OfType<Person>()],
        TalkTo = data.Text("talkTo", FellowshipLimits.ShortCharactersMax + 1),
        OfferWorkingDays = data.TryNumber("offerDays", out var days) ? days : before.OfferWorkingDays,
    };

    /// <summary>What is corrected once members have seen it: who runs it, who shortlists, and who pays.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="known">The people of the organisation whom the dialog names, by their id: somebody else is nobody.</param>
    public static FellowshipContent ReadCorrected(TurnData data, FellowshipContent before, IReadOnlyDictionary<string, Person> known) => before with
    {
        RunBy = known.GetValueOrDefault(data.Text("runBy")),
        Panel = [.. OpeningForm.List(data, "panel").Select(id => known.GetValueOrDefault(id)).OfType<Person>()],
        Funding = Enum.TryParse<Funding>(data.Text("funding"), out var funding) && Enum.IsDefined(funding) ? funding : before.Funding,
        FundedBy = data.Text("fundedBy", FellowshipLimits.ShortCharactersMax + 1),
    };

    /// <summary>The third page: its dates.</summary>
    public static FellowshipContent ReadDates(TurnData data, FellowshipContent before, TimeZoneInfo zone) => before with
    {
        ClosesAt = OpeningForm.ClosingOn(data.Text("closes"), zone),
        InterviewOn = Columns.Day(data.Text("interview")),
        Starts = Columns.Day(data.Text("starts")),
        Ends = Columns.Day(data.Text("ends")),
    };

    /// <summary>The day of a closing time, as a form holds it.</summary>
    public static string ClosingText(DateTimeOffset? closes, TimeZoneInfo zone)
        => closes is { } at ? Columns.Text(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)) : "";
}
