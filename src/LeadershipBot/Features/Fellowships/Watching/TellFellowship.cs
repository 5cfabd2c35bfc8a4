using System.Globalization;
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

    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>It was sent back.</summary>
    Returned,

    /// <summary>It closes soon.</summary>
    Closing,

    /// <summary>Places or dates changed.</summary>
    Changed,

    /// <summary>It isn't offered any more.</summary>
    Withdrawn,

    /// <summary>Somebody took a place: who covers and who pays is to be written down.</summary>
    Place,

    /// <summary>It starts.</summary>
    Start,

    /// <summary>A fellow says that something is needed.</summary>
    Going,

    /// <summary>It has ended: whoever runs it confirms what came of it.</summary>
    End,

    /// <summary>A place was completed.</summary>
    Done,

    /// <summary>A fellow left, or gave the place up.</summary>
    Left,
}

/// <summary>
/// Orders what people are told of a change, each in their own time; ordered again, it is the same. Where a place was given up
/// before it began, it goes back to those who count, and on to who waits.
/// </summary>
internal sealed class TellFellowship(FellowshipShelf shelf, SavedShelf saved, IApplicants applicants, IOffers offers, IRoleHolders holders, AskBook book) : IDelivery
{
    public const string Kind = "fellowships.tell";

    private const int MakersMax = 20;

    /// <summary>What is to be told, by what changed.</summary>
    public static IEnumerable<Change> Orders(string key, Fellowship before, Fellowship after, DateTimeOffset now)
    {
        var revision = after.Revision.ToString(CultureInfo.InvariantCulture);
        if (after.Revision != before.Revision && NoteOf(before, after) is { } note)
            yield return Order(key, note, revision, now);
        foreach (var place in after.Places)
        {
            var earlier = before.Places.FirstOrDefault(one => one.Id == place.Id);
            if (earlier is null)
                yield return Order(key, Note.Place, place.Id, now);
            else if (place.End != earlier.End)
                yield return Order(key, place.End is PlaceEnd.Completed ? Note.Done : Note.Left, place.Id, now);
            else if (place.Going is Going.NeedsSomething or Going.Badly && (place.Going != earlier.Going || place.GoingWords != earlier.GoingWords))
                yield return Order(key, Note.Going, string.Create(CultureInfo.InvariantCulture, $"{place.Id}-{now.ToUnixTimeMilliseconds()}"), now); // each call for help is told
        }
    }

    /// <summary>The place that a note is about, where it is about one.</summary>
    public static string PlaceIn(string of) => of.Split('-')[0];

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
        var place = head.Fellowship.Places.FirstOrDefault(one => one.Id == PlaceIn(of));
        if (place is { End: PlaceEnd.GivenUp, Fellow: { } gone } && note is Note.Left)
            await offers.GiveUpAsync(FellowshipOpenings.FellowshipKind, head.Key, gone.Id, cancellationToken);
        foreach (var person in (await WhoAsync(head, note, place, cancellationToken)).Distinct())
            await book.OrderAsync(new AskOrder(person, head.Fellowship.Organisation.Id, FellowshipNotes.AskKind, $"{head.Key}.{note}.{of}", new Ask(AskWeight.Notice, 0, note is Note.Closing ? head.Fellowship.Content.ClosesAt : null)), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<IEnumerable<MemberId>> WhoAsync(FellowshipHead head, Note note, FellowPlace? place, CancellationToken cancellationToken)
    {
        var (fellowship, organisation) = (head.Fellowship, head.Fellowship.Organisation.Id);
        MemberId?[] fellow = [place?.Fellow?.Id];
        switch (note)
        {
            case Note.Approve:
                return (await holders.ListAsync(organisation, Fellowship.Makers, cancellationToken)).Select(one => one.Person).Where(one => one != fellowship.AskedBy?.Id).Take(MakersMax);
            case Note.Approved or Note.Returned:
                return new[] { fellowship.WrittenBy?.Id, fellowship.Content.RunBy?.Id }.OfType<MemberId>();
            case Note.Closing:
                var applied = (await applicants.ListInterestedAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id).ToHashSet();
                return (await saved.ListSaversAsync(head.Key, cancellationToken)).Where(one => !applied.Contains(one));
            case Note.Changed or Note.Withdrawn:
                var interested = (await applicants.ListWaitingAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id);
                return interested.Concat(await saved.ListSaversAsync(head.Key, cancellationToken)).Concat(fellowship.Places.Where(one => one.IsLive).Select(one => one.Fellow?.Id).OfType<MemberId>());
            case Note.Start or Note.Done:
                return fellow.OfType<MemberId>().Concat(await LeadsAsync(head, place, cancellationToken));
            case Note.Left:
                var leads = await LeadsAsync(head, place, cancellationToken); // of a place that is given up whoever runs it hears with who is next
                return place is { End: PlaceEnd.LeftEarly } ? (await RunnersAsync(fellowship, cancellationToken)).Concat(leads) : leads;
            default:
                return await RunnersAsync(fellowship, cancellationToken);
        }
    }

    /// <summary>Whoever runs it; where they left or gave up the role, the chairs.</summary>
    private async Task<IEnumerable<MemberId>> RunnersAsync(Fellowship fellowship, CancellationToken cancellationToken)
    {
        if (fellowship.Content.RunBy is { } runBy && await holders.FindAsync(fellowship.Organisation.Id, runBy.Id, cancellationToken) is { } holder && (holder.Roles & Fellowship.Makers) != Roles.Member)
            return [runBy.Id];
        return (await holders.ListAsync(fellowship.Organisation.Id, Roles.Chair, cancellationToken)).Select(one => one.Person).Take(MakersMax);
    }

    /// <summary>Who leads the practice that agreed to release the fellow, in the bot; nobody else there learns of it.</summary>
    private async Task<IEnumerable<MemberId>> LeadsAsync(FellowshipHead head, FellowPlace? place, CancellationToken cancellationToken)
        => place?.Fellow is { } who && place.PracticeCode.Length > 0 && await offers.FindReleaseAsync(head.Fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, head.Key, who.Id, cancellationToken) is { } release && release.Code == place.PracticeCode
            ? release.Asked
            : [];

    private static Note? NoteOf(Fellowship before, Fellowship after)
    {
        if (after.WithdrawnBecause is not null)
            return before.WithdrawnBecause is null && after.IsApproved ? Note.Withdrawn : null;
        if (after.IsApproved)
            return before.IsApproved ? Note.Changed : Note.Approved;
        return after.AskedBy is not null ? Note.Approve : after.ReturnedBecause.Length > 0 ? Note.Returned : null;
    }
}
