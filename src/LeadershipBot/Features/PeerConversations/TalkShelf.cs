using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Reads and changes conversations.</summary>
internal sealed class TalkShelf(IRecordStore store, Outbox outbox, Contention contention)
{
    private const int KeyCharactersMax = 100;

    public async Task<TalkHead?> FindHeadAsync(string organisationId, CancellationToken cancellationToken)
        => await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Head, cancellationToken) is { } row ? TalkRows.ToHead(row) : null;

    public async Task<TalkMember?> FindMemberAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Member + person, cancellationToken) is { } row ? TalkRows.ToMember(row) : null;

    /// <summary>Changes that somebody takes part; refused where the rule says no. Who left or was forgotten meanwhile isn't put back by it.</summary>
    public async Task<Ruling<TalkMember>> ChangeMemberAsync(string organisationId, MemberId person, Func<TalkMember?, Ruling<TalkMember>> change, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            var row = await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Member + person, stop);
            var before = row is null ? null : TalkRows.ToMember(row);
            if (change(before).IsRefused(out var refusal, out var after))
                return new Done<TalkMember>(refusal);
            if (after == before)
                return new Done<TalkMember>(after);
            var record = TalkRows.OfMember(organisationId, after, row?.ETag);
            return await store.CommitAsync(TalkRows.Table, organisationId, [row is null ? new Change.Insert(record) : new Change.Replace(record)], stop) is CommitResult.Committed ? new Done<TalkMember>(after) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    public async Task<List<TalkMember>> ListMembersAsync(string organisationId, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, TalkRows.Member, cancellationToken)).Select(TalkRows.ToMember).OfType<TalkMember>()];

    /// <summary>All conversations of people that count, the newest matching last; a list of all that are kept, for matching anew.</summary>
    public Task<List<KeptTalk>> ListAsync(string organisationId, CancellationToken cancellationToken) => ListAsync(organisationId, new RowRange(TalkRows.Talk + '0', TalkRows.Talk + ':'), cancellationToken);

    /// <summary>The same of practices on measures.</summary>
    public Task<List<KeptTalk>> ListOnMeasuresAsync(string organisationId, CancellationToken cancellationToken) => ListAsync(organisationId, RowRange.Prefix(TalkRows.Talk + TalkRows.OnMeasure), cancellationToken);

    /// <summary>The newest conversations under somebody, newest first: a few reads for each, however many there are.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="person">Whose.</param>
    /// <param name="which">Which of them, such as those of which they are one.</param>
    /// <param name="max">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<KeptTalk>> ListOfAsync(string organisationId, MemberId person, Func<Talk, bool> which, int max, CancellationToken cancellationToken)
    {
        var found = new List<KeptTalk>();
        await foreach (var note in store.ListAsync(TalkRows.Table, organisationId, RowRange.Prefix(TalkRows.MineOf(person)), cancellationToken))
        {
            if (await FindAsync(organisationId, note.GetString("Talk") ?? "", cancellationToken) is { } kept && which(kept.Talk))
                found.Add(kept);
            if (found.Count == max)
                break;
        }

        return found;
    }

    /// <summary>One conversation; null where there is none that counts. The key came with a button.</summary>
    public async Task<KeptTalk?> FindAsync(string organisationId, string key, CancellationToken cancellationToken)
        => IsKey(key) && key.Split('.') is [var number, var version, _]
            && await FindVersionAsync(organisationId, number, cancellationToken) == version
            && await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Talk + key, cancellationToken) is { } row
                ? new KeptTalk(key, TalkRows.ToTalk(row))
                : null;

    /// <summary>The version of the matching that counts of a number; null while none does.</summary>
    public async Task<string?> FindVersionAsync(string organisationId, string number, CancellationToken cancellationToken)
        => (await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Match + number, cancellationToken))?.GetString("Version");

    /// <summary>One of those who talk changes what is noted; refused where they aren't one of them, or the rule says no.</summary>
    public Task<Ruling<Talk>> ChangeAsync(string organisationId, string key, MemberId by, Func<Talk, Ruling<Talk>> change, Func<Talk, Talk, IEnumerable<Change>> more, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, key, talk => talk.Has(by), change, more, cancellationToken);

    /// <summary>Why some of them can't take part is kept no more.</summary>
    public Task DropReasonsAsync(string organisationId, string key, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, key, _ => true, talk => talk.WithoutReasons(), (_, _) => [], cancellationToken);

    /// <summary>Somebody stands in it no more: neither as one of those who talk, nor as one who declined.</summary>
    public Task ForgetAsync(string organisationId, string key, MemberId person, Func<Talk, Talk, IEnumerable<Change>> more, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, key, talk => talk.Named.Any(one => one.Id == person), talk => talk.Without(person), more, cancellationToken);

    private async Task<Ruling<Talk>> ChangeAsync(string organisationId, string key, Func<Talk, bool> may, Func<Talk, Ruling<Talk>> change, Func<Talk, Talk, IEnumerable<Change>> more, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            if (await FindAsync(organisationId, key, stop) is null || key.Split('.') is not [var number, var version, _] || await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Talk + key, stop) is not { } row || TalkRows.ToTalk(row) is not { } before || !may(before)
                || await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Match + number, stop) is not { } match)
                return new Done<Talk>(new Refusal("talks.refused.unknown"));
            if (change(before).IsRefused(out var refusal, out var after))
                return new Done<Talk>(refusal);
            if (after == before)
                return new Done<Talk>(after);
            var isFirstMet = before.MetAt is null && after.MetAt is not null && number.StartsWith(TalkRows.OnMeasure, StringComparison.Ordinal);
            Change[] changes = [new Change.Replace(TalkRows.OfTalk(number, version, after, row.ETag)), .. more(before, after), .. isFirstMet ? [new Change.Replace(match)] : Array.Empty<Change>()]; // of this and a matching that is taken back at the same moment, one alone comes through
            return await outbox.CommitAsync(TalkRows.Table, organisationId, changes, stop) is CommitResult.Committed ? new Done<Talk>(after) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    /// <summary>The matchings on measures since a moment, the newest first: all that are kept are read, a few in each month.</summary>
    public async Task<List<MeasureMatch>> ListMeasuresAsync(string organisationId, DateTimeOffset since, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, TalkRows.Match + TalkRows.OnMeasure, cancellationToken)).Select(TalkRows.ToMeasure).Where(one => one.At >= since).OrderByDescending(one => one.At)];

    /// <summary>One of them; null where there is none. The number came with a button.</summary>
    public async Task<MeasureMatch?> FindMeasureAsync(string organisationId, string number, CancellationToken cancellationToken)
        => IsKey(number) && number.StartsWith(TalkRows.OnMeasure, StringComparison.Ordinal) && await store.FindAsync(TalkRows.Table, organisationId, TalkRows.Match + number, cancellationToken) is { } row ? TalkRows.ToMeasure(row) : null;

    /// <summary>On which measure a conversation was that was taken back; null where that isn't known any more.</summary>
    public async Task<string?> FindOffAsync(string organisationId, string key, CancellationToken cancellationToken)
        => IsKey(key) && key.Split('.') is [var number, var version, _] ? (await store.FindAsync(TalkRows.Table, organisationId, $"{TalkRows.Off}{number}.{version}", cancellationToken))?.GetString("Measure") : null;

    /// <summary>How often every two have been matched.</summary>
    public static Dictionary<PeerPair, int> MetIn(IEnumerable<KeptTalk> talks, Func<Talk, IEnumerable<PeerPair>> pairs)
        => talks.SelectMany(one => pairs(one.Talk)).CountBy(pair => pair).ToDictionary();

    public Task<List<Record>> RowsAsync(string organisationId, string prefix, CancellationToken cancellationToken) => RowsAsync(organisationId, RowRange.Prefix(prefix), cancellationToken);

    private async Task<List<KeptTalk>> ListAsync(string organisationId, RowRange range, CancellationToken cancellationToken)
    {
        var counts = (await RowsAsync(organisationId, TalkRows.Match, cancellationToken)).ToDictionary(row => row.RowKey[TalkRows.Match.Length..], row => row.GetString("Version"), StringComparer.Ordinal);
        return [.. (await RowsAsync(organisationId, range, cancellationToken))
            .Select(row => (Row: row, Key: row.RowKey[TalkRows.Talk.Length..]))
            .Where(one => one.Key.Split('.') is [var number, var version, _] && counts.GetValueOrDefault(number) == version)
            .Select(one => new KeptTalk(one.Key, TalkRows.ToTalk(one.Row)))];
    }

    private async Task<List<Record>> RowsAsync(string organisationId, RowRange range, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(TalkRows.Table, organisationId, range, cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.');

    private sealed record Done<TFact>(Ruling<TFact> Ruling)
        where TFact : class;
}
