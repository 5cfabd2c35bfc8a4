using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;

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
        move = move with { ReadableFrom = await rule.ReadableFromAsync(move, read.Application.Who.Id, cancellationToken) };
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
            Renewed = done.IsRefused(out _, out var view) ? null : await card.OfAsync(turn, view, NoteOf(read.Application, moved, view), cancellationToken),
        };
    }

    private CardText NoteOf(Application before, Application after, ReadApplication view)
        => before.Stage is Stage.Appointed && after.Stage is not Stage.Appointed
            ? library.Text.Format("applications.moved.free", ("count", view.File.Head.Counts.Reserve))
            : library.Text.Format("applications.moved.note");
}

/// <summary>What is asked of every move, of one or of several.</summary>
internal sealed class MoveRule(IAudience audience, Openings openings, TellPerson tell)
{
    /// <summary>From when somebody can read what they are offered; null where they are offered nothing.</summary>
    public async Task<DateTimeOffset?> ReadableFromAsync(StageMove move, MemberId who, CancellationToken cancellationToken)
        => move.To is Stage.Offered ? await tell.FreeFromAsync(who, cancellationToken) : null;

    /// <summary>
    /// Why somebody can't take a place for which they wait by now: they aren't listed, may not apply any more, or hold something that
    /// shuts it out. Null where they can.
    /// </summary>
    public async Task<Refusal?> WhyNotHaveAsync(Opening opening, Person who, CancellationToken cancellationToken)
    {
        if (await audience.FindAsync(opening.Organisation.Id, who.Id, cancellationToken) is not { } member)
            return new Refusal("applying.refused.notListed");
        var actor = ActorOf(opening, who, member);
        return opening.Eligibility.WhyNot(actor.Hat) ?? (openings.Of(opening.Kind) is { } kind ? await kind.WhyNotAsync(opening, actor, cancellationToken) : null);
    }

    /// <summary>
    /// Why an applicant can't be moved on: the organisation doesn't list them any more; or appointed: they hold by now what nobody may
    /// hold together with it. Null otherwise.
    /// </summary>
    public async Task<Refusal?> WhyNotAsync(Opening opening, StageMove move, IReadOnlyList<Application> applications, CancellationToken cancellationToken)
    {
        if (move.To.IsEnd())
            return null;
        foreach (var one in applications)
        {
            if (await audience.FindAsync(opening.Organisation.Id, one.Who.Id, cancellationToken) is not { } member)
                return new Refusal("applications.refused.left", ("name", one.Who.Name));
            if (move.To is Stage.Appointed or Stage.Offered && one.Stage is not Stage.Appointed && openings.Of(opening.Kind) is { } kind && await kind.WhyNotAsync(opening, ActorOf(opening, one.Who, member), cancellationToken) is not null)
                return new Refusal("applications.refused.holdsOther", ("name", one.Who.Name));
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
        var ruling = move.Move(application, file.StandingOf(turn.Actor), file.Opening, file.Head.FreeOf(file.Opening, counts), turn.At, turn.Today);
        return !ruling.IsRefused(out _, out var after) && after != application && file.Scoring.WhyNotShortlist(application) is { } unscored ? unscored : ruling;
    }

    /// <summary>Somebody as the feature that offers the opening knows them.</summary>
    private static Actor ActorOf(Opening opening, Person who, AudienceMember member) => new(
        who.Id.ObjectId,
        who.Id.TenantId,
        who.Name,
        new Hat(opening.Organisation, member.Roles) { Practices = [.. member.Practices.All.Select(code => new PracticeName(code, code))], LeadOf = member.LeadOf, Localities = member.Localities, Profession = member.Profession, Contract = member.Contract });
}
