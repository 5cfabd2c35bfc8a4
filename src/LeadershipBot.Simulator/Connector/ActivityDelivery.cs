using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>
/// What people do in their Teams client, sent to the bot as Teams sends it. Every method answers when the bot has
/// answered (and, with a <see cref="Redelivery"/>, the repeats that come at once).
/// </summary>
public sealed partial class ActivityDelivery : IAsyncDisposable
{
    /// <summary>How long Teams waits for the bot.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly World _world;
    private readonly FaultScript _faults;
    private readonly Tokens _tokens;
    private readonly Envelope _envelope;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _later = [];
    private readonly FileDrive _drive;
    private (string Token, long Until) _token;
    private uint _turn;

    internal ActivityDelivery(World world, FaultScript faults, Tokens tokens, string serviceUrl, FileDrive drive)
    {
        _drive = drive;
        _world = world;
        _faults = faults;
        _tokens = tokens;
        _envelope = new Envelope(world, serviceUrl);
    }

    /// <summary>Where activities go, such as <c>http://127.0.0.1:5000/api/messages</c>; null while there is no bot.</summary>
    public string? BotUrl
    {
        get => BotUrls.Count > 0 ? BotUrls[0] : null;
        set => BotUrls = value is null ? [] : [value];
    }

    /// <summary>Where activities go where the bot has several servers: each to the next one, as a load balancer passes them on.</summary>
    public IReadOnlyList<string> BotUrls { get; set; } = [];

    /// <summary>Whether deliveries carry a token signed by <see cref="Tokens"/>.</summary>
    public bool Signs { get; set; }

    /// <summary>
    /// Delivers an activity as it is: for hostile and broken input. Null as the token sends what <see cref="Signs"/>
    /// says; an empty one sends none.
    /// </summary>
    public Task<BotAnswer> RawAsync(string activityJson, string? token = null, CancellationToken cancellationToken = default)
        => PostAsync(activityJson, null, token, cancellationToken);

    /// <summary>An activity as Teams would send it, to change and then pass to <see cref="RawAsync"/>.</summary>
    public JsonObject Draft(string type, Person from, Conversation to) => _envelope.New(type, from, to);

    /// <summary>Delivers the activity of an earlier answer once more: the very same, or with a new id and time.</summary>
    public Task<BotAnswer> RedeliverAsync(BotAnswer earlier, bool newId = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var activity = earlier.Activity ?? throw new ArgumentException("That was not delivered the first time.", nameof(earlier));
        return PostAsync((newId ? _envelope.Renewed(activity) : activity).ToJsonString(), activity, null, cancellationToken);
    }

    /// <summary>Waits for the repeats that were put off, once the clock has passed their time.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        Task[] later;
        lock (_gate)
            later = [.. _later];
        await Task.WhenAll(later).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task[] later;
        lock (_gate)
            later = [.. _later];
        await Task.WhenAll(later);
        _stopping.Dispose();
        _http.Dispose();
    }

    /// <summary>Delivers an activity, and again if the script says so.</summary>
    private async Task<BotAnswer> SendAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        var redelivery = _faults.Redelivery;
        var answer = await PostAsync(activity.ToJsonString(), activity, null, cancellationToken);
        if (redelivery is null)
            return answer;
        var again = new List<BotAnswer>();
        for (var time = 0; time < redelivery.SameId; time++)
            again.Add(await PostAsync(activity.ToJsonString(), activity, null, cancellationToken));
        if (redelivery.NewIdAfter is { } after)
            lock (_gate)
            {
                _later.RemoveAll(task => task.IsCompleted);
                _later.Add(RepeatAsync(activity, after));
            }

        return answer with { Again = again };
    }

    private async Task RepeatAsync(JsonObject activity, TimeSpan after)
    {
        try
        {
            await Task.Delay(after, _world.Clock, _stopping.Token);
            await PostAsync(_envelope.Renewed(activity).ToJsonString(), null, null, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The simulator stops before the time has come.
        }
    }

    private async Task<BotAnswer> PostAsync(string json, JsonObject? activity, string? token, CancellationToken cancellationToken)
    {
        if (NextServer() is not { } server)
            return new BotAnswer { Delivered = true, Activity = activity, Problem = "No bot is listening: BotUrl is not set." };
        using var patience = new CancellationTokenSource(Patience, _world.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, server)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("x-ms-conversation-id", Cards.Text(activity?["conversation"]?["id"]) ?? "");
        request.Headers.TryAddWithoutValidation("x-ms-tenant-id", Cards.Text(activity?["conversation"]?["tenantId"]) ?? "");
        if ((token ?? (Signs ? GoodToken() : "")) is { Length: > 0 } bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return new BotAnswer
            {
                Delivered = true,
                Status = (int)response.StatusCode,
                Text = text,
                Body = ParseOrNull(text),
                Problem = response.IsSuccessStatusCode ? null : BotAnswer.SomethingWentWrong,
                Activity = activity,
            };
        }
        catch (HttpRequestException)
        {
            return new BotAnswer { Delivered = true, Activity = activity, Problem = BotAnswer.SomethingWentWrong };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new BotAnswer { Delivered = true, Activity = activity, Problem = BotAnswer.SomethingWentWrong };
        }
    }

    private string? NextServer()
    {
        var urls = BotUrls;
        return urls.Count == 0 ? null : urls[(int)(Interlocked.Increment(ref _turn) % (uint)urls.Count)];
    }

    private static Task<BotAnswer> NotDelivered => Task.FromResult(new BotAnswer { Delivered = false });

    private string GoodToken()
    {
        // Teams, too, sends one token many times.
        var now = _world.Clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            if (_token.Token is null || now >= _token.Until || now < _token.Until - 1_800)
                _token = (_tokens.Sign(), now + 1_800);
            return _token.Token;
        }
    }

    private static JsonNode? ParseOrNull(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
