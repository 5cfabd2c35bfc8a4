using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Domain.People;
using Person = LeadershipBot.Domain.Applying.Person;

namespace LeadershipBot.Tests.Domain.Applying;

/// <summary>Who may apply, and how an application comes to be, is changed and withdrawn. It is Monday 2 March 2026.</summary>
public sealed class ApplyingTests
{
    private static readonly DateTimeOffset Now = Some.Now;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly EoiDraft Draft = new(Readiness.Now, " I led a change ", 0);

    public static TheoryData<Eligibility, string?> Eligibilities => new()
    {
        { Eligibility.Anybody, null },
        { new Eligibility { Professions = [Profession.Nurse, Profession.Gp] }, null },
        { new Eligibility { Professions = [Profession.Nurse] }, "applying.refused.profession" },
        { new Eligibility { Contracts = [Contract.Locum] }, "applying.refused.contract" },
        { new Eligibility { Localities = ["north"] }, null },
        { new Eligibility { Localities = ["vale"] }, "applying.refused.locality" },
        { new Eligibility { NeedsPlace = true }, null },
    };

    [Theory]
    [MemberData(nameof(Eligibilities))]
    public void What_was_confirmed_of_a_person_decides_whether_they_may(Eligibility eligibility, string? why)
    {
        var hat = new Hat(Some.Organisation, Roles.Member) { Profession = Profession.Gp, Contract = Contract.Partner, Localities = ["north"], Practices = [new PracticeName("A81001", "North Surgery")] };
        Assert.Equal(why, eligibility.WhyNot(hat)?.TextKey);
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_unknown_and_strangers_may_nothing()
    {
        var hat = new Hat(Some.Organisation, Roles.Member);
        Assert.Equal("applying.refused.professionUnknown", new Eligibility { Professions = [Profession.Gp] }.WhyNot(hat)?.TextKey);
        Assert.Equal("applying.refused.contractUnknown", new Eligibility { Contracts = [Contract.Partner] }.WhyNot(hat)?.TextKey);
        Assert.Equal("applying.refused.noPlace", new Eligibility { NeedsPlace = true }.WhyNot(hat)?.TextKey);
        Assert.Equal("applying.refused.notListed", Eligibility.Anybody.WhyNot(Hat.Unlisted(Some.Organisation))?.TextKey);
    }

    [Theory]
    [InlineData(-1, OpeningState.Draft)]
    [InlineData(0, OpeningState.Open)]
    [InlineData(9, OpeningState.Open)]
    [InlineData(10, OpeningState.Closed)]
    public void Whether_it_is_open_is_worked_out_from_time(int days, OpeningState state)
        => Assert.Equal(state, (Some.Opening with { OpensAt = Now, ClosesAt = Now.AddDays(10) }).StateAt(Now.AddDays(days)));

    [Fact]
    public void What_people_set_outlasts_time_and_what_never_closes_stays_open()
    {
        Assert.Equal(OpeningState.Filled, (Some.Opening with { Set = OpeningState.Filled }).StateAt(Now));
        Assert.Equal(OpeningState.Open, (Some.Opening with { ClosesAt = null }).StateAt(Now.AddYears(1)));
    }

    [Fact]
    public void Sent_it_is_kept_without_white_space_and_sent_once_more_it_stays_as_it_is()
    {
        var sent = Some.Fact(Draft.Send(Some.Opening, null, Members.Ann, Now, Today));
        Assert.Equal(("I led a change", 1, 1, 1, Stage.Received), (sent.Statement, sent.Edition, sent.Revision, sent.Version, sent.Stage));
        Assert.Same(sent, Some.Fact(Draft.Send(Some.Opening, sent, Members.Ann, Now.AddMinutes(1), Today)));
        Assert.Same(sent, Some.Fact(Draft.Send(Some.Opening, sent, Members.Ann, Now.AddYears(1), Today))); // also after closing
    }

    [Theory]
    [InlineData(Readiness.Now, "", "applying.refused.noWords")]
    [InlineData(Readiness.Now, "\u200b", "applying.refused.noWords")]
    [InlineData(null, "words", "applying.refused.noReadiness")]
    [InlineData((Readiness)9, "words", "applying.refused.noReadiness")]
    [InlineData(Readiness.Now, "485 777 3457", "shell.refused.patientData")]
    public void What_can_not_be_sent_is_refused(Readiness? readiness, string statement, string why)
        => Assert.Equal(why, Some.Why(new EoiDraft(readiness, statement, 0).Send(Some.Opening, null, Members.Ann, Now, Today)));

    [Fact]
    public void A_statement_is_as_long_as_it_may_be_and_no_longer()
    {
        Some.Fact(new EoiDraft(Readiness.Now, new string('x', ApplyingLimits.StatementMax), 0).Send(Some.Opening, null, Members.Ann, Now, Today));
        Assert.Equal("applying.refused.longWords", Some.Why(new EoiDraft(Readiness.Now, new string('x', ApplyingLimits.StatementMax + 1), 0).Send(Some.Opening, null, Members.Ann, Now, Today)));
    }

    [Fact]
    public void A_second_one_from_elsewhere_is_refused_and_so_is_a_change_of_what_was_changed_since()
    {
        var sent = Some.Fact(Draft.Send(Some.Opening, null, Members.Ann, Now, Today));
        Assert.Equal("applying.refused.twice", Some.Why(new EoiDraft(Readiness.Now, "Other", 0).Send(Some.Opening, sent, Members.Ann, Now, Today)));
        var changed = Some.Fact(new EoiDraft(Readiness.Now, "Other", 1).Send(Some.Opening, sent, Members.Ann, Now.AddDays(1), Today));
        Assert.Equal((1, 2, 2, sent.SentAt), (changed.Edition, changed.Revision, changed.Version, changed.SentAt));
        Assert.Equal("applying.refused.changedMeanwhile", Some.Why(new EoiDraft(Readiness.Now, "A third", 1).Send(Some.Opening, changed, Members.Ann, Now, Today)));
    }

    [Theory]
    [InlineData(Stage.Received, Stage.Withdrawn, null)]
    [InlineData(Stage.Shortlisted, Stage.Withdrawn, null)]
    [InlineData(Stage.Interview, Stage.Withdrawn, null)]
    [InlineData(Stage.Reserve, Stage.Withdrawn, null)]
    [InlineData(Stage.Withdrawn, Stage.Withdrawn, null)]
    [InlineData(Stage.Appointed, null, "applying.refused.appointed")]
    [InlineData(Stage.NotShortlisted, null, "applying.refused.overAlready")]
    [InlineData(Stage.NotSelected, null, "applying.refused.overAlready")]
    public void It_is_withdrawn_from_any_stage_that_leaves_it_open(Stage from, Stage? to, string? why)
    {
        var ruling = (Some.Of(Members.Ann.MemberId) with { Stage = from }).Withdrawn(Now);
        Assert.Equal(why, ruling.IsRefused(out var refusal, out var after) ? refusal.TextKey : null);
        Assert.Equal(to, after?.Stage);
    }

    [Theory]
    [InlineData(Readiness.OneToTwoYears, Stage.NotShortlisted)]
    [InlineData(Readiness.OneToTwoYears, Stage.NotSelected)]
    [InlineData(Readiness.Exploring, Stage.NotSelected)]
    public void Whoever_was_answered_and_is_kept_in_mind_may_end_that_and_stand_while_it_is_open(Readiness readiness, Stage stage)
    {
        var answered = Some.Of(Members.Ann.MemberId) with { Stage = stage, Readiness = readiness };
        Assert.True(answered.IsKeptInMind && !answered.IsInIt);
        Assert.Equal(Stage.Withdrawn, Some.Fact(answered.Withdrawn(Now)).Stage);
        var stands = Some.Fact((Draft with { Seen = answered.Version }).Send(Some.Opening, answered, Members.Ann, Now, Today));
        Assert.Equal((Readiness.Now, 2, Stage.Received), (stands.Readiness, stands.Edition, stands.Stage));
    }

    [Fact]
    public void Withdrawn_and_sent_again_is_another_edition_also_with_the_same_words()
    {
        var withdrawn = Some.Fact(Some.Fact(Draft.Send(Some.Opening, null, Members.Ann, Now, Today)).Withdrawn(Now));
        var again = Some.Fact((Draft with { Seen = withdrawn.Version }).Send(Some.Opening, withdrawn, Members.Ann, Now.AddDays(1), Today));
        Assert.Equal((2, 2, 3, Stage.Received, Now.AddDays(1)), (again.Edition, again.Revision, again.Version, again.Stage, again.SentAt));
    }

    [Theory]
    [InlineData(Stage.Shortlisted, Readiness.Now, "applying.refused.decided")]
    [InlineData(Stage.NotShortlisted, Readiness.Now, "applying.refused.decided")]
    [InlineData(Stage.NotSelected, Readiness.Exploring, null)]
    [InlineData(Stage.Withdrawn, Readiness.Now, null)]
    public void Once_decided_it_is_not_sent_again_but_by_who_explored(Stage stage, Readiness readiness, string? why)
        => Assert.Equal(why, ApplyRules.WhyNot(Some.Opening, Some.Of(Members.Ann.MemberId) with { Stage = stage, Readiness = readiness }, Members.Ann, Now)?.TextKey);

    [Theory]
    [InlineData(OpeningState.Draft, "applying.refused.notYet")]
    [InlineData(OpeningState.Closed, "applying.refused.closed")]
    [InlineData(OpeningState.Filled, "applying.refused.filled")]
    [InlineData(OpeningState.Withdrawn, "applying.refused.notOffered")]
    public void Where_it_is_not_open_the_reason_says_how_it_stands(OpeningState set, string why)
        => Assert.Equal(why, ApplyRules.WhyNot(Some.Opening with { Set = set }, null, Members.Ann, Now)?.TextKey);

    [Fact]
    public void The_first_word_is_due_ten_working_days_after_closing_or_after_it_was_sent_if_that_is_later()
    {
        var application = Some.Of(Members.Ann.MemberId);
        Assert.Equal(new DateTimeOffset(2026, 3, 26, 9, 0, 0, TimeSpan.Zero), application.ReplyBy(Some.Opening)); // closes on Thursday 12 March
        Assert.Equal(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), application.ReplyBy(Some.Opening with { ClosesAt = null }));
        Assert.False(application.IsOverdue(Some.Opening, application.ReplyBy(Some.Opening).AddTicks(-1)));
        Assert.True(application.IsOverdue(Some.Opening, application.ReplyBy(Some.Opening)));
        Assert.False((application with { Stage = Stage.NotShortlisted }).IsOverdue(Some.Opening, Now.AddYears(1)));
    }
}

/// <summary>An opening and those around it, for tests of the rules.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static OrganisationName Organisation => Members.Enfield;

    public static Person RunBy { get; } = Named("run");

    public static Opening Opening { get; } = new(
        "posts", "frailty-1", Organisation, "Clinical lead for frailty", Rung.Seat, Now.AddDays(-1), Now.AddDays(10), 1,
        Eligibility.Anybody, [Named("p1"), Named("p2"), Named("p3")], RunBy, ["Two sessions a week."], null);

    public static Person Named(string id) => new(new MemberId("tenant", id), "Dr " + id);

    public static Application Of(MemberId who) => new(new Person(who, "Dr " + who.ObjectId), Readiness.Now, "Words", Now);

    public static Actor Acting(Person person, Roles roles = Roles.Member) => new(person.Id.ObjectId, person.Id.TenantId, person.Name, new Hat(Organisation, roles));

    public static T Fact<T>(Ruling<T> ruling)
        where T : class
    {
        Assert.False(ruling.IsRefused(out var why, out var holds), why?.TextKey);
        return holds!;
    }

    public static string Why<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var why, out _) ? why.TextKey : "nothing";
}
