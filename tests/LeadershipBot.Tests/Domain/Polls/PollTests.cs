using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Domain.People;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class PollTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Evening = Noon.AddHours(6);
    private static readonly Poll ByHand = new("p1", Members.Enfield, "tenant-1", "Extend hours?", [Question.OneOf("Extend hours?", ["Yes", "No", "Unsure"])], "ann", "Dr Ann Lee", Noon, ClosesAt: null, ClosedAt: null);
    private static readonly PollTally NoVotes = PollTally.Empty(ByHand.Questions);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.Date);
    private static readonly Poll UntilEvening = ByHand with { ClosesAt = Evening };

    public static TheoryData<string, Poll, DateTimeOffset, DateTimeOffset?> Endings => new()
    {
        { "by hand, still open", ByHand, Noon.AddYears(5), null },
        { "by hand, closed", ByHand with { ClosedAt = Noon }, Noon, Noon },
        { "by hand, closed, read later", ByHand with { ClosedAt = Noon }, Evening, Noon },
        { "by time, before", UntilEvening, Evening.AddTicks(-1), null },
        { "by time, at the first closed moment", UntilEvening, Evening, Evening },
        { "by time, after", UntilEvening, Evening.AddDays(1), Evening },
        { "closed by hand before its time", UntilEvening with { ClosedAt = Noon.AddHours(1) }, Noon.AddHours(2), Noon.AddHours(1) },
        { "closed by hand before its time, read after it", UntilEvening with { ClosedAt = Noon.AddHours(1) }, Evening.AddDays(1), Noon.AddHours(1) },
        { "closed by hand at its time", UntilEvening with { ClosedAt = Evening }, Evening.AddTicks(-1), Evening },
        { "closed by hand by a clock that runs fast", ByHand with { ClosedAt = Noon.AddSeconds(2) }, Noon, Noon.AddSeconds(2) },
        { "closed by hand by a clock that runs past its time, read before it", UntilEvening with { ClosedAt = Evening.AddSeconds(2) }, Noon, Evening.AddSeconds(2) },
        { "closed by hand after its time", UntilEvening with { ClosedAt = Evening.AddHours(1) }, Evening.AddHours(2), Evening },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void A_poll_has_ended_by_hand_or_by_time_whichever_came_first(string which, Poll poll, DateTimeOffset now, DateTimeOffset? ended)
    {
        Assert.True(poll.EndedAt(now) == ended, which);
        Assert.True(poll.IsOpenAt(now) == ended is null, which);
    }

    [Fact]
    public void A_poll_that_has_ended_never_opens_again_and_keeps_its_ending()
    {
        var minutes = Gen.Choose(0, 600).Select(minute => Noon.AddMinutes(minute));
        var polls =
            from closes in Gen.OneOf(Gen.Constant((DateTimeOffset?)null), minutes.Select(at => (DateTimeOffset?)at))
            from closed in Gen.OneOf(Gen.Constant((DateTimeOffset?)null), minutes.Select(at => (DateTimeOffset?)at))
            select ByHand with { ClosesAt = closes, ClosedAt = closed };
        Prop.ForAll(polls.ToArbitrary(), minutes.ToArbitrary(), minutes.ToArbitrary(), (poll, one, other) =>
        {
            var (earlier, later) = one <= other ? (one, other) : (other, one);
            var closedEarly = poll.ClosedAt is { } closed && (poll.ClosesAt is not { } closes || closed <= closes);
            return poll.IsOpenAt(earlier)
                || (!poll.IsOpenAt(later) && (poll.EndedAt(later) == poll.EndedAt(earlier) || (!closedEarly && poll.EndedAt(later) == poll.ClosesAt)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData(null, 2, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    public void A_vote_counts_while_the_poll_is_open(int? before, int choice, bool changesAnything)
    {
        Assert.False(UntilEvening.Vote(Sheet(before), AnswerSheet.Of(choice), NoVotes, Evening.AddTicks(-1), Today).IsRefused(out _, out var cast));
        Assert.Equal(new VoteCast(Sheet(before), AnswerSheet.Of(choice)), cast);
        Assert.Equal(changesAnything, cast.ChangesAnything);
    }

    private static AnswerSheet? Sheet(int? choice) => choice is { } chosen ? AnswerSheet.Of(chosen) : null;

    [Fact]
    public void A_vote_after_closing_is_refused()
    {
        Assert.True(UntilEvening.Vote(null, AnswerSheet.Of(0), NoVotes, Evening, Today).IsRefused(out var late, out _));
        Assert.Equal("polls.refused.closed", late.TextKey);
        Assert.True((ByHand with { ClosedAt = Noon }).Vote(AnswerSheet.Of(0), AnswerSheet.Of(1), NoVotes, Evening, Today).IsRefused(out var closed, out _));
        Assert.Equal("polls.refused.closed", closed.TextKey);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_vote_for_what_is_no_choice_is_refused(int choice)
    {
        Assert.True(ByHand.Vote(null, AnswerSheet.Of(choice), NoVotes, Noon, Today).IsRefused(out var why, out _));
        Assert.Equal("polls.refused.choice", why.TextKey);
    }

    public static TheoryData<Actor, bool> Managers => new()
    {
        { Members.Ann, true },
        { Members.Of(Members.Barnet, Roles.Member) with { Id = "ann" }, true },
        { Members.Ben, false },
        { Members.With(Roles.Organiser), true },
        { Members.With(Roles.Chair), true },
        { Members.With(Roles.LocalityLead | Roles.PanelMember | Roles.ReturningOfficer | Roles.Administrator), false },
        { Members.Of(Members.Barnet, Roles.Organiser | Roles.Chair), false },
        { Members.InBoth(Roles.Member, Roles.Chair), false },
        { Members.InBoth(Roles.Chair, Roles.Member), true },
    };

    [Theory]
    [MemberData(nameof(Managers))]
    public void Its_asker_and_its_own_organisations_organisers_and_chairs_may_close_it(Actor actor, bool may)
    {
        Assert.Equal(may, ByHand.MayBeManagedBy(actor));
        Assert.Equal(!may, ByHand.Close(actor, Evening).IsRefused(out var why, out var poll));
        if (may)
        {
            Assert.Equal(ByHand with { ClosedAt = Evening }, poll);
        }
        else
        {
            Assert.Equal("polls.refused.close", why?.TextKey);
            Assert.Equal([("asker", "Dr Ann Lee")], why?.Values);
        }
    }

    public static TheoryData<Actor, bool, bool> Voters => new()
    {
        { Members.Ben, false, true },
        { Members.Ben with { TenantId = "tenant-2" }, false, true },
        { Members.OfBarnet, false, false },
        { Members.InBoth(Roles.Member, Roles.Member), false, true },
        { Members.OfBarnet, true, true },
        { Members.OfAnotherTenant, true, false },
        { Members.OfAnotherTenant, false, false },
    };

    [Theory]
    [MemberData(nameof(Voters))]
    public void Its_organisations_members_may_answer_anywhere_and_others_of_the_tenant_where_it_was_posted(Actor actor, bool wasPostedHere, bool may)
        => Assert.Equal(may, ByHand.MayBeAnsweredBy(actor, wasPostedHere, []));

    [Fact]
    public void One_that_asks_everybody_is_its_organisations_alone_wherever_somebody_shows_its_card()
    {
        var everybody = ByHand with { Audience = PollAudience.Everybody };

        Assert.True(everybody.MayBeAnsweredBy(Members.Ben, wasPostedHere: true, []));
        Assert.False(everybody.MayBeAnsweredBy(Members.OfBarnet, wasPostedHere: true, []));
    }

    [Fact]
    public void Closing_twice_keeps_the_first_closing()
    {
        Assert.False(ByHand.Close(Members.Ann, Noon).IsRefused(out _, out var closed));
        Assert.False(closed.Close(Members.Ann, Evening).IsRefused(out _, out var again));
        Assert.Same(closed, again);
    }

    [Fact]
    public void Closing_after_its_time_changes_nothing()
    {
        Assert.False(UntilEvening.Close(Members.Ann, Evening).IsRefused(out _, out var poll));
        Assert.Same(UntilEvening, poll);
    }

    [Fact]
    public void Who_may_not_close_it_is_told_so_even_when_it_is_closed()
        => Assert.True((ByHand with { ClosedAt = Noon }).Close(Members.Ben, Evening).IsRefused(out _, out _));

    [Theory]
    [InlineData(Voice.Named, true, 9, null, false)]
    [InlineData(Voice.Confidential, false, 9, null, false)]
    [InlineData(Voice.Confidential, true, 1, null, false)]
    [InlineData(Voice.Confidential, true, 9, null, true)]
    [InlineData(Voice.Anonymous, true, 9, null, true)]
    [InlineData(Voice.Confidential, true, null, "polls.manage.refused.longerOnce", false)]
    public void What_isnt_named_closes_later_once_somebody_has_answered_only_once(Voice voice, bool hasAnswers, int? days, string? refused, bool isExtended)
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var poll = ByHand with { Privacy = new AskPrivacy(voice), ClosesAt = now.AddDays(3), AskedAt = now };
        var asker = Members.Ann;
        Assert.Equal(refused is not null, poll.Reschedule(asker, days is { } later ? now.AddDays(later) : null, hasAnswers, now).IsRefused(out var why, out var changed));
        Assert.Equal(refused, why?.TextKey);
        if (changed is null)
            return;
        Assert.Equal(isExtended, changed.Extension is ExtensionChoice.Extended);
        Assert.Equal(isExtended, changed.Reschedule(asker, now.AddDays(20), hasAnswers, now).IsRefused(out _, out _));
        Assert.False(changed.Reschedule(asker, now.AddHours(5), hasAnswers, now).IsRefused(out _, out _));
    }

    [Theory]
    [InlineData(Voice.Named, true, 0, 5, "moved")]
    [InlineData(Voice.Named, true, 0, 1, "moved")]
    [InlineData(Voice.Named, true, 0, -1, "closed")]
    [InlineData(Voice.Named, true, 0, null, "closed")]
    [InlineData(Voice.Named, true, 0, 3, "same")]
    [InlineData(Voice.Named, true, 2, 5, "same")]
    [InlineData(Voice.Confidential, true, 0, 5, "extended")]
    [InlineData(Voice.Confidential, false, 0, 5, "moved")]
    [InlineData(Voice.Anonymous, true, 0, 1, "moved")]
    [InlineData(Voice.Anonymous, true, 0, null, "closed")]
    public void What_closes_as_that_begins_which_it_is_about_closes_with_it(Voice voice, bool hasAnswers, int hoursBeside, int? days, string becomes)
    {
        var now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var begins = now.AddDays(3).AddSeconds(20);
        var poll = ByHand with { Privacy = new AskPrivacy(voice), ClosesAt = now.AddDays(3).AddHours(hoursBeside), AskedAt = now };
        DateTimeOffset? to = days is { } later ? now.AddDays(later) : null;
        var after = poll.FollowingBeginning(begins, to, hasAnswers, now);
        var expected = becomes switch
        {
            "moved" => poll with { ClosesAt = to, Revision = poll.Revision + 1 },
            "extended" => poll with { ClosesAt = to, Revision = poll.Revision + 1, Extension = ExtensionChoice.Extended },
            "closed" => poll with { ClosedAt = now, Revision = poll.Revision + 1 },
            _ => poll,
        };
        Assert.Equal(expected, after);
        Assert.Equal(after, after.FollowingBeginning(begins, to, hasAnswers, now));
        if (becomes is "extended") // later than was promised once, and not again
            Assert.Equal(after, after.FollowingBeginning(to!.Value, now.AddDays(20), hasAnswers, now));
        var over = poll with { ClosesAt = now, Revision = 4 };
        Assert.Equal(over, over.FollowingBeginning(now, to, hasAnswers, now));
    }
}
