using System.Net;
using System.Net.Sockets;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

[Collection(PageTests.Name)]
public sealed class RestartTests(RunningPage page) : IDisposable
{
    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task After_Ctrl_C_nothing_runs_on_and_the_next_start_has_everything_again_also_in_a_window_that_stayed_open()
    {
        const string question = "Will this still be here tomorrow?";
        await using var first = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var stayed = await OpenAsync(first, Demo.Tomasz);
        await stayed.AskAsync(question);
        await stayed.AnswerAsync(question, "Yes");
        await stayed.MoveClockAsync("week");
        var date = await stayed.DateAsync();
        stayed.ExpectTheServerToDie();
        Assert.Equal(0, await first.InterruptAsync(Token));
        var lost = stayed.Page.GetByText("The connection to the Simulator is lost.");
        await Expect(lost).ToBeVisibleAsync();
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(first.Address.Port));

        await using var second = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        Assert.Equal(first.Address, second.Address);
        await using var priya = await OpenAsync(second, Demo.Priya);
        await priya.AnswerAsync(question, "Yes");
        Assert.Equal(date, await priya.DateAsync());
        await Expect(priya.Messages.Filter(new() { HasText = "Hello, everyone" })).ToHaveCountAsync(1);

        await Expect(lost).ToBeHiddenAsync();
        await Expect(stayed.Poll(question)).ToContainTextAsync("2 people have answered.");
        await stayed.AnswerAsync(question, "No");
        await Expect(priya.Choice(question, "No")).ToContainTextAsync("1 · 50%");
    }

    [Fact]
    public async Task A_vote_that_was_acknowledged_outlives_a_power_cut_with_its_card()
    {
        const string question = "Does a power cut lose a vote?";
        await using (var first = await SimulatorProgram.StartAsync(_data, port: 0, Token))
        {
            await using var window = await OpenAsync(first, Demo.Priya);
            await window.AskAsync(question);
            await _data.WaitForWorldAsync("polls.vote", Token); // the card, not only the words that asked for it
            await window.AnswerAsync(question, "No");
            window.ExpectTheServerToDie();
            await first.KillAsync(Token);
        }

        await using var second = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var priya = await OpenAsync(second, Demo.Priya);
        await Expect(priya.Choice(question, "No")).ToContainTextAsync("Your answer");
    }

    [Fact]
    public async Task Chats_that_cannot_be_read_are_set_aside_and_the_bot_greets_anew()
    {
        await File.WriteAllTextAsync(_data.WorldPath, """{ "format": 1, "messages": [""", Token);
        await using var program = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        Assert.True(File.Exists(_data.WorldPath + ".broken"));
        await using (var window = await OpenAsync(program, Demo.Priya))
            await Expect(window.Card("Hello, everyone")).ToBeVisibleAsync();

        Assert.Equal(0, await program.InterruptAsync(Token));
        Assert.Contains("can't be read, so the chats begin anew", Assert.Single(program.Complaints.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_the_start_with_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var (code, complaints) = await SimulatorProgram.RunAsync(_data, port, Token);
        Assert.Equal(1, code);
        Assert.Equal($"Port {port} is in use. Stop the other program, or choose a port: dotnet run --project src/LeadershipBot.Simulator -- --page=0", complaints.Trim());
    }

    [Fact]
    public async Task A_second_Simulator_on_the_same_data_ends_with_one_sentence_and_leaves_the_first_alone()
    {
        await using var first = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        var (code, complaints) = await SimulatorProgram.RunAsync(_data, port: 0, Token);
        Assert.Equal(1, code);
        Assert.StartsWith("Another Simulator is at work on ", Assert.Single(complaints.Trim().Split('\n')), StringComparison.Ordinal);
        await ConnectAsync(first.Address.Port);
    }

    private Task<TeamsWindow> OpenAsync(SimulatorProgram program, string person)
        => page.OpenAsync(program.Address, person, Demo.GroupChat, Look.Desk);

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
    }
}
