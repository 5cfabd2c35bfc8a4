using System.Text;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>docs/approval/data-held.md is what a whole day with the bot writes, no more and no less.</summary>
public sealed class DataHeldTests : WholeApp
{
    private const string TenChoices = "One\nTwo\nThree\nFour\nFive\nSix\nSeven\nEight\nNine\nTen";

    // The layout of epraccur, with every field that is kept filled in.
    private const string ThreePractices = """
        "A81001","THE DENSHAM SURGERY","Y63","Q74","THE HEALTH CENTRE","LAWSON STREET","NORTON","STOCKTON-ON-TEES","CLEVELAND","TS18 1HU","19740401","","A","B","00K","20130401","","","","","","0","","00K","","4",""
        "A81002","QUEENS PARK MEDICAL CENTRE","Y63","Q74","QUEENS PARK","FARRER STREET","STOCKTON ON TEES","CLEVELAND","","TS18 2AW","19740401","","A","B","00K","20130401","","","","","","0","","00K","","4",""
        "A81003","VICTORIA MEDICAL PRACTICE","Y54","Q74","THE HEALTH CENTRE","VICTORIA ROAD","HARTLEPOOL","CLEVELAND","","TS26 8DB","19740401","20171031","C","B","00K","20130401","20171031","","","","","0","","00K","","4",""
        """;

    /// <summary>What names a person, or says what a person answered.</summary>
    private static readonly (string Table, string Row, string Column)[] Personal =
    [
        ("Organisations", "roll.<version>.member.", "Name"), ("Organisations", "roll.<version>.member.", "Roles"), ("Organisations", "roll.<version>.member.", "Practices"),
        ("Organisations", "audit.", "Who"), ("People", "head.hat.", "Organisation"), ("People", "head.chat", "TeamsId"),
        ("Polls", "head.poll", "AskedBy"), ("Polls", "head.poll", "AskedByName"),
        ("Polls", "answer.", "Name"), ("Polls", "answer.", "Choice"), ("Polls", "answer.", "Practice"), ("Polls", "answer.", "SentAt"),
        ("Polls", "audit.", "Who"),
        ("Files", "head.offer.", "Person"), ("Files", "head.offer.", "TeamsId"), ("Privacy", "head.outbox.", "Person"), ("Privacy", "head.plan", "Erased"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_approval_pack_lists_every_stored_column_and_no_other()
    {
        var held = ApprovalTables.DataHeld();
        var store = new WrittenColumns(new MemoryRecordStore());
        var bot = await StartAsync(new BotOptions { Store = store, MayLogErrors = true, Settings = [PrivacyDay.Setting] }); // what is given up is an error in the log

        await PollsAreAskedAndAnsweredAsync(bot);
        await APollIsMadeAndSharedFromTheComposeBoxAsync(bot);
        await PrivacyDay.PassAsync(bot);
        await ACardIsGivenUpAsync(bot);
        await PracticesAreImportedAsync(store);
        await AskedDay.PassAsync(bot);
        await bot.Administrator.Hears("status");
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.True((await http.GetAsync("/health/ready", Token)).IsSuccessStatusCode);

        var written = store.All;
        string[] people = [.. bot.Teams.World.People.SelectMany(person => new[] { person.Name, person.ObjectId })];
        None("Written, but not listed", HeldAndWritten.Unlisted(held, written));
        None("Listed, but not written", HeldAndWritten.Unwritten(held, written));
        None("Names a person, but is not called personal", HeldAndWritten.PersonalInOthers(held, written, people));
        Assert.Empty((await store.FindAsync("Readiness", "check", "check", Token))!.Columns);
    }

    [Fact]
    public void What_names_a_person_or_tells_of_one_is_called_personal()
    {
        var held = ApprovalTables.DataHeld();

        Assert.All(Personal, told => Assert.True(held.Single(column => (column.Table, column.Row, column.Column) == told).IsPersonal, told.ToString()));
        Assert.All(held.Where(column => column.Column.StartsWith("AskedBy", StringComparison.Ordinal)), column => Assert.True(column.IsPersonal, column.ToString()));
    }

    [Fact]
    public void A_column_that_is_not_listed_or_not_written_or_secretly_personal_is_found()
    {
        HeldColumn[] held =
        [
            new("Polls", "head.poll", "Question", "the poll", IsPersonal: false, "for ever"),
            new("Polls", "audit.", "What", "what was done", IsPersonal: false, "for ever"),
        ];
        WrittenColumn[] written =
        [
            new("Polls", "head.poll", "Question", "Shall Ann Example go on?"),
            new("Polls", "head.poll", "Mood", "glad"),
            new("Polls", "answer.1", "Question", "the same column in another row"),
            new("Others", "head.poll", "Question", "the same column in another table"),
        ];

        Assert.Equal(
            ["Polls, row head.poll, column Mood", "Polls, row answer.1, column Question", "Others, row head.poll, column Question"],
            HeldAndWritten.Unlisted(held, written));
        Assert.Equal(["Polls, row audit., column What"], HeldAndWritten.Unwritten(held, written));
        Assert.Equal(["Polls, row head.poll, column Question"], HeldAndWritten.PersonalInOthers(held, written, ["ann example"]));
    }

    private static void None(string what, IReadOnlyList<string> columns) => Assert.True(columns.Count == 0, $"{what}:\n{string.Join('\n', columns)}");

    private static async Task PollsAreAskedAndAnsweredAsync(BotUnderTest bot)
    {
        var typed = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: typed);
        await bot.Organiser.Votes("No", on: typed);
        await bot.Chair.Sees(typed);
        await bot.Chair.Presses("Who answered", typed);
        await bot.Chair.Closes(typed);

        var timed = await PollForms.AskAsync(bot, bot.Chair, bot.Channel, "Which of these?", TenChoices, closes: "1");
        await bot.Priya.Votes("Ten", on: timed);
        await bot.Organiser.Votes("One", on: timed);
        await bot.Organiser.Votes("Two", on: timed);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
        Assert.True(bot.Priya.Reads(timed).Says("closed Tue 3 Mar"), bot.Priya.Reads(timed).ToString());
    }

    private static async Task APollIsMadeAndSharedFromTheComposeBoxAsync(BotUnderTest bot)
    {
        var chair = bot.Chair;
        var opened = await chair.Delivers(d => d.FetchActionAsync(chair.Person, bot.GroupChat, "polls.form", Token));
        var data = PollForms.Filled(CardReading.Of(opened.Card), "Tea or coffee?", "Tea\nCoffee");
        var answer = await chair.Delivers(d => d.SubmitActionAsync(chair.Person, bot.GroupChat, "polls.form", data, Token));
        await ShareAsync(answer);

        var found = await chair.Delivers(d => d.QueryAsync(chair.Person, bot.GroupChat, "polls.find", "query", "extend", Token));
        await ShareAsync(found);

        async Task ShareAsync(Answer from)
        {
            var attachment = from.Body!["composeExtension"]!["attachments"]![0]!.DeepClone();
            await chair.Delivers(d => d.ComposeAsync(chair.Person, bot.GroupChat, [attachment], Token));
            var poll = AskedPoll.In(bot.GroupChat, bot.Teams.World.Messages(bot.GroupChat)[^1]);
            await bot.Tomasz.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll);
            await bot.DrainAsync();
        }
    }

    private static async Task ACardIsGivenUpAsync(BotUnderTest bot)
    {
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)); // so that this poll is the newest
        bot.Teams.Faults.Next(999, new Fault(FaultKind.Answer, 401), r => r.Operation == ConnectorOperation.Send);
        await bot.Chair.Types("poll \"Extend again?\" Yes, No", bot.Channel);

        // As after three days of tries: only the last one is made here.
        var key = (await bot.PollKeysAsync()).First();
        var row = Assert.Single(await bot.RowsAsync("Polls", key, OutboxRow.Prefix));
        row["Attempts"] = DeliveryWorker.AttemptsMax - 1;
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync("Polls", key, [new Change.Replace(row)], Token));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        Assert.NotNull(Assert.Single(await bot.RowsAsync("Polls", key, OutboxRow.Prefix)).GetString("GaveUpBecause"));
        bot.Teams.Faults.Clear();
    }

    private static async Task PracticesAreImportedAsync(WrittenColumns store)
    {
        using var three = new MemoryStream(Encoding.UTF8.GetBytes(ThreePractices));
        Assert.Equal(3, (await new ImportPractices(store).RunAsync(three, dryRun: false, Token)).Added);

        var whole = Path.Combine(Needs.Root, "..", "shared", "data", "ods", "epraccur.csv");
        if (!File.Exists(whole))
            return;
        await using var file = File.OpenRead(whole);
        Assert.Equal(0, (await new ImportPractices(store).RunAsync(file, dryRun: false, Token)).ExitCode);
    }
}
