using System.Text;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Imports;

public sealed class ImportBodiesTests
{
    private const string Eccg = """
        "00K","NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG","Y63","QHM","BILLINGHAM HEALTH CENTRE","","","","","TS23 2LA","20130401","20200331","","C","","","","","","","","","","","","",""
        "00D","NHS DURHAM CCG","Y63","QHM","","","","","","DH1 1AA","20130401","","","C","","","","","","","","","","","","",""
        """;

    private readonly MemoryRecordStore _store = new();

    [Fact]
    public async Task Eccg_as_published_is_read_and_the_second_run_changes_nothing()
    {
        var first = await ImportAsync(Eccg);
        Assert.Equal((2, 0, "eccg, UTF-8"), (first.Added, first.Rejected, first.Recognised!.Words()));
        var again = await ImportAsync(Eccg);
        Assert.Equal((0, 0, 0, 2), (again.Added, again.Changed, again.Left, again.Unchanged));
        Assert.Equal((1, 1), ((await ImportAsync(Eccg.Replace("\"20130401\",\"\"", "\"20130401\",\"20210331\"", StringComparison.Ordinal))).Left, (await ImportAsync("code,name\n00K,NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG\n")).NotInFile));
    }

    [Fact]
    public async Task Lines_that_can_not_be_used_are_named()
    {
        var report = await ImportAsync("ccg_code,ccg_name,close_date\n00K,NHS Hartlepool CCG,\n00K,Twice,\nA81001,A practice,\n00D,=1+1,\n00E,,\n00F,X,2020\n00G,\"X,\n");
        Assert.Equal(
            ["Line 3: 00K stands in line 2 already; that line counts.",
             "Line 4, ccg_code: 'A81001' is no commissioner's code (three letters and digits).",
             "Line 5, ccg_name: begins with '=', as a formula does.",
             "Line 6, ccg_name: is missing.",
             "Line 7, close_date: is no date (yyyymmdd).",
             "Line 8: a quotation mark is out of place or not closed."],
            report.RejectedLines.Select(line => line.Words()));
        Assert.Equal((1, 3), (report.Added, report.ExitCode));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("practice_code,practice_name,town,postcode,ccg_code,open_date\nA81001,X,,,,\n", "The file is no list of bodies that I know.")]
    [InlineData("ccg_code\n00K\n", "The file is no list of bodies that I know.")]
    [InlineData("ccg_code,ccg_name\n?,X\n", "No line of the file could be used")]
    public async Task Other_files_are_refused(string text, string sentence) => Assert.StartsWith(sentence, (await ImportAsync(text)).UnreadableWords(), StringComparison.Ordinal);

    private async Task<ImportReport> ImportAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await _store.ImportBodiesAsync(file);
    }
}
