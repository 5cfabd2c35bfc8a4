using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Succession;

/// <summary>Somebody offers to be a mentor, or wishes for one.</summary>
/// <param name="Who">Who.</param>
/// <param name="Words">With what they can help, or wish to be helped.</param>
/// <param name="At">Since when.</param>
public sealed record MentorCall(Person Who, string Words, DateTimeOffset At);

/// <summary>A mentor and whom they help.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Mentor">The mentor.</param>
/// <param name="Mentee">Whom they help.</param>
/// <param name="Since">Since when.</param>
public sealed record MentorPair(string Id, Person Mentor, Person Mentee, DateTimeOffset Since)
{
    /// <summary>With what the one who is helped would like help, in their words; empty if they said nothing.</summary>
    public string Words { get; init; } = "";

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether this is one of the two.</summary>
    public bool Has(MemberId person) => Mentor.Id.ToString() == person.ToString() || Mentee.Id.ToString() == person.ToString();
}

/// <summary>The rules of mentoring.</summary>
public static class Mentoring
{
    /// <summary>The longest words, in characters.</summary>
    public const int WordsCharactersMax = 240;

    /// <summary>So many people does a mentor help at once, at the most.</summary>
    public const int MenteesMax = 3;

    /// <summary>Why these words can't be kept; null if they can.</summary>
    public static Refusal? WhyNot(string words, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (Text.PatientData.FindIn(words, today) is not null)
            return new Refusal("shell.refused.patientData");
        return words.Length > WordsCharactersMax || !PostDraft.Shows(words) ? new Refusal("posts.refused.mentorWords", ("max", WordsCharactersMax.ToString(System.Globalization.CultureInfo.InvariantCulture))) : null;
    }

    /// <summary>Why two can't be matched; null if they can.</summary>
    /// <param name="mentor">The mentor.</param>
    /// <param name="mentee">Whom they would help.</param>
    /// <param name="pairs">All pairs of the organisation.</param>
    public static Refusal? WhyNot(MemberId mentor, MemberId mentee, IEnumerable<MentorPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (mentor.ToString() == mentee.ToString())
            return new Refusal("posts.refused.ownMentor");
        var now = pairs.Where(pair => pair.EndedAt is null).ToList();
        if (now.Exists(pair => pair.Mentee.Id.ToString() == mentee.ToString()))
            return new Refusal("posts.refused.hasMentor");
        return now.Count(pair => pair.Mentor.Id.ToString() == mentor.ToString()) >= MenteesMax ? new Refusal("posts.refused.mentorFull", ("max", MenteesMax.ToString(System.Globalization.CultureInfo.InvariantCulture))) : null;
    }
}
