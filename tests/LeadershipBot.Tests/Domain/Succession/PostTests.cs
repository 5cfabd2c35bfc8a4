using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;

namespace LeadershipBot.Tests.Domain.Succession;

public sealed class PostTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Person Ann = Named("ann");
    private static readonly Person Ben = Named("ben");

    [Fact]
    public void A_post_is_opened_by_one_round_at_a_time()
    {
        var open = Holds(Seat().Open(Now, Now.AddDays(28), 1, null, Now));
        Assert.True(open.IsOpenAt(Now) && open.IsOpenAt(Now.AddDays(28).AddTicks(-1)) && !open.IsOpenAt(Now.AddDays(28)));
        Assert.Equal("posts.refused.open", Why(open.Open(Now, Now.AddDays(9), 1, null, Now)));

        var again = Holds(open.Open(Now.AddDays(30), Now.AddDays(60), 1, null, Now.AddDays(30)));
        Assert.Equal([1, 2], again.Rounds.Select(round => round.Number));
    }

    [Theory]
    [InlineData(0, 0, 1, null, "posts.refused.window")]
    [InlineData(5, 3, 1, null, "posts.refused.window")]
    [InlineData(0, 181, 1, null, "posts.refused.windowLong")]
    [InlineData(0, 10, 0, null, "posts.refused.places")]
    [InlineData(0, 10, 1, 4, "posts.refused.interview")]
    [InlineData(0, 10, 1, 10, null)]
    public void A_round_needs_a_time_that_makes_sense(int opens, int closes, int places, int? interview, string? refused)
        => Assert.Equal(refused, Why(Seat().Open(Now.AddDays(opens), Now.AddDays(closes), places, interview is { } day ? Today.AddDays(day) : null, Now)));

    [Fact]
    public void Closing_twice_keeps_the_first_time_and_withdrawing_needs_a_reason()
    {
        var open = Holds(Seat().Open(Now, Now.AddDays(28), 1, null, Now));
        var closed = Holds(open.Close(Now.AddDays(3)));
        Assert.Equal(Now.AddDays(3), closed.Round!.ClosesAt);
        Assert.Same(closed, Holds(closed.Close(Now.AddDays(5))));
        Assert.Equal("posts.refused.notOpen", Why(Seat().Close(Now)));
        Assert.Equal("posts.refused.noReason", Why(open.Withdraw(" \u200b ")));
        Assert.Equal(PostRefusals.Withdrawn, Why(Holds(open.Withdraw("It moves")).Open(Now.AddDays(40), Now.AddDays(50), 1, null, Now.AddDays(40))));
    }

    [Fact]
    public void An_appointment_taken_back_frees_the_place_and_leaves_no_term_that_never_began()
    {
        var open = Holds(Seat().Open(Now, Now.AddDays(28), 1, null, Now));
        var later = Now.AddDays(30);
        var filled = Holds(open.Appoint("t1", Ann, 1, later));
        Assert.NotNull(filled.Round!.FilledAt);

        var same = filled.TakeBack("t1", DateOnly.FromDateTime(later.UtcDateTime));
        Assert.True(same.Round!.FilledAt is null && same.Tenures.Count == 0);
        Assert.Same(same, same.TakeBack("t1", Today.AddDays(31)));
        var held = filled.TakeBack("t1", DateOnly.FromDateTime(later.UtcDateTime).AddDays(20));
        Assert.Equal(DateOnly.FromDateTime(later.UtcDateTime).AddDays(19), Assert.Single(held.Tenures).Until);
        Assert.NotNull(Holds(held.Appoint("t2", Ben, 1, later.AddDays(20))).Round!.FilledAt); // the reserve fills it
    }

    [Fact]
    public void Whoever_is_appointed_follows_the_term_that_ends_first_and_fills_the_round_once()
    {
        var held = Holds(Seat().WithTenure(new Tenure("t1", Ann, new DateOnly(2023, 7, 1), new DateOnly(2026, 6, 30))));
        var open = Holds(held.Open(Now, Now.AddDays(28), 1, null, Now));
        var filled = Holds(open.Appoint("t2", Ben, 1, Now.AddDays(30)));
        var tenure = filled.Tenures[^1];
        Assert.Equal((new DateOnly(2026, 7, 1), new DateOnly(2029, 6, 30), 1), (tenure.From, tenure.Until, tenure.Round));
        Assert.Equal(Now.AddDays(30), filled.Round!.FilledAt);
        Assert.Same(filled, Holds(filled.Appoint("t2", Ben, 1, Now.AddDays(31))));
    }

    [Theory]
    [InlineData(2, 0, "2026-03-02", 2)]
    [InlineData(2, 1, "2026-03-02", 2)]
    [InlineData(3, 2, "2026-03-02", 3)]
    [InlineData(2, 2, "2026-07-01", 2)]
    [InlineData(1, 1, "2026-07-01", 1)]
    public void Whoever_comes_next_begins_where_a_place_is_free_or_will_be_first(int places, int held, string from, int toFill)
    {
        var post = Seat() with { Content = Seat().Content with { Places = places } };
        foreach (var number in Enumerable.Range(0, held))
            post = Holds(post.WithTenure(new Tenure($"t{number}", Named($"p{number}"), new DateOnly(2023, 1, 1), new DateOnly(2026, 6, 30).AddMonths(number))));
        Assert.Equal(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), post.NextStart(Today));
        Assert.Equal(toFill, post.PlacesToFill(Today));
    }

    [Fact]
    public void Nobody_follows_whoever_follows_already_and_a_post_without_an_end_has_none()
    {
        var post = Holds(Holds(Seat().WithTenure(new Tenure("t1", Ann, new DateOnly(2023, 1, 1), new DateOnly(2026, 6, 30)))).WithTenure(new Tenure("t2", Ben, new DateOnly(2026, 7, 1), new DateOnly(2029, 6, 30))));
        Assert.Null(post.NextStart(Today));
        Assert.Equal("posts.refused.noPlace", Why(post.Appoint("t3", Named("cat"), 1, Now)));
        Assert.Equal(1, post.PlacesToFill(Today));
        Assert.Null((Seat() with { Content = Seat().Content with { TenureMonths = 0 } }).EndOf(Today));
        Assert.Equal(new DateOnly(2029, 3, 1), Seat().EndOf(Today));
    }

    [Theory]
    [InlineData(1, 36, null, false, 3, "posts.refused.morePlaces")]
    [InlineData(3, 36, null, false, 3, null)]
    [InlineData(3, 36, "2029-01-01", false, 3, "posts.refused.morePlaces")]
    [InlineData(3, 36, "2026-06-30", false, 3, null)]
    [InlineData(1, 36, "2026-06-30", false, 1, null)]
    [InlineData(1, 36, "2027-09-02", false, 1, "posts.refused.noPlace")]
    [InlineData(1, 36, "2027-09-01", false, 1, null)]
    [InlineData(1, 36, "2026-06-30", true, 1, "posts.refused.noPlace")]
    [InlineData(1, 0, "", false, 1, "posts.refused.noPlace")]
    public void A_round_is_for_no_more_than_there_are_places_that_become_free(int places, int months, string? heldUntil, bool isFollowed, int asked, string? refused)
    {
        var post = Seat() with { Content = Seat().Content with { Places = places, TenureMonths = months } };
        DateOnly? until = string.IsNullOrEmpty(heldUntil) ? null : DateOnly.Parse(heldUntil, System.Globalization.CultureInfo.InvariantCulture);
        if (heldUntil is not null)
            post = Holds(post.WithTenure(new Tenure("t1", Ann, new DateOnly(2023, 7, 1), until)));
        if (isFollowed)
            post = Holds(post.WithTenure(new Tenure("t2", Ben, until!.Value.AddDays(1), until.Value.AddYears(3))));
        Assert.Equal(refused, Why(post.Open(Now, Now.AddDays(28), asked, null, Now)));
    }

    [Fact]
    public void Whoever_is_appointed_beside_all_that_hold_it_and_follow_is_not_recorded()
    {
        var filled = Holds(Holds(Seat().Open(Now, Now.AddDays(28), 1, null, Now)).Appoint("t1", Ann, 1, Now.AddDays(30)));
        Assert.Equal("posts.refused.noPlace", Why(filled.Appoint("t2", Ben, 2, Now.AddDays(31)))); // it would begin in three years
        var back = filled.TakeBack("t1", Today.AddDays(31));
        var reserve = Holds(back.Appoint("t3", Named("cat"), 1, Now.AddDays(31)));
        Assert.Equal("posts.refused.noPlace", Why(reserve.Appoint("t2", Ben, 2, Now.AddDays(32))));
    }

    [Fact]
    public void However_people_are_appointed_and_taken_back_no_more_hold_a_post_than_it_has_places()
        => Prop.ForAll((from kind in Gen.Choose(0, 11) from days in Gen.Choose(0, 400) select (kind, days)).ArrayOf().ToArbitrary(), steps =>
        {
            var (post, at) = (Seat() with { Content = Seat().Content with { Places = 1 + (steps.Length % 3), TenureMonths = new[] { 0, 7, 12, 36 }[steps.Length % 4] } }, Now);
            foreach (var (index, (kind, days)) in steps.Index())
            {
                at = at.AddDays(days);
                if (kind == 0 && post.Tenures.Count > 0)
                    post = post.TakeBack(post.Tenures[days % post.Tenures.Count].Id, DateOnly.FromDateTime(at.UtcDateTime));
                else if (!post.Appoint($"t{index}", Named($"p{kind}"), 1, at).IsRefused(out _, out var after))
                    post = after;
            }

            return post.Tenures.All(tenure => post.HeldOn(tenure.From).Count() <= post.Content.Places);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_day_of_the_interviews_is_said_while_somebody_is_to_be_chosen_and_is_not_before_closing()
    {
        Assert.Equal("posts.refused.noRound", Why(Seat().SetInterview(Today.AddDays(40))));
        var open = Holds(Seat().Open(Now, Now.AddDays(28), 1, Today.AddDays(30), Now));
        Assert.Same(open, Holds(open.SetInterview(Today.AddDays(30))));
        Assert.Equal("posts.refused.interview", Why(open.SetInterview(Today.AddDays(27))));
        Assert.Equal(Today.AddDays(28), Holds(open.SetInterview(Today.AddDays(28))).Round!.InterviewOn);
        Assert.Null(Holds(open.SetInterview(null)).Round!.InterviewOn);
        Assert.Equal("posts.refused.noRound", Why(Holds(open.Appoint("t1", Ann, 1, Now.AddDays(29))).SetInterview(Today.AddDays(40))));
        Assert.Equal(PostRefusals.Withdrawn, Why(Holds(open.Withdraw("It moves")).SetInterview(Today.AddDays(40))));
    }

    [Fact]
    public void Nobody_holds_the_same_post_twice_at_once_but_may_hold_it_again()
    {
        var held = Holds(Seat().WithTenure(new Tenure("t1", Ann, Today, Today.AddYears(1))));
        Assert.Equal("posts.refused.holdsIt", Why(held.WithTenure(new Tenure("t2", Ann, Today.AddYears(1), null))));
        Assert.Equal(2, Holds(held.WithTenure(new Tenure("t2", Ann, Today.AddYears(1).AddDays(1), null))).Tenures.Count);
        Assert.Equal("posts.refused.tenure", Why(held.EndTenure("t1", Today.AddDays(-1))));
        Assert.Equal("posts.refused.noTenure", Why(held.EndTenure("t9", Today)));
        Assert.Empty(Holds(held.EndTenure("t1", Today)).HeldOn(Today.AddDays(1)));
    }

    [Fact]
    public void Only_a_holder_says_whether_they_stay_and_only_chair_and_whoever_runs_it_read_it()
    {
        var held = Holds(Seat().WithTenure(new Tenure("t1", Ann, Today, Today.AddYears(1))));
        Assert.Equal("posts.refused.notHolder", Why(held.Intend("t1", Ben.Id, Intention.Stays, Today)));
        Assert.Equal("posts.refused.ended", Why(held.Intend("t1", Ann.Id, Intention.Stays, Today.AddYears(2))));
        Assert.Equal(Intention.MayLeave, Holds(held.Intend("t1", Ann.Id, Intention.MayLeave, Today)).Tenures[0].Intention);

        Assert.True(held.IsConfidedTo(Actor("chair", Roles.Chair)) && held.IsConfidedTo(Actor("helen", Roles.Organiser)));
        Assert.False(held.IsConfidedTo(Actor("other", Roles.Organiser)) || held.IsConfidedTo(Actor("helen", Roles.Member)) || held.IsConfidedTo(Actor("ann", Roles.Member)));
    }

    [Theory]
    [InlineData("", 1, 2, 36, "posts.refused.noTitle")]
    [InlineData("Lead", 1, 10.5, 36, "posts.refused.sessions")]
    [InlineData("Lead", 1, 1.3, 36, "posts.refused.sessions")]
    [InlineData("Lead", 0, 1, 36, "posts.refused.places")]
    [InlineData("Lead", 1, 1, 121, "posts.refused.months")]
    [InlineData("Lead", 1, 1.5, 0, null)]
    public void The_facts_of_a_post_have_bounds(string title, int places, double sessions, int months, string? refused)
        => Assert.Equal(refused, PostDraft.CheckFacts(PostContent.Empty with { Title = title, Places = places, Sessions = (decimal)sessions, TenureMonths = months }, Today)?.TextKey);

    [Fact]
    public void A_post_holds_nothing_about_patients_and_is_run_by_somebody()
    {
        Assert.Equal("shell.refused.patientData", PostDraft.WhyNotKept(PostContent.Empty with { Costs = "485 777 3457 was worth it" }, Today)?.TextKey);
        Assert.Equal("posts.refused.long", PostDraft.WhyNotKept(PostContent.Empty with { Pay = new string('x', 201) }, Today)?.TextKey);
        Assert.Equal("posts.refused.noRunBy", Why(PostDraft.Check(Seat().Content with { RunBy = null }, Today)));
        Assert.Null(Why(PostDraft.Check(Seat().Content, Today)));
    }

    [Fact]
    public void Who_runs_a_post_and_its_panel_are_changed_by_the_chair_and_by_whoever_runs_it_once_members_have_seen_it()
    {
        var post = Seat() with { IsPublished = true };
        var handedOn = post.Content with { RunBy = Named("bob") };
        var widened = post.Content with { Panel = [Named("bob")] };

        Assert.All([handedOn, widened], after => Assert.Equal("posts.refused.handedOn", post.WhyNotHandedOn(after, Actor("bob", Roles.Organiser))?.TextKey));
        Assert.All([Actor("helen", Roles.Organiser), Actor("amara", Roles.Chair)], who => Assert.Null(post.WhyNotHandedOn(handedOn, who)));
        Assert.Equal("posts.refused.handedOn", post.WhyNotHandedOn(handedOn, Actor("helen", Roles.Member))?.TextKey); // the role was lost
        Assert.Null(post.WhyNotHandedOn(post.Content with { Title = "Another" }, Actor("bob", Roles.Organiser)));
        Assert.Null(Seat().WhyNotHandedOn(handedOn, Actor("bob", Roles.Organiser))); // a draft
    }

    [Fact]
    public void A_holder_who_is_appointed_again_goes_on_when_their_own_term_ends()
    {
        var two = Seat() with { Content = Seat().Content with { Places = 2 } };
        var held = Holds(Holds(two.WithTenure(new Tenure("t1", Ann, new DateOnly(2023, 7, 1), new DateOnly(2026, 6, 30)))).Open(Now, Now.AddDays(28), 1, null, Now));

        var again = Holds(held.Appoint("t2", Ann, 1, Now.AddDays(30)));

        Assert.Equal(new DateOnly(2026, 7, 1), again.Tenures[^1].From);
        Assert.Equal(Now.AddDays(30), again.Round!.FilledAt);
    }

    private static Person Named(string id) => new(new MemberId("tenant", id), id);

    private static Post Seat() => new("p", new OrganisationName("larkford", "Larkford"), PostContent.Empty with { Title = "Lead", RunBy = Named("helen") });

    private static Actor Actor(string id, Roles roles) => new(id, "tenant", id, new Hat(new OrganisationName("larkford", "Larkford"), roles));

    private static T Holds<T>(Ruling<T> ruling)
        where T : class
    {
        Assert.False(ruling.IsRefused(out var refusal, out var fact), refusal?.TextKey);
        return fact!;
    }

    private static string? Why<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var refusal, out _) ? refusal.TextKey : null;
}
