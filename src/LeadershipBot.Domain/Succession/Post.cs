using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Succession;

/// <summary>A post of an organisation: what it is, who holds it, and when it was or is open for applications.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Content">What it is.</param>
public sealed record Post(string Id, OrganisationName Organisation, PostContent Content)
{
    /// <summary>Who makes and manages posts.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>A place is given ahead by so many months at the most: the first reminder that a term ends comes twelve months before.</summary>
    public const int AheadMonths = 18;

    /// <summary>Who has held it, holds it or will, the oldest first.</summary>
    public IReadOnlyList<Tenure> Tenures { get; init; } = [];

    /// <summary>When it was open for applications, the oldest first.</summary>
    public IReadOnlyList<Round> Rounds { get; init; } = [];

    /// <summary>Whether members see it; a draft is seen by those who manage posts.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Why it isn't offered any more; null while it is.</summary>
    public string? WithdrawnBecause { get; init; }

    /// <summary>Since when whoever runs it does, where somebody else did since members saw it; null where nobody did.</summary>
    public DateTimeOffset? RunBySince { get; init; }

    /// <summary>The newest round; null before the first.</summary>
    public Round? Round => Rounds is [.., var last] ? last : null;

    /// <summary>Whether applications are taken at this moment.</summary>
    public bool IsOpenAt(DateTimeOffset now) => IsPublished && WithdrawnBecause is null && Round?.IsOpenAt(now) is true;

    /// <summary>Who holds it on a day.</summary>
    public IEnumerable<Tenure> HeldOn(DateOnly day) => Tenures.Where(tenure => tenure.IsHeldOn(day));

    /// <summary>Whether this person makes and manages posts of the organisation.</summary>
    public bool MayBeManagedBy(Actor actor) => actor.Organisation.Id == Organisation.Id && actor.Hat.IsListed && actor.HoldsAny(Makers);

    /// <summary>Whether this person reads who only explores, and what holders say of staying: the chair, and the one organiser who runs it.</summary>
    public bool IsConfidedTo(Actor actor) => IsConfidedTo(actor, Organisation.Id, Content.RunBy?.Id);

    /// <summary>The same, of a line in a list.</summary>
    public static bool IsConfidedTo(Actor actor, string organisationId, MemberId? runBy)
        => actor.Organisation.Id == organisationId && actor.Hat.IsListed && (actor.HoldsAny(Roles.Chair) || (runBy is { } one && one.ToString() == actor.MemberId.ToString() && actor.HoldsAny(Makers)));

    /// <summary>The post as it was written anew, for members to see.</summary>
    /// <param name="content">What it is now.</param>
    /// <param name="now">When.</param>
    public Post Rewritten(PostContent content, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(content);
        return this with { Content = content, IsPublished = true, RunBySince = IsPublished && Content.RunBy?.Id != content.RunBy?.Id ? now : RunBySince };
    }

    /// <summary>
    /// Why this person can't say who runs it, or who sits on its panel: once members have seen it, things are confided to
    /// whoever runs it, and only they and the chair hand that on. Null where nothing of it changes, or they may.
    /// </summary>
    public Refusal? WhyNotHandedOn(PostContent after, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(after);
        if (!IsPublished || Content.RunBy is not { } runBy || IsConfidedTo(actor))
            return null;
        var isSame = after.RunBy?.Id == runBy.Id && after.Panel.Select(one => one.Id).ToHashSet().SetEquals(Content.Panel.Select(one => one.Id));
        return isSame ? null : new Refusal("posts.refused.handedOn", ("name", runBy.Name));
    }

    /// <summary>How many places are free, or are going to be, and nobody follows yet; at least 1, since a round is for somebody.</summary>
    public int PlacesToFill(DateOnly today)
    {
        var lasting = Tenures.Count(tenure => !(tenure.Until < today) && !(tenure.Until <= today.AddMonths(SeatRisk.SoonMonths)));
        return Math.Max(1, Content.Places - lasting);
    }

    /// <summary>How many can be appointed at the most: the places that are free, or become free within <see cref="AheadMonths"/>, and that nobody follows in.</summary>
    public int PlacesFree(DateOnly today) => Math.Max(0, Content.Places - Tenures.Count(tenure => !(tenure.Until < today.AddMonths(AheadMonths))));

    /// <summary>
    /// When somebody who is appointed now begins: at once where a place is free for a whole term, else the day after the first term
    /// that leaves one; null where none becomes free within <see cref="AheadMonths"/>.
    /// </summary>
    public DateOnly? NextStart(DateOnly today)
    {
        var ends = Tenures.Select(tenure => tenure.Until).OfType<DateOnly>().Where(end => end >= today && end < today.AddMonths(AheadMonths)).Order();
        return ends.Select(end => end.AddDays(1)).Prepend(today).Where(HasPlaceFrom).Cast<DateOnly?>().FirstOrDefault();
    }

    /// <summary>The last day of a tenure that begins on a day; null where the post has no end that is known.</summary>
    public DateOnly? EndOf(DateOnly from) => Content.TenureMonths > 0 ? from.AddMonths(Content.TenureMonths).AddDays(-1) : null;

    /// <summary>Opens it for applications: from then on members see it. One round at a time, and for no more than there are places.</summary>
    public Ruling<Post> Open(DateTimeOffset opensAt, DateTimeOffset closesAt, int places, DateOnly? interviewOn, DateTimeOffset now)
    {
        if (WithdrawnBecause is not null)
            return new Refusal(PostRefusals.Withdrawn);
        if (Round is { } last && !last.IsOverAt(now))
            return new Refusal("posts.refused.open");
        if (PostDraft.WhyNotOpened(opensAt, closesAt, places, interviewOn, now) is { } refusal)
            return refusal;
        if (PlacesFree(DateOnly.FromDateTime(now.UtcDateTime)) is var free && free < places)
            return free == 0 ? NoPlace() : new Refusal("posts.refused.morePlaces", ("free", free.ToString(CultureInfo.InvariantCulture)), ("months", AheadMonths.ToString(CultureInfo.InvariantCulture)));
        return this with { IsPublished = true, Rounds = [.. Rounds, new Round(Rounds.Count + 1, opensAt, closesAt, places) { InterviewOn = interviewOn }] };
    }

    /// <summary>Takes no more applications, before the time; what was closed stays as it is.</summary>
    public Ruling<Post> Close(DateTimeOffset now)
    {
        if (Round is not { } last)
            return new Refusal("posts.refused.notOpen");
        return last.IsOverAt(now) ? this : With(last with { ClosesAt = now, OpensAt = last.OpensAt < now ? last.OpensAt : now });
    }

    /// <summary>Says on which day the interviews are of a round that isn't filled, which is not before it closes; null where the day isn't known.</summary>
    public Ruling<Post> SetInterview(DateOnly? day)
    {
        if (WithdrawnBecause is not null)
            return new Refusal(PostRefusals.Withdrawn);
        if (Round is not { FilledAt: null } last)
            return new Refusal("posts.refused.noRound");
        if (day == last.InterviewOn)
            return this;
        return day < DateOnly.FromDateTime(last.ClosesAt.UtcDateTime) ? new Refusal("posts.refused.interview") : With(last with { InterviewOn = day });
    }

    /// <summary>Offers it no more. Whoever holds it still does.</summary>
    public Ruling<Post> Withdraw(string reason)
    {
        if (WithdrawnBecause is not null)
            return this;
        return PostDraft.Shows(reason) ? this with { WithdrawnBecause = reason } : new Refusal("posts.refused.noReason");
    }

    /// <summary>Records that somebody holds it; the same tenure again changes nothing.</summary>
    public Ruling<Post> WithTenure(Tenure tenure)
    {
        ArgumentNullException.ThrowIfNull(tenure);
        if (Tenures.Any(one => one.Id == tenure.Id))
            return this;
        if (tenure.Until < tenure.From)
            return new Refusal("posts.refused.tenure");
        if (Tenures.Any(one => one.Holder?.Id.ToString() == tenure.Holder?.Id.ToString() && !(one.Until < tenure.From) && !(tenure.Until < one.From)))
            return new Refusal("posts.refused.holdsIt", ("name", tenure.Holder?.Name ?? ""));
        return this with { Tenures = [.. Tenures.Append(tenure).OrderBy(one => one.From).ThenBy(one => one.Id, StringComparer.Ordinal)] };
    }

    /// <summary>
    /// Somebody was appointed in a round, which is filled with the last place; who holds it already goes on when their own term ends.
    /// Refused where every place is held, and nobody can follow soon. Again changes nothing.
    /// </summary>
    public Ruling<Post> Appoint(string tenureId, Person person, int round, DateTimeOffset at)
    {
        if (Tenures.Any(one => one.Id == tenureId))
            return this;
        if (NextStart(DateOnly.FromDateTime(at.UtcDateTime)) is not { } from)
            return NoPlace();
        if (Tenures.Where(one => one.Holder?.Id == person.Id && one.Until >= from).Max(one => one.Until) is { } ends)
            from = ends.AddDays(1);
        if (!HasPlaceFrom(from))
            return NoPlace();
        if (WithTenure(new Tenure(tenureId, person, from, EndOf(from)) { Round = round }).IsRefused(out var refusal, out var after))
            return refusal;
        var taken = after.Tenures.Count(one => one.Round == round);
        return after.Rounds.FirstOrDefault(one => one.Number == round) is { FilledAt: null } open && taken >= open.Places ? after.With(open with { FilledAt = at }) : after;
    }

    /// <summary>
    /// An appointment is taken back: who never began doesn't stand in it any more, who did held it until the day before; and the place
    /// in the round is free for another. Again changes nothing.
    /// </summary>
    /// <param name="tenureId">The tenure that came of it.</param>
    /// <param name="day">The day on which it is taken back.</param>
    public Post TakeBack(string tenureId, DateOnly day)
    {
        if (Tenures.FirstOrDefault(one => one.Id == tenureId) is not { Round: > 0 } tenure)
            return this;
        var held = tenure with { Until = tenure.Until < day ? tenure.Until : day.AddDays(-1), Round = 0, RemindedMonths = 0 };
        var after = tenure.From < day ? With(held) : this with { Tenures = [.. Tenures.Where(one => one.Id != tenureId)] };
        return after.Rounds.FirstOrDefault(one => one.Number == tenure.Round) is { FilledAt: not null } filled ? after.With(filled with { FilledAt = null }) : after;
    }

    /// <summary>A tenure ends on a day: the last on which it is held. Ending it on the day it ends changes nothing.</summary>
    public Ruling<Post> EndTenure(string tenureId, DateOnly lastDay)
    {
        if (Tenures.FirstOrDefault(one => one.Id == tenureId) is not { } tenure)
            return new Refusal("posts.refused.noTenure");
        return lastDay < tenure.From ? new Refusal("posts.refused.tenure") : With(tenure with { Until = lastDay, RemindedMonths = 0 });
    }

    /// <summary>A holder says whether they stay. The last word counts.</summary>
    public Ruling<Post> Intend(string tenureId, MemberId who, Intention intention, DateOnly today)
    {
        if (Tenures.FirstOrDefault(one => one.Id == tenureId) is not { } tenure || tenure.Holder?.Id.ToString() != who.ToString())
            return new Refusal("posts.refused.notHolder");
        return tenure.Until < today ? new Refusal("posts.refused.ended") : With(tenure with { Intention = intention, IntentionOn = today });
    }

    /// <summary>The post with another version of one of its tenures.</summary>
    public Post With(Tenure tenure) => this with { Tenures = [.. Tenures.Select(one => one.Id == tenure.Id ? tenure : one)] };

    /// <summary>The post with another version of one of its rounds.</summary>
    public Post With(Round round) => this with { Rounds = [.. Rounds.Select(one => one.Number == round.Number ? round : one)] };

    /// <summary>Whether a place is free on every day of a term that begins on a day.</summary>
    private bool HasPlaceFrom(DateOnly from)
    {
        var until = EndOf(from);
        return Tenures.Select(tenure => tenure.From).Where(day => day > from && !(day > until)).Prepend(from).All(day => HeldOn(day).Count() < Content.Places);
    }

    private static Refusal NoPlace() => new("posts.refused.noPlace", ("months", AheadMonths.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Refusals that several rules give.</summary>
public static class PostRefusals
{
    /// <summary>There is no such post here.</summary>
    public const string Unknown = "posts.refused.unknown";

    /// <summary>It takes a role.</summary>
    public const string Role = "posts.refused.role";

    /// <summary>It isn't offered any more.</summary>
    public const string Withdrawn = "posts.refused.withdrawn";
}
