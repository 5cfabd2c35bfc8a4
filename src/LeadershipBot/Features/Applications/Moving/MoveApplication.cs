using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Moving;

/// <summary>Somebody who decides opens the dialog in which an application is moved on.</summary>
internal sealed class OpenMove(ApplicationsGate gate, MoveForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await FindAsync(turn, gate, cancellationToken)).IsRefused(out var refusal, out var read)
            ? new Answer.Refused(refusal)
            : form.One(read.File, read.Application, typed: null, problem: null);

    /// <summary>The application, where this person decides and it can be moved at all.</summary>
    internal static async Task<Ruling<ReadApplication>> FindAsync(Turn turn, ApplicationsGate gate, CancellationToken cancellationToken)
    {
        if ((await gate.FindApplicationAsync(turn, cancellationToken)).IsRefused(out var refusal, out var read))
            return refusal;
        if (!read.Standing.Decides)
            return new Refusal("applying.refused.notYours");
        return read;
    }
}

/// <summary>Somebody who decides moves an application on; the applicant is told. Where another moved it meanwhile, the dialog comes again.</summary>
internal sealed class MoveApplication(ApplicationsGate gate, MoveRule rule, ApplicationChanging changing, MoveForm form, ReadCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await OpenMove.FindAsync(turn, gate, cancellationToken)).IsRefused(out var refusal, out var read))
            return new Answer.Refused(refusal);
        var move = new StageMove(Enum.TryParse<Stage>(turn.Data.Text("stage"), out var stage) ? stage : Stage.Received, turn.Data.Text("words"));
        turn.Data.TryNumber("version", out var version);
        if (await rule.WhyNotAsync(read.File.Opening, move, [read.Application], cancellationToken) is { } gone)
            return form.One(read.File, read.Application, move, gone);
        var change = new ApplicationChange(read.File.Opening, StepKind.Moved, [read.Application.Who.Id], (file, application, counts) => MoveRule.Decide(turn, move, file, application, counts, version));
        if ((await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out var problem, out var after))
        {
            var now = await gate.FindApplicationAsync(turn, cancellationToken);
            return now.IsRefused(out var lost, out var again) ? new Answer.Refused(lost) : form.One(again.File, again.Application, move, problem);
        }

        var moved = after.All[0];
        var done = await gate.FindApplicationAsync(turn, cancellationToken);
        return new Answer.Say(library.Text.Plain("applications.moved", ("name", moved.Who.Name)))
        {
            Renewed = done.IsRefused(out _, out var view) ? null : await card.OfAsync(turn, view, library.Text.Format("applications.moved.note"), cancellationToken),
        };
    }
}

/// <summary>What is asked of every move, of one or of several.</summary>
internal sealed class MoveRule(IRoleHolders people)
{
    /// <summary>Why an applicant can't be appointed: the organisation doesn't list them any more. Null otherwise.</summary>
    public async Task<Refusal?> WhyNotAsync(Opening opening, StageMove move, IReadOnlyList<Application> applications, CancellationToken cancellationToken)
    {
        if (move.To.IsNo())
            return null;
        foreach (var one in applications)
        {
            if (await people.FindAsync(opening.Organisation.Id, one.Who.Id, cancellationToken) is null)
                return new Refusal("applications.refused.left", ("name", one.Who.Name));
        }

        return null;
    }

    /// <summary>One application after it, as it stands by then.</summary>
    /// <param name="turn">Who moves it.</param>
    /// <param name="move">Where to.</param>
    /// <param name="file">What was read.</param>
    /// <param name="application">The application.</param>
    /// <param name="counts">The counts by then.</param>
    /// <param name="version">The version that the dialog showed; null where it showed only the stage.</param>
    public static Ruling<Application> Decide(Turn turn, StageMove move, OpeningFile file, Application? application, ApplicantCounts counts, int? version)
    {
        if (application is null)
            return new Refusal("applications.refused.gone");
        var isRepeat = application.Stage == move.To && application.Words == move.Words.Trim();
        if (!isRepeat && version is { } seen && seen != application.Version)
            return new Refusal("applying.refused.movedMeanwhile");
        var ruling = move.Move(application, file.StandingOf(turn.Actor), file.Opening, file.FreeAfter(counts), turn.At, turn.Today);
        return !ruling.IsRefused(out _, out var after) && after != application && file.Scoring.WhyNotShortlist(application) is { } unscored ? unscored : ruling;
    }
}
