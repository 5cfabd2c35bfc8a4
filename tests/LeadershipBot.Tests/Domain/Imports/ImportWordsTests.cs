using LeadershipBot.Domain.Imports;

namespace LeadershipBot.Tests.Domain.Imports;

public sealed class ImportWordsTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData(" =1+1")]
    [InlineData("+44 1642")]
    [InlineData("-2+3")]
    [InlineData("-A1")]
    [InlineData("@SUM(A1)")]
    [InlineData("@A1:B2")]
    [InlineData("@home|' /C calc'!A0")]
    [InlineData("@")]
    [InlineData("@1")]
    public void What_a_spreadsheet_could_take_for_a_formula_is_refused(string words)
        => Assert.Equal(("imports.line.formula", words.Trim()[..1]), (ImportWords.ProblemOf(words)?.TextKey, ImportWords.ProblemOf(words)!.Values[0].Value));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("@Home Practice")]
    [InlineData("@HOME, St. Mary's & Co-op")]
    [InlineData("St Mary-at-Hill @ 12")]
    [InlineData("MEDDYGFA TŶ CANOL")]
    public void Names_that_only_look_odd_are_taken(string words) => Assert.Null(ImportWords.ProblemOf(words));
}
