using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Succession;

/// <summary>How long the texts of a post may be, in characters, and other bounds.</summary>
public static class PostLimits
{
    /// <summary>The longest title.</summary>
    public const int TitleCharactersMax = 120;

    /// <summary>The longest short text, such as the pay.</summary>
    public const int ShortCharactersMax = 200;

    /// <summary>The longest person specification.</summary>
    public const int TextCharactersMax = 800;

    /// <summary>The longest sentence of a holder.</summary>
    public const int SentenceCharactersMax = 240;

    /// <summary>The most sessions a week, each about half a day.</summary>
    public const decimal SessionsMax = 10;

    /// <summary>The most people who hold a post at once.</summary>
    public const int PlacesMax = 20;

    /// <summary>The longest tenure, in months.</summary>
    public const int TenureMonthsMax = 120;

    /// <summary>The most posts that one may conflict with.</summary>
    public const int ConflictsMax = 10;

    /// <summary>The most people on a panel, and the most deputies.</summary>
    public const int PanelMax = 8;

    /// <summary>The longest time for which applications are taken, in days.</summary>
    public const int WindowDaysMax = 180;
}

/// <summary>What a post is, as whoever made it wrote it: the facts that somebody needs who thinks about standing.</summary>
public sealed record PostContent
{
    /// <summary>Nothing yet: a seat for one person for three years.</summary>
    public static PostContent Empty { get; } = new();

    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "";

    /// <summary>On which rung of the ladder it stands.</summary>
    public Rung Rung { get; init; } = Rung.Seat;

    /// <summary>The code of its locality; empty for the whole organisation.</summary>
    public string Locality { get; init; } = "";

    /// <summary>How many hold it at once, at least 1.</summary>
    public int Places { get; init; } = 1;

    /// <summary>Sessions a week, in halves; 0 where it takes none that is regular.</summary>
    public decimal Sessions { get; init; }

    /// <summary>How long a tenure lasts, in months; 0 where it has no end that is known.</summary>
    public int TenureMonths { get; init; } = 36;

    /// <summary>Pay for a session, in words.</summary>
    public string Pay { get; init; } = "";

    /// <summary>Who pays for backfill, in words.</summary>
    public string Backfill { get; init; } = "";

    /// <summary>What time is protected, in words; empty where none was promised.</summary>
    public string ProtectedTime { get; init; } = "";

    /// <summary>Whom they look for.</summary>
    public string Specification { get; init; } = "";

    /// <summary>Who may apply.</summary>
    public Eligibility Eligibility { get; init; } = Eligibility.Anybody;

    /// <summary>Somebody outside the panel to talk to, and how.</summary>
    public string TalkTo { get; init; } = "";

    /// <summary>Why a holder does it, in one sentence.</summary>
    public string Why { get; init; } = "";

    /// <summary>What it costs a holder, in one sentence.</summary>
    public string Costs { get; init; } = "";

    /// <summary>Who stands in; may be empty.</summary>
    public IReadOnlyList<Person> Deputies { get; init; } = [];

    /// <summary>Who shortlists; may be empty.</summary>
    public IReadOnlyList<Person> Panel { get; init; } = [];

    /// <summary>The one organiser who runs it and is named to applicants; null where nobody is (any more).</summary>
    public Person? RunBy { get; init; }

    /// <summary>The ids of posts that nobody may hold at the same time.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>The outside body to which its holder is the only link; empty for none.</summary>
    public string OnlyLinkTo { get; init; } = "";

    /// <summary>Everything that a person typed, with the most characters that it may have.</summary>
    internal IEnumerable<(string Text, int CharactersMax)> Texts =>
    [
        (Title, PostLimits.TitleCharactersMax), (Pay, PostLimits.ShortCharactersMax), (Backfill, PostLimits.ShortCharactersMax),
        (ProtectedTime, PostLimits.ShortCharactersMax), (Specification, PostLimits.TextCharactersMax), (TalkTo, PostLimits.ShortCharactersMax),
        (Why, PostLimits.SentenceCharactersMax), (Costs, PostLimits.SentenceCharactersMax), (OnlyLinkTo, PostLimits.ShortCharactersMax),
    ];
}
