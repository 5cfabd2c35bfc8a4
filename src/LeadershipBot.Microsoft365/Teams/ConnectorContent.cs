using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// A JSON body in a pooled buffer, which can be sent several times and knows whether any of it has left: a body that
/// never began to leave can't have been acted on.
/// </summary>
internal sealed class ConnectorContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly Lock _lock = new();
    private readonly PooledBuffer _buffer;
    private int _sending;
    private bool _isDisposed;

    private ConnectorContent(PooledBuffer buffer)
    {
        _buffer = buffer;
        Headers.ContentType = Json;
    }

    /// <summary>Whether the body has begun to leave since <see cref="BeginAttempt"/>.</summary>
    public bool HasLeft { get; private set; }

    public int Length => _buffer.Length;

    public static ConnectorContent Of<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new PooledBuffer();
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = type.Options.Encoder, MaxDepth = type.Options.MaxDepth }))
                JsonSerializer.Serialize(writer, value, type);
            var content = new ConnectorContent(buffer);
            buffer = null;
            return content;
        }
        finally
        {
            buffer?.Return();
        }
    }

    public void BeginAttempt() => HasLeft = false;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _sending++;
            HasLeft = true;
        }
        try
        {
            await stream.WriteAsync(_buffer.Written, cancellationToken);
        }
        finally
        {
            Release(isDisposing: false);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Release(isDisposing: true);
        base.Dispose(disposing);
    }

    /// <summary>
    /// Gives the buffer back when nobody sends from it any more. The transport may still be copying an abandoned body
    /// after its call has ended; a buffer given back then would put another message's bytes on this wire.
    /// </summary>
    private void Release(bool isDisposing)
    {
        lock (_lock)
        {
            if (isDisposing)
            {
                if (_isDisposed)
                    return;
                _isDisposed = true;
            }
            else
            {
                _sending--;
            }
            if (_isDisposed && _sending == 0)
                _buffer.Return();
        }
    }

    private sealed class PooledBuffer : IBufferWriter<byte>
    {
        private const int FirstBytes = 4096;
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);

        public int Length { get; private set; }

        public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

        public void Advance(int count) => Length += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            var wanted = Math.Max(sizeHint, 1);
            if (_bytes.Length - Length < wanted)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + wanted));
                _bytes.AsSpan(0, Length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }
            return _bytes.AsMemory(Length);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Return()
        {
            var bytes = _bytes;
            _bytes = [];
            Length = 0;
            if (bytes.Length > 0)
                ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
