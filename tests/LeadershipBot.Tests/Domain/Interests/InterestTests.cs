using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Interests;

namespace LeadershipBot.Tests.Domain.Interests;

public sealed class InterestTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly InterestDraft Good = new("Financial", "Partner in a federation", "2026-01-05", "", "", "", "");

    [Fact]
    public void A_complete_draft_is_an_interest()
    {
        var interest = Checked(Good with { Type = "indirect", Relation = "Partner", Until = "2026-06-01", Mitigation = "I leave the room", About = "Pharmacy first" });
        Assert.Equal(
            new Interest(InterestType.Indirect, "Partner in a federation", new DateOnly(2026, 1, 5), new DateOnly(2026, 6, 1)) { Relation = Relation.Partner, Mitigation = "I leave the room", About = "Pharmacy first" },
            interest);
    }

    [Theory]
    [InlineData("", "x", "2026-01-05", "", "", "interests.refused.noType")]
    [InlineData("1", "x", "2026-01-05", "", "", "interests.refused.noType")]
    [InlineData("Secret", "x", "2026-01-05", "", "", "interests.refused.noType")]
    [InlineData("Financial", "", "2026-01-05", "", "", "interests.refused.noWhat")]
    [InlineData("Indirect", "x", "2026-01-05", "", "", "interests.refused.noRelation")]
    [InlineData("Indirect", "x", "2026-01-05", "", "0", "interests.refused.noRelation")]
    [InlineData("Financial", "x", "", "", "", "interests.refused.noFrom")]
    [InlineData("Financial", "x", "05/01/2026", "", "", "interests.refused.noFrom")]
    [InlineData("Financial", "x", "1926-01-05", "", "", "interests.refused.noFrom")]
    [InlineData("Financial", "x", "2027-03-03", "", "", "interests.refused.noFrom")]
    [InlineData("Financial", "x", "2026-01-05", "2026-01-04", "", "interests.refused.until")]
    [InlineData("Financial", "x", "2026-01-05", "soon", "", "interests.refused.until")]
    [InlineData("Financial", "x", "2026-01-05", "2037-01-04", "", "interests.refused.until")]
    [InlineData("Financial", "Treats 485 777 3457", "2026-01-05", "", "", "shell.refused.patientData")]
    public void A_draft_that_can_not_stand_is_refused(string type, string what, string from, string until, string relation, string key)
    {
        Assert.True(new InterestDraft(type, what, from, until, relation, "", "").Check(Today).IsRefused(out var refusal, out _));
        Assert.Equal(key, refusal.TextKey);
    }

    [Fact]
    public void Words_are_as_long_as_the_register_takes_and_no_longer()
    {
        Assert.Equal(300, Checked(Good with { What = new string('x', 300), Mitigation = new string('y', 300) }).What.Length);
        Assert.True((Good with { What = new string('x', 301) }).Check(Today).IsRefused(out _, out _));
        Assert.True((Good with { Mitigation = new string('x', 301) }).Check(Today).IsRefused(out _, out _));
        Assert.Equal(120, Checked(Good with { About = new string('z', 500) }).About.Length);
        Assert.True((Good with { Mitigation = "about patient Ann, born 01/02/1970" }).Check(Today).IsRefused(out var refusal, out _));
        Assert.Equal("shell.refused.patientData", refusal.TextKey);
    }

    [Fact]
    public void Only_an_indirect_interest_has_a_relation() => Assert.Null(Checked(Good with { Relation = "Friend" }).Relation);

    [Theory]
    [InlineData("2026-02-02", 0)] // 28 days before
    [InlineData("2026-02-01", 1)]
    [InlineData("2026-12-01", 0)]
    [InlineData("2025-03-02", 337)]
    public void An_interest_is_late_from_the_29th_day(string from, int days)
        => Assert.Equal(days, Checked(Good with { From = from }).DaysLate(Today));

    [Theory]
    [InlineData("2026-01-04", false)]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-03-02", true)]
    [InlineData("2026-03-03", false)]
    [InlineData("", false)]
    public void An_interest_ends_on_a_day_from_its_beginning_to_today(string until, bool ends)
        => Assert.Equal(ends, !InterestDraft.End(Checked(Good), until, Today).IsRefused(out _, out _));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2026-02-17", null, null)]
    [InlineData("2026-02-16", null, InterestPromptKind.First)]
    [InlineData("2026-02-10", null, InterestPromptKind.First)]
    [InlineData("2026-02-09", null, InterestPromptKind.Last)]
    [InlineData("2025-03-02", null, InterestPromptKind.Last)]
    [InlineData("2020-02-03", "2025-03-02", InterestPromptKind.Yearly)]
    [InlineData("2020-02-03", "2025-03-03", null)]
    [InlineData(null, "2020-03-03", null)]
    public void People_who_decide_are_asked_twice_before_the_28_days_are_over_and_then_once_a_year(string? since, string? last, InterestPromptKind? kind)
        => Assert.Equal(kind, InterestPrompt.DueOn(Today, Date(since), Date(last))?.Kind);

    [Fact]
    public void Silence_is_broken_by_two_prompts_in_time_and_one_in_each_year_that_follows()
    {
        var since = Today.AddDays(-1200);
        var prompts = Enumerable.Range(0, 1200).Select(day => (Day: day, Prompt: InterestPrompt.DueOn(since.AddDays(day), since, null))).Where(one => one.Prompt is not null)
            .GroupBy(one => one.Prompt!.Name).Select(group => group.First().Day);

        Assert.Equal([14, 21, 365, 730, 1095], prompts);
        Assert.Equal(since.AddDays(28), InterestPrompt.DueOn(since.AddDays(21), since, null)!.Until);
    }

    [Fact]
    public void Who_has_just_declared_is_never_asked_for_a_year()
        => Prop.ForAll(Gen.Choose(0, 364).ToArbitrary(), Gen.Choose(0, 5_000).ToArbitrary(), (ago, since)
            => InterestPrompt.DueOn(Today, Today.AddDays(-since), Today.AddDays(-ago)) is null).QuickCheckThrowOnFailure();

    private static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static Interest Checked(InterestDraft draft)
    {
        Assert.False(draft.Check(Today).IsRefused(out var refusal, out var interest), refusal?.TextKey);
        return interest;
    }
}
