using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadershipBot.Simulator.People;

/// <summary>
/// Makes the ids of a world. Ids of people and places follow from the seed and a key, so that they outlive a restart;
/// ids of activities and messages also follow from the time, so that two runs over one store never share one.
/// </summary>
internal sealed class Ids(string seed, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetUtcNow().UtcTicks;
    private long _activities;
    private long _lastMessage;

    /// <summary>The same GUID for the same seed, kind and key.</summary>
    public string Guid(string kind, string key)
    {
        var bytes = Hash($"{kind}|{key}")[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Text as Teams uses in its opaque ids: letters, digits, '-' and '_'. The same for the same input.</summary>
    public string Opaque(string kind, string key)
        => Convert.ToBase64String([.. Hash($"{kind}|{key}"), .. Hash($"{key}|{kind}")[..16]])
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>32 hexadecimal digits, as in thread ids.</summary>
    public string Hex(string kind, string key) => Convert.ToHexStringLower(Hash($"{kind}|{key}")[..16]);

    /// <summary>The id of an invoke, event or update: new at each call.</summary>
    public string NextActivity()
        => "f:" + Guid("activity", $"{_start}|{Interlocked.Increment(ref _activities)}");

    /// <summary>The id of a message: milliseconds since 1970, as Teams counts them, and larger at each call.</summary>
    public string NextMessage()
    {
        lock (_gate)
        {
            _lastMessage = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), _lastMessage + 1);
            return _lastMessage.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Ids of messages are larger than this one from now on.</summary>
    public void NotBefore(long message)
    {
        lock (_gate)
            _lastMessage = Math.Max(_lastMessage, message);
    }

    private byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{key}"));
}
