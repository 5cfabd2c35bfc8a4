using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>What the people asked may or must say about why they answered so.</summary>
public enum ReasonMode
{
    /// <summary>Nobody is asked for a reason.</summary>
    Off,

    /// <summary>Whoever wants to gives one.</summary>
    Optional,

    /// <summary>No answer without one.</summary>
    Required,
}

/// <summary>One question, or as a survey up to <see cref="PollLimits.QuestionsMax"/>, that one person asks of others.</summary>
/// <param name="Id">Unique in its organisation.</param>
/// <param name="Organisation">Whose poll it is.</param>
/// <param name="TenantId">The tenant in which it was asked.</param>
/// <param name="Title">The question, or of several what they are about: 1 to <see cref="PollLimits.QuestionCharactersMax"/> characters.</param>
/// <param name="Questions">At least one, in their order.</param>
/// <param name="AskedBy">Object id of the asker.</param>
/// <param name="AskedByName">The asker's name when it was asked.</param>
/// <param name="AskedAt">When it was asked, or scheduled.</param>
/// <param name="ClosesAt">The first moment at which it no longer takes votes; null if it is closed by hand.</param>
/// <param name="ClosedAt">When it was closed by hand; null if it was not.</param>
public sealed record Poll(
    string Id,
    OrganisationName Organisation,
    string TenantId,
    string Title,
    IReadOnlyList<Question> Questions,
    string AskedBy,
    string AskedByName,
    DateTimeOffset AskedAt,
    DateTimeOffset? ClosesAt,
    DateTimeOffset? ClosedAt)
{
    private const Roles MayManageAny = Roles.Organiser | Roles.Chair;

    /// <summary>Who may ask everybody of the organisation at once.</summary>
    public const Roles MayAskEverybody = Roles.Organiser | Roles.Chair;

    /// <summary>Who is asked.</summary>
    public PollAudience Audience { get; init; } = PollAudience.Here;

    /// <summary>Whether it goes to people whom its organisation lists, all or some, each in their own chat, and isn't posted in one conversation.</summary>
    public bool IsForEverybody => Audience.IsSentToEach;

    /// <summary>What was promised to those who answer: whose name, who reads, by what groups; and whether words are taken.</summary>
    public AskPrivacy Privacy
    {
        get => field with { TakesComments = Reason is not ReasonMode.Off || Questions.Any(question => question.Kind is QuestionKind.Text), IsAlwaysNamed = Questions.Any(question => question.IsAlwaysNamed) };
        init;
    } = new(Voice.Named);

    /// <summary>When it is valid and carried, and which interests matter in it.</summary>
    public VoteRules Rules { get; init; } = VoteRules.None;

    /// <summary>Whether practices vote, and not people.</summary>
    public bool IsByPractice => Privacy.Electorate.CountedBy is not CountedBy.People;

    /// <summary>
    /// Whether its count isn't the sum of all answers, so that it is made of the answers themselves: practices vote, or
    /// somebody's interest sets theirs apart.
    /// </summary>
    public bool IsCountedFromAnswers => IsByPractice || Rules.HasMatter;

    /// <summary>How many were asked when it opened; null where that isn't known, as in a chat.</summary>
    public int? OnRoll { get; init; }

    /// <summary>Whether the storage can't tell who answered what.</summary>
    public bool IsAnonymous => Privacy.Voice is Voice.Anonymous;

    /// <summary>Whether who answered what is shown to nobody.</summary>
    public bool HidesWho => Privacy.Voice is not Voice.Named;

    /// <summary>Whether a reason goes with the answer.</summary>
    public ReasonMode Reason { get; init; }

    /// <summary>How often it was changed since it was asked: cards show which of its states they hold by this.</summary>
    public int Revision { get; init; }

    /// <summary>That it was withdrawn; null if it wasn't. Then nobody is shown a result.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>When it opens, or opened, where that isn't the moment at which it was asked; null where it is.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Whether it has yet to open, so that nobody but who may manage it knows of it: see <see cref="PollSchedule"/>.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>When people could answer, or can.</summary>
    public DateTimeOffset OpenedAt => OpensAt ?? AskedAt;

    /// <summary>Why it was not asked at its time, or its series not gone on with; null otherwise.</summary>
    public NotAsked? NotAsked { get; init; }

    /// <summary>Of which series it is; null where it is asked once.</summary>
    public PollSeries? Series { get; init; }

    /// <summary>How it is asked again; null where it isn't.</summary>
    public Repetition? Repeats { get; init; }

    /// <summary>How often its words or settings were changed after it was asked: cards say to which of its editions an answer belongs.</summary>
    public int Edition { get; init; }

    /// <summary>Whether it was kept open longer: see <see cref="PollExtension"/>.</summary>
    public ExtensionChoice Extension { get; init; }

    /// <summary>Of which ready-made set it was made; null where its questions were written anew.</summary>
    public PollSet? Set { get; init; }

    /// <summary>What it is about, such as an item of a meeting: a reference that names it, and how it is called; null for nothing.</summary>
    public PollReference? About { get; init; }

    /// <summary>Whether those who are asked may suggest further choices: see <see cref="Suggesting"/>.</summary>
    public bool TakesSuggestions { get; init; }

    /// <summary>Whether those are reminded who have not answered: see <see cref="PollReminders"/>.</summary>
    public bool SendsReminders { get; init; } = true;

    /// <summary>How many minutes answering takes, rounded up: three questions with choices, or one in words, to the minute.</summary>
    public int MinutesToAnswer => (Questions.Sum(question => question.Kind is QuestionKind.Text or QuestionKind.Ranking ? 3 : 1) + 2) / 3;

    /// <summary>Whether it asks several questions.</summary>
    public bool IsSurvey => Questions.Count > 1;

    /// <summary>
    /// Whether one press on a choice is the whole answer, so that it is given on the card itself. Never where it is
    /// anonymous: choice, words and receipt must not get into a message, and it is final, so that it is confirmed.
    /// </summary>
    public bool IsOnePress => Questions is [{ IsOnePress: true }] && Reason is not ReasonMode.Required && !IsAnonymous;

    /// <summary>Whether answers must be counted one after the other, since the next one may be one too many.</summary>
    public bool CountsStrictly => Questions.Any(question => question.Kind is QuestionKind.Target);

    /// <summary>Whether as many have answered as were wanted, so that it takes nobody more for now.</summary>
    /// <param name="tally">The count so far.</param>
    public bool IsFull(PollTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return Questions.Any(question => question.Target > 0 && tally.Answered >= question.Target);
    }

    /// <summary>Whether it takes votes: worked out from time at every read, besides any timer.</summary>
    public bool IsOpenAt(DateTimeOffset now) => !IsScheduled && !(OpensAt > now) && EndedAt(now) is null;

    /// <summary>When it ended; null before it opens and while it takes votes.</summary>
    public DateTimeOffset? EndedAt(DateTimeOffset now)
    {
        if (ClosedAt is { } closed && (ClosesAt is not { } closes || closed <= closes))
            return closed;
        return ClosesAt <= now ? ClosesAt : ClosedAt;
    }

    /// <summary>Whether the person may close it and read who answered what: its asker, and the organisation's organisers and chairs.</summary>
    public bool MayBeManagedBy(Actor actor)
        => actor.Id == AskedBy || actor.In(Organisation).HoldsAny(MayManageAny);

    /// <summary>
    /// Whether the person may answer: members of its organisation anywhere; others of the tenant where it was posted,
    /// since a chat may have people in it whom no organisation has listed yet. One that asks everybody of the organisation is
    /// theirs alone, wherever somebody shows its card.
    /// </summary>
    /// <param name="actor">The person.</param>
    /// <param name="wasPostedHere">Whether it was posted in the conversation from which the person answers.</param>
    /// <param name="teams">The ids of those of its audience's teams in which the person is.</param>
    public bool MayBeAnsweredBy(Actor actor, bool wasPostedHere, IReadOnlyCollection<string> teams)
        => WhyNotAnsweredBy(actor, wasPostedHere, teams) is null;

    /// <summary>As <see cref="MayBeAnsweredBy"/>, with the reason; null if the person may. Where some were chosen, only they are asked, wherever its card stands.</summary>
    public Refusal? WhyNotAnsweredBy(Actor actor, bool wasPostedHere, IReadOnlyCollection<string> teams)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (Audience.IsChosen)
        {
            var hat = actor.In(Organisation).Hat;
            if (!hat.IsListed)
                return new Refusal("polls.refused.otherOrganisation");
            return Audience.Includes(hat.Localities, hat.Roles, hat.Profession, teams) ? null : new Refusal("polls.refused.notAsked");
        }

        return BelongsTo(actor) || (wasPostedHere && !IsForEverybody && actor.TenantId == TenantId) ? null : new Refusal("polls.refused.otherOrganisation");
    }

    private bool BelongsTo(Actor actor) => Organisation.IsNotSetUp
        ? actor.Hats.Count == 0 && Organisation.Id == OrganisationName.NotSetUp(actor.TenantId).Id
        : actor.In(Organisation).Hat.IsListed;

    /// <summary>Whether this answer counts, and how it changes the count. Answering again replaces the earlier answer.</summary>
    /// <param name="before">The person's answer so far; null if there is none.</param>
    /// <param name="after">The answer now; null if the person takes it back.</param>
    /// <param name="tally">The count before it.</param>
    /// <param name="now">When the answer reached us.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public Ruling<VoteCast> Vote(AnswerSheet? before, AnswerSheet? after, PollTally tally, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(tally);
        if (after is not null && Check(after, today) is { } refusal)
            return refusal;
        if (!IsOpenAt(now))
            return new Refusal("polls.refused.closed");
        if (after is not null && before is null && IsFull(tally))
            return new Refusal("polls.refused.targetReached", ("count", tally.Answered.ToString(CultureInfo.InvariantCulture)));
        return new VoteCast(before, after);
    }

    /// <summary>Why an answer can't be taken, whatever the time; null if it can.</summary>
    public Refusal? Check(AnswerSheet sheet, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        if (sheet.Responses.Count != Questions.Count)
            return new Refusal("polls.refused.choice");
        var refused = Questions.Zip(sheet.Responses).Select(pair => pair.First.Check(pair.Second)).FirstOrDefault(refusal => refusal is not null);
        return refused ?? CheckWords(sheet, today, isWhole: true);
    }

    /// <summary>Why the words of an answer, or of the pages of it that are filled in, can't be taken; null if they can.</summary>
    /// <param name="sheet">The answer.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    /// <param name="isWhole">Whether it is the whole answer, so that a reason must be there if one is required.</param>
    public Refusal? CheckWords(AnswerSheet sheet, DateOnly today, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        if (isWhole && Reason is ReasonMode.Required && sheet.Reason.Length == 0)
            return new Refusal("polls.refused.noReason");
        if (sheet.Reason.Length > PollLimits.ReasonCharactersMax)
            return new Refusal("polls.refused.longReason", ("length", sheet.Reason.Length.ToString(CultureInfo.InvariantCulture)), ("max", PollLimits.ReasonCharactersMax.ToString(CultureInfo.InvariantCulture)));
        return sheet.Typed.Any(words => PatientData.FindIn(words, today) is not null) ? new Refusal("shell.refused.patientData") : null;
    }

    /// <summary>
    /// Closes it at another time, or by hand. What changes nothing is no change. Where it isn't named and somebody has answered,
    /// they were promised when its result is worked out, with whatever bar isn't reached by then: it can close earlier, and
    /// later once, at a time; that is its extension (<see cref="PollExtension"/>).
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="closesAt">When, in the future; null for by hand.</param>
    /// <param name="hasAnswers">Whether somebody has answered.</param>
    /// <param name="now">The moment.</param>
    public Ruling<Poll> Reschedule(Actor actor, DateTimeOffset? closesAt, bool hasAnswers, DateTimeOffset now)
    {
        if (!MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", AskedByName));
        if (!IsOpenAt(now))
            return new Refusal("polls.manage.refused.closed");
        return ClosingAt(closesAt, hasAnswers);
    }

    /// <summary>
    /// What it is about begins at another time, or isn't to be any more: where it was to close as that began, it closes with it. Later than
    /// was promised it closes only as <see cref="Reschedule"/> would have it. The same where nothing follows.
    /// </summary>
    /// <param name="from">When that was to begin; to the minute, as people choose when a poll closes.</param>
    /// <param name="to">When it begins now; null where it isn't to be any more.</param>
    /// <param name="hasAnswers">Whether somebody has answered.</param>
    /// <param name="now">The moment.</param>
    public Poll FollowingBeginning(DateTimeOffset from, DateTimeOffset? to, bool hasAnswers, DateTimeOffset now)
    {
        if (Withdrawal is not null || ClosedAt is not null || ClosesAt is not { } closes || closes <= now || MinuteOf(closes) != MinuteOf(from))
            return this;
        if (to is not { } begins || begins <= now)
            return this with { ClosedAt = now, Revision = Revision + 1 };
        return ClosingAt(begins, hasAnswers).IsRefused(out _, out var moved) ? this : moved;
    }

    private Ruling<Poll> ClosingAt(DateTimeOffset? closesAt, bool hasAnswers)
    {
        if (closesAt == ClosesAt)
            return this;
        var changed = this with { ClosesAt = closesAt, Revision = Revision + 1 };
        if (!HidesWho || !hasAnswers || ClosesAt is not { } promised || closesAt < promised)
            return changed;
        return closesAt is null || Extension is ExtensionChoice.Extended
            ? new Refusal("polls.manage.refused.longerOnce")
            : changed with { Extension = ExtensionChoice.Extended };
    }

    private static long MinuteOf(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>Withdraws it, open or closed: no result is shown to anybody, and every card says why. It can't be undone; again it changes nothing.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="why">As typed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public Ruling<Poll> Withdraw(Actor actor, string why, DateTimeOffset now, DateOnly today)
    {
        if (!MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", AskedByName));
        if (Withdrawal is not null)
            return this;
        if (IsScheduled)
            return new Refusal("polls.schedule.refused.early.withdraw");
        why = QuestionDraft.InOneLine(why);
        if (!QuestionDraft.Shows(why))
            return new Refusal("polls.manage.refused.noWhy");
        if (why.Length > PollLimits.ReasonCharactersMax)
            return QuestionDraft.TooLong("polls.refused.longReason", why.Length, PollLimits.ReasonCharactersMax);
        if (PatientData.FindIn(why, today) is not null)
            return new Refusal("shell.refused.patientData");
        return this with { Withdrawal = new Withdrawal(now, why), ClosedAt = IsOpenAt(now) ? now : ClosedAt, Revision = Revision + 1 };
    }

    /// <summary>Closes the poll for good. Closing what is closed already changes nothing.</summary>
    public Ruling<Poll> Close(Actor actor, DateTimeOffset now)
    {
        if (!MayBeManagedBy(actor))
            return new Refusal("polls.refused.close", ("asker", AskedByName));
        return IsOpenAt(now) ? this with { ClosedAt = now } : this;
    }
}

/// <summary>An answer that counts.</summary>
/// <param name="Before">The answer that it replaces; null if it is the person's first.</param>
/// <param name="After">The answer now; null if it is taken back.</param>
public sealed record VoteCast(AnswerSheet? Before, AnswerSheet? After)
{
    /// <summary>Whether anything is to be written: saying the same again changes nothing.</summary>
    public bool ChangesAnything => Before != After;
}

/// <summary>What a poll is about.</summary>
/// <param name="Key">Names it, such as <c>meetings:larkford.abc.2</c>.</param>
/// <param name="Title">How it was called when the poll was asked, in one line.</param>
public sealed record PollReference(string Key, string Title);

/// <summary>That a poll was withdrawn.</summary>
/// <param name="At">When.</param>
/// <param name="Why">In a line: every card says it.</param>
public sealed record Withdrawal(DateTimeOffset At, string Why);
