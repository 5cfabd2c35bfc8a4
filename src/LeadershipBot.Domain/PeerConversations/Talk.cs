using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>How what people wanted to try went, six weeks later.</summary>
public enum TalkOutcome
{
    /// <summary>Nobody said.</summary>
    NotSaid,

    /// <summary>They tried it, and it helped.</summary>
    Helped,

    /// <summary>They tried it, and it didn't help.</summary>
    DidNotHelp,

    /// <summary>They have not tried it yet.</summary>
    NotYet,
}

/// <summary>That two or three were matched for a conversation. Only that, and what both note, is kept; never what was said.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Organisation">In which organisation.</param>
/// <param name="People">Who; who asked to be forgotten is no more among them.</param>
/// <param name="At">When they were matched.</param>
public sealed record Talk(string Id, OrganisationName Organisation, IReadOnlyList<Person> People, DateTimeOffset At)
{
    /// <summary>The longest note, and the longest that they will try, in characters.</summary>
    public const int WordsMax = 500;

    /// <summary>The longest reason of whoever can't take part, in characters.</summary>
    public const int ReasonMax = 200;

    /// <summary>
    /// So long after the last of them said that they can't take part the reasons go: by then quiet hours and weekends are over for which
    /// what the others are told may have waited, and they have arranged what they will do. Whoever could be reached only later reads who can't.
    /// </summary>
    public static TimeSpan ReasonsKeptFor { get; } = TimeSpan.FromDays(14);

    /// <summary>So long after they noted what they will try they are asked how it went.</summary>
    public static TimeSpan FollowUpAfter { get; } = TimeSpan.FromDays(6 * 7);

    /// <summary>The measure on which their practices differ; empty for a conversation about anything.</summary>
    public string Measure { get; init; } = "";

    /// <summary>Their practices, where it is about a measure; else empty.</summary>
    public IReadOnlyList<string> Practices { get; init; } = [];

    /// <summary>When one of them said that they have met; null until then.</summary>
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>What they noted together; empty if nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>What they will try; empty if they didn't say.</summary>
    public string WillTry { get; init; } = "";

    /// <summary>When they are asked how it went; null where there is nothing to ask.</summary>
    public DateTimeOffset? FollowUpAt { get; init; }

    /// <summary>How it went.</summary>
    public TalkOutcome Outcome { get; init; }

    /// <summary>Who said, before they met, that they can't take part; who asked to be forgotten is no more among them.</summary>
    public IReadOnlyList<Declined> Declined { get; init; } = [];

    /// <summary>Whether nobody is left to meet, and they have not met.</summary>
    public bool IsNobodyLeft => MetAt is null && People.Count < 2;

    /// <summary>Whether somebody is one of them.</summary>
    public bool Has(MemberId person) => People.Any(one => one.Id.ToString() == person.ToString());

    /// <summary>Whether somebody said that they can't take part.</summary>
    public bool HasDeclined(MemberId person) => Declined.Any(one => one.Person.Id == person);

    /// <summary>All who stand in it: who talk, and who declined.</summary>
    public IEnumerable<Person> Named => People.Concat(Declined.Select(one => one.Person));

    /// <summary>The others.</summary>
    public IEnumerable<Person> Besides(MemberId person) => People.Where(one => one.Id.ToString() != person.ToString());

    /// <summary>Every two of them.</summary>
    public IEnumerable<PeerPair> Pairs() => PairsOf([.. People.Select(one => one.Id.ToString())]);

    /// <summary>Every two of their practices.</summary>
    public IEnumerable<PeerPair> PracticePairs() => PairsOf(Practices);

    /// <summary>They have met; refused where nobody is left to meet. Again the first time stays.</summary>
    public Ruling<Talk> Met(DateTimeOffset now)
    {
        if (IsNobodyLeft)
            return new Refusal("talks.refused.nobodyLeft");
        return MetAt is null ? this with { MetAt = now } : this;
    }

    /// <summary>One of them says that they can't take part: the others go on without them, or needn't wait. Refused once they have met. Again it changes nothing.</summary>
    /// <param name="person">Who.</param>
    /// <param name="reason">Why, for the others; may be empty.</param>
    /// <param name="today">The date where they are.</param>
    public Ruling<Talk> Decline(MemberId person, string reason, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (People.FirstOrDefault(one => one.Id == person) is not { } who)
            return this;
        if (MetAt is not null)
            return new Refusal("talks.refused.met");
        if (PeerTexts.CheckIfAny(reason, ReasonMax, today) is { } wrong)
            return wrong;
        return this with { People = [.. Besides(person)], Declined = [.. Declined, new Declined(who, reason.Trim())] };
    }

    /// <summary>Who can't take part, and no more why. Again it changes nothing.</summary>
    public Talk WithoutReasons() => Declined.All(one => one.Reason.Length == 0) ? this : this with { Declined = [.. Declined.Select(one => one with { Reason = "" })] };

    /// <summary>Without somebody who asked to be forgotten.</summary>
    public Talk Without(MemberId person) => this with { People = [.. Besides(person)], Declined = [.. Declined.Where(one => one.Person.Id != person)] };

    /// <summary>
    /// One of them writes what they noted, in place of what was there; whoever writes it has met. Another plan than the one of which they
    /// were asked how it went is a new one: they are asked again, six weeks later.
    /// </summary>
    /// <param name="note">The note.</param>
    /// <param name="willTry">What they will try; may be empty.</param>
    /// <param name="now">Now.</param>
    /// <param name="today">The date where the writer is.</param>
    public Ruling<Talk> Write(string note, string willTry, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(willTry);
        if ((PeerTexts.Check(note, WordsMax, today) ?? PeerTexts.CheckIfAny(willTry, WordsMax, today)) is { } wrong)
            return wrong;
        var plan = willTry.Trim();
        if (Met(now).IsRefused(out var nobody, out var met))
            return nobody;
        var isNew = plan != WillTry && (Outcome is not TalkOutcome.NotSaid || FollowUpAt is null || FollowUpAt <= now);
        return met with { Note = note.Trim(), WillTry = plan, FollowUpAt = plan.Length == 0 ? null : isNew ? now + FollowUpAfter : FollowUpAt, Outcome = isNew ? TalkOutcome.NotSaid : Outcome };
    }

    /// <summary>One of them says how it went; the last word counts.</summary>
    public Ruling<Talk> Say(TalkOutcome outcome)
        => WillTry.Length == 0 || outcome is TalkOutcome.NotSaid ? new Refusal("talks.refused.nothingTried") : this with { Outcome = outcome };

    private static IEnumerable<PeerPair> PairsOf(IReadOnlyList<string> all) => all.SelectMany((one, place) => all.Skip(place + 1).Select(other => PeerPair.Of(one, other)));
}

/// <summary>Somebody who said that they can't take part in a conversation.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why, as the others read it; empty if they didn't say, and <see cref="Talk.ReasonsKeptFor"/> later.</param>
public sealed record Declined(Person Person, string Reason);
