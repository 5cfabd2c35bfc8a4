using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Succession.Writing;

/// <summary>What was filled in on a page, put over what is there already. Too long stays too long, so that it is refused and not cut.</summary>
internal static class PostForm
{
    /// <summary>The first page: what the post is.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="localities">The organisation's localities, by code: another is none.</param>
    public static PostContent ReadFacts(TurnData data, PostContent before, IReadOnlyDictionary<string, string> localities) => before with
    {
        Title = data.Text("title", PostLimits.TitleCharactersMax + 1),
        Rung = Enum.TryParse<Rung>(data.Text("rung"), out var rung) && Enum.IsDefined(rung) ? rung : before.Rung,
        Locality = OpeningForm.ReadLocality(data, before.Locality, localities),
        Places = data.TryNumber("places", out var places) ? places : before.Places,
        Sessions = Number(data.Text("sessions"), before.Sessions),
        TenureMonths = data.TryNumber("months", out var months) ? months : before.TenureMonths,
        Pay = data.Text("pay", PostLimits.ShortCharactersMax + 1),
        Backfill = data.Text("backfill", PostLimits.ShortCharactersMax + 1),
        ProtectedTime = data.Text("protected", PostLimits.ShortCharactersMax + 1),
        Why = data.Text("why", PostLimits.SentenceCharactersMax + 1),
        Costs = data.Text("costs", PostLimits.SentenceCharactersMax + 1),
    };

    /// <summary>The second page: for whom it is, and who decides.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="known">What the page offered: somebody else is nobody.</param>
    public static PostContent ReadPeople(TurnData data, PostContent before, KnownPeople known) => before with
    {
        Specification = data.Text("specification", PostLimits.TextCharactersMax + 1),
        Eligibility = OpeningForm.ReadEligibility(data, known.Localities),
        RunBy = known.Find(data.Text("runBy")),
        Panel = [.. OpeningForm.List(data, "panel").Select(known.Find).OfType<Person>()],
        Deputies = [.. OpeningForm.List(data, "deputies").Concat(OpeningForm.List(data, "deputies2")).Distinct().Select(known.Find).OfType<Person>()],
        TalkTo = data.Text("talkTo", PostLimits.ShortCharactersMax + 1),
        Conflicts = [.. OpeningForm.List(data, "conflicts").Where(known.Posts.Contains)],
        OnlyLinkTo = data.Text("onlyLinkTo", PostLimits.ShortCharactersMax + 1),
    };

    /// <summary>Sessions as people type them; with a comma, too.</summary>
    private static decimal Number(string typed, decimal before)
        => typed.Length == 0 ? 0 : decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : before == 0 ? -1 : before;
}

/// <summary>Whom and what a page may name.</summary>
/// <param name="People">People of the organisation, by their id.</param>
/// <param name="Localities">Its localities, by code.</param>
/// <param name="Posts">The ids of its other posts.</param>
internal sealed record KnownPeople(IReadOnlyDictionary<string, Person> People, IReadOnlyDictionary<string, string> Localities, IReadOnlySet<string> Posts)
{
    public Person? Find(string id) => People.GetValueOrDefault(id);
}
