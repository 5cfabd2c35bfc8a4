using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>docs/approval/data-held.md is what a whole day with the bot writes, no more and no less.</summary>
public sealed class DataHeldTests : WholeApp
{
    private const string TenChoices = "One\nTwo\nThree\nFour\nFive\nSix\nSeven\nEight\nNine\nTen";

    /// <summary>What names a person, or says what a person answered.</summary>
    private static readonly (string Table, string Row, string Column)[] Personal =
    [
        ("Organisations", "roll.<version>.member.", "Name"), ("Organisations", "roll.<version>.member.", "Roles"), ("Organisations", "roll.<version>.member.", "Practices"), ("Organisations", "roll.<version>.holder.", "Name"), ("Organisations", "roll.<version>.lead.", "Name"),
        ("Organisations", "audit.", "Who"), ("Rosters", "person.<version>.", "Name"), ("Rosters", "person.<version>.", "Email"), ("Rosters", "left.", "LeftAt"), ("People", "head.hat.", "Organisation"), ("People", "head.chat", "TeamsId"), ("People", "head.self", "PausedUntil"), ("Organisations", "head.outbox.", "Member"),
        ("Polls", "head.poll", "AskedBy"), ("Polls", "head.poll", "AskedByName"),
        ("Polls", "answer.", "Name"), ("Polls", "answer.", "Choice"), ("Polls", "answer.", "Practice"), ("Polls", "answer.", "SentAt"), ("Polls", "answer.", "IsApart"), ("Polls", "answer.", "CountsFor"), ("Polls", "interest.", "IsOffRoll"),
        ("Polls", "audit.", "Who"),
        ("Briefs", "seen.", "At"), ("Ledger", "author", "Person"), ("Ledger", "head.entry", "RaisedByName"), ("Ledger", "step.", "By"),
        ("Decisions", "reaction.", "Said"), ("Decisions", "reaction.", "Comment"), ("Decisions", "head.decision", "MadeBy"), ("Decisions", "head.decision", "OwnerName"),
        ("Posts", "head.tenure.", "Intention"), ("Posts", "head.post", "Panel"), ("PostIndex", "post.", "Holders"), ("Ladders", "step.", "Person"), ("Ladders", "pair.", "Mentee"),
        ("Applications", "application.", "Statement"), ("Applications", "score.", "By"), ("Applications", "nominee.", "ByName"), ("Applications", "release.", "Terms"), ("ApplicationIndex", "applied.", "Opening"),
        ("PeerReviews", "rater.", "Person"), ("PeerReviews", "rater.", "Sealed"), ("PeerReviews", "comment.", "Words"), ("PeerTalks", "talk.", "Note"), ("Thanks", "to.", "Words"), ("Thanks", "to.", "FromName"),
        ("Meetings", "person.", "Reply"), ("Meetings", "person.", "Presence"), ("Meetings", "conflict.", "Person"), ("Meetings", "head.meeting", "MadeBy"), ("Meetings", "correction.", "ByName"), ("Calendars", "head.calendar", "Mailbox"), ("Calendars", "head.calendar", "FollowedByName"),
        ("Sendings", "row.", "Person"), ("Sendings", "head.sending", "StartedBy"),
        ("Files", "head.offer.", "Person"), ("Files", "head.offer.", "TeamsId"), ("Privacy", "head.outbox.", "Person"), ("Privacy", "head.plan", "Erased"), ("Privacy", "page.", "Lines"), ("People", "head.been.", "Organisation"),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_approval_pack_lists_every_stored_column_and_no_other()
    {
        var held = ApprovalTables.DataHeld();
        var store = new WrittenColumns(new MemoryRecordStore());
        var bot = await StartAsync(AskedThings.Options(new AskedThings(), new BotOptions { Store = store, MayLogErrors = true, Settings = [FileVisitor.Setting], AsksGraph = true })); // what is given up is an error in the log

        await PollsAreAskedAndAnsweredAsync(bot);
        await APollIsMadeAndSharedFromTheComposeBoxAsync(bot);
        await MakingDay.PassAsync(bot);
        await SetsDay.PassAsync(bot);
        await PrivacyDay.PassAsync(bot);
        await ACardIsGivenUpAsync(bot);
        await SetUpDay.PassAsync(bot);
        await ImportsDay.RunAsync(bot);
        await ProfileDay.PassAsync(bot);
        await AskedDay.PassAsync(bot);
        await SendingDay.PassAsync(bot);
        await WaitingDay.PassAsync(bot);
        await LedgerDay.PassAsync(bot);
        await AnonymousDay.PassAsync(bot);
        await BriefDay.PassAsync(bot);
        await DecisionsDay.PassAsync(bot);
        await RetentionDay.PassAsync(bot);
        await bot.Administrator.Hears("status");
        await bot.Services.GetRequiredService<SendPace>().PauseAsync(bot.Chair.Person.TenantId, TimeSpan.FromMilliseconds(1)); // as after a 429
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.True((await http.GetAsync("/health/ready", Token)).IsSuccessStatusCode);

        // Each on a store of its own: some bring hundreds of people, to whom all that follows would go.
        var written = store.All.ToList();
        foreach (var day in new Func<BotUnderTest, Task>[] { ListsDay.PassAsync, VoicesDay.PassAsync, ScheduledDay.PassAsync, CountingDay.PassAsync, TeamDay.PassAsync, SuccessionDay.PassAsync, FellowshipsDay.PassAsync, FellowshipsDay.PassChangingAsync, FellowshipsDay.PassLeavingAsync, RecognitionDay.PassAsync, MeetingsDay.PassAsync })
            written.AddRange(await WrittenOnAsync(day));
        written.AddRange(await WrittenOnAsync(RosterDay.LiveAsync, asksGraph: true));
        await using var graph = await GraphServer.StartAsync(Token);
        written.AddRange(await WrittenOnAsync(day => CalendarsDay.PassAsync(day, graph), graph.Asking()));
        var openings = new TrialOpenings();
        written.AddRange(await WrittenOnAsync(day => ApplicationsDay.PassAsync(day, openings), openings.Options()));
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

    private Task<IReadOnlyList<WrittenColumn>> WrittenOnAsync(Func<BotUnderTest, Task> day, bool asksGraph = false)
        => WrittenOnAsync(day, new BotOptions { AsksGraph = asksGraph });

    private async Task<IReadOnlyList<WrittenColumn>> WrittenOnAsync(Func<BotUnderTest, Task> day, BotOptions options)
    {
        var store = new WrittenColumns(new MemoryRecordStore());
        await day(await StartAsync(options with { Store = store }));
        return store.All;
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

        async Task ShareAsync(BotAnswer from)
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
        await GivenUpPost.AskAsync(bot);
    }
}
