using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>
/// For what a person applied, and what they did for others' applications: found from the person alone. Forgotten, their
/// applications go with all that was said of them; what they gave or decided for others stays, without their name.
/// </summary>
internal sealed class ApplicationsHeld(ApplicationTraces traces, ForgetApplicant applicant, ForgetDoer doer, ForgetPanelMember panel, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    /// <summary>Before the features that offer openings: they say on which panels somebody sits as long as they know it.</summary>
    public bool GoesFirst => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var line in await traces.ListAppliedAsync(about, cancellationToken))
        {
            var found = await traces.OfApplicantAsync(line, about.Person, cancellationToken);
            rows.Add(line);
            rows.AddRange(found.RowsShown);
            if (found.Application is { } application)
                lines.Add(_text.Plain("applications.held.applied", ("title", found.Title), ("when", TimeWords.Moment(application.SentAt, about.Zone)), ("stage", ApplicationWords.Of(_text, application)), ("words", application.Statement)));
            if (found.AuditedTold > 0)
                lines.Add(_text.Plain("applications.held.audited", ("count", found.AuditedTold), ("title", found.Title)));
        }

        var did = new List<Record>();
        foreach (var line in await traces.ListDoneAsync(about, cancellationToken))
        {
            var shown = await traces.ShownOfDoerAsync(line, about.Person, cancellationToken);
            did.AddRange(shown);
            if (shown.Count > 0) // a note of nothing else is of a nomination, and says that the nominee was asked
                rows.Add(line);
        }

        if (did.Count > 0)
            lines.Add(_text.Plain("applications.held.did", ("count", did.Count)));
        rows.AddRange(did);
        return lines.Count == 0 ? [] : [new HeldSection("applications", _text.Plain("applications.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (applied, did, audited, isLive) = (0, 0, 0, false);
        foreach (var line in await traces.ListAppliedAsync(about, cancellationToken))
        {
            if ((await traces.OfApplicantAsync(line, about.Person, cancellationToken)).Application is not { } application)
                continue;
            applied++;
            isLive |= application.IsInIt && application.Stage is not Stage.Appointed;
        }

        foreach (var line in await traces.ListDoneAsync(about, cancellationToken))
        {
            var rows = await traces.ShownOfDoerAsync(line, about.Person, cancellationToken);
            audited += rows.Count(ApplicationTraces.IsAudit);
            did += rows.Count(row => !ApplicationTraces.IsAudit(row));
        }

        List<PlainText> erased = [];
        if (applied > 0)
            erased.Add(_text.Plain("applications.held.erase.applied", ("count", applied)));
        if (did > 0)
            erased.Add(_text.Plain("applications.held.erase.did", ("count", did)));
        return new ErasurePlan(erased, audited > 0 ? [_text.Plain("applications.held.keep.audit", ("count", audited))] : [])
        {
            Heed = isLive ? [_text.Plain("applications.held.heed")] : [],
        };
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var line in await traces.ListAppliedAsync(about, cancellationToken))
            await applicant.ForgetAsync(line, about.Person, about.At, cancellationToken);
        await panel.ForgetAsync(about, cancellationToken);
        foreach (var line in await traces.ListDoneAsync(about, cancellationToken))
            await doer.ForgetAsync(line, about.Person, cancellationToken);
    }
}
