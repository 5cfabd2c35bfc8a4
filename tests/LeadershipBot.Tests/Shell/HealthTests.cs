using System.Net;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class HealthTests : WholeApp
{
    [Theory]
    [InlineData("None", HttpStatusCode.OK)]
    [InlineData("Unavailable", HttpStatusCode.ServiceUnavailable)]
    [InlineData("Hangs", HttpStatusCode.ServiceUnavailable)]
    public async Task A_server_lives_without_its_store_but_is_not_ready(string fault, HttpStatusCode ready)
    {
        var bot = await StartAsync();
        bot.Store.Fails(Enum.Parse<StoreFault>(fault));
        using var http = new HttpClient { BaseAddress = bot.Address };
        var token = TestContext.Current.CancellationToken;

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", token)).StatusCode);
        Assert.Equal(ready, (await http.GetAsync("/health/ready", token)).StatusCode);
    }
}
