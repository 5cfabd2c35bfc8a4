using System.Text;
using System.Text.Json;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using Microsoft.AspNetCore.Http.Features;

namespace LeadershipBot.Simulator.Connector;

/// <summary>
/// The Bot Framework connector as Teams runs it, over a <see cref="World"/>: routes, limits, refusals and error bodies.
/// Keeps a record of every call; a call that no bot should make is answered 404 and kept apart.
/// </summary>
public sealed class TeamsConnector
{
    private readonly World _world;
    private readonly FaultScript _faults;
    private readonly ConnectorLimits _limits;
    private readonly ConnectorActions _actions;
    private readonly RateCounter _sends;
    private readonly RateCounter _reads;
    private readonly RateCounter _tenants;
    private readonly Lock _pace = new();
    private readonly Lock _gate = new();
    private readonly Queue<ConnectorRequest> _requests = [];
    private List<ConnectorEntry>? _entries;

    internal TeamsConnector(World world, FaultScript faults, ConnectorLimits limits, string serviceUrl)
    {
        _world = world;
        _faults = faults;
        _limits = limits;
        _actions = new ConnectorActions(world, limits, serviceUrl);
        _sends = new RateCounter(world.Clock, limits.Sends);
        _reads = new RateCounter(world.Clock, limits.Reads);
        _tenants = new RateCounter(world.Clock, limits.Tenant);
    }

    /// <summary>Most calls that are remembered; older ones are forgotten.</summary>
    public int RequestsKept { get; set; } = 100_000;

    /// <summary>
    /// Says whether a bearer token is good; others are answered 401. Null (the normal state) asks for none.
    /// </summary>
    public Func<string, bool>? AcceptsBearer { get; set; }

    /// <summary>Every call in the order of its answer.</summary>
    public IReadOnlyList<ConnectorRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Most calls that <see cref="Entries"/> remembers; later ones are not in it.</summary>
    public int EntriesKept { get; set; } = 200_000;

    /// <summary>Every call in the order of its answer, ids only; empty unless <see cref="KeepIdsOnly"/> was called.</summary>
    public IReadOnlyList<ConnectorEntry> Entries
    {
        get
        {
            lock (_gate)
                return _entries is null ? [] : [.. _entries];
        }
    }

    /// <summary>
    /// From now on remembers of each call only what <see cref="ConnectorEntry"/> holds, and of the bot's messages only that
    /// they are there: for sendings to very many, whose own report is then compared with it.
    /// </summary>
    public void KeepIdsOnly()
    {
        RequestsKept = 0;
        _world.KeepsBodies = false;
        lock (_gate)
            _entries = [];
        Forget();
    }

    /// <summary>Calls to routes that the connector doesn't have: a test asserts that there are none.</summary>
    public IReadOnlyList<ConnectorRequest> Unexpected
        => [.. Requests.Where(request => request.Operation == ConnectorOperation.Unknown)];

    /// <summary>Forgets the calls so far.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _requests.Clear();
            _entries?.Clear();
        }
    }

    internal async Task HandleAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = ConnectorRoutes.Read(context.Request.Method, target, _world.Clock.GetUtcNow()) with
        {
            Authorization = context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header : null,
        };
        var (read, text) = await ReadAsync(context, request);
        request = read;

        var fault = _faults.Take(request);
        var outcome = await BeforeAsync(context, request, fault);
        if (outcome is null)
            return;
        outcome = outcome.Status == 0 ? Decide(request, text, context.Request.Query) : outcome;

        if (fault?.Kind is FaultKind.DropAfterApplying)
        {
            Remember(request with { Applied = outcome.Applied, MessageId = outcome.MessageId });
            context.Abort();
            return;
        }

        if (fault?.Kind is FaultKind.AnswerAfterApplying)
            outcome = Failed(fault) with { Applied = outcome.Applied, MessageId = outcome.MessageId };
        Remember(request with
        {
            Status = outcome.Status,
            ErrorCode = outcome.ErrorCode,
            Applied = outcome.Applied,
            MessageId = outcome.MessageId,
        });
        await WriteAsync(context, outcome);
    }

    /// <summary>Null when there will be no answer; status 0 when the call goes on.</summary>
    private async Task<Outcome?> BeforeAsync(HttpContext context, ConnectorRequest request, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Answer:
                return Failed(fault);
            case FaultKind.DropBeforeApplying:
                Remember(request);
                context.Abort();
                return null;
            case FaultKind.Hang:
                Remember(request);
                await AbortedAsync(context);
                return null;
            case FaultKind.Delay:
                await Task.Delay(fault.By, _world.Clock, context.RequestAborted);
                break;
        }

        return new Outcome(0, null);
    }

    private Outcome Decide(ConnectorRequest request, string? text, IQueryCollection query)
    {
        if (AcceptsBearer is { } accepts && !(request.Authorization?.Split(' ') is ["Bearer", var token] && accepts(token)))
            return Outcome.NotAuthorized;
        if (request.Operation == ConnectorOperation.Unknown)
            return Outcome.Error(404, "ServiceError", $"The connector has no route {request.Method} {request.Path}.");
        if (text is not null && Encoding.Unicode.GetByteCount(text) > _limits.ActivityBytesMax)
            return Outcome.TooBig;
        if (text is not null && request.Body is null)
            return Outcome.Error(400, "BadSyntax", "The body is no JSON object.");
        return Pace(request) is { } wait ? Outcome.Throttled(wait) : _actions.Apply(request, query);
    }

    private TimeSpan? Pace(ConnectorRequest request)
    {
        var place = PlaceOf(request);
        var cost = ConnectorActions.CostOf(request);
        var counter = request.Method == "GET" ? _reads : _sends;
        // Threads of a channel are conversations of their own. A call about a place that isn't there counts, too.
        var key = request.ConversationId ?? place?.Id ?? "";
        var tenant = place?.TenantId ?? (_world.Tenants is [var first, ..] ? first.Id : "");
        lock (_pace)
        {
            var wait = Longer(_tenants.WaitFor(tenant, 1), counter.WaitFor(key, cost));
            if (wait is null)
            {
                _tenants.Count(tenant, 1);
                counter.Count(key, cost);
            }

            return wait;
        }
    }

    private Conversation? PlaceOf(ConnectorRequest request)
        => request.Operation == ConnectorOperation.CreateConversation
            ? _actions.PlaceToCreate(request.Body)
            : _world.FindConversation(request.ConversationId ?? "");

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;

    private static async Task<(ConnectorRequest Request, string? Text)> ReadAsync(HttpContext context, ConnectorRequest request)
    {
        if (context.Request.Method is "GET" or "DELETE")
            return (request, null);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? (request with { Body = json.RootElement.Clone() }, text)
                : (request, text);
        }
        catch (JsonException)
        {
            return (request, text);
        }
    }

    private static async Task AbortedAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static Outcome Failed(Fault fault) => fault.Status switch
    {
        429 => Outcome.Error(429, "Throttled", "Too many requests.") with { RetryAfterSeconds = fault.RetryAfterSeconds },
        412 => Outcome.Error(412, "PreconditionFailed", "Precondition failed, please try again."),
        _ => Outcome.Error(fault.Status, "ServiceError", "A fault that was asked for.") with { RetryAfterSeconds = fault.RetryAfterSeconds },
    };

    private static async Task WriteAsync(HttpContext context, Outcome outcome)
    {
        context.Response.StatusCode = outcome.Status;
        if (outcome.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (outcome.ToJson() is { } body)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
        }
    }

    private ConnectorEntry EntryOf(ConnectorRequest request)
    {
        var place = PlaceOf(request)?.Id;
        var conversation = request.ConversationId is { } named && named != place ? named : place; // one text for all calls to it
        return new(request.Operation, conversation, request.MessageId, request.At, request.Status, request.Applied);
    }

    private void Remember(ConnectorRequest request)
    {
        lock (_gate)
        {
            if (_entries is not null && _entries.Count < EntriesKept)
                _entries.Add(EntryOf(request));
            _requests.Enqueue(request);
            while (_requests.Count > RequestsKept)
                _requests.Dequeue();
        }
    }
}
