using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>Who may be asked about whom; never people of the same practice, or in a declared conflict.</summary>
public enum WhoMayRate
{
    /// <summary>Anybody who takes part.</summary>
    Anybody,

    /// <summary>People of the same locality.</summary>
    SameLocality,

    /// <summary>People of the same profession.</summary>
    SameProfession,
}

/// <summary>How far a round is.</summary>
public enum RoundStage
{
    /// <summary>Members may join.</summary>
    Joining,

    /// <summary>It is worked out who is asked about whom.</summary>
    Starting,

    /// <summary>Prompts are answered.</summary>
    Open,

    /// <summary>It is over; each sees their own feedback.</summary>
    Over,

    /// <summary>It was called off, or too few joined.</summary>
    CalledOff,
}

/// <summary>A round of peer review: quick prompts about those who take part, to others who take part.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Organisation">Whose round it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Questions">The scales, each a sentence about how somebody works.</param>
/// <param name="Who">Who may be asked about whom.</param>
/// <param name="StartsAt">Until when members may join; then it starts.</param>
/// <param name="ClosesAt">The deadline that people are told.</param>
/// <param name="GraceDays">For so many days after it answers are still taken.</param>
public sealed record ReviewRound(string Id, OrganisationName Organisation, string Title, IReadOnlyList<string> Questions, WhoMayRate Who, DateTimeOffset StartsAt, DateTimeOffset ClosesAt, int GraceDays)
{
    /// <summary>Which of the matches that were worked out counts; empty until one does.</summary>
    public string Match { get; init; } = "";

    /// <summary>When it was called off, by somebody or since too few joined; null if it wasn't.</summary>
    public DateTimeOffset? CalledOffAt { get; init; }

    /// <summary>When an organiser closed it before its time; null if none did.</summary>
    public DateTimeOffset? ClosedEarlyAt { get; init; }

    /// <summary>Since when, as far as it was looked, the key for anonymous answers can't be used; null while it can.</summary>
    public DateTimeOffset? KeyAwaySince { get; init; }

    /// <summary>For how long it couldn't be used before that, within an hour at its beginning and minutes at its end.</summary>
    public TimeSpan KeyAwayBefore { get; init; }

    /// <summary>Whether the round's own key was given up after its end: who was asked about whom, and what each said of themselves, can't be read unless it is found.</summary>
    public bool IsOwnKeyLost { get; init; }

    /// <summary>Until when answers are taken: the deadline and the grace, or when it was closed early.</summary>
    public DateTimeOffset LastAt => ClosedEarlyAt ?? ClosesAt.AddDays(GraceDays);

    /// <summary>When half of the time for answering is over: whoever has not answered all is reminded.</summary>
    public DateTimeOffset HalfwayAt => StartsAt + ((ClosesAt - StartsAt) / 2);

    /// <summary>When an eighth of that time is left: they are reminded once more, and with them who is asked in another's place since.</summary>
    public DateTimeOffset LastCallAt => ClosesAt - ((ClosesAt - StartsAt) / 8);

    /// <summary>How many reminders have become due by a moment: at most two.</summary>
    public int RemindersDueAt(DateTimeOffset now) => (now >= HalfwayAt ? 1 : 0) + (now >= LastCallAt ? 1 : 0);

    /// <summary>When it is looked at next who can't answer any more and is stood in for: daily, and when a reminder becomes due.</summary>
    public DateTimeOffset NextLookAfter(DateTimeOffset now) => new[] { HalfwayAt, LastCallAt }.Where(at => at > now).Append(now.AddDays(1)).Min();

    /// <summary>It was looked whether the key can be used. Again the same changes nothing.</summary>
    public ReviewRound KeyLooked(bool canBeUsed, DateTimeOffset now) => (canBeUsed, KeyAwaySince) switch
    {
        (false, null) => this with { KeyAwaySince = now },
        (true, { } since) => this with { KeyAwaySince = null, KeyAwayBefore = KeyAwayBefore + (now - since) },
        _ => this,
    };

    /// <summary>Whether the key is away, at a moment, for so long already that those who run rounds are told.</summary>
    public bool IsKeyAwayLong(DateTimeOffset now) => now - KeyAwaySince >= TimeSpan.FromHours(ReviewLimits.KeyAwayHours);

    /// <summary>For how many hours in all nobody could answer for want of the key; null where it was no matter.</summary>
    public int? KeyAwayHours
    {
        get
        {
            var all = KeyAwayBefore + (KeyAwaySince is { } since && since < LastAt ? LastAt - since : TimeSpan.Zero);
            return all >= TimeSpan.FromHours(ReviewLimits.KeyAwayHours) ? (int)Math.Round(all.TotalHours) : null;
        }
    }

    /// <summary>From when on a box that can't be opened is given up: where other keys can be used, and where none can.</summary>
    private DateTimeOffset[] GivenUpFrom => [LastAt.AddDays(ReviewLimits.KeyLostAfterDays), LastAt.AddDays(ReviewLimits.AllKeysLostAfterDays)];

    /// <summary>Whether a box that can't be opened is given up by a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="othersOpen">Whether other keys can be used, so that this one is lost and not away.</param>
    public bool GivesUp(DateTimeOffset now, bool othersOpen) => now >= GivenUpFrom[othersOpen ? 0 : 1];

    /// <summary>When it is tried again to open what couldn't be: after as long as it lasts already, from ten minutes to a day, and at the moments at which it may be given up.</summary>
    public DateTimeOffset TriesAgainAt(DateTimeOffset now)
    {
        var since = now - LastAt;
        var next = now + (since < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(10) : since > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : since);
        return GivenUpFrom.Where(at => at > now).Append(next).Min();
    }

    /// <summary>How far it is at a moment.</summary>
    public RoundStage StageAt(DateTimeOffset now) => this switch
    {
        { CalledOffAt: not null } => RoundStage.CalledOff,
        _ when now >= LastAt => RoundStage.Over,
        { Match.Length: > 0 } => RoundStage.Open,
        _ when now >= StartsAt => RoundStage.Starting,
        _ => RoundStage.Joining,
    };

    /// <summary>Starts at once. Of two organisers who do so the second changes nothing.</summary>
    public Ruling<ReviewRound> StartNow(DateTimeOffset now) => StageAt(now) switch
    {
        RoundStage.Joining => this with { StartsAt = now },
        RoundStage.Starting or RoundStage.Open => this,
        _ => new Refusal("review.refused.over"),
    };

    /// <summary>Closes at once, without grace. Again it changes nothing.</summary>
    public Ruling<ReviewRound> CloseEarly(DateTimeOffset now) => StageAt(now) switch
    {
        RoundStage.Open => this with { ClosedEarlyAt = now },
        RoundStage.Over => this,
        _ => new Refusal("review.refused.notOpen"),
    };

    /// <summary>Calls it off, as long as nobody was asked anything: also one that waits to start, such as for its key. Again it changes nothing.</summary>
    public Ruling<ReviewRound> CallOff(DateTimeOffset now) => StageAt(now) switch
    {
        RoundStage.Joining or RoundStage.Starting => this with { CalledOffAt = now },
        RoundStage.CalledOff => this,
        _ => new Refusal("review.refused.started"),
    };
}
