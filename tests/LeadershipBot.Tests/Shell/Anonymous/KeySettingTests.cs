using LeadershipBot.Tests.Storage;
using Microsoft.Extensions.Configuration;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>The setting that names the key outside the store.</summary>
public sealed class KeySettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_nothing_is_set_production_has_no_key_and_Development_makes_one_beside_the_store()
    {
        Assert.Equal(new AnonymousSettings(null, null, false), Read(null, isDevelopment: false));
        var made = Read(null, isDevelopment: true);
        Assert.Equal(_folder.Path + ".anonymous-key", made.File);
        Assert.True(made.MakesFile);
    }

    [Theory]
    [InlineData("https://lbot.vault.azure.net/keys/anonymous")]
    [InlineData("https://lbot.vault.azure.net/keys/anonymous/0123456789abcdef")]
    [InlineData("https://lbot.managedhsm.azure.net/keys/anonymous")]
    public void The_address_of_a_key_in_a_vault_is_taken(string value) => Assert.Equal(new Uri(value), Read(value, isDevelopment: false).Vault);

    [Theory]
    [InlineData("http://lbot.vault.azure.net/keys/anonymous", "must be the address of a key")]
    [InlineData("https://lbot.vault.azure.net", "must be the address of a key")]
    [InlineData("https://lbot.vault.azure.net/secrets/anonymous", "must be the address of a key")]
    [InlineData("https://vault.azure.net.example.org/keys/anonymous", "must be the address of a key")]
    [InlineData("https://lbot.vault.azure.net:8443/keys/anonymous", "must be the address of a key")]
    [InlineData("http://127.0.0.1/keys/anonymous", "must be the address of a key")]
    [InlineData("/nowhere/at/all", "is not there")]
    [InlineData("{folder}/short", "is not one line of Base64")]
    [InlineData("{folder}/store/key", "keep it elsewhere")]
    public void What_can_not_be_a_key_stops_the_start_with_a_sentence(string value, string why)
    {
        File.WriteAllText(_folder.File("short"), "c2hvcnQ=");
        var problems = Problems(value.Replace("{folder}", _folder.Path, StringComparison.Ordinal), "store", isDevelopment: false);

        var problem = Assert.Single(problems);
        Assert.StartsWith("Anonymous:Key", problem, StringComparison.Ordinal);
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_key_file_is_taken()
    {
        File.WriteAllText(_folder.File("key"), Convert.ToBase64String(new byte[32]) + "\n");

        Assert.Empty(Problems(_folder.File("key"), "store", isDevelopment: false));
    }

    private AnonymousSettings Read(string? value, bool isDevelopment)
    {
        var problems = new List<string>();
        var settings = Read(value, "", isDevelopment, problems);
        Assert.Empty(problems);
        return settings;
    }

    private List<string> Problems(string value, string folder, bool isDevelopment)
    {
        var problems = new List<string>();
        Read(value, folder, isDevelopment, problems);
        return problems;
    }

    private AnonymousSettings Read(string? value, string folder, bool isDevelopment, List<string> problems)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Anonymous:Key"] = value }).Build();
        var storage = new StorageSettings(StorageProvider.Sqlite, Path.Combine(_folder.Path, folder, "bot.db"), null, null);
        return AnonymousSettings.Read(new SettingsReader(configuration, problems), storage, isDevelopment);
    }
}
