using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

/// <summary>What is refused at the door: with a status and a short reason, and no handler run.</summary>
public sealed class MessagesTests : WholeApp
{
    private const int BodyBytesMax = 256 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("7", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"type\":\"\"}", 400)]
    [InlineData("{\"type\":\"message\"} {}", 400)]
    [InlineData("{\"type\":7}", 400)]
    public async Task A_body_that_is_no_activity_is_refused(string body, int status)
    {
        var bot = await StartAsync();
        await ExpectAsync(bot, Content(body), status);
    }

    [Theory]
    [InlineData("from", 400)]
    [InlineData("conversation", 400)]
    [InlineData("serviceUrl", 403)]
    public async Task An_activity_without_what_every_one_has_is_refused(string missing, int status)
    {
        var bot = await StartAsync();
        var activity = Help(bot);
        activity.Remove(missing);
        await ExpectAsync(bot, Content(activity.ToJsonString()), status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused(string? type)
    {
        var bot = await StartAsync();
        var content = Content(Help(bot).ToJsonString());
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        await ExpectAsync(bot, content, 415);
    }

    [Fact]
    public async Task JSON_with_a_charset_is_taken()
    {
        var bot = await StartAsync();
        var content = Content(Help(bot).ToJsonString());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");

        Assert.Equal(200, (int)(await PostAsync(bot, content)).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_256_KB_is_refused_with_a_reason_also_when_its_length_is_not_told(bool chunked)
    {
        var bot = await StartAsync();
        var content = Content(Padded(bot, BodyBytesMax + 1));
        await ExpectAsync(bot, content, 413, chunked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_256_KB_is_taken(bool chunked)
    {
        var bot = await StartAsync();

        using var response = await PostAsync(bot, Content(Padded(bot, BodyBytesMax)), r => r.Headers.TransferEncodingChunked = chunked);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task JSON_nested_deeper_than_64_is_refused()
    {
        var bot = await StartAsync();
        var activity = Help(bot).ToJsonString();
        var deep = activity[..^1] + ",\"value\":" + new string('[', 100) + new string(']', 100) + "}";
        await ExpectAsync(bot, Content(deep), 400);
    }

    [Fact]
    public async Task Two_tenants_in_one_activity_are_refused()
    {
        var bot = await StartAsync();
        var activity = Help(bot);
        activity["channelData"]!["tenant"]!["id"] = "7d1e0000-0000-4000-9000-00000000beef";
        await ExpectAsync(bot, Content(activity.ToJsonString()), 400);
    }

    [Fact]
    public async Task An_activity_without_a_tenant_is_refused()
    {
        var bot = await StartAsync();
        var activity = Help(bot);
        activity["conversation"]!.AsObject().Remove("tenantId");
        activity["channelData"]!.AsObject().Remove("tenant");
        await ExpectAsync(bot, Content(activity.ToJsonString()), 400);
    }

    [Fact]
    public async Task An_invoke_that_nobody_knows_is_answered_501()
    {
        var bot = await StartAsync();

        var answer = await bot.Priya.Delivers(d => d.InvokeAsync(bot.Priya.Person, bot.Priya.Chat, "something/else", new JsonObject(), cancellationToken: Token));

        Assert.Equal(501, answer.Status);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("somethingNew")]
    [InlineData("endOfConversation")]
    public async Task An_activity_of_a_kind_that_concerns_nobody_is_taken_and_answered_by_nothing(string type)
    {
        var bot = await StartAsync();
        var activity = bot.Teams.Delivery.Draft(type, bot.Priya.Person, bot.Priya.Chat);

        using var response = await PostAsync(bot, Content(activity.ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(bot.Teams.Connector.Requests);
    }

    [Fact]
    public async Task Answers_go_to_listed_hosts_only()
    {
        var bot = await StartAsync();
        var activity = Help(bot);
        activity["serviceUrl"] = "https://smba.evil.example/uk/";
        await ExpectAsync(bot, Content(activity.ToJsonString()), 403);
    }

    [Fact]
    public async Task Other_methods_and_paths_lead_nowhere()
    {
        var bot = await StartAsync();
        using var http = new HttpClient { BaseAddress = bot.Address };

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync("/api/messages", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/cards/polls/open.json", Token)).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "tunnel.example")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 tunnel")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("Host", "bot.tunnel.example")]
    [InlineData("Host", "127.0.0.1.nip.io")]
    public async Task Without_tokens_a_tunnel_is_refused(string header, string value)
    {
        var bot = await StartAsync();

        using var response = await PostAsync(bot, Content(Help(bot).ToJsonString()), r => r.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(bot.Teams.Connector.Requests);
    }

    [Fact]
    public async Task With_tokens_a_vote_through_a_proxy_counts()
    {
        var bot = await StartAsync(new BotOptions { ChecksTokens = true });
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        await bot.Priya.Votes("Yes", on: poll);

        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
        using var response = await PostAsync(bot, Content(Help(bot).ToJsonString()), r =>
        {
            r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bot.Teams.Tokens.Sign());
            r.Headers.Add("X-Forwarded-For", "203.0.113.7");
        });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public static TheoryData<string, int> Forgeries => new()
    {
        { "none", 401 }, { "missing", 401 }, { "unpublished key", 401 }, { "tampered", 401 }, { "expired", 401 }, { "not yet", 401 },
        { "issuer", 401 }, { "audience", 401 }, { "HS256", 401 }, { "other service", 401 }, { "no service", 401 }, { "no endorsement", 403 }, { "other channel", 403 },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused_and_no_handler_runs(string forgery, int status)
    {
        var bot = await StartAsync(new BotOptions { ChecksTokens = true });
        var shape = forgery switch
        {
            "none" => new TokenShape { Algorithm = "none" },
            "unpublished key" => new TokenShape { Key = TokenKey.Unpublished },
            "tampered" => new TokenShape { Tampered = true },
            "expired" => new TokenShape { ValidFrom = TimeSpan.FromHours(-2), ValidUntil = TimeSpan.FromMinutes(-6) },
            "not yet" => new TokenShape { ValidFrom = TimeSpan.FromMinutes(6) },
            "issuer" => new TokenShape { Issuer = "https://login.microsoftonline.com/common/v2.0" },
            "audience" => new TokenShape { Audience = "7d1e0000-0000-4000-a000-00000000beef" },
            "HS256" => new TokenShape { Algorithm = "HS256" },
            "other service" => new TokenShape { ServiceUrl = "http://127.0.0.1:1/uk/" },
            "no service" => new TokenShape { ServiceUrl = "" },
            "no endorsement" => new TokenShape { Key = TokenKey.WithoutEndorsements },
            "other channel" => new TokenShape { Key = TokenKey.OtherChannel },
            _ => null,
        };
        var token = shape is null ? "" : bot.Teams.Tokens.Sign(shape);

        var answer = await bot.Priya.Delivers(d => d.RawAsync(Help(bot).ToJsonString(), token, Token));

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Text);
        Assert.Empty(bot.Teams.Connector.Requests);
    }

    private static JsonObject Help(BotUnderTest bot)
    {
        var activity = bot.Teams.Delivery.Draft("message", bot.Priya.Person, bot.Priya.Chat);
        activity["text"] = "help";
        return activity;
    }

    private static string Padded(BotUnderTest bot, int bytes)
    {
        var activity = Help(bot);
        activity["padding"] = "";
        var length = Encoding.UTF8.GetByteCount(activity.ToJsonString());
        activity["padding"] = new string('x', bytes - length);
        return activity.ToJsonString();
    }

    private static StringContent Content(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> PostAsync(BotUnderTest bot, HttpContent content, Action<HttpRequestMessage>? adjust = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, "/api/messages")) { Content = content };
        adjust?.Invoke(request);
        return await http.SendAsync(request, Token);
    }

    private static async Task ExpectAsync(BotUnderTest bot, HttpContent content, int status, bool chunked = false)
    {
        await bot.HasBegunAsync();
        var reads = bot.Store.Reads;
        using var response = await PostAsync(bot, content, r => r.Headers.TransferEncodingChunked = chunked);
        var reason = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.InRange(reason.Length, 1, 200);
        Assert.Empty(bot.Teams.Connector.Requests);
        Assert.Equal(reads, bot.Store.Reads);
    }
}
