using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>What is recorded of a place, by whoever runs the fellowship, by the fellow, and by their practice.</summary>
public static class PlaceRules
{
    /// <summary>The lowest and the highest worth that a survey takes.</summary>
    public const int WorthMin = 1;

    /// <summary>The highest worth that a survey takes.</summary>
    public const int WorthMax = 5;

    /// <summary>So many who lead a practice answer for one place at most; of more the newest are kept.</summary>
    public const int PracticeAnswersMax = 20;

    /// <summary>For so many working days somebody isn't listed before their place goes on.</summary>
    public const int UnlistedWorkingDays = 2;

    /// <summary>The day from which on the place of somebody who isn't listed goes on, unless they are listed by then.</summary>
    /// <param name="since">Since when they aren't listed, as it was seen.</param>
    public static DateOnly GoesOnFrom(DateTimeOffset since) => WorkingDays.After(DateOnly.FromDateTime(since.UtcDateTime), UnlistedWorkingDays);

    /// <summary>For so long somebody isn't listed, while it runs, before those who count on them are told.</summary>
    public static readonly TimeSpan UnlistedFor = TimeSpan.FromHours(20);

    /// <summary>Records who covers for the fellow, and who pays, also once the place was completed or left: cover is claimed for afterwards. Not of one that was given up before it began.</summary>
    public static Ruling<Fellowship> Cover(this Fellowship fellowship, string placeId, string coveredBy, string paidBy, DateOnly today)
    {
        if (Find(fellowship, placeId).IsRefused(out var refusal, out var place))
            return refusal;
        if (!place.IsTaken)
            return new Refusal("fellowships.refused.ended");
        if (!FellowshipDraft.Shows(coveredBy) || !FellowshipDraft.Shows(paidBy))
            return new Refusal("fellowships.refused.noCover");
        return WhyNotShort(coveredBy, today) ?? WhyNotShort(paidBy, today) ?? (Ruling<Fellowship>)fellowship.With(place with { CoveredBy = coveredBy.Trim(), CoverPaidBy = paidBy.Trim() });
    }

    /// <summary>A fellow ends their place before it was completed: given up before its first day, left early after it. Ended so already, it stays as it is.</summary>
    public static Ruling<Fellowship> Leave(this Fellowship fellowship, string placeId, string words, DateTimeOffset now, DateOnly today)
        => EndBy(fellowship, placeId, EndedBy.Fellow, words, now, today);

    /// <summary>The same by those who run it: the fellow is told why.</summary>
    public static Ruling<Fellowship> EndEarly(this Fellowship fellowship, string placeId, string words, DateTimeOffset now, DateOnly today)
        => EndBy(fellowship, placeId, EndedBy.Runner, words, now, today);

    /// <summary>
    /// What is known of a place before its first day, by whether the organisation still lists who has it: not listed for
    /// two working days after the first look that missed them, it is given up: a list that was sent wrongly can be put right until then.
    /// </summary>
    /// <param name="fellowship">The fellowship.</param>
    /// <param name="place">A place that somebody has.</param>
    /// <param name="isListed">Whether the organisation lists them now.</param>
    /// <param name="now">The moment.</param>
    public static FellowPlace LookedFor(this Fellowship fellowship, FellowPlace place, bool isListed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        ArgumentNullException.ThrowIfNull(place);
        if (isListed)
            return place.UnlistedSince is null ? place : place with { UnlistedSince = null };
        if (place.UnlistedSince is not { } since)
            return place with { UnlistedSince = now };
        return DateOnly.FromDateTime(now.UtcDateTime) < GoesOnFrom(since) ? place : fellowship.Ended(place, now) with { EndedBy = EndedBy.Unlisted };
    }

    /// <summary>
    /// The same while it runs: the place stays, and those who count on it are told once, after two looks a day apart that didn't
    /// find who has it.
    /// </summary>
    /// <param name="place">A place that somebody has.</param>
    /// <param name="isListed">Whether the organisation lists them now.</param>
    /// <param name="now">The moment.</param>
    public static FellowPlace MissedAt(this FellowPlace place, bool isListed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (isListed)
            return place.UnlistedSince is null ? place : place with { UnlistedSince = null, ToldUnlisted = false };
        if (place.UnlistedSince is not { } since)
            return place with { UnlistedSince = now };
        return now - since < UnlistedFor ? place : place with { ToldUnlisted = true };
    }

    private static Ruling<Fellowship> EndBy(Fellowship fellowship, string placeId, EndedBy by, string words, DateTimeOffset now, DateOnly today)
    {
        if (Find(fellowship, placeId).IsRefused(out var refusal, out var place))
            return refusal;
        if (place.End is PlaceEnd.GivenUp or PlaceEnd.LeftEarly)
            return fellowship;
        if (place.End is PlaceEnd.Completed)
            return new Refusal("fellowships.refused.ended");
        if (!FellowshipDraft.Shows(words))
            return new Refusal("fellowships.refused.noReason");
        return WhyNotSentence(words, today) ?? (Ruling<Fellowship>)fellowship.With(fellowship.Ended(place, now) with { EndWords = words.Trim(), EndedBy = by });
    }

    /// <summary>A place doesn't come about any more, since the appointment was taken back. Where there is no such place, or it has ended, nothing changes.</summary>
    /// <param name="fellowship">The fellowship.</param>
    /// <param name="placeId">The place.</param>
    /// <param name="words">What the applicant was told; empty for nothing.</param>
    /// <param name="now">When.</param>
    public static Ruling<Fellowship> TakeBack(this Fellowship fellowship, string placeId, string words, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        return fellowship.Places.FirstOrDefault(one => one.Id == placeId) is { IsLive: true } place ? fellowship.With(fellowship.Ended(place, now) with { EndWords = words, EndedBy = EndedBy.TakenBack }) : fellowship;
    }

    /// <summary>Takes whoever has a place out of it, since they are forgotten; a place that they have still has ended.</summary>
    public static Ruling<Fellowship> Forget(this Fellowship fellowship, string placeId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        return fellowship.Places.FirstOrDefault(one => one.Id == placeId) is { Fellow: not null } place ? fellowship.With(Nameless(place.IsLive ? fellowship.Ended(place, now) : place)) : fellowship;
    }

    /// <summary>The place without whoever had it, without what was said of it, and without what would tell who it was.</summary>
    public static FellowPlace Nameless(FellowPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place with
        {
            Fellow = null,
            GoingWords = "",
            ByFellow = place.ByFellow is { } said ? said with { Words = "" } : null,
            EndWords = "",
            ByPractice = [.. place.ByPractice.Select(said => said with { Words = "", By = null })],
            Practice = "", // of a practice with few people it would tell who it was
            PracticeCode = "",
            UnlistedSince = null,
            CoveredBy = place.CoveredBy.Length > 0 ? "–" : "",
            Appointment = "", // made of who they are
        };
    }

    /// <summary>Keeps the practice that released whoever has a place. One that is kept stays, and of who is forgotten none is kept.</summary>
    public static Ruling<Fellowship> Release(this Fellowship fellowship, string placeId, string practice, string code)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        return fellowship.Places.FirstOrDefault(one => one.Id == placeId) is { Fellow: not null, PracticeCode.Length: 0 } place ? fellowship.With(place with { Practice = practice, PracticeCode = code }) : fellowship;
    }

    /// <summary>The place as it ends at a moment before it was completed: given up before its first day, left early after it.</summary>
    public static FellowPlace Ended(this Fellowship fellowship, FellowPlace place, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        ArgumentNullException.ThrowIfNull(place);
        return place with { End = DateOnly.FromDateTime(now.UtcDateTime) < fellowship.Content.Starts ? PlaceEnd.GivenUp : PlaceEnd.LeftEarly, EndedAt = now };
    }

    /// <summary>A fellow says how it goes. The last word counts.</summary>
    public static Ruling<Fellowship> Say(this Fellowship fellowship, MemberId who, Going going, string words, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        if (fellowship.PlaceOf(who) is not { IsLive: true } place)
            return new Refusal("fellowships.refused.noPlace");
        if (going is Going.NotSaid || !Enum.IsDefined(going))
            return new Refusal("fellowships.refused.noAnswer");
        return WhyNotSentence(words, today) ?? (Ruling<Fellowship>)fellowship.With(place with { Going = going, GoingWords = words.Trim() });
    }

    /// <summary>Confirms that a place was completed, with what the fellow can do now. Once it ran; confirmed already with the same, it stays as it is, and what somebody else confirmed isn't replaced unseen.</summary>
    public static Ruling<Fellowship> Complete(this Fellowship fellowship, string placeId, IReadOnlyList<string> skills, string words, Person by, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(skills);
        if (Find(fellowship, placeId).IsRefused(out var refusal, out var place))
            return refusal;
        if (place.End is PlaceEnd.Completed)
            return IsOutcome(place, skills, words) ? fellowship : new Refusal("fellowships.refused.completed");
        if (!place.IsLive)
            return new Refusal("fellowships.refused.ended");
        if (DateOnly.FromDateTime(now.UtcDateTime) < fellowship.Content.Starts)
            return new Refusal("fellowships.refused.notStarted");
        return WhyNotOutcome(skills, words, today) ?? (Ruling<Fellowship>)fellowship.With(place with { End = PlaceEnd.Completed, EndedAt = now, Skills = skills, EndWords = words.Trim(), ConfirmedBy = by });
    }

    /// <summary>Corrects what was confirmed of a place that was completed: whoever corrects it confirms it from then on. Not of somebody who is forgotten.</summary>
    public static Ruling<Fellowship> CorrectOutcome(this Fellowship fellowship, string placeId, IReadOnlyList<string> skills, string words, Person by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(skills);
        if (Find(fellowship, placeId).IsRefused(out var refusal, out var place))
            return refusal;
        if (place is not { End: PlaceEnd.Completed, Fellow: not null })
            return new Refusal("fellowships.refused.notCompleted");
        if (IsOutcome(place, skills, words))
            return fellowship;
        return WhyNotOutcome(skills, words, today) ?? (Ruling<Fellowship>)fellowship.With(place with { Skills = skills, EndWords = words.Trim(), ConfirmedBy = by });
    }

    private static bool IsOutcome(FellowPlace place, IReadOnlyList<string> skills, string words) => place.Skills.SequenceEqual(skills) && place.EndWords == words.Trim();

    private static Refusal? WhyNotOutcome(IReadOnlyList<string> skills, string words, DateOnly today)
    {
        if (skills.Count > FellowshipLimits.SkillsMax)
            return new Refusal("fellowships.refused.skills", ("max", FellowshipDraft.Number(FellowshipLimits.SkillsMax)));
        foreach (var (text, max) in skills.Select(skill => (skill, FellowshipLimits.SkillCharactersMax)).Append((words.Trim(), FellowshipLimits.SentenceCharactersMax)))
        {
            if (FellowshipDraft.WhyNotText(text, max, today) is { } wrong)
                return wrong;
        }

        return null;
    }

    /// <summary>Whether the two sides are asked what it was worth: from its last day on, confirmed or not, and where somebody left early.</summary>
    public static bool MayBeRated(this Fellowship fellowship, FellowPlace place, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        ArgumentNullException.ThrowIfNull(place);
        return place.End is PlaceEnd.Completed or PlaceEnd.LeftEarly || (place.IsLive && today >= fellowship.Content.Ends);
    }

    /// <summary>A fellow, or who leads their practice, says what it was worth, once it is over. The last word of each counts: nobody replaces what another said.</summary>
    /// <param name="fellowship">The fellowship.</param>
    /// <param name="placeId">The place.</param>
    /// <param name="isPractice">Whether the practice says it, and not the fellow.</param>
    /// <param name="survey">What is said.</param>
    /// <param name="today">The date where they are.</param>
    public static Ruling<Fellowship> Survey(this Fellowship fellowship, string placeId, bool isPractice, PlaceSurvey survey, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(survey);
        if (Find(fellowship, placeId).IsRefused(out var refusal, out var place))
            return refusal;
        if (!fellowship.MayBeRated(place, today))
            return new Refusal("fellowships.refused.notEnded");
        if (survey.Worth is < WorthMin or > WorthMax || !Enum.IsDefined(survey.Time))
            return new Refusal("fellowships.refused.noAnswer");
        if (WhyNotSentence(survey.Words, today) is { } wrong)
            return wrong;
        return fellowship.With(isPractice ? place with { ByPractice = Heard(place.ByPractice, survey) } : place with { ByFellow = survey });
    }

    private static IReadOnlyList<PlaceSurvey> Heard(IReadOnlyList<PlaceSurvey> said, PlaceSurvey survey)
        => said.Any(one => one.By == survey.By) ? [.. said.Select(one => one.By == survey.By ? survey : one)] : [.. said.TakeLast(PracticeAnswersMax - 1), survey];

    private static Ruling<FellowPlace> Find(Fellowship fellowship, string placeId)
    {
        ArgumentNullException.ThrowIfNull(fellowship);
        return fellowship.Places.FirstOrDefault(one => one.Id == placeId) is { } place ? place : new Refusal("fellowships.refused.noSuchPlace");
    }

    private static Refusal? WhyNotShort(string words, DateOnly today) => FellowshipDraft.WhyNotText(words.Trim(), FellowshipLimits.ShortCharactersMax, today);

    private static Refusal? WhyNotSentence(string words, DateOnly today) => FellowshipDraft.WhyNotText(words.Trim(), FellowshipLimits.SentenceCharactersMax, today);
}
