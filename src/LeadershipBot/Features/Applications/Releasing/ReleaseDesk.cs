using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Whom at an applicant's practice they could ask, with which words; and keeps what people ask and answer.</summary>
internal sealed class ReleaseDesk(ReleaseShelf releases, ReleaseCourse course, ApplicationShelf shelf, IAudience audience, CardLibrary library)
{
    /// <summary>Why an answer isn't kept that was given to other words than those of now.</summary>
    public const string OtherTerms = "applications.refused.otherTerms";

    /// <summary>The practices that an applicant could ask, each with those who lead it; or why there is none.</summary>
    public async Task<Ruling<AskablePractices>> FindPracticesAsync(Opening opening, MemberId who, CancellationToken cancellationToken)
    {
        if (await audience.FindAsync(opening.Organisation.Id, who, cancellationToken) is not { } me || me.Practices.All.Count == 0)
            return new Refusal("applications.refused.noPractice", ("name", opening.RunBy.Name));
        var leads = (await audience.ListLeadsAsync(opening.Organisation.Id, me.Practices, cancellationToken)).Where(one => one.Lead.Id != who).ToList();
        if (leads.Count == 0)
            return new Refusal("applications.refused.noLead", ("name", opening.RunBy.Name));
        var names = (await audience.ListPracticesAsync(opening.Organisation.Id, cancellationToken)).ToDictionary(one => one.Code, one => one.Name, StringComparer.OrdinalIgnoreCase);
        return new AskablePractices([.. leads.GroupBy(one => one.Practice).Select(group => new AskablePractice(group.Key, names.GetValueOrDefault(group.Key) ?? group.Key, [.. group.Select(one => one.Lead)]))]);
    }

    /// <summary>The exact words, a line each: what the practice reads, and to what it agrees.</summary>
    public IReadOnlyList<string> WordsOf(Opening opening, Application application)
        => [library.Text.Plain(application.Stage is Stage.Appointed ? "applications.release.words.appointed" : "applications.release.words", ("name", application.Who.Name), ("title", opening.Title), ("organisation", library.Text.NameOf(opening.Organisation))).Words, .. opening.Terms];

    /// <summary>Whether a question that was asked can be asked again: what it was about has changed, nobody answered for a week, or somebody else would be asked.</summary>
    public static bool MayAskAgain(KeptRelease kept, AskablePractice practice, DateTimeOffset now)
        => kept.IsOutdated || kept.Release.WaitedLong(now) || (kept.Release.State is ReleaseState.Asked && (kept.PracticeCode != practice.Code || !practice.Leads.Any(lead => kept.Asked.Contains(lead.Id))));

    /// <summary>Keeps the question, with an order for each who leads the practice. Asked once more, it stays as it was, but where it may be asked again.</summary>
    public async Task<Ruling<KeptRelease>> AskAsync(Turn turn, OwnApplication own, AskablePractice practice, CancellationToken cancellationToken)
    {
        foreach (var lead in practice.Leads) // first: a note of nothing is harmless
            await shelf.NoteAsync(own.Opening, lead.Id, cancellationToken);
        var (words, earlier) = (string.Join('\n', WordsOf(own.Opening, own.Application)), (KeptRelease?)null);
        return await releases.ChangeAsync(own.Opening, turn.Actor.MemberId, (application, before) =>
        {
            earlier = before;
            if (own.Opening.Set is OpeningState.Withdrawn)
                return new Refusal("applying.refused.notOffered");
            if (before is not null && !MayAskAgain(before, practice, turn.At))
                return before;
            return Release.WhyNotAsk(application, own.Opening, turn.At) is { } why
                ? why
                : new KeptRelease(application.Who.Id, new Release(words, turn.At), practice.Name) { PracticeCode = practice.Code, Asked = [.. practice.Leads.Select(one => one.Id)], Brought = before?.Brought ?? [], Edition = application.Edition };
        }, (key, after) => practice.Leads.Select(lead => TellLead.Order(key, turn.Actor.MemberId, lead.Id, turn.At))
            .Concat(RemindLead.Orders(key, after, Release.RemindAt(turn.At, own.Opening)))
            .Concat(earlier is null ? [] : TellAskedElsewhere.Orders(key, earlier, practice.Code, turn.At)), cancellationToken);
    }

    /// <summary>Keeps that the question was brought to somebody who was asked.</summary>
    public async Task BringAsync(Opening opening, MemberId who, MemberId lead, CancellationToken cancellationToken)
        => await releases.ChangeAsync(opening, who, (_, before) => before is null ? new Refusal("applications.refused.notAsked") : before.Brought.Contains(lead) ? before : before with { Brought = [.. before.Brought, lead] }, (_, _) => [], cancellationToken);

    /// <summary>
    /// Keeps what the practice says, by one who leads it. It counts only for the words that they read, and as these still are; else what was
    /// asked is outdated there and then. The applicant and whoever runs the opening are told; not where the same was recorded for it before.
    /// </summary>
    /// <param name="turn">Who answers.</param>
    /// <param name="asked">The question, as it was found.</param>
    /// <param name="agrees">What they say.</param>
    /// <param name="words">Why not; empty for a yes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Ruling<KeptRelease>> AnswerAsync(Turn turn, AskedRelease asked, bool agrees, string words, CancellationToken cancellationToken)
    {
        var (opening, who, wasRecorded) = (asked.Opening, asked.Kept.Who, false);
        var ruling = await releases.ChangeAsync(opening, who, (application, before) =>
        {
            if (application.Edition != asked.Kept.Edition || !application.IsLive || opening.Set is OpeningState.Withdrawn)
                return new Refusal("applications.refused.releaseOver");
            if (before is null || WhyNotAnswer(turn, before) is not null)
                return new Refusal("applications.refused.notAsked");
            if (before.IsOutdated || !before.Release.IsAbout(opening.Terms) || turn.Data.Text("mark") != before.Mark)
                return new Refusal(OtherTerms, ("name", application.Who.Name));
            wasRecorded = before.Release.IsByHand;
            return before.Release.Answer(agrees, words, turn.Actor.Name, turn.At, turn.Today).IsRefused(out var refusal, out var answered)
                ? refusal
                : before with { Release = answered, AnsweredBy = answered == before.Release ? before.AnsweredBy : turn.Actor.MemberId };
        }, (key, after) => wasRecorded ? [] : Told(key, opening, after, turn.At), cancellationToken);
        if (ruling.IsRefused(out var why, out _) && why.TextKey is OtherTerms)
            await course.OutdateAsync(opening, who, turn.At, cancellationToken);
        return ruling;
    }

    /// <summary>Keeps what the practice said elsewhere, by somebody who decides; also in the place of what it said before.</summary>
    public async Task<Ruling<KeptRelease>> RecordAsync(Turn turn, Opening opening, MemberId who, bool agrees, string words, CancellationToken cancellationToken)
    {
        var was = "";
        return await releases.ChangeAsync(opening, who, (application, before) =>
        {
            was = before?.Release.State.ToString() ?? "";
            if (Release.WhyNotAsk(application) is { } why)
                return why;
            var fresh = new Release(string.Join('\n', WordsOf(opening, application)), turn.At);
            var asked = before is { IsOutdated: true } ? before with { Release = fresh, IsOutdated = false } // said of the words as they are now
                : before ?? new KeptRelease(who, fresh, library.Text.Plain("applications.release.practice").Words) { Edition = application.Edition };
            return asked.Release.Record(agrees, words, turn.Actor.Name, turn.At, turn.Today).IsRefused(out var refusal, out var answered)
                ? refusal
                : answered == asked.Release ? asked : asked with { Release = answered, AnsweredBy = turn.Actor.MemberId };
        }, (key, _) => [ApplicationRows.OrderAbout(key, TellReleased.Kind, who, turn.At), Audit.Entry(key, turn, "applications.releaseRecorded", new Changed(who.ObjectId, was, agrees ? "Agreed" : "Declined"))], cancellationToken);
    }

    /// <summary>Why this person can't answer for the practice: they weren't asked, or don't lead it any more, or their practice was asked before another was.</summary>
    public static Refusal? WhyNotAnswer(Turn turn, KeptRelease kept)
    {
        var (me, leads) = (turn.Actor.MemberId, turn.Actor.Hat.LeadOf);
        if (kept.Asked.Contains(me) && leads.Contains(kept.PracticeCode))
            return null;
        return new Refusal(kept.Brought.Contains(me) && leads.All.Count > 0 && !leads.Contains(kept.PracticeCode) ? "applications.refused.askedElsewhere" : "applications.refused.notAsked");
    }

    private static IEnumerable<Change> Told(string key, Opening opening, KeptRelease after, DateTimeOffset now)
        => [ApplicationRows.OrderAbout(key, TellReleased.Kind, after.Who, now), TellNews.Order(key, News.Released, opening.RunBy.Id, after.Who, now)];
}

/// <summary>The practices that can be asked.</summary>
internal sealed record AskablePractices(IReadOnlyList<AskablePractice> All);

/// <summary>A practice with those who lead it, without the applicant.</summary>
internal sealed record AskablePractice(string Code, string Name, IReadOnlyList<Person> Leads);
