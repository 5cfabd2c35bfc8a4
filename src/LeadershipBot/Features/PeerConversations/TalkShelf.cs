using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Reads and changes conversations.</summary>
internal sealed class TalkShelf(IRecordStore store, Outbox outbox, Staging staging, Contention contention)
{
    private const int KeyCharactersMax = 100;

    public async Task<TalkHead?> FindHeadAsync(string organisationId, CancellationToken cancellationToken)
        => await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Head, cancellationToken) is { } row ? TalkRows.ToHead(row) : null;

    public async Task<TalkMember?> FindMemberAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Member + person, cancellationToken) is { } row ? TalkRows.ToMember(row) : null;

    public async Task<List<TalkMember>> ListMembersAsync(string organisationId, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, TalkRows.Member, cancellationToken)).Select(TalkRows.ToMember).OfType<TalkMember>()];

    /// <summary>All conversations that count, the newest matching last.</summary>
    public async Task<List<KeptTalk>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var counts = (await RowsAsync(organisationId, TalkRows.Match, cancellationToken)).ToDictionary(row => row.RowKey[TalkRows.Match.Length..], row => row.GetString("Version"), StringComparer.Ordinal);
        return [.. (await RowsAsync(organisationId, TalkRows.Talk, cancellationToken))
            .Select(row => (Row: row, Key: row.RowKey[TalkRows.Talk.Length..]))
            .Where(one => one.Key.Split('.') is [var number, var version, _] && counts.GetValueOrDefault(number) == version)
            .Select(one => new KeptTalk(one.Key, TalkRows.ToTalk(one.Row)))];
    }

    /// <summary>One conversation; null where there is none that counts. The key came with a button.</summary>
    public async Task<KeptTalk?> FindAsync(string organisationId, string key, CancellationToken cancellationToken)
        => IsKey(key) && key.Split('.') is [var number, var version, _]
            && await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Match + number, cancellationToken) is { } match && match.GetString("Version") == version
            && await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Talk + key, cancellationToken) is { } row
                ? new KeptTalk(key, TalkRows.ToTalk(row))
                : null;

    /// <summary>One of those who talk changes what is noted; refused where they aren't one of them, or the rule says no.</summary>
    public async Task<Ruling<Talk>> ChangeAsync(string organisationId, string key, MemberId by, Func<Talk, Ruling<Talk>> change, Func<Talk, Talk, IEnumerable<Change>> more, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            if (await FindAsync(organisationId, key, stop) is null || key.Split('.') is not [var number, var version, _] || await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Talk + key, stop) is not { } row || TalkRows.ToTalk(row) is not { } before || !before.Has(by))
                return new Done(new Refusal("talks.refused.unknown"));
            if (change(before).IsRefused(out var refusal, out var after))
                return new Done(refusal);
            if (after == before)
                return new Done(after);
            Change[] changes = [new Change.Replace(TalkRows.OfTalk(number, version, after, row.ETag)), .. more(before, after)];
            return await outbox.CommitAsync(TalkRows.Table, organisationId, changes, stop) is CommitResult.Committed ? new Done(after) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    /// <summary>Has one matching count, if no other of its number does: all at once, by one commit with these changes. Else nothing is left of it.</summary>
    /// <returns>Whether it counts.</returns>
    public async Task<bool> MakeCountAsync(string organisationId, string number, string version, IReadOnlyList<Talk> talks, IReadOnlyList<Change> with, CancellationToken cancellationToken)
    {
        await staging.WriteAsync(TalkRows.Table, organisationId, talks.Select(talk => TalkRows.OfTalk(number, version, talk)), cancellationToken);
        Change[] changes = [new Change.Insert(new Record(organisationId, TalkRows.Match + number) { ["Version"] = version, ["At"] = talks[0].At }), .. with];
        if (await outbox.CommitAsync(TalkRows.Table, organisationId, changes, cancellationToken) is CommitResult.Committed)
            return true;
        if ((await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Match + number, cancellationToken))?.GetString("Version") == version)
            return true;
        await staging.SweepAsync(TalkRows.Table, organisationId, TalkRows.TalksOf(number, version), cancellationToken);
        return false;
    }

    /// <summary>How often every two have been matched.</summary>
    public static Dictionary<PeerPair, int> MetIn(IEnumerable<KeptTalk> talks, Func<Talk, IEnumerable<PeerPair>> pairs)
        => talks.SelectMany(one => pairs(one.Talk)).CountBy(pair => pair).ToDictionary();

    public async Task<List<Record>> RowsAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(TalkRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.');

    private sealed record Done(Ruling<Talk> Ruling);
}
