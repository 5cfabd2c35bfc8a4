using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadershipBot.Shell;

/// <summary>
/// A span and a measure for each turn and each delivery; verbs and outcomes only, never names, words or choices. Sent
/// by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, else they cost next to nothing.
/// </summary>
public sealed class Telemetry : IDisposable
{
    public const string Name = "LeadershipBot";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> TurnSeconds = Meter.CreateHistogram<double>("leadershipbot.turn.duration", "s", "Time from an activity's arrival to its answer.");

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

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
