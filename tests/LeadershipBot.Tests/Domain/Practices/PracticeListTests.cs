using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.Practices;

public sealed class PracticeListTests
{
    private static readonly PracticeList List = new(
        [
            Practice("A81001", "THE DENSHAM SURGERY", "STOCKTON-ON-TEES", "TS18 1HU", "00K"),
            Practice("A81002", "QUEENS PARK MEDICAL CENTRE", "STOCKTON ON TEES", "TS18 2AW", "00K"),
            Practice("A81003", "STOCKTON ROAD SURGERY", "HARTLEPOOL", "TS26 8DB", "00C"),
            Practice("W91001", "MEDDYGFA TŶ CANOL", "PWLLHELI", "LL53 5AA", "7A1"),
            Practice("A81004", "ST JOHN'S SURGERY", "NORTON", "TS20 1AA", ""),
            Practice("A81009", "CLOSED SURGERY", "NORTON", "TS20 1AA", "00K", PracticeStatus.Closed),
            Practice("A81010", "GONE SURGERY", "NORTON", "TS20 1AA", "00K") with { LeftAt = DateTimeOffset.UnixEpoch },
        ],
        new Dictionary<string, string> { ["00K"] = "NHS Hartlepool CCG" });

    [Theory]
    [InlineData("a81001", "A81001")] // code
    [InlineData("dens", "A81001")] // beginning of a word
    [InlineData("tees queens", "A81002")] // words in any order
    [InlineData("TS18 2", "A81002")] // postcode
    [InlineData("ts182aw", "A81002")]
    [InlineData("stockton", "A81003 A81002 A81001")] // the name before the town
    [InlineData("ty canol", "W91001")] // without accents
    [InlineData("st johns", "A81004")]
    [InlineData("st john's", "A81004")]
    [InlineData("closed", "")]
    [InlineData("gone", "")]
    [InlineData("ensham", "")] // not inside a word
    [InlineData("  ", "")]
    [InlineData("…\ud83d", "")]
    public void Practices_are_found_by_what_people_type(string typed, string codes)
        => Assert.Equal(codes, string.Join(' ', List.Search(typed, 10).Select(practice => practice.Code)));

    [Fact]
    public void No_more_are_found_than_wanted() => Assert.Equal(2, List.Search("s", 2).Count);

    [Fact]
    public void Commissioners_have_a_name_and_the_number_of_their_open_practices()
    {
        Assert.Equal([new Commissioner("00K", "NHS Hartlepool CCG", 2), new Commissioner("00C", "", 1), new Commissioner("7A1", "", 1)], List.Commissioners);
        Assert.Equal(["A81002", "A81001"], List.OfCommissioner("00k").Select(practice => practice.Code.ToString()));
        Assert.Empty(List.OfCommissioner("99X"));
    }

    [Fact]
    public void A_code_is_open_not_open_or_unknown()
    {
        Assert.Equal("THE DENSHAM SURGERY", List.Find("a81001")?.Name);
        Assert.True(List.IsNotOpen("a81009"));
        Assert.Null(List.Find("A99999"));
        Assert.False(List.IsNotOpen("A99999"));
    }

    private static Practice Practice(string code, string name, string town, string postcode, string commissioner, PracticeStatus status = PracticeStatus.Active)
        => new(OdsCode.Parse(code), name, town, postcode, commissioner, null, PracticeDetails.ActiveGpPractice with { Status = status });
}
