using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>What members raise: by name, confidentially and anonymously, until they hear what became of it.</summary>
[Collection(LifeTests.Name)]
public sealed class LedgerLifeTests(RunningPage page) : IDisposable
{
    private const string Words = "The phone line to the hub is engaged every Monday.";

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Who_raised_something_anonymously_follows_it_by_a_code_and_the_raw_store_cannot_tell_who_it_was()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Priya, Demo.Bot, new("dark", 375, 900));
        await window.MoveClockToMondayAsync();
        var code = await RaiseAnonymouslyAsync(window);
        await LookUpAsync(window, code);
        await Expect(window.Dialog).ToContainTextAsync("Not passed on yet");

        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.MoveClockAsync("week");
        await OpenLedgerAsync(window);
        await window.PressAsync("Ledger: open", "Open");
        await Expect(window.Messages.Last).ToContainTextAsync(Words);
        await Expect(window.Messages.Last).ToContainTextAsync("raised anonymously, week of");
        await window.Messages.Last.GetByRole(AriaRole.Button, new() { Name = "Say what became of it" }).ClickAsync();
        await window.Dialog.GetByLabel("acted on", new() { Exact = true }).CheckAsync();
        await window.Dialog.GetByLabel("What its author is told").FillAsync("Two more lines from April.");
        await window.PressInDialogAsync("Tell them");
        await Expect(window.Messages.Last).ToContainTextAsync("Whoever raised it reads it by their code.");

        await window.IsAtTheBotAsync(Demo.Priya);
        await LookUpAsync(window, code);
        await Expect(window.Dialog).ToContainTextAsync("Two more lines from April.");
        await window.PressInDialogAsync("This answers it");
        await Expect(window.Dialog).ToContainTextAsync("You said: this answers it.");
        await Expect(window.Messages.Filter(new() { HasText = code })).ToHaveCountAsync(0);

        await window.IsAtTheBotAsync(Demo.Tomasz);
        await window.WriteAsync("you said we did");
        await Expect(window.Card("You said, we did")).ToContainTextAsync("We: “Two more lines from April.”");
        await window.ExpectNothingOfAsync(Demo.Priya);
        await AssertNobodyStandsInTheLedgerAsync();
    }

    [Fact]
    public async Task A_chair_reads_in_the_brief_what_came_out_and_copies_it_for_the_board_paper()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.General, Look.Desk);
        await window.MoveClockToMondayAsync();
        const string question = "Should we share a pharmacist?";
        await window.AskAsync(question);
        foreach (var gp in new[] { Demo.Tomasz, Demo.Priya })
        {
            await window.BeAsync(gp);
            await window.AnswerAsync(question, "Yes");
        }

        await window.BeAsync(Demo.Chair);
        await window.PressUnderMoreAsync(question, "Close poll");
        await Expect(window.Poll(question)).ToContainTextAsync("Yes came first"); // the press has been answered: a brief that is asked for now knows of it
        await window.GoToAsync(Demo.Bot);
        await window.WriteAsync("brief");
        var brief = window.Messages.Filter(new() { HasText = "Brief · Larkford and Vale CCG" }).Last;
        await Expect(brief).ToContainTextAsync(question);
        await brief.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).First.ClickAsync();
        await Expect(window.Dialog.GetByRole(AriaRole.Textbox)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Should we share a pharmacist.*2 .*answered.*Yes 2"));
    }

    private static async Task<string> RaiseAnonymouslyAsync(TeamsWindow window)
    {
        await window.WriteAsync("raise");
        await window.PressAsync("Raise something", "Raise anonymously");
        await window.Dialog.GetByLabel("What do you want to raise?").FillAsync(Words);
        await Axe.FindsNothingAsync(window.Page, "raising something anonymously");
        await window.PressInDialogAsync("Send anonymously");
        await Expect(window.Dialog).ToContainTextAsync("Please keep it now: it is shown here only");
        var code = await window.Dialog.GetByLabel("To copy it").InputValueAsync();
        await window.Part("dialog-close").ClickAsync();
        return code;
    }

    /// <summary>The box is passed on a moment after the clock has moved.</summary>
    private static async Task OpenLedgerAsync(TeamsWindow window)
    {
        for (var asked = 1; asked < 25; asked++)
        {
            await window.WriteAsync("ledger");
            var lists = window.Messages.Filter(new() { HasText = "Ledger: open" });
            await Expect(lists).ToHaveCountAsync(asked);
            if ((await lists.Last.InnerTextAsync()).Contains("phone line", StringComparison.Ordinal))
                return;
        }

        Assert.Fail("It wasn't passed on.");
    }

    private static async Task LookUpAsync(TeamsWindow window, string code)
    {
        await window.WriteAsync("raise");
        await window.PressUnderMoreAsync("Raise something", "Look up a code");
        await window.Dialog.GetByLabel("Your code").FillAsync(code);
        await window.PressInDialogAsync("Look it up");
    }

    /// <summary>No row of the ledger, and no row of any table that holds the words, names a member; nor does any row of Priya's say that she raised something.</summary>
    private async Task AssertNobodyStandsInTheLedgerAsync()
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _data.BotPath, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(Token);
        var command = connection.CreateCommand();
        command.CommandText = "SELECT tbl, pk || '|' || rk || '|' || columns FROM records";
        await using var rows = await command.ExecuteReaderAsync(Token);
        var ledger = 0;
        while (await rows.ReadAsync(Token))
        {
            var (table, row) = (rows.GetString(0), rows.GetString(1));
            var isPriyas = row.Contains(Demo.PriyaId, StringComparison.OrdinalIgnoreCase) || row.Contains(Demo.Priya, StringComparison.OrdinalIgnoreCase);
            if (table.StartsWith("Ledger", StringComparison.Ordinal) || row.Contains("phone line", StringComparison.OrdinalIgnoreCase))
            {
                ledger++;
                Assert.False(isPriyas, $"{table}: {row}");
            }
            else if (isPriyas)
            {
                Assert.DoesNotContain("ledger", row, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.InRange(ledger, 3, int.MaxValue);
    }
}
