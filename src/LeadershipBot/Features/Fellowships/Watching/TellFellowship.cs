using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Of what people are told about a fellowship.</summary>
internal enum Note
{
    /// <summary>It waits for a yes.</summary>
    Approve,

    /// <summary>It waits for a yes since days.</summary>
    Waiting,

    /// <summary>It waits for a yes, and its closing has passed.</summary>
    TooLate,

    /// <summary>Somebody runs it from now on.</summary>
    Runs,

    /// <summary>Somebody sits on its panel from now on.</summary>
    OnPanel,

    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>It was sent back.</summary>
    Returned,

    /// <summary>It closes soon.</summary>
    Closing,

    /// <summary>Places, dates, or who pays changed.</summary>
    Changed,

    /// <summary>Only the day of the interviews changed.</summary>
    Interview,

    /// <summary>Who runs it, or shortlists, changed.</summary>
    Deciders,

    /// <summary>It isn't offered any more.</summary>
    Withdrawn,

    /// <summary>A cycle that follows another is open: for those who asked to be kept in mind then, or waited for a place in vain.</summary>
    NextCycle,

    /// <summary>Somebody took a place: who covers and who pays is to be written down.</summary>
    Place,

    /// <summary>It starts soon, and who covers isn't written down for everybody.</summary>
    Cover,

    /// <summary>It starts.</summary>
    Start,

    /// <summary>A fellow says that something is needed.</summary>
    Going,

    /// <summary>It has ended: whoever runs it confirms what came of it.</summary>
    End,

    /// <summary>Its last day has passed: fellow and practice are asked what it was worth.</summary>
    Over,

    /// <summary>Its last day passed long ago, and what came of it isn't confirmed.</summary>
    Unconfirmed,

    /// <summary>A place was completed.</summary>
    Done,

    /// <summary>What was confirmed of a place was corrected: for the fellow.</summary>
    Corrected,

    /// <summary>Fellows or practices said what it was worth.</summary>
    Surveyed,

    /// <summary>A fellow left, or gave the place up.</summary>
    Left,

    /// <summary>Before it starts, the organisation doesn't list a fellow any more, who loses the place soon.</summary>
    Losing,

    /// <summary>While it runs, the organisation doesn't list a fellow any more.</summary>
    Unlisted,
}

/// <summary>
/// Orders what people are told of a change, each in their own time; ordered again, it is the same. Where a place was given up
/// before it began, it goes back to those who count, and on to who waits.
/// </summary>
internal sealed class TellFellowship(FellowshipShelf shelf, SavedShelf saved, IApplicants applicants, IOffers offers, PlaceLeads leads, IRoleHolders holders, AskBook book) : IDelivery
{
    public const string Kind = "fellowships.tell";

    private const int MakersMax = 20;
    private const int NameLetters = 12;

    private static readonly TimeSpan TellsOfDayAt = TimeSpan.FromHours(6);

    /// <summary>What is to be told, by what changed.</summary>
    public static IEnumerable<Change> Orders(string key, Fellowship before, Fellowship after, DateTimeOffset now)
    {
        var revision = after.Revision.ToString(CultureInfo.InvariantCulture);
        foreach (var note in after.Revision == before.Revision ? [] : NotesOf(before, after))
            yield return Order(key, note, revision, now);
        foreach (var (note, of) in after is { WithdrawnBecause: null } && before.IsApproved ? NamedBy(before.Content, after.Content) : [])
            yield return Order(key, note, $"{NameOf(of)}-{revision}", now);
        foreach (var place in after.Places)
        {
            var earlier = before.Places.FirstOrDefault(one => one.Id == place.Id);
            if (earlier is null)
            {
                yield return Order(key, Note.Place, place.Id, now);
                if (after.WithdrawnBecause is not null) // taken just before: told as everybody is, and who was told isn't told twice
                    yield return Order(key, Note.Withdrawn, revision, now);
                else if (after.Changed is { } changed && place.AgreedAt <= changed.At)
                    yield return Order(key, Note.Changed, changed.Revision.ToString(CultureInfo.InvariantCulture), now);
            }
            else if (place.End != earlier.End)
                yield return Order(key, place.End is PlaceEnd.Completed ? Note.Done : Note.Left, OfEnd(earlier, place), now);
            else if (place is { End: PlaceEnd.Completed, Fellow: not null } && (!place.Skills.SequenceEqual(earlier.Skills) || place.EndWords != earlier.EndWords))
                yield return Order(key, Note.Corrected, string.Create(CultureInfo.InvariantCulture, $"{place.Id}-{now.ToUnixTimeMilliseconds()}"), now);
            else if (HasSpoken(earlier.ByFellow, place.ByFellow) || HasSpoken(earlier.ByPractice, place.ByPractice))
                yield return OrderOfDay(key, Note.Surveyed, now);
            else if (place.Going is Going.NeedsSomething or Going.Badly && (place.Going != earlier.Going || place.GoingWords != earlier.GoingWords))
                yield return Order(key, Note.Going, string.Create(CultureInfo.InvariantCulture, $"{place.Id}-{now.ToUnixTimeMilliseconds()}"), now); // each call for help is told
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

    /// <summary>Has people told the next morning of all that came that day, once.</summary>
    private static Change OrderOfDay(string key, Note note, DateTimeOffset now)
        => Order(key, note, now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1) + TellsOfDayAt);

    /// <summary>Whether an answer came or was given anew; that words of it go as somebody is forgotten is none.</summary>
    private static bool HasSpoken(PlaceSurvey? before, PlaceSurvey? after) => after is not null && after.At != before?.At;

    public static Change Order(string key, Note note, string of, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, $"{note}.{of}", now);
        (row["Note"], row["Of"]) = (note.ToString(), of);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Note>(row.GetString("Note"), out var note) || row.GetString("Of") is not { } of || await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var place = FindPlace(head.Fellowship, note, of);
        if (place is { End: PlaceEnd.GivenUp, Fellow: { } gone } && note is Note.Left)
            await offers.GiveUpAsync(FellowshipOpenings.FellowshipKind, head.Key, gone.Id, place.Appointment, WhoEnded(place), cancellationToken);
        if (place is { PracticeCode.Length: 0 } && note is Note.Place && await leads.FindReleaseAsync(head, place, cancellationToken) is { } release) // before anybody is asked to write something down of it
            await shelf.ChangeAsync(head.Key, now => now.Fellowship.Release(place.Id, release.Name, release.Code), entry: null, by: null, cancellationToken);
        if (note is Note.Interview or Note.Deciders)
        {
            await applicants.TellChangedAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, note is Note.Interview ? OpeningChange.Interview : OpeningChange.Deciders, cancellationToken);
            return new Delivered.Done();
        }

        foreach (var person in (await WhoAsync(head, note, of, place, cancellationToken)).Distinct())
            await book.OrderAsync(new AskOrder(person, head.Fellowship.Organisation.Id, FellowshipNotes.AskKind, $"{head.Key}.{note}.{of}", new Ask(AskWeight.Notice, 0, note is Note.Closing ? head.Fellowship.Content.ClosesAt : null)), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<IEnumerable<MemberId>> WhoAsync(FellowshipHead head, Note note, string of, FellowPlace? place, CancellationToken cancellationToken)
    {
        var (fellowship, organisation) = (head.Fellowship, head.Fellowship.Organisation.Id);
        MemberId?[] fellow = [place?.Fellow?.Id];
        FellowPlace[] about = place is null ? [] : [place];
        switch (note)
        {
            case Note.Approve:
                return (await MakersAsync(fellowship, cancellationToken)).Where(one => one != fellowship.AskedBy?.Id);
            case Note.Waiting or Note.TooLate:
                return (await MakersAsync(fellowship, cancellationToken)).Select(one => (MemberId?)one).Append(fellowship.AskedBy?.Id).OfType<MemberId>();
            case Note.Runs:
                return new[] { fellowship.Content.RunBy?.Id }.OfType<MemberId>().Where(one => NameOf(one) == PlaceIn(of));
            case Note.OnPanel:
                return fellowship.Content.Panel.Select(one => one.Id).Where(one => NameOf(one) == PlaceIn(of));
            case Note.Unlisted:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Approved or Note.Returned:
                return new[] { fellowship.WrittenBy?.Id, fellowship.Content.RunBy?.Id }.OfType<MemberId>();
            case Note.Closing:
                var applied = (await applicants.ListInterestedAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id).ToHashSet();
                return (await saved.ListSaversAsync(head.Key, cancellationToken)).Where(one => !applied.Contains(one));
            case Note.Changed or Note.Withdrawn:
                var interested = (await applicants.ListWaitingAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id);
                var live = fellowship.Places.Where(one => one.IsLive).ToList();
                return interested.Concat(await ListAppointedAsync(fellowship, head.Key, cancellationToken)).Concat(await saved.ListSaversAsync(head.Key, cancellationToken)).Concat(live.Select(one => one.Fellow?.Id).OfType<MemberId>()).Concat(await leads.ListAsync(head, live, cancellationToken));
            case Note.NextCycle:
                return (await applicants.ListForNextAsync(organisation, FellowshipOpenings.FellowshipKind, fellowship.RepeatOf, cancellationToken)).Select(one => one.Id);
            case Note.Start or Note.Over or Note.Done:
                return fellow.OfType<MemberId>().Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Corrected:
                return fellow.OfType<MemberId>();
            case Note.Left:
                var (tellsFellow, tellsRunner) = (place is not null && TellsFellow(place), place is { End: PlaceEnd.LeftEarly } or { EndedBy: EndedBy.Unlisted } or { Fellow: null }); // of a place that is given up whoever runs it hears with who is next
                return (tellsFellow ? fellow.OfType<MemberId>() : []).Concat(tellsRunner ? await RunnersAsync(fellowship, cancellationToken) : []).Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Unconfirmed:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(await ChairsAsync(fellowship, cancellationToken));
            default:
                return await RunnersAsync(fellowship, cancellationToken);
        }
    }

    /// <summary>Who took a place, also where it isn't noted here yet; without those whose place has ended.</summary>
    private async Task<IEnumerable<MemberId>> ListAppointedAsync(Fellowship fellowship, string key, CancellationToken cancellationToken)
        => (await applicants.ListAppointedAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, cancellationToken)).Select(one => one.Id).Where(one => fellowship.PlaceOf(one) is not { IsLive: false });

    private static string OfEnd(FellowPlace before, FellowPlace after)
        => after is { Fellow: null, PracticeCode.Length: 0 } && before.PracticeCode.Length > 0 ? $"{after.Id}-{before.PracticeCode}" : after.Id;

    private static GivenUpBy WhoEnded(FellowPlace place) => place.EndedBy switch
    {
        EndedBy.Unlisted => GivenUpBy.Unlisted,
        EndedBy.Runner or EndedBy.TakenBack => GivenUpBy.Runner,
        _ => GivenUpBy.Applicant,
    };

    /// <summary>Whoever runs it; where they left or gave up the role, the chairs; where there is none, everybody who could.</summary>
    private async Task<IEnumerable<MemberId>> RunnersAsync(Fellowship fellowship, CancellationToken cancellationToken)
    {
        if (fellowship.Content.RunBy is { } runBy && await holders.FindAsync(fellowship.Organisation.Id, runBy.Id, cancellationToken) is { } holder && (holder.Roles & Fellowship.Makers) != Roles.Member)
            return [runBy.Id];
        return await ChairsAsync(fellowship, cancellationToken) is { Count: > 0 } chairs ? chairs : await MakersAsync(fellowship, cancellationToken);
    }

    private async Task<IReadOnlyList<MemberId>> MakersAsync(Fellowship fellowship, CancellationToken cancellationToken)
        => [.. (await holders.ListAsync(fellowship.Organisation.Id, Fellowship.Makers, cancellationToken)).Select(one => one.Person).Take(MakersMax)];

    private async Task<IReadOnlyList<MemberId>> ChairsAsync(Fellowship fellowship, CancellationToken cancellationToken)
        => [.. (await holders.ListAsync(fellowship.Organisation.Id, Roles.Chair, cancellationToken)).Select(one => one.Person).Take(MakersMax)];

    /// <summary>Whether whoever had a place is told that it has ended: where those who run it ended it, or it went on since they aren't listed; and where they left early, since they are asked what it was worth. Of an appointment that was taken back they hear as applicants.</summary>
    public static bool TellsFellow(FellowPlace place)
        => place.EndedBy is EndedBy.Runner or EndedBy.Unlisted || place.End is PlaceEnd.LeftEarly;

    private static IEnumerable<Note> NotesOf(Fellowship before, Fellowship after)
    {
        if (after.WithdrawnBecause is not null)
            return before.WithdrawnBecause is null && after.IsApproved ? [Note.Withdrawn] : [];
        if (!after.IsApproved)
            return after.AskedBy is not null ? [Note.Approve] : after.ReturnedBecause.Length > 0 ? [Note.Returned] : [];
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

    /// <summary>Names somebody in an order without saying who it is.</summary>
    private static string NameOf(MemberId person) => Keys.Hash(person.ToString())[..NameLetters];

    private static IEnumerable<Note> ChangesOf(FellowshipContent before, FellowshipContent after)
    {
        if ((before.Places, before.ClosesAt, before.Starts, before.Ends, before.Funding, before.FundedBy) != (after.Places, after.ClosesAt, after.Starts, after.Ends, after.Funding, after.FundedBy))
            yield return Note.Changed; // with the day of the interviews, if that changed with it
        else if (before.InterviewOn != after.InterviewOn)
            yield return Note.Interview;
        if (before.RunBy?.Id != after.RunBy?.Id || !before.Panel.Select(one => one.Id).SequenceEqual(after.Panel.Select(one => one.Id)))
            yield return Note.Deciders;
    }
}
