using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadershipBot.Shell;

/// <summary>
/// A span and a measure for each turn and each try of a delivery; verbs, kinds and outcomes only, never names, keys, words
/// or choices. Sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, else they cost next to nothing.
/// </summary>
public sealed class Telemetry : IDisposable
{
    public const string Name = "LeadershipBot";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> TurnSeconds = Meter.CreateHistogram<double>("leadershipbot.turn.duration", "s", "Time from an activity's arrival to its answer.");
    private static readonly Histogram<double> DeliverySeconds = Meter.CreateHistogram<double>("leadershipbot.delivery.duration", "s", "Time that one try of a delivery took.");

    private static readonly Counter<long> Notifications = Meter.CreateCounter<long>("leadershipbot.graph.notifications", description: "Notifications of Microsoft Graph, and whether they brought our secret.");

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public Telemetry(string? otlpEndpoint)
    {
        if (string.IsNullOrEmpty(otlpEndpoint))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService(Name);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Name).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Name).AddOtlpExporter().Build();
    }

    /// <summary>Begins the span of a turn; dispose of it when the answer is ready.</summary>
    public static Activity? BeginTurn(string verb, string turnId)
    {
        var span = Source.StartActivity("turn", ActivityKind.Server);
        span?.SetTag("leadershipbot.verb", verb);
        span?.SetTag("leadershipbot.turn", turnId);
        return span;
    }

    public static void TurnTook(TimeSpan time, string verb, string outcome)
        => TurnSeconds.Record(time.TotalSeconds, new KeyValuePair<string, object?>("verb", verb), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>
    /// An anonymous turn: no span, no reason of a refusal, and its time rounded up to whole seconds, since a long comment might
    /// take longer than a short one.
    /// </summary>
    public static void AnonymousTurnTook(TimeSpan time, string verb, bool isRefused)
        => TurnSeconds.Record(Math.Ceiling(time.TotalSeconds), new KeyValuePair<string, object?>("verb", verb), new KeyValuePair<string, object?>("outcome", isRefused ? "refused" : "answered"));

    /// <summary>Microsoft Graph told of something; or somebody did who doesn't know our secret.</summary>
    public static void Notified(string kind, bool isKnown)
        => Notifications.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", isKnown ? "heard" : "unknown"));

    /// <summary>Begins the span of one try of a delivery; disposing of the answer ends it and takes the measure.</summary>
    public static DeliveryTry BeginDelivery(string kind, TimeProvider time) => new(kind, time);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    /// <summary>One try of a delivery, under way.</summary>
    public sealed class DeliveryTry : IDisposable
    {
        private readonly string _kind;
        private readonly TimeProvider _time;
        private readonly long _started;
        private readonly Activity? _span;

        internal DeliveryTry(string kind, TimeProvider time)
        {
            (_kind, _time, _started) = (kind, time, time.GetTimestamp());
            _span = Source.StartActivity("delivery", ActivityKind.Internal);
            _span?.SetTag("leadershipbot.kind", kind);
        }

        /// <summary>How it ended: <c>done</c>, <c>later</c> or <c>gave up</c>. What breaks off, as when the store fails, is tried again later.</summary>
        public string Outcome { get; set; } = "later";

        public void Dispose()
        {
            _span?.SetTag("leadershipbot.outcome", Outcome);
            _span?.Dispose();
            DeliverySeconds.Record(
                _time.GetElapsedTime(_started).TotalSeconds,
                new KeyValuePair<string, object?>("kind", _kind),
                new KeyValuePair<string, object?>("outcome", Outcome));
        }
    }
}
