using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Polls;

/// <summary>One question with a few choices, asked by one person of the others in a conversation. Votes are named.</summary>
/// <param name="Id">Unique in its organisation.</param>
/// <param name="Organisation">Whose poll it is.</param>
/// <param name="TenantId">The tenant in which it was asked.</param>
/// <param name="Question">1 to <see cref="PollLimits.QuestionCharactersMax"/> characters.</param>
/// <param name="Choices">2 to <see cref="PollLimits.ChoicesMax"/>, all different, in the asker's order.</param>
/// <param name="AskedBy">Object id of the asker.</param>
/// <param name="AskedByName">The asker's name when it was asked.</param>
/// <param name="AskedAt">When it opened.</param>
/// <param name="ClosesAt">The first moment at which it no longer takes votes; null if it is closed by hand.</param>
/// <param name="ClosedAt">When it was closed by hand; null if it was not.</param>
public sealed record Poll(
    string Id,
    OrganisationName Organisation,
    string TenantId,
    string Question,
    IReadOnlyList<string> Choices,
    string AskedBy,
    string AskedByName,
    DateTimeOffset AskedAt,
    DateTimeOffset? ClosesAt,
    DateTimeOffset? ClosedAt)
{
    private const Roles MayManageAny = Roles.Organiser | Roles.Chair;

    /// <summary>Who may ask everybody of the organisation at once.</summary>
    public const Roles MayAskEverybody = Roles.Organiser | Roles.Chair;

    /// <summary>Whether it is asked of everybody whom its organisation lists, each in their own chat, and not in one conversation.</summary>
    public bool IsForEverybody { get; init; }

    /// <summary>Whether it takes votes: worked out from time at every read, besides any timer.</summary>
    public bool IsOpenAt(DateTimeOffset now) => EndedAt(now) is null;

    /// <summary>When it ended; null while it takes votes.</summary>
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
    /// since a chat may have people in it whom no organisation has listed yet.
    /// </summary>
    /// <param name="actor">The person.</param>
    /// <param name="wasPostedHere">Whether it was posted in the conversation from which the person answers.</param>
    public bool MayBeAnsweredBy(Actor actor, bool wasPostedHere)
        => BelongsTo(actor) || (wasPostedHere && actor.TenantId == TenantId);

    private bool BelongsTo(Actor actor) => Organisation.IsNotSetUp
        ? actor.Hats.Count == 0 && Organisation.Id == OrganisationName.NotSetUp(actor.TenantId).Id
        : actor.In(Organisation).Hat.IsListed;

    /// <summary>Whether this vote counts, and how it changes the count. Voting again replaces the earlier vote.</summary>
    /// <param name="before">The person's vote so far, as an index of <see cref="Choices"/>; null if there is none.</param>
    /// <param name="choice">The choice now.</param>
    /// <param name="now">When the vote reached us.</param>
    public Ruling<VoteCast> Vote(int? before, int choice, DateTimeOffset now)
    {
        if (choice < 0 || choice >= Choices.Count)
            return new Refusal("polls.refused.choice");
        if (!IsOpenAt(now))
            return new Refusal("polls.refused.closed");
        return new VoteCast(before, choice);
    }

    /// <summary>Closes the poll for good. Closing what is closed already changes nothing.</summary>
    public Ruling<Poll> Close(Actor actor, DateTimeOffset now)
    {
        if (!MayBeManagedBy(actor))
            return new Refusal("polls.refused.close", ("asker", AskedByName));
        return IsOpenAt(now) ? this with { ClosedAt = now } : this;
    }
}

/// <summary>A vote that counts.</summary>
/// <param name="Before">The choice that it replaces; null if it is the person's first.</param>
/// <param name="Choice">The choice now.</param>
public sealed record VoteCast(int? Before, int Choice)
{
    /// <summary>Whether anything is to be written: pressing the same choice again changes nothing.</summary>
    public bool ChangesAnything => Before != Choice;
}
