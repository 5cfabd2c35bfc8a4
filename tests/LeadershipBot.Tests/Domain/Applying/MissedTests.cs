using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Tests.Domain.Applying;

/// <summary>When it is certain that an organisation doesn't list an applicant any more.</summary>
public sealed class MissedTests
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Friday = Tuesday.AddDays(3);

    public static TheoryData<DateTimeOffset, DateTimeOffset, bool> Looks => new()
    {
        { Tuesday, Tuesday.AddMinutes(1), false }, // a look that was tried again
        { Tuesday, Tuesday.AddDays(1).AddSeconds(-2), true }, // by a server whose clock is a little behind
        { Tuesday, Tuesday.AddDays(1), true },
        { Tuesday.AddHours(17), Tuesday.AddDays(1), false }, // the first was late
        { Friday, Friday.AddDays(1), false },
        { Friday, Friday.AddDays(2), false },
        { Friday, Friday.AddDays(3), true },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public void That_somebody_left_is_certain_at_the_second_look_on_a_later_working_day(DateTimeOffset first, DateTimeOffset second, bool isCertain)
    {
        var missed = Missed.Not.LookedAt(isListed: false, first);
        Assert.Equal((first, null), (missed.Since, missed.CertainOn));
        var after = missed.LookedAt(isListed: false, second);
        Assert.Equal((first, isCertain ? DateOnly.FromDateTime(second.UtcDateTime) : null), (after.Since, after.CertainOn));
    }

    [Fact]
    public void Certain_it_stays_so_until_they_are_listed_and_then_it_begins_anew()
    {
        var certain = Missed.Not.LookedAt(false, Tuesday).LookedAt(false, Tuesday.AddDays(1)) with { HasHeard = true };
        Assert.Equal(certain, certain.LookedAt(false, Tuesday.AddDays(2)));
        Assert.Equal(Missed.Not, certain.LookedAt(true, Tuesday.AddDays(2)));
        Assert.Equal(Missed.Not, Missed.Not.LookedAt(false, Tuesday).LookedAt(true, Tuesday.AddDays(1)));
        Assert.Null(certain.LookedAt(true, Tuesday.AddDays(2)).LookedAt(false, Tuesday.AddDays(3)).CertainOn);
    }

    [Fact]
    public void Who_was_moved_on_since_or_sent_it_anew_was_listed_then()
    {
        var certain = Missed.Not.LookedAt(false, Tuesday).LookedAt(false, Tuesday.AddDays(1));
        var application = new Application(Some.Named("Ann"), Readiness.Now, "Words", Tuesday.AddDays(-3));
        Assert.Equal(certain, certain.Of(application));
        Assert.Equal(certain, certain.Of(application with { MovedAt = Tuesday.AddDays(-1) }));
        Assert.Equal(Missed.Not, certain.Of(application with { MovedAt = Tuesday.AddDays(8) }));
        Assert.Equal(Missed.Not, certain.Of(application with { SentAt = Tuesday.AddDays(8) }));
    }
}
