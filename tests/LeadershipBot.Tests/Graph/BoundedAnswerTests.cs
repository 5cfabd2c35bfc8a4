using System.Net;
using System.Net.Sockets;
using LeadershipBot.Microsoft365.Graph;

namespace LeadershipBot.Tests.Graph;

/// <summary>An answer without end. The server is a bare socket, since it knows how much the machine took of what it sends.</summary>
public sealed class BoundedAnswerTests
{
    /// <summary>Bytes that may stand in the machine's own buffers on both sides, when the bot hangs up.</summary>
    private const long OnItsWayMax = 32 * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_beyond_all_bounds_is_not_taken_into_memory()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = SendWithoutEndAsync(listener);
        await using var room = new GraphRoom($"http://{listener.LocalEndpoint}/v1.0");

        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
        Assert.InRange(await sent, BoundedAnswers.AnswerBytesMax, BoundedAnswers.AnswerBytesMax + OnItsWayMax);
    }

    /// <summary>Answers one request with blanks until the other side hangs up, and says how many were taken.</summary>
    private static async Task<long> SendWithoutEndAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync(Token);
        var block = new byte[1024 * 1024];
        Array.Fill(block, (byte)' ');
        await socket.ReceiveAsync(new byte[64 * 1024], Token);
        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"u8.ToArray(), Token);
        var sent = 0L;
        try
        {
            while (true)
                sent += await socket.SendAsync(block, Token);
        }
        catch (SocketException)
        {
            return sent;
        }
    }
}
