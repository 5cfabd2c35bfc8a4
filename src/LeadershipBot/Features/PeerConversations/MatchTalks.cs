using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Every so many weeks, matches those who take part and aren't pausing. Whatever servers work on it, one commit decides which matching counts.</summary>
internal sealed class MatchTalks(TalkShelf shelf, TalkStaging staging, IAudience audience, Away away, IRecordStore store, Chance chance, TimeProvider time) : IDelivery
{
    public const string Kind = "talks.match";

    /// <summary>When people are matched next once it is changed how often: so long after the last time as is wanted now, or on the next Monday.</summary>
    /// <param name="before">How it was; null where it was never set.</param>
    /// <param name="weeks">Every so many weeks from now on.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset NextAfterChange(TalkHead? before, int weeks, DateTimeOffset now)
        => before is { Weeks: > 0, Number: > 0 } && TalkDays.WeeksAfter(before.NextAt, weeks - before.Weeks, Zones.UnitedKingdom) is var next && weeks > 0 && next > now ? next : TalkDays.NextMonday(now, Zones.UnitedKingdom);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { Weeks: > 0 } head)
            return new Delivered.Done();
        if (head.NextAt > now)
            return new Delivered.NotBefore(head.NextAt);
        var next = TalkDays.WeeksAfter(head.NextAt, head.Weeks, Zones.UnitedKingdom);
        var organisation = head.Organisation.Id;
        var fence = await staging.FindFenceAsync(organisation, cancellationToken);
        var (all, people) = await TakingPartAsync(organisation, now, cancellationToken);
        var after = head with { Number = head.Number + 1, NextAt = next > now ? next : TalkDays.NextMonday(now, Zones.UnitedKingdom) };
        if (people.Count < 2)
        {
            await store.CommitAsync(TalkRows.Table, organisation, [new Change.Replace(TalkRows.OfHead(head with { NextAt = after.NextAt }))], cancellationToken); // a conflict: looked at once more
            return new Delivered.NotBefore(time.GetUtcNow());
        }

        var met = TalkShelf.MetIn(await shelf.ListAsync(organisation, cancellationToken), talk => talk.Pairs());
        var (number, version) = (TalkRows.NumberOf(after.Number), chance.NewVersion(now));
        var talks = TalkMatching.Match(people, met, chance.Below, [.. all.Keys]).Select(group => new Talk(chance.NewId()[..16], head.Organisation, [.. group.Select(one => all[one])], now)).ToList();
        await staging.MakeCountAsync(new Matching(organisation, number, version, talks), fence, [new Change.Replace(TalkRows.OfHead(after)), TellTalks.At(organisation, number, version, now)], cancellationToken);
        return new Delivered.NotBefore(time.GetUtcNow()); // read anew: another server's may count, or none since somebody was forgotten meanwhile
    }

    /// <summary>All who take part, who joined first before the others, and who of them can be matched now: neither their pause from conversations nor that from all asks holds.</summary>
    private async Task<(Dictionary<string, Person> All, List<string> Now)> TakingPartAsync(string organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var member in audience.ListAsync(organisationId, cancellationToken))
            listed.Add(member.Person.ToString());
        var members = (await shelf.ListMembersAsync(organisationId, cancellationToken)).Where(one => listed.Contains(one.Person.Id.ToString())).OrderBy(one => one.Since).ThenBy(one => one.Person.Id.ToString(), StringComparer.Ordinal).ToList();
        var ready = members.FindAll(one => !(one.PausedUntil > now));
        var pausing = await away.AmongAsync(ready.Select(one => one.Person.Id), cancellationToken);
        return (members.ToDictionary(one => one.Person.Id.ToString(), one => one.Person, StringComparer.Ordinal), [.. ready.Select(one => one.Person.Id.ToString()).Where(id => !pausing.Contains(id))]);
    }
}
