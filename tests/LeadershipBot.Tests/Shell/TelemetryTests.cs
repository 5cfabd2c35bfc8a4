using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell;

public sealed class TelemetryTests : IDisposable
{
    private readonly PostOffice _office = new(kind: "test.measured"); // a kind of its own: other tests are measured, too

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _office.Dispose();

    [Fact]
    public async Task Each_try_of_a_delivery_is_measured_with_its_kind_and_outcome_and_no_key()
    {
        var measured = new ConcurrentQueue<(double Seconds, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: Telemetry.Name, Name: "leadershipbot.delivery.duration" })
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            var words = string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            if (words.Contains(_office.Kind, StringComparison.Ordinal))
                measured.Enqueue((seconds, words));
        });
        listener.Start();

        await TryThreeTimesAsync();

        Assert.Equal(
            [(0, $"kind={_office.Kind} outcome=later"), (3, $"kind={_office.Kind} outcome=done"), (0, $"kind={_office.Kind} outcome=gave up")],
            measured);
    }

    [Fact]
    public async Task Each_try_of_a_delivery_is_a_span_with_its_kind_and_outcome_and_no_key()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                var words = string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}"));
                if (words.Contains(_office.Kind, StringComparison.Ordinal))
                    spans.Enqueue($"{span.OperationName}: {words}");
            },
        };
        ActivitySource.AddActivityListener(listener);

        await TryThreeTimesAsync();

        Assert.Equal(
            ["later", "done", "gave up"],
            spans.Select(s => s.Replace($"delivery: leadershipbot.kind={_office.Kind} leadershipbot.outcome=", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_try_that_breaks_off_since_the_store_fails_is_measured_as_one_to_come_again()
    {
        var spans = new ConcurrentQueue<object?>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("leadershipbot.kind"), _office.Kind))
                    spans.Enqueue(span.GetTagItem("leadershipbot.outcome"));
            },
        };
        ActivitySource.AddActivityListener(listener);
        var server = _office.Server("one");
        server.Delivers = _ => throw new StoreUnavailableException("away");
        await server.PostAsync("parcel", _office.Now);

        await server.Clockwork.RunDueAsync(Token);

        Assert.Equal(["later"], spans);
    }

    /// <summary>One try that is put off, one of three seconds that succeeds, and a last one of another parcel.</summary>
    private async Task TryThreeTimesAsync()
    {
        var server = _office.Server("one");
        server.Delivers = _ =>
        {
            if (server.Deliveries == 1)
                return new Delivered.Later("busy");
            _office.Clock.Advance(TimeSpan.FromSeconds(3));
            return new Delivered.Done();
        };
        await server.PostAsync("parcel", _office.Now);
        await server.Clockwork.RunDueAsync(Token);
        _office.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.Clockwork.RunDueAsync(Token);
        await server.FailForTheLastTimeAsync("other");
    }
}
