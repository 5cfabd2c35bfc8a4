using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class PollDraftTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_good_draft_stands_in_one_line_and_loses_its_empty_choices()
    {
        var draft = Accepted("  Extend\n  hours?\n", " Yes", "", "  ", "No\t ", "\u200B", "Unsure\r\nyet");
        Assert.Equal("Extend hours?", draft.Title);
        Assert.Equal(["Yes", "No", "Unsure yet"], draft.Questions[0].Choices);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("\u200B\u2060")]
    [InlineData("\u3164")]
    public void A_question_that_shows_nothing_is_refused(string question)
        => Assert.Equal("polls.refused.noQuestion", Refused(question, "Yes", "No").TextKey);

    [Fact]
    public void A_question_may_have_300_characters_and_no_more()
    {
        Assert.Equal(300, Accepted(new string('q', 300) + "  ", "Yes", "No").Title.Length);
        var why = Refused(new string('q', 301), "Yes", "No");
        Assert.Equal("polls.refused.longQuestion", why.TextKey);
        Assert.Equal([("length", "301"), ("max", "300")], why.Values);
    }

    [Fact]
    public void A_choice_may_have_80_characters_and_no_more()
    {
        Assert.Equal(80, Accepted("Which?", new string('c', 80), "No").Questions[0].Choices[0].Length);
        var why = Refused("Which?", "No", new string('c', 81));
        Assert.Equal("polls.refused.longChoice", why.TextKey);
        Assert.Equal([("length", "81"), ("max", "80")], why.Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public void Too_few_or_too_many_choices_are_refused_with_their_number(int count)
    {
        var why = Refused("Which?", Numbered(count));
        Assert.Equal("polls.refused.choices", why.TextKey);
        Assert.Equal([("count", count.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("min", "2"), ("max", "10")], why.Values);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Two_to_ten_choices_are_taken(int count) => Assert.Equal(Numbered(count), Accepted("Which?", Numbered(count)).Questions[0].Choices);

    [Theory]
    [InlineData("Yes", "Yes", "Yes")]
    [InlineData("Yes", "YES ", "Yes")]
    [InlineData("Yes", "Y\u200Bes", "Yes")]
    [InlineData("Caf\u00E9", "Cafe\u0301", "Caf\u00E9")]
    [InlineData("Two words", "Two\u00A0 words", "Two words")]
    [InlineData("Two words", "Two\u200B words", "Two words")]
    public void Two_choices_that_look_the_same_are_refused(string one, string other, string shown)
    {
        var why = Refused("Which?", "Maybe", one, "No", other);
        Assert.Equal("polls.refused.sameChoice", why.TextKey);
        Assert.Equal([("choice", shown)], why.Values);
    }

    [Theory]
    [InlineData("👍", "👎")]
    [InlineData("👍🏻", "👍🏿")]
    [InlineData("👨‍👩‍👧", "👨👩👧👦")]
    [InlineData("Resume", "Résumé")]
    [InlineData("Yes", "Yes!")]
    [InlineData("m2", "m\u00B3")]
    public void Choices_that_look_different_are_taken(string one, string other)
        => Assert.Equal([one, other], Accepted("Which?", one, other).Questions[0].Choices);

    [Theory]
    [InlineData("Seen 485 777 3457 again?", "Yes", "No")]
    [InlineData("Who?", "The patient, born 3 May 1961", "No")]
    [InlineData("Who?", "No", "485 777 3457")]
    public void A_patients_details_in_the_question_or_a_choice_are_refused(string question, string one, string other)
        => Assert.Equal("shell.refused.patientData", Refused(question, one, other).TextKey);

    [Fact]
    public void A_date_is_past_by_the_day_that_is_given()
    {
        const string question = "Patient from 1 June 2026?";
        Assert.Equal("shell.refused.patientData", Refused(question, "Yes", "No").TextKey);
        Assert.False(PollDraft.Check(question, ["Yes", "No"], new DateOnly(2026, 5, 1)).IsRefused(out _, out _));
    }

    private static string[] Numbered(int count) => [.. Enumerable.Range(1, count).Select(n => $"Choice {(char)('A' + n)}")];

    private static PollDraft Accepted(string question, params string[] choices)
    {
        Assert.False(PollDraft.Check(question, choices, Today).IsRefused(out var why, out var draft), why?.TextKey);
        return draft!;
    }

    private static Refusal Refused(string question, params string[] choices)
    {
        Assert.True(PollDraft.Check(question, choices, Today).IsRefused(out var why, out _), "It was taken.");
        return why!;
    }
}
