using System.Diagnostics.CodeAnalysis;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// What was read from the wire, or a short reason why it could not be. The reason names members and shapes, never
/// their content, so that it may be logged and answered.
/// </summary>
public readonly record struct Reading<T> where T : class
{
    internal Reading(T? value, string? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>What was read; null when it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused; null when it was read.</summary>
    public string? Refusal { get; }

    /// <summary>True with the value, or false with the reason.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? refusal)
    {
        value = Value;
        refusal = value is null ? Refusal ?? "Nothing was read." : null;
        return value is not null;
    }
}

/// <summary>Makes readings.</summary>
public static class Reading
{
    /// <summary>It was read.</summary>
    public static Reading<T> Of<T>(T value) where T : class => new(value, null);

    /// <summary>It was refused for this reason.</summary>
    public static Reading<T> Refused<T>(string reason) where T : class => new(null, reason);
}
