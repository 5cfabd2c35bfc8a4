using System.Net;
using System.Net.Sockets;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

[Collection(PageTests.Name)]
public sealed class RestartTests : IAsyncLifetime
{
    private readonly DataFolder _data = new();
    private readonly Browser _browser = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task After_Ctrl_C_nothing_runs_on_and_the_next_start_has_everything_again()
    {
        const string question = "Will this still be here tomorrow?";
        Uri address;
        string clock;
        await using (var first = await SimulatorProgram.StartAsync(_data, port: 0, Token))
        {
            address = first.Address;
            await using (var window = await OpenAsync(first, Demo.Priya))
            {
                await window.AskAsync(question);
                await window.AnswerAsync(question, "Yes");
                await window.MoveClockAsync("week");
                clock = await DayAsync(window);
                Assert.Equal(0, await first.InterruptAsync(Token));
                await Expect(window.Page.GetByText("The connection to the Simulator is lost.")).ToBeVisibleAsync();
                window.ForgetErrors();
            }

            await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(address.Port));
        }

        await using var second = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        Assert.Equal(address, second.Address);
        await using var priya = await OpenAsync(second, Demo.Priya);
        await Expect(priya.Choice(question, "Yes")).ToContainTextAsync("Your answer");
        Assert.Equal(clock, await DayAsync(priya));
        await Expect(priya.Messages.Filter(new() { HasText = "Hello, everyone" })).ToHaveCountAsync(1);

        await using var tomasz = await OpenAsync(second, Demo.Tomasz);
        await tomasz.AnswerAsync(question, "No");
        await Expect(priya.Poll(question)).ToContainTextAsync("2 people have answered.");
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
        Assert.Single(program.Complaints.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("can't be read, so the chats begin anew", program.Complaints, StringComparison.Ordinal);
        Assert.True(File.Exists(_data.WorldPath + ".broken"));
        await using var window = await OpenAsync(program, Demo.Priya);
        await Expect(window.Card("Hello, everyone")).ToBeVisibleAsync();
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
        => _browser.OpenAsync(program.Address, person, Demo.GroupChat, Look.Desk);

    private static async Task<string> DayAsync(TeamsWindow window)
        => (await window.Part("clock-now").InnerTextAsync()).Split(',')[0];

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
    }
}
