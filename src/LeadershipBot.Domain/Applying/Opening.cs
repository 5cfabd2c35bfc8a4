using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>How something that can be applied for stands.</summary>
public enum OpeningState
{
    /// <summary>Being prepared, or not open yet.</summary>
    Draft,

    /// <summary>Applications are taken.</summary>
    Open,

    /// <summary>No more are taken; the panel decides.</summary>
    Closed,

    /// <summary>All places are taken.</summary>
    Filled,

    /// <summary>It isn't offered any more.</summary>
    Withdrawn,
}

/// <summary>Something that can be applied for, whatever it is: a seat, a fellowship, a project.</summary>
/// <param name="Kind">Which feature offers it: lower-case letters.</param>
/// <param name="Key">How that feature knows it: letters, digits, hyphens and dots, at most 90; it names one opening, not the post, so that the same post can be applied for again years later.</param>
/// <param name="Organisation">The organisation that offers it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Rung">On which rung of the ladder it stands.</param>
/// <param name="OpensAt">From when applications are taken, inclusive.</param>
/// <param name="ClosesAt">Until when, exclusive; null for as long as it is open.</param>
/// <param name="Places">How many are appointed, at least 1.</param>
/// <param name="Eligibility">Who may apply.</param>
/// <param name="Panel">Who shortlists; may be empty, when whoever runs it decides alone.</param>
/// <param name="RunBy">The one organiser who is named to applicants, and who alone with the chair reads that somebody only explores.</param>
/// <param name="Terms">Sessions, pay, backfill, protected time, a sentence each: the exact words to which a practice is asked to agree.</param>
/// <param name="InterviewOn">The day of the interviews; null if not known.</param>
public sealed record Opening(
    string Kind,
    string Key,
    OrganisationName Organisation,
    string Title,
    Rung Rung,
    DateTimeOffset OpensAt,
    DateTimeOffset? ClosesAt,
    int Places,
    Eligibility Eligibility,
    IReadOnlyList<Person> Panel,
    Person RunBy,
    IReadOnlyList<string> Terms,
    DateOnly? InterviewOn)
{
    /// <summary>As it was set by people, whatever the time: <see cref="OpeningState.Open"/> where it was published, even if it closes by itself.</summary>
    public OpeningState Set { get; init; } = OpeningState.Open;

    /// <summary>The person specification, against which statements are scored; empty if none was written.</summary>
    public string Specification { get; init; } = "";

    /// <summary>Somebody outside the panel to talk to: a name, and how to reach them; empty for whoever runs it.</summary>
    public string TalkTo { get; init; } = "";

    /// <summary>Since when <see cref="RunBy"/> runs it, where somebody else was named before; null where nobody was.</summary>
    public DateTimeOffset? RunBySince { get; init; }

    /// <summary>How many working days somebody has to take a place that they are offered; 0 where people are appointed without an offer.</summary>
    public int OfferWorkingDays { get; init; }

    /// <summary>From when on nobody is offered a place any more, such as the day on which it starts; null for no such time.</summary>
    public DateTimeOffset? OffersEndAt { get; init; }

    /// <summary>The days of what it is, once it has begun; null where it has no last day.</summary>
    public OpeningCourse? Course { get; init; }

    /// <summary>Whether who would be ready later counts on a bench for it, and may be invited; where there is none they are kept in mind, and told when it is offered again.</summary>
    public bool HasBench { get; init; } = true;

    /// <summary>How it stands at a moment, worked out from time.</summary>
    public OpeningState StateAt(DateTimeOffset now)
    {
        if (Set is not OpeningState.Open)
            return Set;
        return now < OpensAt ? OpeningState.Draft : now >= ClosesAt ? OpeningState.Closed : OpeningState.Open;
    }

    /// <summary>From when on anybody reads what applicants wrote, where that is still to come: until nobody applies any more, since whoever may read it may apply, too. Who only explores is read before.</summary>
    public DateTimeOffset? ReadFrom(DateTimeOffset now) => StateAt(now) is OpeningState.Open or OpeningState.Draft ? ClosesAt : null;

    /// <summary>Whether somebody sits on its panel as it was set.</summary>
    public bool HasOnPanel(MemberId person) => Panel.Any(one => one.Id == person);
}

/// <summary>What follows for whoever was appointed once it has begun.</summary>
/// <param name="Halfway">The day from which they are asked how it goes.</param>
/// <param name="LastDay">Its last day, inclusive.</param>
/// <param name="ConfirmedBy">The day by which whoever runs it confirms what came of it; then they are reminded, and the chairs with them.</param>
public sealed record OpeningCourse(DateOnly Halfway, DateOnly LastDay, DateOnly ConfirmedBy);
