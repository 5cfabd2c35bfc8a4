using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Decisions;

public sealed class DecisionDraftTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    internal static DecisionContent Whole { get; } = new()
    {
        What = "The two hubs merge in April.",
        Why = "Neither fills its rota alone.",
        DecidedBy = "Governing body, 2 March, 8 to 2",
        ReviewOn = new DateOnly(2026, 9, 1),
    };

    internal static PlanB PlanB { get; } = new("Open both again", "Waits above ten days", new MemberId("tenant", "ann"), "Ann", new DateOnly(2026, 6, 1));

    [Fact]
    public void A_decision_of_usual_risk_needs_what_why_who_decided_and_a_day_for_its_review()
    {
        Assert.False(DecisionDraft.Check(Whole, Today).IsRefused(out _, out _));
        Assert.Equal("decisions.refused.noWhat", Why(Whole with { What = "\u200B " }));
        Assert.Equal("decisions.refused.noWhy", Why(Whole with { Why = "" }));
        Assert.Equal("decisions.refused.noDecider", Why(Whole with { DecidedBy = " " }));
        Assert.Equal("decisions.refused.noReview", Why(Whole with { ReviewOn = null }));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(DecisionLimits.ReviewDaysMax, true)]
    [InlineData(DecisionLimits.ReviewDaysMax + 1, false)]
    public void The_review_lies_ahead_within_five_years(int days, bool fits)
        => Assert.Equal(fits ? null : "decisions.refused.review", Why(Whole with { ReviewOn = Today.AddDays(days) }));

    [Fact]
    public void High_risk_demands_the_whole_of_a_plan_b()
    {
        var high = Whole with { Risk = DecisionRisk.High, PlanB = PlanB };
        Assert.Null(Why(high));
        foreach (var plan in new[] { PlanB with { Fallback = "" }, PlanB with { Trigger = " " }, PlanB with { Owner = null }, PlanB with { On = null }, PlanB.None })
            Assert.Equal("decisions.refused.noPlanB", Why(high with { PlanB = plan }));
        Assert.Equal("decisions.refused.planBDay", Why(high with { PlanB = PlanB with { On = Today } }));
    }

    [Fact]
    public void A_plan_b_that_nobody_needs_is_left_out()
    {
        Assert.False(DecisionDraft.Check(Whole with { PlanB = PlanB }, Today).IsRefused(out _, out var content));
        Assert.Equal(PlanB.None, content!.PlanB);
    }

    [Fact]
    public void Patient_data_is_refused_in_every_text_even_of_a_draft()
    {
        const string number = "see 485 777 3457";
        DecisionContent[] all =
        [
            Whole with { What = number }, Whole with { Why = number }, Whole with { DecidedBy = number }, Whole with { Options = number }, Whole with { Effect = number },
            Whole with { Conflicts = number }, Whole with { Dissent = number }, Whole with { WouldChange = number },
            Whole with { PlanB = PlanB with { Fallback = number } }, Whole with { PlanB = PlanB with { Trigger = number } },
        ];
        Assert.Equal(all.Length, Whole.Texts.Count());
        Assert.All(all, content => Assert.Equal("shell.refused.patientData", DecisionDraft.WhyNotKept(content, Today)?.TextKey));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_and_one_that_just_fits_is_not()
    {
        Assert.Null(Why(Whole with { What = new string('a', DecisionLimits.WhatCharactersMax), Why = new string('a', DecisionLimits.TextCharactersMax) }));
        Assert.Equal("decisions.refused.long", Why(Whole with { What = new string('a', DecisionLimits.WhatCharactersMax + 1) }));
        Assert.Equal("decisions.refused.long", Why(Whole with { Dissent = new string('a', DecisionLimits.TextCharactersMax + 1) }));
        Assert.Equal("decisions.refused.linked", Why(Whole with { Linked = ["a", "b", "c", "d"] }));
    }

    private static string? Why(DecisionContent content) => DecisionDraft.Check(content, Today).IsRefused(out var refusal, out _) ? refusal!.TextKey : null;
}
