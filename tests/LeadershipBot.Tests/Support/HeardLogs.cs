using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Support;

/// <summary>Keeps what the app logs, to be judged at the end of a test.</summary>
internal sealed class HeardLogs : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
    }

    private void Hear(LogLevel level, string text)
    {
        lock (_gate)
            _lines.Add((level, text));
    }

    private sealed class Ear(HeardLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                logs.Hear(logLevel, $"{category}: {formatter(state, exception)} {exception}");
        }
    }
}
