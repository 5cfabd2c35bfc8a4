using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>The thanks that a person got and gave. Forgotten, those that they got go; those that they gave stay with whom they thanked alone, without them.</summary>
internal sealed class ThanksHeld(ThanksShelf shelf, IRecordStore store, CardLibrary library, TimeProvider time) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var organisation in about.Organisations)
        {
            var (got, given) = (await shelf.ListToAsync(organisation.Id, about.Person, cancellationToken), await shelf.ListFromAsync(organisation.Id, about.Person, cancellationToken));
            lines.AddRange(got.Select(thanks => _text.Plain("thanks.held.got", ("name", thanks.From?.Name ?? _text.Plain("thanks.former").Words), ("words", thanks.Words))));
            lines.AddRange(given.Select(thanks => _text.Plain("thanks.held.given", ("name", thanks.To.Name), ("words", thanks.Words))));
            rows.AddRange(got.Concat(given).Select(thanks => ThanksRows.OfThanks(thanks)));
            var reports = (await shelf.ListReportsAsync(organisation.Id, cancellationToken)).FindAll(report => report.By == about.Person);
            lines.AddRange(reports.Select(report => _text.Plain("thanks.held.reported", ("name", report.Thanks.To.Name), ("words", report.Thanks.Words))));
            rows.AddRange(reports.Select(ThanksRows.OfReport));
            rows.AddRange(await Audit.ListWithAsync(store, ThanksRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken));
        }

        return rows.Count == 0 ? [] : [new HeldSection("thanks", _text.Plain("thanks.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (got, given, audited) = (0, 0, 0);
        foreach (var organisation in about.Organisations)
        {
            got += (await shelf.ListToAsync(organisation.Id, about.Person, cancellationToken)).Count;
            given += (await shelf.ListFromAsync(organisation.Id, about.Person, cancellationToken)).Count;
            audited += (await Audit.ListWithAsync(store, ThanksRows.Table, organisation.Id, about.Person.ObjectId, cancellationToken)).Count;
        }

        return new ErasurePlan(
            got > 0 ? [_text.Plain("thanks.held.erase", ("count", got))] : [],
            [.. given > 0 ? [_text.Plain("thanks.held.keep", ("count", given))] : Array.Empty<PlainText>(), .. audited > 0 ? [_text.Plain("peers.held.keep.audit", ("count", audited))] : Array.Empty<PlainText>()]);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
        {
            foreach (var thanks in await shelf.ListToAsync(organisation.Id, about.Person, cancellationToken))
                await shelf.RemoveAsync(thanks, Removal.Plain, time.GetUtcNow(), cancellationToken);
            foreach (var thanks in await shelf.ListFromAsync(organisation.Id, about.Person, cancellationToken))
                await shelf.ChangeAsync(organisation.Id, thanks.To.Id, thanks.Id, now => now.KeptBetweenTwo() with { From = null }, (before, after) => [new Change.Delete(ThanksRows.NoteOf(about.Person, thanks), null), .. ThanksDigest.Listing(before, after, time.GetUtcNow())], cancellationToken);
            foreach (var report in await shelf.ListReportsAsync(organisation.Id, cancellationToken))
                await ForgetInAsync(report, about.Person, cancellationToken);
        }
    }

    /// <summary>A report goes with who made it, and with who was thanked; who thanked is no more in it.</summary>
    private async Task ForgetInAsync(ThanksReport report, MemberId person, CancellationToken cancellationToken)
    {
        if (report.By == person || report.Thanks.To.Id == person)
            await store.CommitAsync(ThanksRows.Table, report.Thanks.Organisation.Id, [new Change.Delete(ThanksRows.OfReport(report).RowKey, null)], cancellationToken); // a conflict: somebody decided just now
        else if (report.Thanks.From?.Id == person)
            await store.CommitAsync(ThanksRows.Table, report.Thanks.Organisation.Id, [new Change.Replace(ThanksRows.OfReport(report with { Thanks = report.Thanks with { From = null } }))], cancellationToken); // the same
    }
}

/// <summary>Removes thanks that are old, with the audit of that time.</summary>
internal sealed class ThanksRetention(ThanksShelf shelf, IRecordStore store, TimeProvider time) : IRetention
{
    public RetentionKind Kind => RetentionKind.Thanks;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = (await shelf.RowsAsync(organisationId, ThanksRows.To, cancellationToken)).Select(ThanksRows.ToThanks).OfType<ThankYou>().Where(thanks => thanks.At < olderThan).ToList();
        var audit = (await shelf.RowsAsync(organisationId, Audit.Prefix, cancellationToken)).FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        audit.AddRange((await shelf.ListReportsAsync(organisationId, cancellationToken)).Where(report => report.At < olderThan).Select(ThanksRows.OfReport));
        if (sweep is Sweep.Remove)
        {
            foreach (var thanks in old)
                await shelf.RemoveAsync(thanks, Removal.Plain, time.GetUtcNow(), cancellationToken);
            foreach (var row in audit)
                await store.CommitAsync(ThanksRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
        }

        return old.Count + audit.Count;
    }
}
