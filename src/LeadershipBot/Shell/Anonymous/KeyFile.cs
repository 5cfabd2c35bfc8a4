using System.Security.Cryptography;
using System.Text;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// A key of 32 bytes in a file of one line of Base64, outside the folder of the store. It is read each time it is needed,
/// which is seldom, so that a file that was put back works at once.
/// </summary>
internal sealed class KeyFile(string path, bool isMadeIfMissing, Chance chance) : IKeyWrap
{
    private const int KeyBytes = 32;
    private const string Place = "LeadershipBot: the key of an ask";

    private static readonly Lock Making = new();

    public Task<WrappedKey> WrapAsync(byte[] key, CancellationToken cancellationToken)
    {
        var own = Read();
        return Task.FromResult(new WrappedKey(NameOf(own), BoxSeal.Lock(own, key, Place, chance)));
    }

    public Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        var own = Read();
        if (wrapped.Name != NameOf(own))
            throw new KeyAwayException($"The key in {path} is not the one by which this ask was locked ({wrapped.Name}).");
        try
        {
            return Task.FromResult(BoxSeal.Unlock(own, wrapped.Bytes, Place));
        }
        catch (CryptographicException cause)
        {
            throw new KeyAwayException("The locked key of an ask has been changed.", cause);
        }
    }

    /// <summary>Why a file can't be used, as the end of a sentence; null if it can.</summary>
    public static string? ProblemOf(string path)
    {
        try
        {
            return !File.Exists(path) ? "is not there" : Parse(File.ReadAllText(path)) is null ? "is not one line of Base64 that makes 32 bytes" : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return "can't be read";
        }
    }

    private byte[] Read()
    {
        try
        {
            if (isMadeIfMissing && !File.Exists(path))
                Make();
            return Parse(File.ReadAllText(path)) ?? throw new KeyAwayException($"The key file {path} is not one line of Base64 that makes 32 bytes.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new KeyAwayException($"The key file {path} can't be read.", cause);
        }
    }

    private void Make()
    {
        lock (Making)
        {
            if (File.Exists(path))
                return;
            var key = new byte[KeyBytes];
            chance.Fill(key);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var unfinished = path + ".new";
            using (var writer = new StreamWriter(unfinished, options))
                writer.WriteLine(Convert.ToBase64String(key));
            File.Move(unfinished, path); // never half written
        }
    }

    private static byte[]? Parse(string text)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes ? key : null;
    }

    private static string NameOf(byte[] key) => "file:" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("name")).AsSpan(0, 8));
}
