using Microsoft.Extensions.Configuration;

namespace LeadershipBot.Tests.Shell;

/// <summary>What is wrong with the settings stops the start with a sentence that names it.</summary>
public sealed class SettingsTests
{
    private const string Id = "7d1e0000-0000-4000-a000-000000000001";

    [Fact]
    public void Right_settings_of_production_are_taken()
    {
        var settings = Settings.Read(Configuration(), isDevelopment: false);

        Assert.Equal(["msteams"], settings.Teams.AllowedChannels);
        Assert.False(settings.Teams.AllowLoopback);
        Assert.False(settings.DangerouslyAllowUnauthenticatedRequests);
        Assert.Contains(Id, settings.AllowedTenants);
    }

    [Theory]
    [InlineData("MicrosoftAppId", null)]
    [InlineData("MicrosoftAppId", "my bot")]
    [InlineData("MicrosoftAppTenantId", null)]
    [InlineData("MicrosoftAppTenantId", "contoso.onmicrosoft.com")]
    [InlineData("MicrosoftAppType", "7")]
    [InlineData("MicrosoftAppPassword", null)]
    [InlineData("MicrosoftAppPassword", "  ")]
    [InlineData("BotOpenIdMetadata", "http://login.botframework.com/x")]
    [InlineData("BotOpenIdMetadata", "http://127.0.0.1/x")]
    [InlineData("BotOpenIdMetadata", "not an address")]
    [InlineData("DangerouslyAllowUnauthenticatedRequests", "true")]
    [InlineData("DangerouslyAllowUnauthenticatedRequests", "yes")]
    [InlineData("Tenants:Allowed:0", null)]
    [InlineData("Tenants:Allowed:0", "contoso.onmicrosoft.com")]
    [InlineData("Teams:RequestsPerSecond", "0")]
    [InlineData("Teams:RequestsPerSecond", "1001")]
    [InlineData("Teams:RequestsPerSecond", "many")]
    [InlineData("Teams:ServiceHosts", "https://smba.trafficmanager.net/uk")]
    [InlineData("Files:SignInAppId", "my app")]
    [InlineData("Files:SignInHost", "http://login.microsoftonline.com")]
    [InlineData("Files:SignInHost", "http://127.0.0.1/")]
    [InlineData("Storage:Provider", "Memory")]
    [InlineData("Storage:Provider", "Redis")]
    [InlineData("Storage:Provider", "AzureTables")]
    [InlineData("Storage:AccountUri", "http://account.table.core.windows.net")]
    public void Each_wrong_setting_of_production_stops_the_start(string key, string? value)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Settings.Read(Configuration((key, value)), isDevelopment: false)).Problems);

        Assert.StartsWith(key.Replace(":0", "", StringComparison.Ordinal), problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MicrosoftAppSecret")]
    [InlineData("BotOpenIdMetadataUrl")]
    [InlineData("DangerouslyAllowUnauthenticatedRequest")]
    [InlineData("Storage:Pth")]
    [InlineData("Tenants:Alowed")]
    [InlineData("Teams:ServiceHost")]
    [InlineData("Organisation:Administrator")]
    public void An_unknown_setting_is_named_with_the_known_ones(string key)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Settings.Read(Configuration((key, "x")), isDevelopment: false)).Problems);

        Assert.StartsWith($"{key} is no setting of LeadershipBot", problem, StringComparison.Ordinal);
        Assert.Contains("Storage:Path", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var wrong = Assert.Throws<SettingsException>(() => Settings.Read(Configuration(("MicrosoftAppId", "x"), ("Storage:Provider", "x"), ("Storage:Pth", "x")), isDevelopment: false));

        Assert.Equal(3, wrong.Problems.Count);
    }

    [Fact]
    public void A_managed_identity_has_no_password_and_a_certificate_is_enough()
    {
        Assert.Throws<SettingsException>(() => Settings.Read(Configuration(("MicrosoftAppType", "UserAssignedMSI")), isDevelopment: false));
        Settings.Read(Configuration(("MicrosoftAppType", "UserAssignedMSI"), ("MicrosoftAppPassword", null)), isDevelopment: false);
        Settings.Read(Configuration(("MicrosoftAppCertificatePath", "bot.pfx"), ("MicrosoftAppPassword", null)), isDevelopment: false);
    }

    [Theory]
    [InlineData("UserAssignedMSI", "my app", "graph.pem", "Graph:AppId must be")]
    [InlineData("UserAssignedMSI", Id, null, "Graph:AppId needs Graph:CertificatePath")]
    [InlineData("UserAssignedMSI", null, "graph.pem", "Graph:CertificatePath needs Graph:AppId")]
    [InlineData("SingleTenant", Id, "graph.pem", "Graph:AppId is for a bot that is a managed identity")]
    [InlineData("UserAssignedMSI", Id, "graph.pem", null)]
    [InlineData("UserAssignedMSI", null, null, null)]
    public void An_application_for_Graph_has_a_certificate_and_is_for_a_managed_identity(string appType, string? appId, string? certificatePath, string? problem)
    {
        Settings Read() => Settings.Read(
            Configuration(
                ("MicrosoftAppType", appType), ("MicrosoftAppPassword", null), ("MicrosoftAppCertificatePath", appType == "SingleTenant" ? "bot.pfx" : null),
                ("Graph:AppId", appId), ("Graph:CertificatePath", certificatePath)),
            isDevelopment: false);

        if (problem is null)
            Assert.Equal((appId, certificatePath), (Read().Graph.AppId, Read().Graph.CertificatePath));
        else
            Assert.StartsWith(problem, Assert.Single(Assert.Throws<SettingsException>(Read).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Mailboxes_are_listed_with_the_organisation_that_may_follow_them_and_without_a_list_there_is_no_limit()
    {
        var listed = Settings.Read(Configuration(("Graph:Mailboxes:0", "Board@Larkford.example.nhs.uk = larkford"), ("Graph:Mailboxes:1", "board@larkford.example.nhs.uk=vale")), isDevelopment: false).Calendars.Mailboxes;
        Assert.True(listed.Allows("larkford", "board@LARKFORD.example.nhs.uk") && listed.Allows("vale", "board@larkford.example.nhs.uk"));
        Assert.False(listed.Allows("other", "board@larkford.example.nhs.uk") || listed.Allows("larkford", "chair@larkford.example.nhs.uk"));
        Assert.True(Settings.Read(Configuration(), isDevelopment: false).Calendars.Mailboxes.Allows("other", "chair@larkford.example.nhs.uk"));
    }

    [Theory]
    [InlineData("board@larkford.example.nhs.uk")]
    [InlineData("board=larkford")]
    [InlineData("board@larkford.example.nhs.uk=Larkford CCG")]
    [InlineData("board@larkford.example.nhs.uk=")]
    [InlineData("../me@larkford.example=larkford")]
    [InlineData("board@larkford.example.nhs.uk=larkford=vale")]
    public void A_mailbox_that_is_listed_wrongly_stops_the_start(string entry)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Settings.Read(Configuration(("Graph:Mailboxes", entry)), isDevelopment: false)).Problems);

        Assert.StartsWith("Graph:Mailboxes must hold a mailbox's address", problem, StringComparison.Ordinal);
        Assert.Contains(entry, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SingleTenant", null, true)]
    [InlineData("UserAssignedMSI", null, false)] // a managed identity is nothing that people can sign in to
    [InlineData("UserAssignedMSI", "9d1e0000-0000-4000-a000-000000000009", true)]
    public void Links_to_files_need_an_app_registration_to_sign_in_to(string appType, string? signInAppId, bool areOffered)
    {
        var settings = Settings.Read(
            Configuration(("MicrosoftAppType", appType), ("MicrosoftAppPassword", null), ("MicrosoftAppCertificatePath", "bot.pfx"), ("Files:PublicUrl", "https://bot.example.nhs.uk"), ("Files:SignInAppId", signInAppId)),
            isDevelopment: false);

        Assert.Equal(areOffered, settings.Files.LinksAt is not null);
        Assert.Equal(areOffered ? signInAppId ?? Id : "", settings.Files.SignIn.AppId);
        Assert.Equal("https://login.microsoftonline.com/", settings.Files.SignIn.Host.AbsoluteUri);
    }

    [Fact]
    public void Two_ways_to_one_store_are_one_too_many()
        => Assert.Throws<SettingsException>(() => Settings.Read(
            Configuration(("Storage:Provider", "AzureTables"), ("Storage:AccountUri", "https://a.table.core.windows.net"), ("Storage:ConnectionString", "x")),
            isDevelopment: false));

    [Fact]
    public void The_app_is_not_built_with_wrong_settings()
    {
        var wrong = Assert.Throws<SettingsException>(() => App.Build(["--environment=Production", "--DangerouslyAllowUnauthenticatedRequests=true"]));

        Assert.Contains(wrong.Problems, p => p.StartsWith("DangerouslyAllowUnauthenticatedRequests is for Development only", StringComparison.Ordinal));
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = Id,
            ["MicrosoftAppPassword"] = "secret",
            ["MicrosoftAppTenantId"] = Id,
            ["Tenants:Allowed:0"] = Id,
        };
        foreach (var (key, value) in changes)
        {
            if (value is null)
                settings.Remove(key);
            else
                settings[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
