using System.Diagnostics;
using System.Text;
using LeadershipBot.Features.Members;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Moq;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members;

public sealed class ImportPracticesTests : IAsyncDisposable
{
    private const string Header = "practice_code,practice_name,town,postcode,ccg_code,open_date\n";
    private const string Densham = "A81001,THE DENSHAM SURGERY,STOCKTON-ON-TEES,TS18 1HU,00K,19740401\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("practices").FullName;
    private readonly SqliteRecordStore _store;

    public ImportPracticesTests() => _store = new SqliteRecordStore(Path.Combine(_folder, "bot.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task All_practices_of_epraccur_are_kept_in_under_five_seconds_and_the_second_run_changes_nothing()
    {
        var path = Needs.SharedData("ods/epraccur.csv");
        var started = Stopwatch.GetTimestamp();
        var first = await ImportAsync(path);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"It took {Stopwatch.GetElapsedTime(started)}.");
        Assert.Equal((14_303, 0, 0, 0, "epraccur, UTF-8", 0), (first.Added, first.Changed, first.Unchanged, first.Rejected, first.Recognised, first.ExitCode));

        var again = await ImportAsync(path);
        Assert.Equal((0, 0, 14_303, 0, 0), (again.Added, again.Changed, again.Unchanged, again.Rejected, again.NotInFile));
        Assert.Equal(14_303, await CountAsync());

        var row = await RowAsync("A81003");
        Assert.Equal(
            ["Name=VICTORIA MEDICAL PRACTICE", "AddressLine1=THE HEALTH CENTRE", "AddressLine2=VICTORIA ROAD", "AddressLine3=HARTLEPOOL",
             "AddressLine4=CLEVELAND", "Town=HARTLEPOOL", "Postcode=TS26 8DB", "Commissioner=00K", "OpenedOn=1974-04-01",
             "ClosedOn=2017-10-31", "Status=Closed", "PrescribingSetting=4"],
            row.Columns.Select(column => $"{column.Key}={column.Value}"));
    }

    [Fact]
    public async Task The_short_list_is_read_and_after_epraccur_it_changes_nothing()
    {
        var all = Needs.SharedData("ods/practices_all_2019.csv");
        var first = await ImportAsync(all);
        Assert.Equal((6_872, 0, "short list, UTF-8"), (first.Added, first.Rejected, first.Recognised));
        Assert.Equal((0, 6_872), await AddedAndUnchangedAsync(all));
        Assert.Equal((0, 428), await AddedAndUnchangedAsync(Needs.SharedData("ods/practices_sample.csv")));

        var whole = await ImportAsync(Needs.SharedData("ods/epraccur.csv"));
        Assert.Equal((14_303 - 6_872, 6_872, 0), (whole.Added, whole.Changed, whole.Unchanged));
        Assert.Equal((0, 6_872), await AddedAndUnchangedAsync(all));
    }

    [Theory]
    [InlineData("ods/epcmem.csv", "the first line has 6 columns")]
    [InlineData("ods/ccgs_2019.csv", "the first line has 8 columns")]
    public async Task Other_files_of_the_ODS_are_refused_with_what_is_read(string path, string found)
    {
        var report = await ImportAsync(Needs.SharedData(path));
        Assert.Equal(1, report.ExitCode);
        Assert.Contains(found, report.Unreadable, StringComparison.Ordinal);
        Assert.Contains("epraccur as published", report.Unreadable, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Broken_lines_are_named_with_line_and_column_and_the_others_are_imported()
    {
        var report = await ImportTextAsync(Header + Densham + """
            ,NO CODE,,,,

            A81002,BAD DATE,,,,20191340
            A8,BAD CODE,,,,
            A81001,TWICE,,,,
            A81003,TOO FEW,,
            A81004,"OPEN QUOTE,,,,
            A81005,STRAY " QUOTE,,,,
            A81006,"QUOTED ""NAME"", THE",,,,
            A81007,,,,,
            A81008,THE SURGERY,YARM,,00K,20200101
            """);
        Assert.Equal(
            ["Line 3, practice_code: is missing.",
             "Line 5, open_date: '20191340' is no date (yyyymmdd).",
             "Line 6, practice_code: 'A8' is no ODS code.",
             "Line 7, practice_code: A81001 stands in line 2 already; that line counts.",
             "Line 8: it has 4 columns, not 6.",
             "Line 9: a quotation mark is out of place or not closed.",
             "Line 10: a quotation mark is out of place or not closed.",
             "Line 12, practice_name: is missing."],
            report.FirstRejected.Select(line => line.ToString()));
        Assert.Equal((3, 8, 3), (report.Added, report.Rejected, report.ExitCode));
        Assert.Equal("QUOTED \"NAME\", THE", (await RowAsync("A81006")).GetString("Name"));
        Assert.Equal("THE DENSHAM SURGERY", (await RowAsync("A81001")).GetString("Name"));
    }

    [Fact]
    public async Task Only_the_first_twenty_rejected_lines_are_named_and_all_are_counted()
    {
        var report = await ImportTextAsync(Header + Densham + string.Concat(Enumerable.Repeat("?,X,,,,\n", 5000)));
        Assert.Equal((5000, 20), (report.Rejected, report.FirstRejected.Count));
        Assert.Equal("  and 4980 more.", report.Lines().Last());
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await ImportTextAsync(Header + Densham);
        var report = await ImportTextAsync(Header + Densham.Replace("DENSHAM", "NEW", StringComparison.Ordinal) + "A81002,B,,,,\n", dryRun: true);
        Assert.Equal((1, 1, 0), (report.Added, report.Changed, report.Unchanged));
        Assert.Equal("Read as short list, UTF-8. A dry run, nothing was written: 1 to add, 1 to change, 0 unchanged, 0 rejected.", report.Lines().First());
        Assert.Equal(1, await CountAsync());
        Assert.Equal("THE DENSHAM SURGERY", (await RowAsync("A81001")).GetString("Name"));
    }

    [Fact]
    public async Task A_change_keeps_the_columns_that_others_keep_in_the_row()
    {
        await ImportTextAsync(Header + Densham);
        var row = await RowAsync("A81001");
        row["ListSize"] = 7300;
        await _store.CommitAsync("Practices", "ods", [new Change.Replace(row)], Token);

        var report = await ImportTextAsync(Header + Densham.Replace("19740401", "", StringComparison.Ordinal));
        Assert.Equal(1, report.Changed);
        var changed = await RowAsync("A81001");
        Assert.Equal((7300, null, "Active"), (changed.GetInt32("ListSize"), changed.GetString("OpenedOn"), changed.GetString("Status")));
    }

    [Fact]
    public async Task A_name_that_looks_like_a_formula_is_kept_as_words()
    {
        await ImportTextAsync(Header + "A81001,=1+1 SURGERY,@HOME,,,\n");
        var row = await RowAsync("A81001");
        Assert.Equal(("=1+1 SURGERY", "@HOME"), (row.GetString("Name"), row.GetString("Town")));
    }

    [Fact]
    public async Task UTF_8_with_a_mark_and_Windows_1252_are_both_read()
    {
        var line = Header + "W91001,MEDDYGFA TŶ CANOL,PWLLHELI,,,\n";
        var marked = await ImportBytesAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(line)]);
        Assert.Equal((1, "short list, UTF-8"), (marked.Added, marked.Recognised));
        Assert.Equal("MEDDYGFA TŶ CANOL", (await RowAsync("W91001")).GetString("Name"));

        var windows = await ImportBytesAsync([.. Encoding.ASCII.GetBytes(Header + "W91002,D"), 0x92, .. "ARCY CAF"u8, 0xC9, .. ",,,,\r\n"u8]);
        Assert.Equal((1, "short list, Windows-1252"), (windows.Added, windows.Recognised));
        Assert.Equal("D’ARCY CAFÉ", (await RowAsync("W91002")).GetString("Name"));
    }

    [Fact]
    public async Task A_file_that_can_not_be_decoded_is_named_with_its_line()
    {
        var report = await ImportBytesAsync([.. Encoding.ASCII.GetBytes(Header + "A81001,A"), 0x81, 0xFF, .. ",,,,\n"u8]);
        Assert.Equal(1, report.ExitCode);
        Assert.StartsWith("Line 2 holds the byte or character 0x81,", report.Unreadable, StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string> NoCsvFiles => new()
    {
        { [], "The file is empty." },
        { "\r\n \n"u8.ToArray(), "The file is empty." },
        { "PK\u0003\u0004rest"u8.ToArray(), "The file is a workbook" },
        { [0xFF, 0xFE, 0x41, 0], "The file is in UTF-16." },
        { [0xEF, 0xBB, 0xBF, 0x41, 0xFF], "The file begins as UTF-8 but" },
        { [0x41, 0, 0x42], "Line 1 holds the byte or character 0x00" },
        { "practice_code,practice_name,town,postcode\nA81001,A,B,C\n"u8.ToArray(), "The file is no list of practices that I know: the header lacks ccg_code, open_date." },
        { Encoding.ASCII.GetBytes(Header + "?,X,,,,\n"), "No line of the file could be used" },
        { Encoding.ASCII.GetBytes(Header), "No line of the file could be used" },
    };

    [Theory]
    [MemberData(nameof(NoCsvFiles))]
    public async Task A_file_that_is_none_is_refused_with_a_sentence(byte[] bytes, string sentence)
    {
        var report = await ImportBytesAsync(bytes);
        Assert.StartsWith(sentence, report.Unreadable, StringComparison.Ordinal);
        Assert.Equal(1, report.ExitCode);
        Assert.Equal(report.Unreadable, report.Lines().First());
    }

    [Fact]
    public async Task A_file_over_the_largest_size_is_not_read_to_its_end()
    {
        using var endless = new EndlessStream();
        var report = await new ImportPractices(_store, sizeMax: 3 * 1024 * 1024 / 2).RunAsync(endless, dryRun: false, Token);
        Assert.StartsWith("The file is larger than 1.5 MB,", report.Unreadable, StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1, 2 * 1024 * 1024);
    }

    [Fact]
    public async Task Two_imports_at_once_end_with_every_practice_once()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 2500).Select(n => $"B{n:00000},SURGERY {n},,,,\n"));
        var reports = await Task.WhenAll(ImportTextAsync(text), ImportTextAsync(text));
        Assert.Equal(2500, reports.Sum(report => report.Added));
        Assert.All(reports, report => Assert.Equal(2500, report.Added + report.Unchanged));
        Assert.Equal(2500, await CountAsync());
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_looked_up_and_the_rest_is_written()
    {
        var memory = new MemoryRecordStore();
        var losing = new Mock<IRecordStore>();
        var calls = 0;
        losing.Setup(s => s.ListAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<RowRange>(), It.IsAny<CancellationToken>()))
            .Returns(memory.ListAsync);
        losing.Setup(s => s.CommitAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<IReadOnlyList<Change>>(), It.IsAny<CancellationToken>()))
            .Returns(async (string table, string partition, IReadOnlyList<Change> changes, CancellationToken token) =>
            {
                var result = await memory.CommitAsync(table, partition, changes, token);
                return ++calls == 1 ? throw new CommitUnconfirmedException("The answer was lost.") : result;
            });
        var text = Header + string.Concat(Enumerable.Range(0, 250).Select(n => $"B{n:00000},SURGERY {n},,,,\n"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var report = await new ImportPractices(losing.Object).RunAsync(file, dryRun: false, Token);
        Assert.Equal((150, 100, 3), (report.Added, report.Unchanged, calls));
        Assert.Equal(250, await memory.ListAsync("Practices", "ods", RowRange.All, Token).CountAsync(Token));
    }

    private async Task<ImportReport> ImportAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return await new ImportPractices(_store).RunAsync(file, dryRun: false, Token);
    }

    private Task<ImportReport> ImportTextAsync(string text, bool dryRun = false) => ImportBytesAsync(Encoding.UTF8.GetBytes(text), dryRun);

    private async Task<ImportReport> ImportBytesAsync(byte[] bytes, bool dryRun = false)
    {
        using var file = new MemoryStream(bytes);
        return await new ImportPractices(_store).RunAsync(file, dryRun, Token);
    }

    private async Task<(int Added, int Unchanged)> AddedAndUnchangedAsync(string path)
    {
        var report = await ImportAsync(path);
        Assert.Equal(0, report.Changed);
        return (report.Added, report.Unchanged);
    }

    private async Task<Record> RowAsync(string code) => await _store.FindAsync("Practices", "ods", code, Token) ?? throw new InvalidOperationException($"No row {code}.");

    private async Task<int> CountAsync() => await _store.ListAsync("Practices", "ods", RowRange.All, Token).CountAsync(Token);

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
