using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Decisions;

/// <summary>How far a decision is.</summary>
public enum DecisionState
{
    /// <summary>It is being written, and nobody has seen it.</summary>
    Draft,

    /// <summary>It goes out at a time, and can still be held back.</summary>
    Scheduled,

    /// <summary>It goes out, or is out: how far, its sending says.</summary>
    Sent,

    /// <summary>It was taken back: every card says so and why.</summary>
    Withdrawn,
}

/// <summary>A decision that members are told.</summary>
/// <param name="Id">Letters and digits.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="TenantId">The tenant of whoever wrote it.</param>
/// <param name="MadeBy">The Entra object id of whoever wrote it; empty where they were forgotten.</param>
/// <param name="MadeByName">Their name then.</param>
/// <param name="MadeAt">When it was begun.</param>
public sealed record Decision(string Id, OrganisationName Organisation, string TenantId, string MadeBy, string MadeByName, DateTimeOffset MadeAt)
{
    /// <summary>Who may write, send, correct and withdraw decisions of the organisation.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>What it says; empty until it is to be sent.</summary>
    public DecisionContent Content { get; init; } = DecisionContent.Empty;

    /// <summary>Whom it goes to, each in their own chat; null for nobody.</summary>
    public Audience? Audience { get; init; }

    /// <summary>Whether it also goes into the conversation in which it was written.</summary>
    public bool IsPostedHere { get; init; }

    /// <summary>When somebody had it sent; null for a draft.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When it is to go out; null for a draft.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it began to go out; null until then.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it was last corrected; null if never.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>That it was withdrawn; null if it wasn't.</summary>
    public DecisionWithdrawal? Withdrawal { get; init; }

    /// <summary>To how many people it goes in their own chats, as they were counted when it was released.</summary>
    public int Recipients { get; init; }

    /// <summary>How often it was changed since it was sent: cards show which of its versions they hold by this.</summary>
    public int Revision { get; init; }

    /// <summary>How far it is.</summary>
    public DecisionState State => this switch
    {
        { Withdrawal: not null } => DecisionState.Withdrawn,
        { BegunAt: not null } => DecisionState.Sent,
        { ReleasedAt: not null } => DecisionState.Scheduled,
        _ => DecisionState.Draft,
    };

    /// <summary>Whether it takes reactions longer than others do: see <see cref="DecisionExtending"/>.</summary>
    public DecisionExtension Extension { get; init; }

    /// <summary>From when on it takes no reactions any more, exclusive; null until it began to go out.</summary>
    public DateTimeOffset? ReactionsCloseAt => BegunAt?.AddDays(DecisionLimits.ReactionDays + (Extension is DecisionExtension.Extended ? DecisionLimits.ExtensionDays : 0));

    /// <summary>What is promised to those who react.</summary>
    public static AskPrivacy Privacy { get; } = new(Voice.Confidential) { Breakdown = Breakdown.Locality, TakesComments = true };

    /// <summary>Whether the person may write, send, correct and withdraw it: organisers and chairs of its organisation.</summary>
    public bool MayBeMadeBy(Actor actor) => MayMake(actor, Organisation);

    /// <summary>Whether the person may write decisions of an organisation.</summary>
    public static bool MayMake(Actor actor, OrganisationName organisation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(organisation);
        return actor.In(organisation) is { Hat.IsListed: true } there && there.HoldsAny(Makers);
    }

    /// <summary>
    /// Has it sent. Once only: what is scheduled or sent already is refused. What goes to more than
    /// <see cref="DecisionLimits.AskedAgainAbove"/> people, or to others than were counted before, needs the number confirmed.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="wanted">What is to be sent, to whom and when.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is.</param>
    public Ruling<Decision> Release(Actor actor, DecisionRelease wanted, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (!MayBeMadeBy(actor))
            return new Refusal(DecisionRefusals.Role);
        if (State is not DecisionState.Draft)
            return new Refusal(DecisionRefusals.SentAlready);
        if (DecisionDraft.Check(wanted.Content, today).IsRefused(out var refusal, out var content))
            return refusal;
        var startsOn = wanted.StartsAt > now ? today.AddDays((int)Math.Ceiling((wanted.StartsAt - now).TotalDays)) : today;
        if (content.ReviewOn <= startsOn || content.PlanB.On <= startsOn)
            return new Refusal("decisions.refused.reviewFirst");
        if (wanted.StartsAt > now.AddDays(DecisionLimits.ScheduleDaysMax))
            return new Refusal("decisions.refused.far", ("days", DecisionDraft.Number(DecisionLimits.ScheduleDaysMax)));
        if (!wanted.IsPostedHere && (wanted.Audience is null || wanted.Recipients == 0))
            return new Refusal("decisions.refused.nobody");
        if (!wanted.IsConfirmed)
            return new Refusal(DecisionRefusals.NotConfirmed);
        return this with
        {
            Content = content,
            Audience = wanted.Audience,
            IsPostedHere = wanted.IsPostedHere,
            Recipients = wanted.Recipients,
            ReleasedAt = now,
            StartsAt = wanted.StartsAt > now ? wanted.StartsAt : now,
            Revision = 0,
        };
    }

    /// <summary>Holds it back before it goes out: it is a draft again. Again it changes nothing.</summary>
    public Ruling<Decision> HoldBack(Actor actor)
    {
        if (!MayBeMadeBy(actor))
            return new Refusal(DecisionRefusals.Role);
        return State switch
        {
            DecisionState.Draft => this,
            DecisionState.Scheduled => this with { ReleasedAt = null, StartsAt = null },
            _ => new Refusal("decisions.refused.goneOut"),
        };
    }

    /// <summary>
    /// It can't go out as it was released, since a team to which it goes isn't the organisation's any more: it is a draft
    /// again. Null where it isn't waiting to go out.
    /// </summary>
    public Decision? KeptBack() => State is DecisionState.Scheduled ? this with { ReleasedAt = null, StartsAt = null } : null;

    /// <summary>It begins to go out; null where it isn't its time, or it has begun.</summary>
    public Decision? BeginAt(DateTimeOffset now) => State is DecisionState.Scheduled && StartsAt <= now ? this with { BegunAt = now } : null;

    /// <summary>Says something else from now on: every card that was sent changes.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="wanted">What it is to say.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is.</param>
    public Ruling<Decision> Correct(Actor actor, DecisionContent wanted, DateTimeOffset now, DateOnly today)
    {
        if (!MayBeMadeBy(actor))
            return new Refusal(DecisionRefusals.Role);
        if (State is DecisionState.Withdrawn)
            return new Refusal(DecisionRefusals.Withdrawn);
        if (State is not DecisionState.Sent)
            return new Refusal("decisions.refused.notSent");
        return DecisionDraft.Check(wanted, today).IsRefused(out var refusal, out var content)
            ? refusal
            : this with { Content = content, CorrectedAt = now, Revision = Revision + 1 };
    }

    /// <summary>Takes it back: every card that was sent says so and why. It can't be undone; again it changes nothing.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="why">As typed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public Ruling<Decision> Withdraw(Actor actor, string why, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(why);
        if (!MayBeMadeBy(actor))
            return new Refusal(DecisionRefusals.Role);
        if (State is DecisionState.Withdrawn)
            return this;
        if (State is not DecisionState.Sent)
            return new Refusal("decisions.refused.notSent");
        if (!DecisionDraft.Shows(why))
            return new Refusal("decisions.refused.noReason");
        if (why.Length > DecisionLimits.CommentCharactersMax)
            return new Refusal("decisions.refused.long", ("length", DecisionDraft.Number(why.Length)), ("max", DecisionDraft.Number(DecisionLimits.CommentCharactersMax)));
        return PatientData.FindIn(why, today) is null
            ? this with { Withdrawal = new DecisionWithdrawal(now, why), Revision = Revision + 1 }
            : new Refusal("shell.refused.patientData");
    }

    /// <summary>Whether somebody is among those whom it goes to: of its audience, or where it was posted.</summary>
    /// <param name="actor">The person.</param>
    /// <param name="wasPostedHere">Whether its card stands in the conversation from which the person acts.</param>
    /// <param name="teams">The ids of those of its audience's teams in which the person is.</param>
    public bool IsFor(Actor actor, bool wasPostedHere, IReadOnlyCollection<string> teams)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var hat = actor.In(Organisation).Hat;
        return hat.IsListed && ((IsPostedHere && wasPostedHere) || MayBeMadeBy(actor) || Audience?.Includes(hat.Localities, hat.Roles, hat.Profession, teams) is true);
    }

    /// <summary>What somebody says to it, if they may say it now.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="wasPostedHere">Whether its card stands in the conversation from which the person acts.</param>
    /// <param name="teams">The ids of those of its audience's teams in which the person is.</param>
    /// <param name="after">What they say, all of it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public Ruling<Reaction> React(Actor actor, bool wasPostedHere, IReadOnlyCollection<string> teams, Reaction after, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (!IsFor(actor, wasPostedHere, teams))
            return new Refusal("decisions.refused.notYours");
        if (State is DecisionState.Withdrawn)
            return new Refusal(DecisionRefusals.Withdrawn);
        if (State is not DecisionState.Sent)
            return new Refusal(DecisionRefusals.OnlyPreview);
        if (ReactionsCloseAt <= now)
            return new Refusal(DecisionRefusals.Closed);
        if (after.Comment.Length > DecisionLimits.CommentCharactersMax)
            return new Refusal("decisions.refused.long", ("length", DecisionDraft.Number(after.Comment.Length)), ("max", DecisionDraft.Number(DecisionLimits.CommentCharactersMax)));
        return PatientData.FindIn(after.Comment, today) is null ? after : new Refusal("shell.refused.patientData");
    }
}

/// <summary>That a decision was withdrawn.</summary>
/// <param name="At">When.</param>
/// <param name="Why">Every card says it.</param>
public sealed record DecisionWithdrawal(DateTimeOffset At, string Why);

/// <summary>How a decision is to be sent.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Audience">Whom it goes to, each in their own chat; null for nobody.</param>
/// <param name="IsPostedHere">Whether it also goes into the conversation in which it was written.</param>
/// <param name="StartsAt">When it goes out; what lies in the past means at once.</param>
/// <param name="Recipients">To how many people it goes in their own chats, counted now.</param>
public sealed record DecisionRelease(DecisionContent Content, Audience? Audience, bool IsPostedHere, DateTimeOffset StartsAt, int Recipients)
{
    /// <summary>The number that stood on the page from which it is sent; null where none did.</summary>
    public int? Shown { get; init; }

    /// <summary>The number that was confirmed a second time; null where none was.</summary>
    public int? Confirmed { get; init; }

    /// <summary>Whether whoever sends it knows how many get it, and has said so twice where they are many.</summary>
    public bool IsConfirmed => Confirmed == Recipients || (Shown == Recipients && Recipients <= DecisionLimits.AskedAgainAbove);
}

/// <summary>Refusals on which slices act, beside telling them.</summary>
public static class DecisionRefusals
{
    /// <summary>The person may not make decisions.</summary>
    public const string Role = "decisions.refused.role";

    /// <summary>It was sent before.</summary>
    public const string SentAlready = "decisions.refused.sentAlready";

    /// <summary>Somebody else changed it after it was shown.</summary>
    public const string Changed = "decisions.refused.changed";

    /// <summary>How many get it is to be confirmed.</summary>
    public const string NotConfirmed = "decisions.refused.notConfirmed";

    /// <summary>It was withdrawn.</summary>
    public const string Withdrawn = "decisions.refused.withdrawn";

    /// <summary>Nobody has got it yet: what stands there is a preview.</summary>
    public const string OnlyPreview = "decisions.refused.onlyPreview";

    /// <summary>It takes no reactions any more.</summary>
    public const string Closed = "decisions.refused.closed";
}
