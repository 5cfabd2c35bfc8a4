using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>How a transfer of a file ended.</summary>
public enum FileTransferResult
{
    /// <summary>All of it is there.</summary>
    Done,

    /// <summary>It never will be: not an allowed host, or the other side refused it.</summary>
    Refused,

    /// <summary>It is larger than allowed.</summary>
    TooLarge,

    /// <summary>It may work later: the other side is busy, or gave no answer in time.</summary>
    Unavailable,
}

/// <summary>
/// Puts files where a consent said, and fetches what people sent. The addresses come from outside and carry their own
/// permission: so no token goes along, only listed hosts are asked, and no redirect is followed.
/// </summary>
public sealed partial class FileTransfer
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpClientName = "LeadershipBot.Files";

    private const int BufferBytes = 32 * 1024;

    private static readonly TimeSpan UploadTimeMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DownloadTimeMax = TimeSpan.FromSeconds(5);

    private readonly IHttpClientFactory _clients;
    private readonly ServiceHosts _hosts;
    private readonly TimeProvider _time;
    private readonly ILogger<FileTransfer> _log;

    internal FileTransfer(IHttpClientFactory clients, ServiceHosts hosts, TimeProvider time, ILogger<FileTransfer> log)
        => (_clients, _hosts, _time, _log) = (clients, hosts, time, log);

    /// <summary>Whether the address is one of a listed host.</summary>
    public bool Allows(string? address) => TryRead(address, out _);

    /// <summary>
    /// Stores the bytes at the upload address of a consent, in one piece. Once it has succeeded the address is spent: to
    /// repeat it then is refused by the other side.
    /// </summary>
    public async Task<FileTransferResult> UploadAsync(string uploadUrl, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!TryRead(uploadUrl, out var address) || bytes.IsEmpty)
            return Ended("upload", FileTransferResult.Refused, 0);
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, bytes.Length - 1, bytes.Length);
        return await SendAsync("upload", request, UploadTimeMax, static (_, _) => Task.FromResult(FileTransferResult.Done), cancellationToken);
    }

    /// <summary>Fetches a file that a person sent, up to a size.</summary>
    /// <returns>How it ended; the bytes if it is done, else empty.</returns>
    public async Task<(FileTransferResult Result, byte[] Bytes)> DownloadAsync(string downloadUrl, int bytesMax, CancellationToken cancellationToken)
    {
        if (!TryRead(downloadUrl, out var address))
            return (Ended("download", FileTransferResult.Refused, 0), []);
        byte[] bytes = [];
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var result = await SendAsync("download", request, DownloadTimeMax, ReadAsync, cancellationToken);
        return (result, bytes);

        async Task<FileTransferResult> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
        {
            if (answer.Content.Headers.ContentLength > bytesMax)
                return FileTransferResult.TooLarge;
            await using var stream = await answer.Content.ReadAsStreamAsync(stop);
            using var kept = new MemoryStream();
            var buffer = new byte[BufferBytes];
            int count;
            while ((count = await stream.ReadAsync(buffer, stop)) > 0)
            {
                if (kept.Length + count > bytesMax)
                    return FileTransferResult.TooLarge; // whatever its length was said to be, unpacked or not
                kept.Write(buffer, 0, count);
            }

            bytes = kept.ToArray();
            return FileTransferResult.Done;
        }
    }

    private async Task<FileTransferResult> SendAsync(
        string what, HttpRequestMessage request, TimeSpan timeMax, Func<HttpResponseMessage, CancellationToken, Task<FileTransferResult>> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeMax, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = _clients.CreateClient(HttpClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (answer.IsSuccessStatusCode)
                return await read(answer, both.Token);
            var mayWorkLater = answer.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            return Ended(what, mayWorkLater ? FileTransferResult.Unavailable : FileTransferResult.Refused, (int)answer.StatusCode);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Ended(what, FileTransferResult.Unavailable, 0);
        }
    }

    private bool TryRead(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address)
        => Uri.TryCreate(text, UriKind.Absolute, out address) && _hosts.Allows(address);

    private FileTransferResult Ended(string what, FileTransferResult result, int status)
    {
        Log.NotDone(_log, what, result, status);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The {What} of a file ended {Result} with {Status}.")]
        public static partial void NotDone(ILogger log, string what, FileTransferResult result, int status);
    }
}
