using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class QuestionDraftTests
{
    private static readonly string[] Consent = ["Agree", "Abstain", "Disagree", "Block"];
    private static readonly AskingSituation Situation = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/London"), Consent, "Count me in");

    public static TheoryData<QuestionKind, string, string> Taken => new()
    {
        { QuestionKind.Single, "Yes\n\n No ", "Yes|No" },
        { QuestionKind.Multiple, "A\nB\nC", "A|B|C" },
        { QuestionKind.Rating, "", "1|2|3|4|5" },
        { QuestionKind.Rating, "0-10", "0|1|2|3|4|5|6|7|8|9|10" },
        { QuestionKind.Rating, "1 to 3", "1|2|3" },
        { QuestionKind.Rating, "Poor\nFair\nGood", "Poor|Fair|Good" },
        { QuestionKind.Ranking, "A\nB", "A|B" },
        { QuestionKind.Consent, "anything", "Agree|Abstain|Disagree|Block" },
        { QuestionKind.Text, "anything", "" },
        { QuestionKind.Dates, "Tue 8 Dec 18:00\n3/12/2026 18:30", "2026-12-03T18:30Z|2026-12-08T18:00Z" },
    };

    public static TheoryData<QuestionKind, string, string> Refused => new()
    {
        { QuestionKind.Single, "Yes", "polls.refused.choices" },
        { QuestionKind.Multiple, "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK", "polls.refused.choices" },
        { QuestionKind.Rating, "Only", "polls.form.refused.steps" },
        { QuestionKind.Rating, "0-20", "polls.form.refused.steps" },
        { QuestionKind.Rating, "١-٥", "polls.form.refused.steps" },
        { QuestionKind.Rating, "5-1", "polls.form.refused.steps" },
        { QuestionKind.Ranking, "A\nB\nC\nD\nE\nF\nG", "polls.form.refused.ranked" },
        { QuestionKind.Ranking, "A\na", "polls.refused.sameChoice" },
        { QuestionKind.Target, "", "polls.form.refused.target" },
        { QuestionKind.Dates, "Tue 8 Dec 18:00\nsoon", "polls.form.refused.date" },
        { QuestionKind.Dates, "Tue 8 Dec 18:00\n3/12/2025 18:30", "polls.form.refused.past" },
        { QuestionKind.Dates, "Tue 8 Dec 18:00\n8/12/2026 6pm", "polls.refused.sameChoice" },
        { QuestionKind.Dates, "Tue 8 Dec 18:00", "polls.form.refused.dates" },
        { QuestionKind.Single, "Yes\nNo, says Mrs Smith born 12/03/1951", "shell.refused.patientData" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Each_kind_makes_its_choices_of_what_was_typed(QuestionKind kind, string lines, string choices)
    {
        var question = Accepted(Draft(kind, lines));

        Assert.Equal(kind, question.Kind);
        Assert.Equal("Which one?", question.Words);
        Assert.Equal(choices, string.Join('|', question.Choices));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_a_kind_can_not_take_is_refused_with_its_own_reason(QuestionKind kind, string lines, string key)
    {
        Assert.True(Draft(kind, lines).Check(Situation).IsRefused(out var why, out _));
        Assert.Equal(key, why.TextKey);
    }

    [Theory]
    [InlineData(null, null, 1, 3)]
    [InlineData(2, null, 2, 3)]
    [InlineData(2, 2, 2, 2)]
    public void Several_are_chosen_between_a_least_and_a_most(int? least, int? most, int min, int max)
    {
        var question = Accepted(Draft(QuestionKind.Multiple, "A\nB\nC") with { ChosenMin = least, ChosenMax = most });

        Assert.Equal((min, max), (question.ChosenMin, question.ChosenMax));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, 2)]
    [InlineData(1, 4)]
    [InlineData(-1, null)]
    public void A_least_and_a_most_that_do_not_fit_are_refused(int? least, int? most)
    {
        Assert.True((Draft(QuestionKind.Multiple, "A\nB\nC") with { ChosenMin = least, ChosenMax = most }).Check(Situation).IsRefused(out var why, out _));
        Assert.Equal("polls.form.refused.range", why.TextKey);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(10_000, true)]
    [InlineData(0, false)]
    [InlineData(10_001, false)]
    public void A_call_for_people_says_how_many(int wanted, bool isTaken)
    {
        var isRefused = (Draft(QuestionKind.Target, "") with { Target = wanted }).Check(Situation).IsRefused(out _, out var question);

        Assert.Equal(isTaken, !isRefused);
        if (question is not null)
            Assert.Equal((wanted, "Count me in"), (question.Target, Assert.Single(question.Choices)));
    }

    private static QuestionDraft Draft(QuestionKind kind, string lines) => new(kind, " Which\none? ", lines.Split('\n'));

    private static Question Accepted(QuestionDraft draft)
    {
        Assert.False(draft.Check(Situation).IsRefused(out var why, out var question), why?.TextKey);
        return question!;
    }
}
