using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Who is told of a note, as things are as it is delivered.</summary>
internal sealed class NoteReaders(FellowshipShelf shelf, SavedShelf saved, IApplicants applicants, PlaceLeads leads, IRoleHolders holders)
{
    private const int MakersMax = 20;

    /// <summary>So many cycles back somebody may have asked to be told: applications are kept for two years, and a cycle takes a quarter at least.</summary>
    private const int CyclesMax = 8;

    /// <summary>Everybody who is told; some may stand there twice.</summary>
    /// <param name="head">The fellowship.</param>
    /// <param name="note">What is told.</param>
    /// <param name="of">What tells it from others of its kind.</param>
    /// <param name="place">The place that it is about; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IEnumerable<MemberId>> ListAsync(FellowshipHead head, Note note, string of, FellowPlace? place, CancellationToken cancellationToken)
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
                return new[] { fellowship.Content.RunBy?.Id }.OfType<MemberId>().Where(one => NoteOrders.NameOf(one) == NoteOrders.PlaceIn(of));
            case Note.OnPanel:
                return fellowship.Content.Panel.Select(one => one.Id).Where(one => NoteOrders.NameOf(one) == NoteOrders.PlaceIn(of));
            case Note.Relieved:
                return (await holders.ListAsync(organisation, Fellowship.Makers | Roles.PanelMember, cancellationToken)).Select(one => one.Person).Where(one => NoteOrders.NameOf(one) == NoteOrders.PlaceIn(of));
            case Note.Unlisted:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Reopened:
                return new[] { fellowship.AskedBy?.Id }.OfType<MemberId>().Where(one => one != fellowship.WrittenBy?.Id);
            case Note.Approved or Note.Returned:
                return new[] { fellowship.AskedBy?.Id, fellowship.WrittenBy?.Id, fellowship.Content.RunBy?.Id }.OfType<MemberId>();
            case Note.Closing:
                var applied = (await applicants.ListInterestedAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id).ToHashSet();
                return (await saved.ListSaversAsync(head.Key, cancellationToken)).Where(one => !applied.Contains(one));
            case Note.Changed or Note.Withdrawn:
                var interested = (await applicants.ListWaitingAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id);
                var lost = note is Note.Withdrawn ? (await applicants.ListLostAsync(organisation, FellowshipOpenings.FellowshipKind, head.Key, cancellationToken)).Select(one => one.Id) : []; // it may have ended for them before this was delivered
                var live = fellowship.Places.Where(one => one.IsLive).ToList();
                return interested.Concat(lost).Concat(await ListAppointedAsync(fellowship, head.Key, cancellationToken)).Concat(await saved.ListSaversAsync(head.Key, cancellationToken)).Concat(live.Select(one => one.Fellow?.Id).OfType<MemberId>()).Concat(await leads.ListAsync(head, live, cancellationToken));
            case Note.TeamWithdrawn when !fellowship.IsApproved:
                return new[] { fellowship.AskedBy?.Id, fellowship.WrittenBy?.Id, fellowship.Content.RunBy?.Id }.OfType<MemberId>().Where(one => !NoteOrders.IsBy(of, one));
            case Note.TeamWithdrawn:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(fellowship.Content.Panel.Select(one => one.Id)).Where(one => !NoteOrders.IsBy(of, one));
            case Note.TeamChanged:
                return (await RunnersAsync(fellowship, cancellationToken)).Where(one => !NoteOrders.IsBy(of, one));
            case Note.NextCycle:
                return (await applicants.ListForNextAsync(organisation, FellowshipOpenings.FellowshipKind, await ListCyclesBeforeAsync(fellowship, cancellationToken), cancellationToken)).Select(one => one.Id);
            case Note.Corrected:
                return fellow.OfType<MemberId>();
            case Note.Taken:
                return await leads.ListAsync(head, about, cancellationToken);
            case Note.Start or Note.Over or Note.Done or Note.Covered:
                return fellow.OfType<MemberId>().Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Losing:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(fellow.OfType<MemberId>());
            case Note.Left:
                var (tellsFellow, tellsRunner) = (place is not null && TellsFellow(place), place is { End: PlaceEnd.LeftEarly } or { EndedBy: EndedBy.Unlisted } or { Fellow: null }); // of a place that is given up whoever runs it hears with who is next
                return (tellsFellow ? fellow.OfType<MemberId>() : []).Concat(tellsRunner ? await RunnersAsync(fellowship, cancellationToken) : []).Concat(await leads.ListAsync(head, about, cancellationToken));
            case Note.Unconfirmed:
                return (await RunnersAsync(fellowship, cancellationToken)).Concat(await ChairsAsync(fellowship, cancellationToken));
            default:
                return await RunnersAsync(fellowship, cancellationToken);
        }
    }

    /// <summary>The cycles before, the newest first.</summary>
    private async Task<IReadOnlyList<string>> ListCyclesBeforeAsync(Fellowship fellowship, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        for (var key = fellowship.RepeatOf; key.Length > 0 && keys.Count < CyclesMax; key = (await shelf.FindAsync(key, cancellationToken))?.Fellowship.RepeatOf ?? "")
            keys.Add(key);
        return keys;
    }

    /// <summary>Who took a place, also where it isn't noted here yet; without those whose place has ended.</summary>
    private async Task<IEnumerable<MemberId>> ListAppointedAsync(Fellowship fellowship, string key, CancellationToken cancellationToken)
        => (await applicants.ListAppointedAsync(fellowship.Organisation.Id, FellowshipOpenings.FellowshipKind, key, cancellationToken)).Select(one => one.Id).Where(one => fellowship.PlaceOf(one) is not { IsLive: false });

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
}
