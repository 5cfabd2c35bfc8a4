namespace LeadershipBot.Tests.Support;

/// <summary>The clock of a server that goes ahead of another one, or behind it.</summary>
internal sealed class SkewedClock(TimeProvider other, TimeSpan ahead) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => other.LocalTimeZone;

    public override long TimestampFrequency => other.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => other.GetUtcNow() + ahead;

    public override long GetTimestamp() => other.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => other.CreateTimer(callback, state, dueTime, period);
}
