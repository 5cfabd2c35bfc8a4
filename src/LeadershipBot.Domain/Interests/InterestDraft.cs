using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Interests;

/// <summary>An interest as it was typed, before anything of it is believed.</summary>
/// <param name="Type">The name of an <see cref="InterestType"/>.</param>
/// <param name="What">What it is.</param>
/// <param name="From">A date as <c>2026-11-25</c>.</param>
/// <param name="Until">The same, or empty.</param>
/// <param name="Relation">The name of a <see cref="Interests.Relation"/>, or empty.</param>
/// <param name="Mitigation">Notes, or empty.</param>
/// <param name="About">The item at which it is declared, or empty.</param>
public sealed record InterestDraft(string Type, string What, string From, string Until, string Relation, string Mitigation, string About)
{
    private const int YearsBackMax = 80;
    private const int YearsAheadMax = 10;

    /// <summary>The interest, or the first thing that is wrong.</summary>
    /// <param name="today">The date where the person is.</param>
    public Ruling<Interest> Check(DateOnly today)
    {
        if (!TryName<InterestType>(Type, out var type))
            return new Refusal("interests.refused.noType");
        if (What.Length == 0)
            return new Refusal("interests.refused.noWhat");
        if (What.Length > InterestLimits.WhatCharactersMax)
            return TooLong(What, InterestLimits.WhatCharactersMax);
        if (Mitigation.Length > InterestLimits.MitigationCharactersMax)
            return TooLong(Mitigation, InterestLimits.MitigationCharactersMax);
        if (type is InterestType.Indirect && !TryName<Relation>(Relation, out _))
            return new Refusal("interests.refused.noRelation");
        if (!TryDate(From, out var from) || from.Year < today.Year - YearsBackMax || from > today.AddYears(1))
            return new Refusal("interests.refused.noFrom");
        DateOnly? until = null;
        if (Until.Length > 0)
        {
            if (!TryDate(Until, out var end) || end < from || end.Year > today.Year + YearsAheadMax)
                return new Refusal("interests.refused.until");
            until = end;
        }

        if (PatientData.FindIn($"{What}\n{Mitigation}", today) is not null || PatientData.FindIn(About, today) is not null)
            return new Refusal("shell.refused.patientData");
        return new Interest(type, What, from, until)
        {
            Relation = type is InterestType.Indirect && TryName<Relation>(Relation, out var relation) ? relation : null,
            Mitigation = Mitigation,
            About = About.Length <= InterestLimits.AboutCharactersMax ? About : About[..InterestLimits.AboutCharactersMax],
        };
    }

    /// <summary>The interest with another end, or why not.</summary>
    /// <param name="interest">As it is.</param>
    /// <param name="until">A date as <c>2026-11-25</c>.</param>
    /// <param name="today">The date where the person is: an interest can't be said to have ended later.</param>
    public static Ruling<Interest> End(Interest interest, string until, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(interest);
        if (!TryDate(until, out var end) || end < interest.From || end > today)
            return new Refusal("interests.refused.end");
        return interest with { Until = end };
    }

    private static Refusal TooLong(string words, int max)
        => new("interests.refused.long", ("length", words.Length.ToString(CultureInfo.InvariantCulture)), ("max", max.ToString(CultureInfo.InvariantCulture)));

    private static bool TryDate(string text, out DateOnly date)
        => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    // Enum.TryParse takes numbers, and they may come from outside.
    private static bool TryName<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum
        => Enum.TryParse(name, ignoreCase: true, out value) && Enum.IsDefined(value) && char.IsAsciiLetter(name[0]);
}
