using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Features;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>The bot's own box on trial, in the whole app: answers come as presses, through all gates.</summary>
internal sealed class TrialBot : ITrialBox, IDisposable
{
    private readonly BotUnderTest _bot;
    private readonly Ears _ears;
    private readonly AnonymousBoxes _boxes;
    private int _presses;

    private TrialBot(BotUnderTest bot, Ears ears)
    {
        (_bot, _ears) = (bot, ears);
        _boxes = bot.Services.GetRequiredService<AnonymousBoxes>();
    }

    /// <summary>Where it keeps things.</summary>
    public IRecordStore Store => _bot.Store.Inner;

    /// <summary>Its file, where the test named no store.</summary>
    public string StorePath => _bot.StorePath;

    /// <param name="start">Starts a bot, to be judged and stopped by the test's class.</param>
    /// <param name="store">Where it keeps things; null for a SQLite file.</param>
    /// <param name="keyFile">The file of the key: not beside the store.</param>
    public static async Task<TrialBot> StartAsync(Func<BotOptions, Task<BotUnderTest>> start, IRecordStore? store, string keyFile)
    {
        var ears = new Ears();
        return new TrialBot(await start(Options(ears, keyFile) with { Store = store }), ears);
    }

    public static BotOptions Options(Ears ears, string keyFile, string verb = TrialSlice.Verb) => new()
    {
        Settings = [$"--Anonymous:Key={keyFile}", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace"],
        Parts = services => services
            .AddSingleton(AllFeatures.Table().With(new TrialFeature(verb)))
            .AddSingleton<TrialSlice>()
            .AddSingleton<ILoggerProvider>(ears),
    };

    public async Task MakeAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        var at = AtOf(ask);
        var order = new BoxOrder(30, ask.Patterns.Count, ask.Patterns.Max(pattern => pattern.Length), ask.HasComments ? TrialAsk.CommentCharactersMax : 0, BoxRoll.Listed);
        Assert.False((await _boxes.MakeAsync(at, order, cancellationToken)).IsRefused(out _, out var made));
        await CommitAsync(at, [.. made.Changes, .. AnonymousBoxes.Listing(at, ask.People)], cancellationToken);
    }

    public async Task<string> AnswerAsync(TrialAsk ask, TrialAnswer answer, CancellationToken cancellationToken)
    {
        var data = new JsonObject { ["ask"] = ask.Key, ["choice"] = ask.Patterns[answer.Choice], ["comment"] = answer.Comment };
        var arrival = new Arrival
        {
            ActivityId = $"press-{++_presses}",
            Kind = ArrivalKind.Press,
            SentAt = _bot.Clock.GetUtcNow(),
            Account = new Account(answer.Person, _bot.Teams.World.Tenants[0].Id, "Dr " + ask.Mark, "29:" + answer.Person),
            Place = new Place(Scope.Personal, _bot.Teams.World.Tenants[0].Id, _bot.Address.ToString(), "a:" + answer.Person, null),
            Verb = TrialSlice.Verb,
            Data = new TurnData(JsonSerializer.SerializeToElement(data)),
        };
        var card = Assert.IsType<Answer.Card>(await _bot.Services.GetRequiredService<Reception>().ReceiveAsync(arrival));
        _bot.Clock.Advance(TimeSpan.FromMilliseconds(700));
        var said = _bot.Services.GetRequiredService<CardJson>().Of(card.View).ToJson();
        return said[(said.IndexOf("receipt: ", StringComparison.Ordinal) + "receipt: ".Length)..][..30];
    }

    public async Task<Published> CloseAsync(TrialAsk ask, CancellationToken cancellationToken)
    {
        var head = await _boxes.FindAsync(AtOf(ask), cancellationToken);
        Assert.False((await _boxes.CloseAsync(head!, _ => true, cancellationToken)).IsRefused(out _, out var closing));
        await CommitAsync(AtOf(ask), closing.Changes, cancellationToken);
        var contents = await _boxes.ReadAsync((await _boxes.FindAsync(AtOf(ask), cancellationToken))!, cancellationToken);
        return new Published(
            [.. contents.Counts.SelectMany(one => Enumerable.Repeat(one.Pattern.Words, one.Count))],
            contents.Comments,
            [.. contents.Receipts.Select(BytesOf)]);
    }

    public IReadOnlyList<string> Heard() => _ears.Take();

    public void Dispose() => _ears.Dispose();

    public static BoxAt AtOf(TrialAsk ask) => new(TrialSlice.Table, ask.Key);

    private static byte[] BytesOf(Receipt receipt)
    {
        var bytes = new byte[Receipt.Bytes];
        receipt.WriteTo(bytes);
        return bytes;
    }

    private async Task CommitAsync(BoxAt at, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
        => Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken));
}

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
