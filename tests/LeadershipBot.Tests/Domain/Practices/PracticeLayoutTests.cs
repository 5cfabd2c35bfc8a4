using LeadershipBot.Domain.Practices;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.Practices;

public sealed class PracticeLayoutTests
{
    private static readonly string[] Header = ["practice_code", "practice_name", "town", "postcode", "ccg_code", "open_date"];

    private static readonly string[] FullLine =
    [
        "A81003", "VICTORIA MEDICAL PRACTICE", "Y54", "Q74", "THE HEALTH CENTRE", "VICTORIA ROAD", "HARTLEPOOL", "CLEVELAND", "",
        "TS26 8DB", "19740401", "20171031", "C", "B", "00K", "20130401", "20171031", "01429 272945", "", "", "", "0", "", "00K", "", "4", "",
    ];

    [Fact]
    public void A_line_of_epraccur_tells_the_whole_practice()
    {
        var entry = Accepted(PracticeLayout.Full.Read(FullLine));
        Assert.Equal(
            new PracticeEntry(
                OdsCode.Parse("A81003"), "VICTORIA MEDICAL PRACTICE", "HARTLEPOOL", "TS26 8DB", "00K", new DateOnly(1974, 4, 1),
                new PracticeDetails(
                    new PracticeAddress("THE HEALTH CENTRE", "VICTORIA ROAD", "HARTLEPOOL", "CLEVELAND", ""),
                    new DateOnly(2017, 10, 31), PracticeStatus.Closed, 4)),
            entry);
    }

    [Fact]
    public void A_line_of_the_short_list_leaves_the_details_open()
    {
        var entry = Accepted(Short(Header).Read(["a81001 ", " THE DENSHAM SURGERY", "STOCKTON-ON-TEES", "TS18 1HU", "00K", ""]));
        Assert.Equal(new PracticeEntry(OdsCode.Parse("A81001"), "THE DENSHAM SURGERY", "STOCKTON-ON-TEES", "TS18 1HU", "00K", null, null), entry);
    }

    [Fact]
    public void The_columns_of_the_short_list_may_stand_in_any_order_with_others_between()
    {
        var layout = Short(["Open_Date", "note", "ccg_code", "postcode", "town", "practice_name", " PRACTICE_CODE"]);
        var entry = Accepted(layout.Read(["20010203", "x", "00K", "TS18 1HU", "YARM", "THE SURGERY", "A81001"]));
        Assert.Equal(("A81001", "YARM", new DateOnly(2001, 2, 3)), (entry.Code.ToString(), entry.Town, entry.OpenedOn!.Value));
    }

    [Fact]
    public void A_header_without_the_columns_is_named()
    {
        Assert.Null(PracticeLayout.Short(["practice_code", "town"], out var missing));
        Assert.Equal(["practice_name", "postcode", "ccg_code", "open_date"], missing);
    }

    [Theory]
    [InlineData(1, "", "code (column 1)", "is missing")]
    [InlineData(1, "A8100", null, null)]
    [InlineData(1, "81001A", "code (column 1)", "'81001A' is no ODS code")]
    [InlineData(1, "A8100100", "code (column 1)", "'A8100100' is no ODS code")]
    [InlineData(1, "A81/01", "code (column 1)", "'A81/01' is no ODS code")]
    [InlineData(1, "ABCDEF", "code (column 1)", "'ABCDEF' is no ODS code")]
    [InlineData(2, " ", "name (column 2)", "is missing")]
    [InlineData(2, "=HYPERLINK(\"http://x\")", "name (column 2)", "begins with '=', as a formula does")]
    [InlineData(5, "@SUM(A1)", "address (column 5)", "begins with '@', as a formula does")]
    [InlineData(6, "-", null, null)]
    [InlineData(18, "+44 1642 672351", null, null)]
    [InlineData(7, "A\tB", "address (column 7)", "holds a control character")]
    [InlineData(11, "1974-04-01", "open date (column 11)", "'1974-04-01' is no date (yyyymmdd)")]
    [InlineData(11, "19740431", "open date (column 11)", "'19740431' is no date (yyyymmdd)")]
    [InlineData(11, "", null, null)]
    [InlineData(12, "soon", "close date (column 12)", "'soon' is no date (yyyymmdd)")]
    [InlineData(13, "X", "status (column 13)", "'X' is none of A, C, D, P")]
    [InlineData(26, "four", "prescribing setting (column 26)", "'four' is no number")]
    [InlineData(26, "", null, null)]
    public void A_field_that_is_wrong_is_named(int column, string value, string? named, string? reason)
    {
        var fields = FullLine.ToArray();
        fields[column - 1] = value;
        var line = PracticeLayout.Full.Read(fields);
        if (named is null)
            Assert.IsType<PracticeLine.Accepted>(line);
        else
            Assert.Equal((named, reason), Rejected(line));
    }

    [Fact]
    public void A_name_that_is_too_long_is_named()
    {
        var fields = FullLine.ToArray();
        fields[1] = new string('A', 100);
        Assert.IsType<PracticeLine.Accepted>(PracticeLayout.Full.Read(fields));
        fields[1] += "A";
        Assert.Equal(("name (column 2)", "is too long: 101 characters, 100 at the most"), Rejected(PracticeLayout.Full.Read(fields)));
    }

    [Theory]
    [InlineData(26, "it has 26 columns, not 27")]
    [InlineData(1, "it has 1 column, not 27")]
    public void A_line_with_another_number_of_columns_is_rejected(int columns, string reason)
        => Assert.Equal(("", reason), Rejected(PracticeLayout.Full.Read(FullLine[..columns])));

    [Fact]
    public void The_short_list_names_its_columns_as_its_header_does()
        => Assert.Equal(
            ("open_date", "'x' is no date (yyyymmdd)"),
            Rejected(Short(Header).Read(["A81001", "THE SURGERY", "", "", "", "x"])));

    private static (string Column, string Reason) Rejected(PracticeLine line)
    {
        var rejected = Assert.IsType<PracticeLine.Rejected>(line);
        return (rejected.Column, rejected.Reason.Words());
    }

    [Theory]
    [InlineData("THE HEALTH CENTRE", "LAWSON STREET", "STOCKTON-ON-TEES", "CLEVELAND", "", "STOCKTON-ON-TEES")]
    [InlineData("167A BOROUGH ROAD", "MIDDLESBROUGH", "", "", "", "MIDDLESBROUGH")]
    [InlineData("OLD SCHOOL", "", "", "KENT", "", "KENT")]
    [InlineData("1 HIGH STREET", "", "SOUTHEND ON SEA", "ESSEX", "", "SOUTHEND ON SEA")]
    [InlineData("", "", "", "", "", "")]
    public void The_town_is_the_last_line_that_is_no_county(string one, string two, string three, string four, string five, string town)
        => Assert.Equal(town, new PracticeAddress(one, two, three, four, five).Town);

    private static PracticeEntry Accepted(PracticeLine line) => Assert.IsType<PracticeLine.Accepted>(line).Entry;

    private static PracticeLayout Short(IReadOnlyList<string> header) => Assert.IsType<PracticeLayout>(PracticeLayout.Short(header, out _));
}
