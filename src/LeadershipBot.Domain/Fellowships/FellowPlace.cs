using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>How a place came to its end.</summary>
public enum PlaceEnd
{
    /// <summary>It hasn't.</summary>
    None,

    /// <summary>The fellow gave it up before it began: it is somebody else's then.</summary>
    GivenUp,

    /// <summary>The fellow left while it ran.</summary>
    LeftEarly,

    /// <summary>It was completed.</summary>
    Completed,
}

/// <summary>Who ended a place before it was completed.</summary>
public enum EndedBy
{
    /// <summary>The fellow, or nobody in particular: a fellow who is forgotten.</summary>
    Fellow,

    /// <summary>Whoever runs it: the fellow is told.</summary>
    Runner,

    /// <summary>Nobody: the organisation doesn't list the fellow any more.</summary>
    Unlisted,

    /// <summary>Whoever decides on applications, who took the appointment back: the fellow is told as an applicant.</summary>
    TakenBack,
}

/// <summary>How a fellow says that it goes, halfway.</summary>
public enum Going
{
    /// <summary>Nothing was said.</summary>
    NotSaid,

    /// <summary>It goes well.</summary>
    Well,

    /// <summary>Something is needed.</summary>
    NeedsSomething,

    /// <summary>It goes badly.</summary>
    Badly,
}

/// <summary>Whether time was kept free as it was promised.</summary>
public enum TimeKept
{
    /// <summary>Yes.</summary>
    Yes,

    /// <summary>In part.</summary>
    Partly,

    /// <summary>No.</summary>
    No,
}

/// <summary>What one side says of a place that ended.</summary>
/// <param name="Worth">How much it was worth it, from 1 to 5.</param>
/// <param name="Time">The fellow: whether their time was protected. The practice: whether the cover worked.</param>
/// <param name="Words">What they add; empty for nothing.</param>
/// <param name="At">When.</param>
public sealed record PlaceSurvey(int Worth, TimeKept Time, string Words, DateTimeOffset At)
{
    /// <summary>Who said it for the practice; null where the fellow did, or they are forgotten.</summary>
    public MemberId? By { get; init; }
}

/// <summary>One place of a fellowship, with whoever has it.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Fellow">Who has it; null if they are forgotten.</param>
/// <param name="AgreedAt">When they took it.</param>
public sealed record FellowPlace(string Id, Person? Fellow, DateTimeOffset AgreedAt)
{
    /// <summary>Who covers for the fellow at their practice; empty where that isn't recorded yet.</summary>
    public string CoveredBy { get; init; } = "";

    /// <summary>Who pays for the cover; empty where that isn't recorded yet.</summary>
    public string CoverPaidBy { get; init; } = "";

    /// <summary>The practice that agreed to release the fellow; empty where none did in the bot.</summary>
    public string Practice { get; init; } = "";

    /// <summary>That practice's code; empty where none did.</summary>
    public string PracticeCode { get; init; } = "";

    /// <summary>Names the appointment by which they have it; empty where it was kept before that was noted.</summary>
    public string Appointment { get; init; } = "";

    /// <summary>Since when the organisation doesn't list them any more, as it was seen; null while it does.</summary>
    public DateTimeOffset? UnlistedSince { get; init; }

    /// <summary>Whether it was told, while the fellowship ran, that the organisation doesn't list them any more.</summary>
    public bool ToldUnlisted { get; init; }

    /// <summary>How far notes have gone: 0 none, 1 that it starts, 2 halfway, 3 that it ended, 4 that it isn't confirmed.</summary>
    public int Told { get; init; }

    /// <summary>How the fellow says that it goes.</summary>
    public Going Going { get; init; }

    /// <summary>What the fellow adds to that; empty for nothing.</summary>
    public string GoingWords { get; init; } = "";

    /// <summary>How it ended.</summary>
    public PlaceEnd End { get; init; }

    /// <summary>Who ended it, where it ended before it was completed.</summary>
    public EndedBy EndedBy { get; init; }

    /// <summary>When it ended; null while it hasn't.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the fellow can do now, as whoever runs it confirms.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>What came of it, or why it ended early; empty where nothing was said.</summary>
    public string EndWords { get; init; } = "";

    /// <summary>Who confirmed that it was completed; null where nobody did, or they are forgotten.</summary>
    public Person? ConfirmedBy { get; init; }

    /// <summary>What the fellow says of it; null until then.</summary>
    public PlaceSurvey? ByFellow { get; init; }

    /// <summary>What who leads the practice says of it: an answer of each of them who answered, in the order of their first. Empty until then.</summary>
    public IReadOnlyList<PlaceSurvey> ByPractice { get; init; } = [];

    /// <summary>What somebody said of it for the practice; null where they said nothing.</summary>
    public PlaceSurvey? SaidBy(MemberId lead) => ByPractice.FirstOrDefault(one => one.By == lead);

    /// <summary>Whether somebody has it now, or will.</summary>
    public bool IsLive => End is PlaceEnd.None;

    /// <summary>Whether others than the fellow ended it.</summary>
    public bool IsEndedByOthers => EndedBy is EndedBy.Runner or EndedBy.TakenBack;

    /// <summary>Whether it counts as taken: given up before it began, it doesn't.</summary>
    public bool IsTaken => End is not PlaceEnd.GivenUp;

    /// <summary>Whether who covers and who pays for it are written down.</summary>
    public bool HasCover => CoveredBy.Length > 0 && CoverPaidBy.Length > 0;
}
