using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>What is to be told, by what changed; and what a note is about.</summary>
internal static class NoteOrders
{
    private const int NameLetters = 12;

    private static readonly TimeSpan TellsOfDayAt = TimeSpan.FromHours(6);

    /// <summary>What is to be told, by what changed.</summary>
    public static IEnumerable<Change> Of(string key, Fellowship before, Fellowship after, DateTimeOffset now)
    {
        var revision = after.Revision.ToString(CultureInfo.InvariantCulture);
        foreach (var note in after.Revision == before.Revision ? [] : NotesOf(before, after))
            yield return Order(key, note, revision, now);
        foreach (var (note, of) in after is { WithdrawnBecause: null } && before.IsApproved ? NamedBy(before.Content, after.Content) : [])
            yield return Order(key, note, $"{NameOf(of)}-{revision}", now);
        foreach (var one in after is { WithdrawnBecause: null } && before.IsApproved && after.Revision != before.Revision ? RelievedBy(before.Content, after.Content) : []) // not of who is forgotten
            yield return Order(key, Note.Relieved, $"{NameOf(one)}-{revision}", now);
        foreach (var place in after.Places)
        {
            var earlier = before.Places.FirstOrDefault(one => one.Id == place.Id);
            if (earlier is null)
            {
                yield return Order(key, Note.Place, place.Id, now);
                yield return Order(key, Note.Taken, place.Id, now);
                if (after.WithdrawnBecause is not null) // taken just before: told as everybody is, and who was told isn't told twice
                    yield return Order(key, Note.Withdrawn, revision, now);
                else if (after.Changed is { } changed && place.AgreedAt <= changed.At)
                    yield return Order(key, Note.Changed, changed.Revision.ToString(CultureInfo.InvariantCulture), now);
            }
            else if (place.End != earlier.End)
                yield return Order(key, place.End is PlaceEnd.Completed ? Note.Done : Note.Left, OfEnd(earlier, place), now);
            else if (place is { End: PlaceEnd.Completed, Fellow: not null } && (!place.Skills.SequenceEqual(earlier.Skills) || place.EndWords != earlier.EndWords))
                yield return Order(key, Note.Corrected, OfMoment(place, now), now);
            else if (HasSpoken(earlier.ByFellow, place.ByFellow) || place.ByPractice.Any(said => earlier.ByPractice.All(one => one.At != said.At)))
                yield return OrderOfDay(key, Note.Surveyed, now);
            else if (place.Going is Going.NeedsSomething or Going.Badly && (place.Going != earlier.Going || place.GoingWords != earlier.GoingWords))
                yield return Order(key, Note.Going, OfMoment(place, now), now); // each call for help is told
            else if (place.HasCover && place.Fellow is not null && (place.CoveredBy, place.CoverPaidBy) != (earlier.CoveredBy, earlier.CoverPaidBy))
                yield return Order(key, Note.Covered, OfMoment(place, now), now);
        }
    }

    /// <summary>The place that a note is about, where it is about one.</summary>
    public static string PlaceIn(string of) => of.Split('-')[0];

    /// <summary>The same place. Where whoever had it is forgotten as it ends, with the practice that has to hear so, which isn't kept with it.</summary>
    public static FellowPlace? FindPlace(Fellowship fellowship, Note note, string of)
    {
        var place = fellowship.Places.FirstOrDefault(one => one.Id == PlaceIn(of));
        return note is Note.Left && place is { Fellow: null, PracticeCode.Length: 0 } && of.Length > place.Id.Length ? place with { PracticeCode = of[(place.Id.Length + 1)..] } : place;
    }

    /// <summary>Has people told; ordered again, it is the same.</summary>
    public static Change Order(string key, Note note, string of, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, TellFellowship.Kind, $"{note}.{of}", now);
        (row["Note"], row["Of"]) = (note.ToString(), of);
        return new Change.Upsert(row);
    }

    /// <summary>Has people told the next morning of all that came that day, once.</summary>
    private static Change OrderOfDay(string key, Note note, DateTimeOffset now)
        => Order(key, note, now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + TellsOfDayAt);

    /// <summary>Whether an answer came or was given anew; that words of it go as somebody is forgotten is none.</summary>
    private static bool HasSpoken(PlaceSurvey? before, PlaceSurvey? after) => after is not null && after.At != before?.At;

    /// <summary>Names somebody in an order without saying who it is.</summary>
    public static string NameOf(MemberId person) => Keys.Hash(person.ToString())[..NameLetters];

    /// <summary>Names somebody who did something themselves, who isn't told of it.</summary>
    public static string OfTeam(Fellowship after, MemberId by) => string.Create(CultureInfo.InvariantCulture, $"{after.Revision}-{NameOf(by)}");

    /// <summary>Whether that is them.</summary>
    public static bool IsBy(string of, MemberId person) => of.EndsWith('-' + NameOf(person), StringComparison.Ordinal);

    private static string OfMoment(FellowPlace place, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{place.Id}-{now.ToUnixTimeMilliseconds()}");

    private static string OfEnd(FellowPlace before, FellowPlace after)
        => after is { Fellow: null, PracticeCode.Length: 0 } && before.PracticeCode.Length > 0 ? $"{after.Id}-{before.PracticeCode}" : after.Id;

    private static IEnumerable<Note> NotesOf(Fellowship before, Fellowship after)
    {
        if (after.WithdrawnBecause is not null)
            return before.WithdrawnBecause is null && after.IsApproved ? [Note.Withdrawn] : [];
        if (!after.IsApproved)
            return after.IsAsked ? [Note.Approve] : before.IsAsked && after.ReturnedBecause == before.ReturnedBecause ? [Note.Reopened] : after.ReturnedBecause.Length > 0 ? [Note.Returned] : [];
        return before.IsApproved ? ChangesOf(before.Content, after.Content) : after.RepeatOf.Length > 0 ? [Note.Approved, Note.NextCycle] : [Note.Approved];
    }

    /// <summary>Who was named anew, and for what: to run it, or to shortlist.</summary>
    private static IEnumerable<(Note Note, MemberId Who)> NamedBy(FellowshipContent before, FellowshipContent after)
    {
        if (after.RunBy is { } runBy && runBy.Id != before.RunBy?.Id)
            yield return (Note.Runs, runBy.Id);
        foreach (var one in after.Panel.Where(one => one.Id != after.RunBy?.Id && before.Panel.All(other => other.Id != one.Id)))
            yield return (Note.OnPanel, one.Id);
    }

    /// <summary>Who was named for neither any more.</summary>
    private static IEnumerable<MemberId> RelievedBy(FellowshipContent before, FellowshipContent after) => DecidersOf(before).Except(DecidersOf(after));

    private static IEnumerable<MemberId> DecidersOf(FellowshipContent content) => content.Panel.Select(one => (MemberId?)one.Id).Append(content.RunBy?.Id).OfType<MemberId>();

    private static IEnumerable<Note> ChangesOf(FellowshipContent before, FellowshipContent after)
    {
        if ((before.Places, before.ClosesAt, before.Starts, before.Ends, before.Funding, before.FundedBy) != (after.Places, after.ClosesAt, after.Starts, after.Ends, after.Funding, after.FundedBy))
            yield return Note.Changed; // with the day of the interviews, if that changed with it
        else if (before.InterviewOn != after.InterviewOn)
            yield return Note.Interview;
        if ((before.Sessions, before.Starts, before.Ends, before.Funding, before.FundedBy, before.Backfill) != (after.Sessions, after.Starts, after.Ends, after.Funding, after.FundedBy, after.Backfill))
            yield return Note.Terms;
        if (before.RunBy?.Id != after.RunBy?.Id || !before.Panel.Select(one => one.Id).ToHashSet().SetEquals(after.Panel.Select(one => one.Id)))
            yield return Note.Deciders;
    }
}
