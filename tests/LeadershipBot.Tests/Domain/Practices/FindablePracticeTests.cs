using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.Practices;

public sealed class FindablePracticeTests
{
    private static readonly FindablePractice[] All =
    [
        FindablePractice.Of("A81001", "The Densham Surgery", "Stockton-on-Tees", "TS18 1HU"),
        FindablePractice.Of("A81002", "Queens Park Medical Centre", "Stockton on Tees", "TS18 2AW"),
        FindablePractice.Of("E85001", "St. Mary's Surgery", "London", "N1 9AA"),
        FindablePractice.Of("E85002", "Park Surgery", "Enfield", "EN1 1AA"),
    ];

    [Theory]
    [InlineData("dens", "A81001")]
    [InlineData("surgery dens", "A81001")]
    [InlineData("A81002", "A81002")]
    [InlineData("a8100", "A81002,A81001")]
    [InlineData("stockton", "A81002,A81001")]
    [InlineData("ts18 2aw", "A81002")]
    [InlineData("ts182", "A81002")]
    [InlineData("st marys", "E85001")]
    [InlineData("St Mary's", "E85001")]
    [InlineData("park", "E85002,A81002")]
    [InlineData("ark", "")]
    [InlineData("${x}", "")]
    [InlineData("densham london", "")]
    public void A_practice_is_found_by_the_beginnings_of_its_words_in_any_order(string typed, string codes)
        => Assert.Equal(codes, string.Join(',', FindablePractice.Find(typed, All, 15).Select(one => one.Code)));

    [Fact]
    public void No_letters_find_all_and_never_more_than_wanted()
    {
        Assert.Equal(4, FindablePractice.Find("", All, 15).Count);
        Assert.Equal(2, FindablePractice.Find("  ", All, 2).Count);
        Assert.Empty(FindablePractice.Find(new string('x', 100_000), All, 15));
    }

    [Theory]
    [InlineData("THE DENSHAM SURGERY", "The Densham Surgery")]
    [InlineData("HEALTH CENTRE ON THE HILL", "Health Centre on the Hill")]
    [InlineData("STOCKTON-ON-TEES", "Stockton-on-Tees")]
    [InlineData("STOCKTON NHS CENTRE", "Stockton NHS Centre")]
    [InlineData("McDonald Practice", "McDonald Practice")]
    public void Names_in_capitals_are_made_readable(string published, string shown) => Assert.Equal(shown, PracticeNames.Readable(published));
}
