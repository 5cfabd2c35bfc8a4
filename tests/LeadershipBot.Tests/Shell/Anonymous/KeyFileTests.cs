using System.Security.Cryptography;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Tests.Storage;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>The key outside the store, as a file.</summary>
public sealed class KeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_file_is_made_once_for_this_user_alone_and_unlocks_what_it_locked()
    {
        var path = _folder.File("key");
        var wrapped = await new KeyFile(path, isMadeIfMissing: true, new Chance()).WrapAsync(_secret, Token);
        var content = await File.ReadAllTextAsync(path, Token);

        Assert.Equal(_secret, await new KeyFile(path, isMadeIfMissing: true, new Chance()).UnwrapAsync(wrapped, Token));
        Assert.Equal(content, await File.ReadAllTextAsync(path, Token));
        Assert.Null(KeyFile.ProblemOf(path));
        Assert.Equal(-1, wrapped.Bytes.AsSpan().IndexOf(_secret.AsSpan(0, 8)));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Many_who_make_the_file_at_once_use_one_key()
    {
        var path = _folder.File("key");

        var wrapped = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new KeyFile(path, isMadeIfMissing: true, new Chance()).WrapAsync(_secret, Token))));

        Assert.Single(wrapped.Select(one => one.Name).Distinct());
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Another_file_or_a_spoilt_one_unlocks_nothing_and_the_log_can_say_why()
    {
        var one = new KeyFile(_folder.File("one"), isMadeIfMissing: true, new Chance());
        var wrapped = await one.WrapAsync(_secret, Token);
        wrapped.Bytes[20] ^= 1;
        await Assert.ThrowsAsync<KeyAwayException>(() => one.UnwrapAsync(wrapped, Token));
        var other = await Assert.ThrowsAsync<KeyAwayException>(() => new KeyFile(_folder.File("other"), isMadeIfMissing: true, new Chance()).UnwrapAsync(wrapped, Token));
        Assert.Contains("is not the one", other.Message, StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<KeyAwayException>(() => new KeyFile(_folder.File("missing"), isMadeIfMissing: false, new Chance()).WrapAsync(_secret, Token));
        Assert.Contains("can't be read", missing.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("short"), "c2hvcnQ=", Token);
        await Assert.ThrowsAsync<KeyAwayException>(() => new KeyFile(_folder.File("short"), isMadeIfMissing: false, new Chance()).WrapAsync(_secret, Token));
        Assert.NotNull(KeyFile.ProblemOf(_folder.File("short")));
    }
}
