namespace LeadershipBot.Domain.Succession;

/// <summary>How safe a seat is.</summary>
public enum SeatState
{
    /// <summary>Held, and nothing ends soon; or somebody follows already.</summary>
    Held,

    /// <summary>It ends within nine months, and somebody is ready.</summary>
    EndsSoon,

    /// <summary>It is empty, and somebody is ready.</summary>
    Empty,

    /// <summary>Red: it is empty, or ends within nine months, and nobody is ready.</summary>
    Red,
}

/// <summary>The rule by which a seat is red.</summary>
public static class SeatRisk
{
    /// <summary>What ends within so many months, the last day included, ends soon.</summary>
    public const int SoonMonths = 9;

    /// <summary>How safe it is.</summary>
    /// <param name="places">How many hold it at once.</param>
    /// <param name="tenures">Who holds it, or will.</param>
    /// <param name="readyNow">How many are ready now.</param>
    /// <param name="today">The date.</param>
    public static SeatState Of(int places, IReadOnlyCollection<Tenure> tenures, int readyNow, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        var held = tenures.Where(tenure => tenure.IsHeldOn(today)).ToList();
        var follow = tenures.Count(tenure => tenure.From > today);
        var ending = held.Count(tenure => tenure.Until <= today.AddMonths(SoonMonths));
        var (isEmpty, endsSoon) = (held.Count + follow < places, ending > Math.Max(0, follow - (places - held.Count)));
        if (!isEmpty && !endsSoon)
            return SeatState.Held;
        return readyNow <= 0 ? SeatState.Red : isEmpty ? SeatState.Empty : SeatState.EndsSoon;
    }
}
