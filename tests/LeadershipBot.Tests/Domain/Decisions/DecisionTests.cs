using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Decisions;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly OrganisationName Larkford = new("larkford", "Larkford");
    private static readonly Actor Chair = Person("chair", Roles.Chair);
    private static readonly Actor Member = Person("member", Roles.Member);
    private static readonly Decision Draft = new("d1", Larkford, "tenant", "chair", "Ann", Now);
    private static readonly Decision Sent = Draft with { Content = DecisionDraftTests.Whole, Audience = Audience.Everybody, Recipients = 12, ReleasedAt = Now, StartsAt = Now, BegunAt = Now };

    [Theory]
    [InlineData(50, 50, null, true)]
    [InlineData(51, 51, null, false)]
    [InlineData(51, 51, 51, true)]
    [InlineData(51, 51, 50, false)]
    [InlineData(12, 10, null, false)]
    [InlineData(12, 10, 12, true)]
    [InlineData(12, null, null, false)]
    public void The_number_is_shown_before_it_goes_out_and_confirmed_above_fifty(int recipients, int? shown, int? confirmed, bool goes)
    {
        var refused = Draft.Release(Chair, Wanted(recipients) with { Shown = shown, Confirmed = confirmed }, Now, Today).IsRefused(out var why, out var released);
        Assert.Equal(goes, !refused);
        Assert.Equal(goes ? null : DecisionRefusals.NotConfirmed, why?.TextKey);
        Assert.Equal(goes ? DecisionState.Scheduled : null, released?.State);
    }

    [Theory]
    [InlineData(Roles.Member, false)]
    [InlineData(Roles.LocalityLead, false)]
    [InlineData(Roles.Administrator, false)]
    [InlineData(Roles.Organiser, true)]
    [InlineData(Roles.Chair, true)]
    public void Only_chairs_and_organisers_send_correct_and_withdraw(Roles roles, bool may)
    {
        var actor = Person("x", roles);
        var expected = may ? null : DecisionRefusals.Role;
        Assert.Equal(expected, Why(Draft.Release(actor, Wanted(12) with { Shown = 12 }, Now, Today)));
        Assert.Equal(expected, Why(Sent.Correct(actor, DecisionDraftTests.Whole, Now, Today)));
        Assert.Equal(expected, Why(Sent.Withdraw(actor, "It was wrong", Now, Today)));
        Assert.Equal(expected, Why(Draft.HoldBack(actor)));
        Assert.Equal(DecisionRefusals.Role, Why(Sent.Correct(Person("x", roles, listed: false), DecisionDraftTests.Whole, Now, Today)));
    }

    [Fact]
    public void It_is_sent_once()
    {
        Assert.Equal(DecisionRefusals.SentAlready, Why(Sent.Release(Chair, Wanted(12) with { Shown = 12 }, Now, Today)));
        Assert.Equal(DecisionRefusals.SentAlready, Why((Sent with { BegunAt = null }).Release(Chair, Wanted(12) with { Shown = 12 }, Now, Today)));
    }

    [Fact]
    public void It_begins_at_its_time_once_and_can_be_held_back_only_before()
    {
        var scheduled = Sent with { BegunAt = null, StartsAt = Now.AddHours(1) };
        Assert.Null(scheduled.BeginAt(Now));
        Assert.Equal(DecisionState.Sent, scheduled.BeginAt(Now.AddHours(1))?.State);
        Assert.Null(Sent.BeginAt(Now.AddHours(2)));
        Assert.False(scheduled.HoldBack(Chair).IsRefused(out _, out var held));
        Assert.Equal(DecisionState.Draft, held!.State);
        Assert.Null(held.BeginAt(Now.AddHours(2)));
        Assert.Equal("decisions.refused.goneOut", Why(Sent.HoldBack(Chair)));
    }

    [Theory]
    [InlineData(60, "decisions.refused.reviewFirst")]
    [InlineData(59, "decisions.refused.reviewFirst")]
    [InlineData(58, null)]
    public void It_goes_out_before_it_is_looked_at_again(int days, string? why)
    {
        var wanted = Wanted(12) with { Shown = 12, StartsAt = Now.AddDays(days), Content = DecisionDraftTests.Whole with { ReviewOn = Today.AddDays(59) } };
        Assert.Equal(why, Why(Draft.Release(Chair, wanted, Now, Today)));
    }

    [Fact]
    public void Nobody_at_all_is_no_audience()
    {
        Assert.Equal("decisions.refused.nobody", Why(Draft.Release(Chair, Wanted(0) with { Shown = 0 }, Now, Today)));
        Assert.Equal("decisions.refused.nobody", Why(Draft.Release(Chair, Wanted(0) with { Audience = null, Shown = 0 }, Now, Today)));
        Assert.Null(Why(Draft.Release(Chair, Wanted(0) with { Audience = null, IsPostedHere = true, Shown = 0 }, Now, Today)));
    }

    [Fact]
    public void Correcting_and_withdrawing_count_revisions_and_withdrawing_is_for_good()
    {
        Assert.False(Sent.Correct(Chair, DecisionDraftTests.Whole with { Why = "Because" }, Now, Today).IsRefused(out _, out var corrected));
        Assert.Equal((1, Now, "Because"), (corrected!.Revision, corrected.CorrectedAt, corrected.Content.Why));
        Assert.False(corrected.Withdraw(Chair, "It was wrong", Now, Today).IsRefused(out _, out var withdrawn));
        Assert.Equal((2, DecisionState.Withdrawn), (withdrawn!.Revision, withdrawn.State));
        Assert.False(withdrawn.Withdraw(Chair, "Again", Now, Today).IsRefused(out _, out var again));
        Assert.Same(withdrawn, again);
        Assert.Equal(DecisionRefusals.Withdrawn, Why(withdrawn.Correct(Chair, DecisionDraftTests.Whole, Now, Today)));
        Assert.Equal("decisions.refused.notSent", Why(Draft.Withdraw(Chair, "It was wrong", Now, Today)));
        Assert.Equal("decisions.refused.noReason", Why(Sent.Withdraw(Chair, "  ", Now, Today)));
        Assert.Equal("shell.refused.patientData", Why(Sent.Withdraw(Chair, "see 485 777 3457", Now, Today)));
    }

    [Fact]
    public void Members_whom_it_goes_to_react_for_fourteen_days()
    {
        var noted = new Reaction(ReactionKind.Noted, "");
        Assert.Null(Why(Sent.React(Member, false, [], noted, Now.AddDays(14).AddTicks(-1), Today)));
        Assert.Equal(DecisionRefusals.Closed, Why(Sent.React(Member, false, [], noted, Now.AddDays(14), Today)));
        Assert.Equal(DecisionRefusals.OnlyPreview, Why((Sent with { BegunAt = null }).React(Member, false, [], noted, Now, Today)));
        var some = Sent with { Audience = new Audience { Roles = Roles.PanelMember } };
        Assert.Equal("decisions.refused.notYours", Why(some.React(Member, false, [], noted, Now, Today)));
        Assert.Equal("decisions.refused.notYours", Why(some.React(Member, true, [], noted, Now, Today)));
        Assert.Null(Why((some with { IsPostedHere = true }).React(Member, true, [], noted, Now, Today)));
        Assert.Equal("decisions.refused.notYours", Why(Sent.React(Person("x", Roles.Member, listed: false), true, [], noted, Now, Today)));
        Assert.Equal("shell.refused.patientData", Why(Sent.React(Member, false, [], new Reaction(null, "see 485 777 3457"), Now, Today)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_week_longer_is_offered_where_some_commented_but_too_few(int comments, bool isOffered)
        => Assert.Equal(isOffered, DecisionExtending.IsOffered(Sent, ReactionTally.Empty with { People = comments, Comments = comments }, Now.AddDays(13)));

    [Fact]
    public void It_takes_reactions_a_week_longer_once_while_it_takes_some()
    {
        var (few, noted) = (ReactionTally.Empty with { People = 1, Comments = 1 }, new Reaction(ReactionKind.Noted, ""));
        Assert.Equal(Now.AddDays(11), DecisionExtending.OfferAt(Sent));
        Assert.False(DecisionExtending.Extend(Sent, Chair, Now.AddDays(13)).IsRefused(out _, out var longer));
        Assert.Equal((Now.AddDays(21), Sent.Revision + 1), (longer!.ReactionsCloseAt, longer.Revision));
        Assert.False(DecisionExtending.Extend(longer, Chair, Now.AddDays(14)).IsRefused(out _, out var again));
        Assert.Same(longer, again);
        Assert.Null(DecisionExtending.OfferAt(longer));
        Assert.False(DecisionExtending.IsOffered(longer, few, Now.AddDays(20)));
        Assert.Null(Why(longer.React(Member, false, [], noted, Now.AddDays(21).AddTicks(-1), Today)));
        Assert.Equal(DecisionRefusals.Closed, Why(longer.React(Member, false, [], noted, Now.AddDays(21), Today)));

        Assert.Equal("decisions.extend.refused.closed", Why(DecisionExtending.Extend(Sent, Chair, Now.AddDays(14))));
        Assert.Equal(DecisionRefusals.Role, Why(DecisionExtending.Extend(Sent, Member, Now)));
        Assert.Equal("decisions.refused.notSent", Why(DecisionExtending.Extend(Draft, Chair, Now)));
        Assert.False(DecisionExtending.Decline(Sent, Chair, Now).IsRefused(out _, out var declined));
        Assert.Equal((DecisionExtension.Declined, Now.AddDays(14)), (declined!.Extension, declined.ReactionsCloseAt));
        Assert.False(DecisionExtending.IsOffered(declined, few, Now));
    }

    [Fact]
    public void The_count_is_the_sum_of_what_people_say_last()
    {
        Reaction[] said = [new(ReactionKind.Noted, ""), new(ReactionKind.Disagree, "why"), new(null, "why not"), Reaction.None];
        foreach (var before in said)
        {
            foreach (var after in said)
                Assert.Equal(ReactionTally.Empty.With(Reaction.None, after), ReactionTally.Empty.With(Reaction.None, before).With(before, after));
        }

        var all = said.Aggregate(ReactionTally.Empty, (sum, one) => sum.Plus(ReactionTally.Empty.With(Reaction.None, one)));
        Assert.Equal(new ReactionTally(People: 3, Noted: 1, Disagreed: 1, Comments: 2), all);
    }

    private static DecisionRelease Wanted(int recipients) => new(DecisionDraftTests.Whole, Audience.Everybody, IsPostedHere: false, Now, recipients);

    private static string? Why<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var refusal, out _) ? refusal!.TextKey : null;

    private static Actor Person(string id, Roles roles, bool listed = true)
    {
        var hat = new Hat(Larkford, roles) { IsListed = listed };
        return new Actor(id, "tenant", id, hat) { Hats = [hat] };
    }
}
