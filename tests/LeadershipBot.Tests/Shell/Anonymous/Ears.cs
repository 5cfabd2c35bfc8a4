using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadershipBot.Shell;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Hears every log at every level, every span of every source and every measure of the bot.</summary>
internal sealed class Ears : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _measures;

    public Ears()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => _heard.Enqueue($"span {span.OperationName}: {string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}"),
        };
        _measures = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        _measures.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            _heard.Enqueue($"measure {instrument.Name} {value}: {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        ActivitySource.AddActivityListener(_spans);
        _measures.Start();
    }

    /// <summary>What came since the last time; spans and measures of other tests' bots may be among it.</summary>
    public IReadOnlyList<string> Take()
    {
        var lines = new List<string>();
        while (_heard.TryDequeue(out var line))
            lines.Add(line);
        return lines;
    }

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _measures.Dispose();
    }

    private sealed class Ear(Ears ears, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            ears._heard.Enqueue($"scope {category}: {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => ears._heard.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
