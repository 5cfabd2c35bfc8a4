using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>A meeting of an organisation. How far it is, is worked out from the time on every read.</summary>
/// <param name="Id">What tells it from others of its organisation.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Content">What is arranged.</param>
public sealed record Meeting(string Id, OrganisationName Organisation, MeetingContent Content)
{
    /// <summary>So many days before it begins people may have been reminded: on the working day before, with a long weekend between.</summary>
    private const int RemindedDays = 4;

    /// <summary>Who arranges meetings, and keeps their registers.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Who arranged it; null where they were forgotten.</summary>
    public Person? MadeBy { get; init; }

    /// <summary>Who put its link in by hand; null where nobody did, or they were forgotten.</summary>
    public Person? LinkedBy { get; init; }

    /// <summary>The mark of the link that was taken out when no other could be put in any more: that one may be put back; empty for none.</summary>
    public string TakenOut { get; init; } = "";

    /// <summary>When it was arranged.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>How often what people see of it has changed.</summary>
    public int Revision { get; init; }

    /// <summary>How often its time or place has changed, or it was cancelled: of each, everybody hears.</summary>
    public int News { get; init; }

    /// <summary>When it was to begin before it was last moved by hand; null where it never was: a reminder may stand somewhere that says so.</summary>
    public DateTimeOffset? MovedFrom { get; init; }

    /// <summary>How often people were called besides the first time: since others are called now, or were listed later.</summary>
    public int Calls { get; init; }

    /// <summary>The highest id that an item of its agenda ever had.</summary>
    public int LastItem { get; init; }

    /// <summary>Why it was cancelled; null where it wasn't.</summary>
    public string? CancelledBecause { get; init; }

    /// <summary>Whether it only stands here no more, since its calendar doesn't share it: it may take place all the same.</summary>
    public bool IsUnshared { get; init; }

    /// <summary>When its register was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it; null while it is open, or where they were forgotten.</summary>
    public Person? ClosedBy { get; init; }

    /// <summary>When the Teams meeting behind its link began; null where Teams didn't say.</summary>
    public DateTimeOffset? HeldFrom { get; init; }

    /// <summary>When it ended there, as last told; null where Teams didn't say, or it began again.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How many were called when it began; null until that was written down: then it is whoever is listed now.</summary>
    public RollCount? Roll { get; init; }

    /// <summary>What the closed register comes to, as of its closing or last correction; null while it is open.</summary>
    public RegisterStand? Stand { get; init; }

    /// <summary>From which calendar it is, or was; null where it was arranged by hand.</summary>
    public Calendars.MeetingSource? Source { get; init; }

    /// <summary>The id of the meeting whose agenda and answers it took over, in whose place it stands since their series moved; null where there is none.</summary>
    public string? CarriedFrom { get; init; }

    /// <summary>How often its calendar moved it to a later time once it had begun or was over: each time what is asked once it is over is asked anew.</summary>
    public int Anew { get; init; }

    /// <summary>The quorum that its calendar gave it when it was put in: another one was set by hand. Null where no calendar did, or it was put in before this was kept.</summary>
    public QuorumRule? UsualQuorum { get; init; }

    /// <summary>Whether the mailbox of its calendar organised the Teams meeting behind its link, and the calendar is followed.</summary>
    public bool IsOfMailbox { get; init; }

    /// <summary>The path of the long link by which Teams itself knows the meeting behind a short one, as <see cref="JoinLink.PathOf"/> has it; empty where it has none, or it isn't known. It names nobody.</summary>
    public string JoinedAs { get; init; } = "";

    /// <summary>Whether its name, time and place are those of an event in a calendar, and are changed there.</summary>
    public bool IsFollowed => Source is { Calendar.Length: > 0 };

    /// <summary>Whether it came from a calendar and isn't followed any more: it is changed here, and only here people hear of it, since Outlook isn't told.</summary>
    public bool IsReleased => Source is { Calendar.Length: 0 };

    /// <summary>Whether it was over when it was put in, as what a calendar holds from before: nothing is asked about it.</summary>
    public bool WasOverWhenMade => MadeAt >= Content.EndsAt;

    /// <summary>Whether somebody is asked to keep its register: always where it was arranged by hand; of a calendar's, where a quorum or an agenda says that it is one.</summary>
    public bool AsksForRegister => Source is null || (!WasOverWhenMade && (Content.Agenda.Count > 0 || Content.Quorum is { People: > 0 } or { Practices: > 0 } or { Localities: > 0 } or { SharePercent: > 0 }));

    /// <summary>Whether somebody gave it a quorum of its own.</summary>
    /// <param name="usual">The quorum of its calendar's new meetings, for one of which it isn't known with which it began.</param>
    public bool HasOwnQuorum(QuorumRule usual) => Content.Quorum != (UsualQuorum ?? usual);

    /// <summary>Whether it is to be written down now who is called: it has begun, and it wasn't yet.</summary>
    public bool TakesRoll(DateTimeOffset now) => this is { Roll: null, ClosedAt: null } && WhyOff() is null && now >= Content.StartsAt;

    /// <summary>Whether somebody may change it and keep its register.</summary>
    public bool MayBeManagedBy(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Organisation.Id == Organisation.Id && actor.HoldsAny(Makers);
    }

    /// <summary>
    /// Among whose meetings in Teams the one behind its link is looked for: those of whom the link names as its organiser, or, where it is a
    /// short one, of whoever put that in here; null where neither is known (see <see cref="LooksInMailbox"/>), and for a channel's meeting, of
    /// which nothing is read.
    /// </summary>
    public MemberId? LookedForWith => JoinLink.IsOfChannel(Content.JoinUrl) ? null : JoinLink.OrganiserOf(Content.JoinUrl) ?? (JoinLink.MeetingIdOf(Content.JoinUrl) is null ? null : LinkedBy?.Id);

    /// <summary>Whether it is looked for among the meetings of whoever has the mailbox of its calendar: that organised it, and the link is a short one.</summary>
    public bool LooksInMailbox => this is { IsOfMailbox: true, IsFollowed: true } && JoinLink.MeetingIdOf(Content.JoinUrl) is not null;

    /// <summary>Whether a link, as Teams tells it, leads to the meeting behind its own.</summary>
    public bool IsJoinedBy(string url) => Content.IsJoinedBy(url) || (JoinedAs.Length > 0 && JoinedAs.Equals(JoinLink.PathOf(url), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether who was there may be read from the meeting in Teams that somebody organised: they put its link in here themselves, or agreed
    /// to it, or are the mailbox whose calendar the organisation follows. Else a link that another pasted would tell who was at their private
    /// meetings, be they organisers or chairs, also where they arranged the meeting into which it was pasted.
    /// </summary>
    /// <param name="organiser">Who organised it in Teams.</param>
    /// <param name="hasAgreed">Whether they agreed to it.</param>
    public bool MayBeReadOf(MemberId organiser, bool hasAgreed) => IsOfMailbox || hasAgreed || LinkedBy?.Id.ToString() == organiser.ToString();

    /// <summary>When it is over for good, as far as is known: never before the end that was arranged.</summary>
    public DateTimeOffset OverAt => HeldUntil > Content.EndsAt ? HeldUntil.Value : Content.EndsAt;

    /// <summary>How far it is at a moment.</summary>
    public MeetingState StateAt(DateTimeOffset now)
    {
        if (IsUnshared)
            return MeetingState.Unshared;
        if (CancelledBecause is not null)
            return MeetingState.Cancelled;
        if (ClosedAt is not null)
            return MeetingState.Closed;
        if (now < Content.StartsAt)
            return MeetingState.Coming;
        var isEnded = HeldUntil <= now && Content.Place.Length == 0; // in a room it goes on, whoever hangs up
        return now < Content.EndsAt && !isEnded ? MeetingState.Running : MeetingState.Over;
    }

    /// <summary>Why nothing can be done with it, whatever the time: it was cancelled, or its calendar doesn't share it any more; null where neither is so.</summary>
    public Refusal? WhyOff()
    {
        if (IsUnshared)
            return new Refusal(MeetingRefusals.Unshared);
        return CancelledBecause is null ? null : new Refusal(MeetingRefusals.Cancelled);
    }

    /// <summary>Why people can't answer it any more; null while they can: until it begins.</summary>
    public Refusal? WhyNoAnswer(DateTimeOffset now)
        => WhyOff() ?? (StateAt(now) is MeetingState.Coming ? null : new Refusal("meetings.refused.begun"));

    /// <summary>Why its register can't be kept now; null while it can: from an hour before it begins until it is closed.</summary>
    public Refusal? WhyNoRegister(DateTimeOffset now)
    {
        if (WhyOff() is { } off)
            return off;
        if (ClosedAt is not null)
            return new Refusal("meetings.refused.closed", ("name", ClosedBy?.Name ?? Organisation.Name));
        return now < Content.StartsAt.AddMinutes(-MeetingLimits.RegisterMinutesBefore) ? new Refusal("meetings.refused.early") : null;
    }

    /// <summary>
    /// The meeting as it is to be from now on. What changes nothing is the same meeting. Once it has begun, its time stands, and another
    /// quorum, or an item that is gone or reads otherwise, takes a reason.
    /// </summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="now">The time.</param>
    /// <param name="because">The reason; empty for none.</param>
    /// <param name="by">Who changes it; null where nobody is known: another link is nobody's then.</param>
    /// <param name="mark">What tells the link that is wanted, or, where none is, the one that it has, from others without saying it; empty for nothing: a link that was taken out isn't known then.</param>
    public Ruling<Meeting> ChangeTo(MeetingContent wanted, DateTimeOffset now, string because = "", Person? by = null, string mark = "")
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (WhyOff() is { } off)
            return off;
        if (ClosedAt is not null)
            return new Refusal("meetings.refused.closed", ("name", ClosedBy?.Name ?? Organisation.Name));
        var isMoved = wanted.StartsAt != Content.StartsAt || wanted.EndsAt != Content.EndsAt;
        if (isMoved && now >= Content.StartsAt)
            return new Refusal("meetings.refused.movedLate");
        if (isMoved && MeetingTime.WhyNot(wanted.StartsAt, wanted.EndsAt, now) is { } refusal)
            return refusal;
        if (wanted.CallsOthersThan(Content) && now >= Content.StartsAt)
            return new Refusal("meetings.refused.calledLate");
        var isPutBack = Content.JoinUrl.Length == 0 && TakenOut.Length > 0 && mark == TakenOut;
        if (wanted.JoinUrl != Content.JoinUrl && wanted.JoinUrl.Length > 0 && IsJoinedAlready(now) && !isPutBack)
            return new Refusal("meetings.refused.linkLate"); // by the link it is read who was there
        if (wanted.IsSameAs(Content))
            return this;
        if (now >= Content.StartsAt && wanted.IsJudgedOtherwiseThan(Content) && string.IsNullOrWhiteSpace(because))
            return new Refusal("meetings.refused.reasonLate");
        return this with
        {
            Content = wanted,
            IsOfMailbox = IsOfMailbox && wanted.JoinUrl == Content.JoinUrl, // another link may be anybody's
            LinkedBy = LinkedByAfter(wanted, by),
            TakenOut = TakenOutAfter(wanted, mark, now),
            JoinedAs = wanted.JoinUrl == Content.JoinUrl ? JoinedAs : "",
            Revision = Revision + 1,
            MovedFrom = wanted.StartsAt != Content.StartsAt ? RemindedOf(now) : MovedFrom,
            News = News + (wanted.IsElsewhereThan(Content) ? 1 : 0),
            Calls = Calls + (wanted.CallsOthersThan(Content) ? 1 : 0),
            LastItem = Math.Max(LastItem, MeetingTime.HighestOf(wanted.Agenda)),
        };
    }

    /// <summary>It doesn't take place. Done twice, the first reason stands.</summary>
    /// <param name="because">Why, as people will read it.</param>
    /// <param name="now">The time.</param>
    public Ruling<Meeting> Cancel(string because, DateTimeOffset now)
    {
        if (CancelledBecause is not null)
            return this;
        if (IsUnshared)
            return new Refusal(MeetingRefusals.Unshared);
        if (string.IsNullOrWhiteSpace(because))
            return new Refusal("meetings.refused.noReason");
        return StateAt(now) is MeetingState.Coming or MeetingState.Running
            ? this with { CancelledBecause = because, Source = Source is { } source ? source with { Calendar = "" } : null, Revision = Revision + 1, News = News + 1 }
            : new Refusal("meetings.refused.over");
    }

    /// <summary>Closes the register, once it has begun: from then on it is only corrected.</summary>
    /// <param name="by">Who closes it.</param>
    /// <param name="register">As it is to stay.</param>
    /// <param name="now">The time.</param>
    public Ruling<Meeting> CloseRegister(Person by, Register register, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (WhyNoRegister(now) is { } refusal)
            return refusal;
        return now < Content.StartsAt
            ? new Refusal("meetings.refused.notBegun")
            : this with { ClosedAt = now, ClosedBy = by, TakenOut = "", Roll = register.Roll, Stand = RegisterStand.Of(register, Content), Revision = Revision + 1 };
    }

    /// <summary>The closed register was put right: what it comes to is counted again, and everybody's card shows it.</summary>
    /// <param name="register">As it is from now on.</param>
    public Meeting Corrected(Register register) => this with { Stand = RegisterStand.Of(register, Content), Revision = Revision + 1 };

    /// <summary>The time of which people may have been reminded: the present one, or, moved before that was near, the one before.</summary>
    private DateTimeOffset RemindedOf(DateTimeOffset now) => now >= Content.StartsAt.AddDays(-RemindedDays) ? Content.StartsAt : MovedFrom ?? Content.StartsAt;

    private Person? LinkedByAfter(MeetingContent wanted, Person? by)
    {
        if (wanted.JoinUrl.Length == 0)
            return null;
        return wanted.JoinUrl == Content.JoinUrl ? LinkedBy : by;
    }

    private string TakenOutAfter(MeetingContent wanted, string mark, DateTimeOffset now)
    {
        if (wanted.JoinUrl.Length > 0 || !IsJoinedAlready(now))
            return "";
        return Content.JoinUrl.Length > 0 ? mark : TakenOut;
    }

    /// <summary>Whether it began in Teams by its link, or is over.</summary>
    private bool IsJoinedAlready(DateTimeOffset now) => HeldFrom is not null || HeldUntil is not null || now >= Content.EndsAt;

    /// <summary>The meeting as somebody reads it: without what says how to join, where they aren't called.</summary>
    public Meeting ReadBy(bool mayJoin)
    {
        if (mayJoin)
            return this;
        var closed = WithoutLink();
        return closed.Content.IsPlaceToJoin ? closed with { Content = closed.Content with { Place = "" } } : closed;
    }

    /// <summary>Whether what was read of who was there, or is awaited, was for another link or an earlier time than it has now.</summary>
    public bool ReadsAnewAfter(Meeting before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Content.JoinUrl != before.Content.JoinUrl || Content.StartsAt > before.Content.StartsAt;
    }

    /// <summary>Its link is let go of once nobody joins by it any more: who organised the meeting in Teams stands in it.</summary>
    public Meeting WithoutLink() => this with { Content = Content with { JoinUrl = "" }, LinkedBy = null, JoinedAs = "" };
}
