using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Reads and changes thanks.</summary>
internal sealed class ThanksShelf(IRecordStore store, Outbox outbox, Contention contention)
{
    private const int PagesMax = 1000;

    /// <summary>So many reports of one are kept at the most: enough to decide.</summary>
    private const int ReportsMax = 20;

    /// <summary>Keeps a thank-you, has the person told, and notes it under who thanks, in one commit. The same id again changes nothing.</summary>
    public async Task<ThankYou> PutAsync(ThankYou thanks, DateTimeOffset tellAt, CancellationToken cancellationToken)
    {
        Change[] changes =
        [
            new Change.Insert(ThanksRows.OfThanks(thanks)),
            new Change.Upsert(ThanksRows.OfNote(thanks.Organisation.Id, thanks.From!.Id, thanks)),
            TellThanked.At(thanks, tellAt),
        ];
        return await outbox.CommitAsync(ThanksRows.Table, thanks.Organisation.Id, changes, cancellationToken) is CommitResult.Conflict
            ? await FindAsync(thanks.Organisation.Id, thanks.To.Id, thanks.Id, cancellationToken) ?? thanks
            : thanks;
    }

    /// <summary>One thank-you; null if there is none. The id came with a button.</summary>
    public async Task<ThankYou?> FindAsync(string organisationId, MemberId to, string id, CancellationToken cancellationToken)
        => await FindRowAsync(organisationId, to, id, cancellationToken) is { } row ? ThanksRows.ToThanks(row) : null;

    /// <summary>Changes one; refused where there is none, or the rule says no. What the change doesn't change is not written.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="to">Whom it thanks.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">The rule.</param>
    /// <param name="more">What else changes in the same commit, from what it was to what it becomes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<ThankYou>> ChangeAsync(string organisationId, MemberId to, string id, Func<ThankYou, Ruling<ThankYou>> change, Func<ThankYou, ThankYou, IEnumerable<Change>> more, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, to, id, _ => Task.FromResult<List<ThanksReport>>([]), (thanks, _) => change(thanks), (before, after, _) => more(before, after), cancellationToken);

    /// <summary>The same with its reports at that moment: one that comes between is heeded as well.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="to">Whom it thanks.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">The rule.</param>
    /// <param name="more">What else changes in the same commit, from what it was to what it becomes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<ThankYou>> ChangeReportedAsync(string organisationId, MemberId to, string id, Func<ThankYou, List<ThanksReport>, Ruling<ThankYou>> change, Func<ThankYou, ThankYou, List<ThanksReport>, IEnumerable<Change>> more, CancellationToken cancellationToken)
        => ChangeAsync(organisationId, to, id, stop => ListReportsOfAsync(organisationId, id, stop), change, more, cancellationToken);

    private Task<Ruling<ThankYou>> ChangeAsync(string organisationId, MemberId to, string id, Func<CancellationToken, Task<List<ThanksReport>>> list, Func<ThankYou, List<ThanksReport>, Ruling<ThankYou>> change, Func<ThankYou, ThankYou, List<ThanksReport>, IEnumerable<Change>> more, CancellationToken cancellationToken)
        => contention.ChangeAsync<Kept, ThankYou>(
            async stop => await FindRowAsync(organisationId, to, id, stop) is { } row && ThanksRows.ToThanks(row) is { } there ? new Kept(row, there, await list(stop)) : null, // reports after the row: one changes it, too
            new Refusal("thanks.refused.unknown"),
            kept => change(kept.Thanks, kept.Reports),
            async (kept, after, stop) => after == kept.Thanks || await outbox.CommitAsync(ThanksRows.Table, organisationId, [new Change.Replace(ThanksRows.OfThanks(after, kept.Row.ETag)), .. more(kept.Thanks, after, kept.Reports)], stop) is CommitResult.Committed,
            cancellationToken);

    /// <summary>
    /// Removes one, as it is now, with all that says where it lies, what was still to be told of it, and every copy that a report made of
    /// it; others see it no more. One commit: nothing of it is left where it is found no more.
    /// </summary>
    /// <param name="thanks">Which.</param>
    /// <param name="how">How it comes that it goes.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where there was none any more.</returns>
    public async Task<bool> RemoveAsync(ThankYou thanks, Removal how, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var organisation = thanks.Organisation.Id;
        IReadOnlyList<Record> orders = [];
        var done = await contention.RunAsync(async stop =>
        {
            if (await store.FindAsync(ThanksRows.Table, organisation, ThanksRows.ToOf(thanks.To.Id) + thanks.Id, stop) is not { } row || ThanksRows.ToThanks(row) is not { } there)
                return new Done(new Refusal("thanks.refused.unknown"));
            orders = await FindAllAsync(organisation, new[] { TellThanked.Kind, TellGiver.Kind }.Select(kind => OutboxRow.RowKeyOf(kind, thanks.Id)), stop);
            var notes = await FindAllAsync(organisation, there.From is { } from ? [ThanksRows.NoteOf(from.Id, there), ThanksRows.OfHidden(there).RowKey] : [ThanksRows.OfHidden(there).RowKey], stop);
            var reports = await ListReportsOfAsync(organisation, thanks.Id, stop);
            Change[] changes =
            [
                new Change.Delete(row.RowKey, row.ETag),
                .. notes.Concat(orders).Select(one => new Change.Delete(one.RowKey, null)),
                .. ThanksDigest.Listing(there, there.TakenBack(), now),
                .. TellReporter.Closing(reports, how.Outcome, now),
                .. how.With,
            ];
            return await outbox.CommitAsync(ThanksRows.Table, organisation, changes, stop) is CommitResult.Committed ? new Done(there) : null;
        }, cancellationToken);
        if (done.Ruling.IsRefused(out _, out _))
            return false;
        foreach (var order in orders)
            await outbox.RemovePointerAsync(ThanksRows.Table, order, cancellationToken); // last: without its pointer an order isn't carried out
        return true;
    }

    /// <summary>Keeps that somebody reported one, with its words as they are now; refused where they may not, or so many have that all can just be told in one commit. Reported again it changes nothing. Of this and a removal at the same moment one alone comes through.</summary>
    public async Task<Ruling<ThankYou>> ReportAsync((string Organisation, MemberId By, DateTimeOffset At) report, MemberId to, string id, IReadOnlyList<Change> with, CancellationToken cancellationToken)
    {
        var done = await contention.RunAsync(async stop =>
        {
            if (await FindRowAsync(report.Organisation, to, id, stop) is not { } row || ThanksRows.ToThanks(row) is not { } thanks || !thanks.MayReport(report.By))
                return new Done(new Refusal("thanks.refused.unknown"));
            var before = await ListReportsOfAsync(report.Organisation, id, stop);
            if (before.Exists(one => one.By == report.By))
                return new Done(thanks);
            if (before.Count >= ReportsMax)
                return new Done(new Refusal("thanks.refused.reported"));
            Change[] changes = [new Change.Replace(ThanksRows.OfThanks(thanks, row.ETag)), new Change.Insert(ThanksRows.OfReport(new ThanksReport(report.By, thanks, report.At))), .. with];
            return await outbox.CommitAsync(ThanksRows.Table, report.Organisation, changes, stop) is CommitResult.Committed ? new Done(thanks) : null;
        }, cancellationToken);
        return done.Ruling;
    }

    /// <summary>What somebody was thanked for, newest first.</summary>
    public async Task<List<ThankYou>> ListToAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, ThanksRows.ToOf(person), cancellationToken)).Select(ThanksRows.ToThanks).OfType<ThankYou>().OrderByDescending(thanks => thanks.At)];

    /// <summary>What somebody thanked others for, newest first.</summary>
    public async Task<List<ThankYou>> ListFromAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => [.. (await FollowAsync(organisationId, await RowsAsync(organisationId, ThanksRows.FromOf(person), cancellationToken), cancellationToken)).OrderByDescending(thanks => thanks.At)];

    /// <summary>One thing that somebody thanked another for, found from who gave it; null where there is none.</summary>
    public async Task<ThankYou?> FindFromAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken)
        => (await FollowAsync(organisationId, (await RowsAsync(organisationId, ThanksRows.FromOf(person), cancellationToken)).Where(note => note.RowKey.EndsWith("." + id, StringComparison.Ordinal)), cancellationToken)).FirstOrDefault();

    /// <summary>A page of what somebody thanked others for, newest first: however many there are, so many are read and no more than the pages before.</summary>
    public async Task<(IReadOnlyList<ThankYou> Shown, bool HasMore)> PageFromAsync(string organisationId, MemberId person, int page, int size, CancellationToken cancellationToken)
    {
        page = Math.Clamp(page, 0, PagesMax);
        var notes = new List<Record>();
        await foreach (var note in store.ListAsync(ThanksRows.Table, organisationId, RowRange.Prefix(ThanksRows.FromOf(person)), cancellationToken))
        {
            notes.Add(note);
            if (notes.Count > (page + 1) * size)
                break;
        }

        return (await FollowAsync(organisationId, notes.Skip(page * size).Take(size), cancellationToken), notes.Count > (page + 1) * size);
    }

    /// <summary>A page of the thanks of a month that others see.</summary>
    public async Task<CardPage<ThankYou>> PagePublicAsync(string organisationId, ThanksMonth month, int page, int size, CancellationToken cancellationToken)
    {
        var shown = (await RowsAsync(organisationId, ThanksRows.PublicOf(month), cancellationToken)).PageOf(page, size);
        var thanks = (await FollowAsync(organisationId, shown.Items, cancellationToken)).FindAll(one => one.IsPublic);
        return new CardPage<ThankYou>(thanks, shown.Number, shown.Last, shown.From);
    }

    /// <summary>A page of the thanks that are hidden from others.</summary>
    public async Task<CardPage<ThankYou>> PageHiddenAsync(string organisationId, int page, int size, CancellationToken cancellationToken)
    {
        var shown = (await RowsAsync(organisationId, ThanksRows.Hidden, cancellationToken)).PageOf(page, size);
        var thanks = (await FollowAsync(organisationId, shown.Items, cancellationToken)).FindAll(one => one.HiddenBecause is not null);
        return new CardPage<ThankYou>(thanks, shown.Number, shown.Last, shown.From);
    }

    /// <summary>Whether a report waits about which somebody may decide: of their own thanks they aren't told.</summary>
    public async Task<bool> AnyReportForAsync(string organisationId, MemberId moderator, CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(ThanksRows.Table, organisationId, RowRange.Prefix(ThanksRows.Reported), cancellationToken))
        {
            if (ThanksRows.ToReport(row) is { } report && !report.Thanks.Concerns(moderator))
                return true;
        }

        return false;
    }

    /// <summary>Whether there are rows that begin so: one is read.</summary>
    public async Task<bool> AnyAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        await foreach (var _ in store.ListAsync(ThanksRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
            return true;
        return false;
    }

    /// <summary>What was reported and waits for somebody to decide, the oldest first.</summary>
    public async Task<List<ThanksReport>> ListReportsAsync(string organisationId, CancellationToken cancellationToken)
        => [.. (await RowsAsync(organisationId, ThanksRows.Reported, cancellationToken)).Select(ThanksRows.ToReport).OfType<ThanksReport>().OrderBy(report => report.At)];

    /// <summary>The reports of one thank-you, the oldest first; none where nobody reported it. The id may have come with a button.</summary>
    public async Task<List<ThanksReport>> ListReportsOfAsync(string organisationId, string id, CancellationToken cancellationToken)
        => IsId(id) ? [.. (await RowsAsync(organisationId, ThanksRows.ReportsOf(id), cancellationToken)).Select(ThanksRows.ToReport).OfType<ThanksReport>().OrderBy(report => report.At)] : [];

    /// <summary>The first thanks of a month that others see, in the order of their ids, which says nothing; and how many there are. No more are read than are wanted.</summary>
    public async Task<(IReadOnlyList<ThankYou> Shown, int Count)> FirstPublicAsync(string organisationId, ThanksMonth month, int max, CancellationToken cancellationToken)
    {
        var notes = await RowsAsync(organisationId, ThanksRows.PublicOf(month), cancellationToken);
        return ((await FollowAsync(organisationId, notes.Take(max), cancellationToken)).FindAll(thanks => thanks.IsPublic), notes.Count);
    }

    public async Task<List<Record>> RowsAsync(string organisationId, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(ThanksRows.Table, organisationId, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private async Task<IReadOnlyList<Record>> FindAllAsync(string organisationId, IEnumerable<string> rowKeys, CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(rowKeys.Select(key => store.FindAsync(ThanksRows.Table, organisationId, key, cancellationToken)))).OfType<Record>()];

    private async Task<List<ThankYou>> FollowAsync(string organisationId, IEnumerable<Record> notes, CancellationToken cancellationToken)
    {
        var found = new List<ThankYou>();
        foreach (var note in notes)
        {
            if (MemberId.TryParse(note.GetString("To") ?? "", out var to) && await FindAsync(organisationId, to, note.RowKey[(note.RowKey.LastIndexOf('.') + 1)..], cancellationToken) is { } thanks)
                found.Add(thanks);
        }

        return found;
    }

    private async Task<Record?> FindRowAsync(string organisationId, MemberId to, string id, CancellationToken cancellationToken)
        => IsId(id) ? await store.FindAsync(ThanksRows.Table, organisationId, ThanksRows.ToOf(to) + id, cancellationToken) : null;

    private static bool IsId(string id) => id.Length is > 0 and <= 40 && id.All(char.IsAsciiLetterOrDigit);

    private sealed record Done(Ruling<ThankYou> Ruling);

    private sealed record Kept(Record Row, ThankYou Thanks, List<ThanksReport> Reports);
}
