using System.Text;
using LeadershipBot.CommandLine;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Members.Imports;

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
    public async Task All_practices_of_epraccur_are_kept_by_hundreds_and_the_second_run_changes_and_writes_nothing()
    {
        var path = Needs.SharedData("ods/epraccur.csv");
        var counted = new FaultyStore(_store); // not disposed: the store is the test's
        var first = await ImportAsync(path, counted);

        // A hundred rows a commit, and a few commits for the order to sweep, the head and its audit.
        Assert.InRange(counted.Commits, 144, 150);
        Assert.InRange(counted.Reads, 1, 10);
        Assert.Equal((14_303, 0, 0, 0, "epraccur, UTF-8", 0), (first.Added, first.Changed, first.Unchanged, first.Rejected, first.Recognised!.Words(), first.ExitCode));

        var (commits, reads) = (counted.Commits, counted.Reads);
        var again = await ImportAsync(path, counted);
        Assert.Equal((0, true), (counted.Commits - commits, counted.Reads - reads <= 10));
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
        Assert.Equal((6_872, 0, "short list, UTF-8"), (first.Added, first.Rejected, first.Recognised!.Words()));
        Assert.Equal((0, 6_872), await AddedAndUnchangedAsync(all));
        Assert.Equal((0, 428), await AddedAndUnchangedAsync(Needs.SharedData("ods/practices_sample.csv")));

        var whole = await ImportAsync(Needs.SharedData("ods/epraccur.csv"));
        Assert.Equal((14_303 - 6_872, 6_872), (whole.Added, whole.Changed + whole.Left));
        Assert.Equal((0, 6_872), await AddedAndUnchangedAsync(all));
    }

    [Theory]
    [InlineData("ods/epcmem.csv", "the first line has 6 columns")]
    [InlineData("ods/ccgs_2019.csv", "the first line has 8 columns")]
    public async Task Other_files_of_the_ODS_are_refused_with_what_is_read(string path, string found)
    {
        var report = await ImportAsync(Needs.SharedData(path));
        Assert.Equal(1, report.ExitCode);
        Assert.Contains(found, report.UnreadableWords(), StringComparison.Ordinal);
        Assert.Contains("epraccur as published", report.UnreadableWords(), StringComparison.Ordinal);
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
            report.RejectedLines.Select(line => line.Words()));
        Assert.Equal((3, 8, 3), (report.Added, report.Rejected, report.ExitCode));
        Assert.Equal("QUOTED \"NAME\", THE", (await RowAsync("A81006")).GetString("Name"));
        Assert.Equal("THE DENSHAM SURGERY", (await RowAsync("A81001")).GetString("Name"));
    }

    [Fact]
    public async Task Only_the_first_twenty_rejected_lines_are_named_and_all_are_counted()
    {
        var report = await ImportTextAsync(Header + Densham + string.Concat(Enumerable.Repeat("?,X,,,,\n", 5000)));
        Assert.Equal((5000, Rejections.KeptMax), (report.Rejected, report.RejectedLines.Count));
        Assert.Equal("  and 4,980 more.", report.Lines()[^1]);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        await ImportTextAsync(Header + Densham);
        var report = await ImportTextAsync(Header + Densham.Replace("DENSHAM", "NEW", StringComparison.Ordinal) + "A81002,B,,,,\n", dryRun: true);
        Assert.Equal((1, 1, 0), (report.Added, report.Changed, report.Unchanged));
        Assert.Equal("Read as short list, UTF-8. A dry run, nothing was written: 1 to add, 1 to change, 0 to leave, 0 unchanged, 0 rejected.", report.Lines()[0]);
        Assert.Equal(1, await CountAsync());
        Assert.Equal("THE DENSHAM SURGERY", (await RowAsync("A81001")).GetString("Name"));
    }

    [Fact]
    public async Task Cells_that_begin_like_a_formula_are_rejected_line_by_line_and_names_that_only_look_odd_are_kept()
    {
        var report = await ImportTextAsync(Header + "A81001,=1+1 SURGERY,,,,\nA81002,B,+44 SURGERY,,,\nA81003,C,,-TS1,,\nA81004,@HOME PRACTICE,-,,,\nA81005,-,,,,\n");
        Assert.Equal((1, 4), (report.Added, report.Rejected));
        Assert.Equal(
            ["Line 2, practice_name: begins with '=', as a formula does.", "Line 3, town: begins with '+', as a formula does.", "Line 4, postcode: begins with '-', as a formula does.", "Line 6, practice_name: has no letter or digit of A to Z, 0 to 9."],
            report.Lines().Skip(1).Select(line => line.Trim()));
        var row = await RowAsync("A81004");
        Assert.Equal(("@HOME PRACTICE", "-"), (row.GetString("Name"), row.GetString("Town")));
    }

    [Fact]
    public async Task UTF_8_with_a_mark_and_Windows_1252_are_both_read()
    {
        var line = Header + "W91001,MEDDYGFA TŶ CANOL,PWLLHELI,,,\n";
        var marked = await ImportBytesAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(line)]);
        Assert.Equal((1, "short list, UTF-8"), (marked.Added, marked.Recognised!.Words()));
        Assert.Equal("MEDDYGFA TŶ CANOL", (await RowAsync("W91001")).GetString("Name"));

        var windows = await ImportBytesAsync([.. Encoding.ASCII.GetBytes(Header + "W91002,D"), 0x92, .. "ARCY CAF"u8, 0xC9, .. ",,,,\r\n"u8]);
        Assert.Equal((1, "short list, Windows-1252"), (windows.Added, windows.Recognised!.Words()));
        Assert.Equal("D’ARCY CAFÉ", (await RowAsync("W91002")).GetString("Name"));
    }

    [Fact]
    public async Task A_file_that_can_not_be_decoded_is_named_with_its_line()
    {
        var report = await ImportBytesAsync([.. Encoding.ASCII.GetBytes(Header + "A81001,A"), 0x81, 0xFF, .. ",,,,\n"u8]);
        Assert.Equal(1, report.ExitCode);
        Assert.StartsWith("Line 2 holds the byte or character 0x81,", report.UnreadableWords(), StringComparison.Ordinal);
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
        Assert.StartsWith(sentence, report.UnreadableWords(), StringComparison.Ordinal);
        Assert.Equal(1, report.ExitCode);
        Assert.Equal(report.Unreadable!.Words(), report.Lines()[0]);
    }

    [Fact]
    public async Task A_file_over_the_largest_size_is_not_read_to_its_end()
    {
        using var endless = new EndlessStream();
        var report = await _store.ImportPracticesAsync(endless, sizeMax: 3 * 1024 * 1024 / 2);
        Assert.StartsWith("The file is larger than 1.5 MB,", report.UnreadableWords(), StringComparison.Ordinal);
        Assert.InRange(endless.Given, 1, 2 * 1024 * 1024);
    }

    [Fact]
    public async Task Two_imports_at_once_end_with_every_practice_once()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 2500).Select(n => $"B{n:00000},SURGERY {n},,,,\n"));
        var reports = await Task.WhenAll(ImportTextAsync(text), ImportTextAsync(text));
        Assert.Equal((2500, 2500), (reports.Sum(report => report.Added), reports.Sum(report => report.Unchanged)));
        Assert.Equal(2500, await CountAsync());
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_looked_up()
    {
        var faulty = new FaultyStore(_store);
        faulty.BeforeCommit = (_, _, changes) =>
        {
            if (changes.Any(change => change.RowKey == "head.practices"))
                faulty.Fails(StoreFault.LosesAnswers, "Practices", times: 1);
            return Task.CompletedTask;
        };
        var report = await ImportTextAsync(Header + Densham, store: faulty);
        Assert.Equal((0, 1), (report.Added, report.Unchanged)); // done already, when it looked again
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_store_that_fails_in_the_middle_leaves_the_old_list_and_a_repeat_succeeds()
    {
        await ImportTextAsync(Header + Densham);
        var text = Header + string.Concat(Enumerable.Range(0, 2500).Select(n => $"B{n:00000},SURGERY {n},,,,\n"));
        var faulty = new FaultyStore(_store);
        var batches = 0;
        faulty.BeforeCommit = (_, _, changes) =>
        {
            if (changes.Any(change => change.RowKey.StartsWith("practice.", StringComparison.Ordinal)) && Interlocked.Increment(ref batches) == 5)
                faulty.Fails(StoreFault.Unavailable, "Practices");
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportTextAsync(text, store: faulty));
        Assert.Equal("THE DENSHAM SURGERY", Assert.Single(await _store.PracticesAsync()).Value.Name);

        Assert.Equal(2500, (await ImportTextAsync(text)).Added);
        Assert.Equal(2501, await CountAsync());
    }

    [Fact]
    public async Task Practices_that_closed_or_are_gone_from_the_published_file_are_told_as_left()
    {
        await ImportTextAsync(Published("A81001", "A") + Published("A81002", "A") + Published("A81003", "A") + Published("A81004", "A"));
        var later = Published("A81001", "A") + Published("A81002", "C", "20190331") + Published("A81005", "A");
        var report = await ImportTextAsync(later);
        Assert.Equal((1, 0, 3, 1, 0), (report.Added, report.Changed, report.Left, report.Unchanged, report.NotInFile));
        Assert.NotNull((await PracticeAsync("A81003")).LeftAt);
        Assert.False((await PracticeAsync("A81003")).IsOpenGpPractice);

        var again = await ImportTextAsync(later);
        Assert.Equal((0, 0, 0, 3, 2), (again.Added, again.Changed, again.Left, again.Unchanged, again.NotInFile));

        Assert.Equal(1, (await ImportTextAsync(later + Published("A81003", "A"))).Changed); // it is back
        Assert.Null((await PracticeAsync("A81003")).LeftAt);
    }

    [Fact]
    public async Task Nobody_leaves_by_a_short_list_a_part_of_the_published_file_or_a_line_that_is_broken()
    {
        string[] codes = ["A81001", "A81002", "A81003", "A81004", "A81005"];
        var all = string.Concat(codes.Select(code => Published(code, "A")));
        await ImportTextAsync(all);
        Assert.Equal(0, (await ImportTextAsync(Header + Densham)).Left);
        Assert.Equal(0, (await ImportTextAsync(Published("A81001", "A") + Published("A81002", "A"))).Left);
        Assert.Equal(0, (await ImportTextAsync(all.Replace("\"A81003\"", "\"A81003", StringComparison.Ordinal))).Left);
        Assert.Equal(0, (await ImportTextAsync(all.Replace(Published("A81003", "A"), Published("A81003", "?"), StringComparison.Ordinal))).Left);
        Assert.Equal(1, (await ImportTextAsync(all.Replace(Published("A81003", "A"), "", StringComparison.Ordinal))).Left);
    }

    [Fact]
    public async Task An_old_version_is_ordered_to_be_swept()
    {
        await ImportTextAsync(Header + Densham);
        await ImportTextAsync(Header + Densham + "A81002,B,,,,\n");
        var orders = await _store.ListAsync("Practices", "ods", RowRange.Prefix("head.outbox."), Token).ToListAsync(Token);
        Assert.Equal(2, orders.Count);
        await using var parts = CommandParts.Of(_store);
        foreach (var order in orders)
            await ActivatorUtilities.CreateInstance<SweepOds>(parts).DeliverAsync("Practices", order, Token);
        Assert.Equal(2, await _store.ListAsync("Practices", "ods", RowRange.Prefix("practice."), Token).CountAsync(Token));
        Assert.Equal(2, await CountAsync());
    }

    private static string Published(string code, string status, string closed = "")
        => $"\"{code}\",\"SURGERY\",\"Y63\",\"Q74\",\"\",\"\",\"\",\"YARM\",\"\",\"TS18 1HU\",\"19740401\",\"{closed}\",\"{status}\",\"B\",\"00K\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"\",\"00K\",\"\",\"4\",\"\"\n";

    private async Task<ImportReport> ImportAsync(string path, IRecordStore? store = null)
    {
        await using var file = File.OpenRead(path);
        return await (store ?? _store).ImportPracticesAsync(file);
    }

    private Task<ImportReport> ImportTextAsync(string text, bool dryRun = false, IRecordStore? store = null) => ImportBytesAsync(Encoding.UTF8.GetBytes(text), dryRun, store);

    private async Task<ImportReport> ImportBytesAsync(byte[] bytes, bool dryRun = false, IRecordStore? store = null)
    {
        using var file = new MemoryStream(bytes);
        return await (store ?? _store).ImportPracticesAsync(file, dryRun);
    }

    private async Task<(int Added, int Unchanged)> AddedAndUnchangedAsync(string path)
    {
        var report = await ImportAsync(path);
        Assert.Equal(0, report.Changed);
        return (report.Added, report.Unchanged);
    }

    private async Task<Record> RowAsync(string code)
    {
        var head = await _store.FindAsync("Practices", "ods", "head.practices", Token);
        return await _store.FindAsync("Practices", "ods", $"practice.{head?.GetString("Version")}.{code}", Token) ?? throw new InvalidOperationException($"No row {code}.");
    }

    private async Task<Practice> PracticeAsync(string code) => (await _store.PracticesAsync())[OdsCode.Parse(code)];

    private async Task<int> CountAsync() => (await _store.PracticesAsync()).Count;

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
