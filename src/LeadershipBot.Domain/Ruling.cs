using System.Diagnostics.CodeAnalysis;

namespace LeadershipBot.Domain;

/// <summary>What a rule answers: the fact that now holds, or a refusal; never both, never neither.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
public readonly struct Ruling<TFact>
    where TFact : class
{
    private readonly TFact? _fact;
    private readonly Refusal? _refusal;

    private Ruling(TFact? fact, Refusal? refusal) => (_fact, _refusal) = (fact, refusal);

    public static implicit operator Ruling<TFact>(TFact fact) => new(fact, null);

    public static implicit operator Ruling<TFact>(Refusal refusal) => new(null, refusal);

    /// <summary>True and the refusal, or false and the fact.</summary>
    /// <exception cref="InvalidOperationException">No rule made this ruling: it is the default value, or was made of null.</exception>
    public bool IsRefused([NotNullWhen(true)] out Refusal? why, [NotNullWhen(false)] out TFact? holds)
    {
        (why, holds) = (_refusal, _fact);
        if (why is null && holds is null)
            throw new InvalidOperationException("No rule made this ruling.");
        return why is not null;
    }
}
