using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LeadershipBot.Benchmarks;

/// <summary>Sends prepared requests over so many connections, one after another on each, for a time.</summary>
internal static class Load
{
    public const int Connections = 64;

    /// <summary>Answers per second with status 200. Any other status ends the measurement with its text.</summary>
    public static async Task<double> RunAsync(int port, IReadOnlyList<byte[]> requests, TimeSpan time)
    {
        var answered = 0;
        var watch = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new Connection(port);
            while (watch.Elapsed < time)
            {
                await connection.ExchangeAsync(requests[Interlocked.Increment(ref next) % requests.Count]);
                Interlocked.Increment(ref answered);
            }
        })));
        return answered / watch.Elapsed.TotalSeconds;
    }

    /// <summary>One connection that lives on over many requests.</summary>
    internal sealed class Connection : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _buffer = new byte[64 * 1024];

        public Connection(int port) => _socket.Connect(IPAddress.Loopback, port);

        /// <summary>Sends a request and reads its whole answer.</summary>
        public async Task<ReadOnlyMemory<byte>> ExchangeAsync(byte[] request)
        {
            await _socket.SendAsync(request);
            var length = 0;
            while (true)
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
                if (read == 0)
                    throw new InvalidOperationException("The server closed the connection.");
                length += read;
                if (IsWhole(_buffer.AsSpan(0, length)))
                    break;
            }

            if (!_buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
                throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(_buffer, 0, Math.Min(length, 600)));
            return _buffer.AsMemory(0, length);
        }

        public void Dispose() => _socket.Dispose();

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;
            var head = answer[..end];
            var at = head.IndexOf("Content-Length: "u8);
            if (at < 0)
                return answer.EndsWith("0\r\n\r\n"u8);
            var digits = head[(at + "Content-Length: "u8.Length)..];
            var stop = digits.IndexOf((byte)'\r');
            return System.Buffers.Text.Utf8Parser.TryParse(stop < 0 ? digits : digits[..stop], out int bytes, out _) && answer.Length >= end + 4 + bytes;
        }
    }
}
