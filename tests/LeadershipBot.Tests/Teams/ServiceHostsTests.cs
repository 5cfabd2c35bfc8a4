using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class ServiceHostsTests
{
    private readonly ServiceHosts _production = new(TeamsProtocolOptions.PublicServiceHosts, allowLoopback: false);
    private readonly ServiceHosts _development = new(TeamsProtocolOptions.PublicServiceHosts, allowLoopback: true);

    [Theory]
    [InlineData("https://smba.trafficmanager.net/uk/")]
    [InlineData("https://SMBA.trafficmanager.net/uk/")]
    [InlineData("https://smba.trafficmanager.net")]
    [InlineData("https://smba.trafficmanager.net:443/teams/")]
    [InlineData("https://smba.infra.gcc.teams.microsoft.com/gcc")]
    [InlineData("https://europe.api.botframework.com/")]
    public void Hosts_of_Teams_are_allowed(string url) => Assert.True(_production.Allows(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/v3")]
    [InlineData("smba.trafficmanager.net")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://smba.trafficmanager.net:8443/")]
    [InlineData("https://smba.trafficmanager.net./")]
    [InlineData("https://user@smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://evil.example#@smba.trafficmanager.net/")]
    [InlineData("https://evil.example?.botframework.com/")]
    [InlineData("https://evil.example\\.botframework.com/")]
    [InlineData("https:\\\\smba.trafficmanager.net/")]
    [InlineData("https:/smba.trafficmanager.net/")]
    [InlineData("https:///smba.trafficmanager.net/")]
    [InlineData(" https://smba.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net/\n")]
    [InlineData("https://smba.traffic\tmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://evilsmba.trafficmanager.net/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://.botframework.com/")]
    [InlineData("https://botframework.com.evil.example/")]
    [InlineData("https://xn--botframewrk-zri.com/")]
    [InlineData("https://api.botfr\u0430mework.com/")]
    [InlineData("https://\uff53mba.trafficmanager.net/")]
    [InlineData("https://smba\u3002trafficmanager.net/")]
    [InlineData("https://smba%2etrafficmanager.net/")]
    [InlineData("https://%73mba.trafficmanager.net/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("http://127.0.0.1:3978/")]
    public void Anything_else_is_not(string? url) => Assert.False(_production.Allows(url));

    [Theory]
    [InlineData("http://localhost:3978/", true)]
    [InlineData("http://127.0.0.1:3978", true)]
    [InlineData("http://[::1]:3978/", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://localhost.evil.example/", false)]
    [InlineData("http://0x7f.1/", false)]
    [InlineData("http://2130706433/", false)]
    [InlineData("http://user@localhost/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://smba.trafficmanager.net/", false)]
    [InlineData("ftp://localhost/", false)]
    public void In_development_this_machine_is_a_host_too(string url, bool isAllowed) => Assert.Equal(isAllowed, _development.Allows(url));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData("*.*.com")]
    [InlineData("https://smba.trafficmanager.net")]
    [InlineData("smba.trafficmanager.net/uk")]
    [InlineData("smba.trafficmanager.net:443")]
    [InlineData("smba.trafficmanager.net.")]
    [InlineData("bücher.example")]
    public void A_list_with_something_else_than_hosts_is_an_error(string entry)
    {
        var wrong = Assert.Throws<ArgumentException>(() => new ServiceHosts([entry], allowLoopback: false));
        Assert.Contains($"'{entry}'", wrong.Message, StringComparison.Ordinal);
    }
}
