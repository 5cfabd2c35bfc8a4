using System.Text.RegularExpressions;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Domain.Applying;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>
/// What an applicant for a fellowship reads of the next step, at every stage and moment: a date, or that those who are late were
/// reminded, or that nothing follows. It opens in February, closes on 16 March, starts on 20 April and ends on 19 July 2026.
/// </summary>
public sealed partial class NextStepTests
{
    private static readonly DateTimeOffset Closes = new(2026, 3, 16, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Starts = new(2026, 4, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sent = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Moved = new(2026, 3, 17, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Deadline = new(2026, 3, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly Opening Fellowship = Some.Opening with
    {
        RunBy = Some.RunBy with { Name = "Ann Runner" },
        OpensAt = Sent.AddDays(-10),
        ClosesAt = Closes,
        InterviewOn = new DateOnly(2026, 3, 25),
        OfferWorkingDays = 5,
        OffersEndAt = Starts,
        HasBench = false,
        Course = FellowshipClock.CourseOf(new DateOnly(2026, 4, 20), new DateOnly(2026, 7, 19)),
    };

    private static readonly Opening Withdrawn = Fellowship with { Set = OpeningState.Withdrawn };

    /// <summary>Every moment of its life at which another sentence may be due, an hour before and an hour after.</summary>
    private static readonly DateTimeOffset[] Moments =
    [
        .. new[] { Sent, Closes, Moved, Deadline, new(2026, 3, 25, 12, 0, 0, TimeSpan.Zero), new(2026, 3, 30, 17, 0, 0, TimeSpan.Zero), new(2026, 4, 7, 12, 0, 0, TimeSpan.Zero), new(2026, 4, 8, 12, 0, 0, TimeSpan.Zero), new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero), Starts, Starts.AddDays(45), new(2026, 7, 20, 0, 0, 0, TimeSpan.Zero), new(2026, 7, 31, 0, 0, 0, TimeSpan.Zero) }
            .SelectMany(at => new[] { at.AddHours(-1), at.AddHours(1) }),
    ];

    public static TheoryData<Stage, DateTimeOffset, string> Steps => new()
    {
        { Stage.Received, Sent.AddDays(1), "applications close on Mon 16 Mar, 17:00 (UTC). You hear by Mon 30 Mar 2026." },
        { Stage.Received, Closes.AddHours(1), "it is being read. You hear by Mon 30 Mar 2026." },
        { Stage.Received, Closes.AddDays(15), "Ann Runner has been reminded, and if it isn't decided by Mon 6 Apr 2026 the chairs are, too." },
        { Stage.Received, Closes.AddDays(22), "Ann Runner and the chairs have been reminded" },
        { Stage.Shortlisted, Moved.AddDays(1), "interviews are on Wed 25 Mar 2026. Ann Runner tells you the time." },
        { Stage.Interview, Moved.AddDays(1), "interviews are on Wed 25 Mar 2026." },
        { Stage.Interview, Moved.AddDays(10), "Ann Runner tells you what follows by Wed 8 Apr 2026." },
        { Stage.Interview, Moved.AddDays(23), "Ann Runner has been reminded, and if it isn't decided by Wed 15 Apr 2026 the chairs are, too." },
        { Stage.Reserve, Moved.AddDays(1), "if a place comes free before Mon 20 Apr 2026 it is offered to you at once." },
        { Stage.Offered, Deadline.AddMinutes(-1), "say yes or no by Tue 24 Mar, 09:00 (UTC)." },
        { Stage.Offered, Deadline, "The time for your answer ended on Tue 24 Mar, 09:00 (UTC)" },
        { Stage.Appointed, Starts.AddDays(-3), "it starts on Mon 20 Apr 2026, and you get a card then." },
        { Stage.Appointed, Starts, "from Thu 4 Jun 2026 you are asked how it goes." },
        { Stage.Appointed, Starts.AddDays(45), "its last day is Sun 19 Jul 2026, and Ann Runner confirms by Fri 31 Jul 2026 what came of it." },
        { Stage.Appointed, Starts.AddDays(91), "Its last day was Sun 19 Jul 2026. Next: Ann Runner confirms by Fri 31 Jul 2026 what came of it, and you are told." },
        { Stage.Appointed, Starts.AddDays(102), "Ann Runner and the chairs have been reminded to confirm what came of it" },
        { Stage.Declined, Moved.AddDays(1), "please talk to Ann Runner before it starts on Mon 20 Apr 2026." },
        { Stage.Declined, Starts, "It has begun, so no place of it is offered any more." },
        { Stage.Lapsed, Moved.AddDays(1), "please talk to Ann Runner before it starts on Mon 20 Apr 2026." },
        { Stage.Lapsed, Starts, "It has begun, so no place of it is offered any more." },
        { Stage.NotShortlisted, Moved.AddDays(1), "Your application goes no further this time." },
        { Stage.NotSelected, Moved.AddDays(1), "Your application goes no further this time." },
        { Stage.Withdrawn, Sent.AddDays(1), "You can apply again until Mon 16 Mar, 17:00 (UTC)." },
        { Stage.Withdrawn, Moved.AddDays(1), "Nothing more happens with it. Applications have closed." },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_stage_says_what_comes_next_and_when(Stage stage, DateTimeOffset now, string words)
        => Assert.Contains(words, Says(Fellowship, At(stage), now), StringComparison.Ordinal);

    [Fact]
    public void No_stage_is_left_out_above()
        => Assert.Equal(Enum.GetValues<Stage>().Order(), Steps.Select(row => row.Data.Item1).Distinct().Order());

    [Fact]
    public void Whoever_waits_for_others_reads_a_date_or_who_was_reminded_at_every_moment()
    {
        foreach (var now in Moments)
        {
            foreach (var application in Enum.GetValues<Stage>().Select(At).Where(one => one.IsInIt).SelectMany(one => new[] { one, one with { Readiness = Readiness.Exploring } }))
            {
                var said = Says(Fellowship, application, now);
                Assert.True(Dated().IsMatch(said) || said.Contains("have been reminded", StringComparison.Ordinal), $"{application.Stage} on {now:u}: {said}");
            }
        }
    }

    [Fact]
    public void Whose_date_has_passed_is_never_told_that_it_is_still_to_come()
    {
        foreach (var now in Moments)
        {
            foreach (var application in new[] { Stage.Received, Stage.Shortlisted, Stage.Interview, Stage.Offered, Stage.Reserve, Stage.Appointed }.Select(At))
            {
                var said = Says(Fellowship, application, now);
                if (said.Contains("Next: ", StringComparison.Ordinal))
                    Assert.Contains(Fellowship.AllDays(application), day => day >= DateOnly.FromDateTime(now.UtcDateTime) && said.Contains(TimeWords.Day(day)[..^5], StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void What_is_not_offered_any_more_leads_nobody_on_but_those_who_have_a_place()
    {
        foreach (var application in Enum.GetValues<Stage>().Select(At))
        {
            var said = Says(Withdrawn, application, Moved.AddDays(1));
            Assert.Equal(application.Stage is Stage.Appointed, said.Contains("Next: ", StringComparison.Ordinal));
            Assert.DoesNotContain("talk to", said, StringComparison.Ordinal);
        }
    }

    private static Application At(Stage stage) => Some.Of(Some.Named("eva").Id) with
    {
        Stage = stage,
        SentAt = Sent,
        MovedAt = stage is Stage.Received ? null : Moved,
        OfferUntil = stage is Stage.Offered ? Deadline : null,
    };

    private static string Says(Opening opening, Application application, DateTimeOffset now)
        => NextStep.Of(CardSamples.Library.Text, opening, application, endedWithIt: opening.Set is OpeningState.Withdrawn && application.Stage is Stage.NotSelected, now, TimeZoneInfo.Utc).Markdown.Replace("\\", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} (Mar|Apr|May|Jun|Jul|Aug)")]
    private static partial Regex Dated();
}

file static class DaysOfAnApplication
{
    /// <summary>All days that may be named as still to come.</summary>
    public static IEnumerable<DateOnly> AllDays(this Opening opening, Application application)
    {
        foreach (var at in new[] { opening.ClosesAt, application.ReplyBy(opening), application.WordBy(opening), application.ChairRemindedAt(opening), application.OfferUntil, opening.OffersEndAt })
        {
            if (at is { } moment)
                yield return DateOnly.FromDateTime(moment.UtcDateTime);
        }

        yield return opening.InterviewOn!.Value;
        yield return opening.Course!.Halfway;
        yield return opening.Course.LastDay;
        yield return opening.Course.ConfirmedBy;
    }
}
