using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>How much of the time that a fellowship takes is paid for.</summary>
public enum Funding
{
    /// <summary>All of it.</summary>
    Funded,

    /// <summary>Some of it.</summary>
    PartFunded,

    /// <summary>None of it: it is done in somebody's own time.</summary>
    Unfunded,
}

/// <summary>What a fellowship is, as whoever offers it wrote it.</summary>
public sealed record FellowshipContent
{
    /// <summary>Nothing yet: one place, one day a week.</summary>
    public static FellowshipContent Empty { get; } = new();

    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is about, in a few sentences.</summary>
    public string About { get; init; } = "";

    /// <summary>What there is to show at its end; empty where nothing was said.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Sessions a week, in halves; a day is two.</summary>
    public decimal Sessions { get; init; } = 2;

    /// <summary>Its first day; null where none is set yet.</summary>
    public DateOnly? Starts { get; init; }

    /// <summary>Its last day, inclusive; null where none is set yet.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Until when applications are taken, exclusive; null where that isn't set yet.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>The day of the interviews; null if not known, or there are none.</summary>
    public DateOnly? InterviewOn { get; init; }

    /// <summary>How many fellows it takes, at least 1.</summary>
    public int Places { get; init; } = 1;

    /// <summary>The code of its locality; empty for the whole organisation.</summary>
    public string Locality { get; init; } = "";

    /// <summary>How much of it is paid for.</summary>
    public Funding Funding { get; init; } = Funding.Funded;

    /// <summary>Who pays, and how much, in words.</summary>
    public string FundedBy { get; init; } = "";

    /// <summary>Who covers at the practice meanwhile, and who pays for that, in words.</summary>
    public string Backfill { get; init; } = "";

    /// <summary>Who guides the fellow, in words; empty for nobody.</summary>
    public string Mentor { get; init; } = "";

    /// <summary>What one learns, each in a word or two; the order in which they were written.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Whom they look for.</summary>
    public string Specification { get; init; } = "";

    /// <summary>Who may apply.</summary>
    public Eligibility Eligibility { get; init; } = Eligibility.Anybody;

    /// <summary>Who shortlists; may be empty.</summary>
    public IReadOnlyList<Person> Panel { get; init; } = [];

    /// <summary>The one organiser who runs it and is named to applicants; null where nobody is (any more).</summary>
    public Person? RunBy { get; init; }

    /// <summary>Somebody outside the panel to talk to, and how.</summary>
    public string TalkTo { get; init; } = "";

    /// <summary>How many working days somebody has to take a place that they are offered.</summary>
    public int OfferWorkingDays { get; init; } = FellowshipLimits.OfferWorkingDaysUsual;

    /// <summary>Whether all of it is the same, lists by what is in them.</summary>
    internal bool IsLike(FellowshipContent other)
        => this with { Skills = other.Skills, Panel = other.Panel, Eligibility = other.Eligibility } == other
            && Skills.SequenceEqual(other.Skills) && Panel.SequenceEqual(other.Panel)
            && Eligibility.NeedsPlace == other.Eligibility.NeedsPlace && Eligibility.Professions.SequenceEqual(other.Eligibility.Professions)
            && Eligibility.Contracts.SequenceEqual(other.Eligibility.Contracts) && Eligibility.Localities.SequenceEqual(other.Eligibility.Localities);

    /// <summary>Everything that a person typed, with the most characters that it may have.</summary>
    internal IEnumerable<(string Text, int CharactersMax)> Texts =>
    [
        (Title, FellowshipLimits.TitleCharactersMax), (About, FellowshipLimits.TextCharactersMax), (Outcome, FellowshipLimits.SentenceCharactersMax),
        (FundedBy, FellowshipLimits.ShortCharactersMax), (Backfill, FellowshipLimits.ShortCharactersMax), (Mentor, FellowshipLimits.ShortCharactersMax),
        (Specification, FellowshipLimits.TextCharactersMax), (TalkTo, FellowshipLimits.ShortCharactersMax),
        .. Skills.Select(skill => (skill, FellowshipLimits.SkillCharactersMax)),
    ];
}

/// <summary>How long the texts of a fellowship may be, in characters, and other bounds.</summary>
public static class FellowshipLimits
{
    /// <summary>The longest title.</summary>
    public const int TitleCharactersMax = 120;

    /// <summary>The longest short text, such as who pays.</summary>
    public const int ShortCharactersMax = 200;

    /// <summary>The longest sentence.</summary>
    public const int SentenceCharactersMax = 240;

    /// <summary>The longest text of a few sentences.</summary>
    public const int TextCharactersMax = 800;

    /// <summary>The longest name of a skill.</summary>
    public const int SkillCharactersMax = 40;

    /// <summary>The most skills.</summary>
    public const int SkillsMax = 8;

    /// <summary>The most sessions a week.</summary>
    public const decimal SessionsMax = 10;

    /// <summary>The most places.</summary>
    public const int PlacesMax = 20;

    /// <summary>The most people on a panel.</summary>
    public const int PanelMax = 8;

    /// <summary>The longest that one lasts, in days.</summary>
    public const int DaysMax = 3 * 366;

    /// <summary>How many working days people have for their answer where nobody says another number.</summary>
    public const int OfferWorkingDaysUsual = 5;

    /// <summary>The most working days for an answer.</summary>
    public const int OfferWorkingDaysMax = 20;
}
