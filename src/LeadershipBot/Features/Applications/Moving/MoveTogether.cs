using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Moving;

/// <summary>Somebody who decides opens the dialog in which several are moved on together.</summary>
internal sealed class OpenTogether(ApplicationsGate gate, MoveForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindDecidedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file)
            ? new Answer.Refused(refusal)
            : form.Several(file, turn.Actor, [], typed: null, problem: null);
}

/// <summary>They move them, all or none; each is told the same words on a card of their own.</summary>
internal sealed class MoveTogether(ApplicationsGate gate, MoveRule rule, ApplicationShelf shelf, ApplicationChanging changing, MoveForm form, ListCard list, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindDecidedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return new Answer.Refused(refusal);
        var move = new StageMove(Enum.TryParse<Stage>(turn.Data.Text("stage"), out var stage) ? stage : Stage.Received, turn.Data.Text("words"));
        var chosen = turn.Data.Text("people").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(key => MemberId.TryParse(key, out var who) ? who : (MemberId?)null).OfType<MemberId>().Distinct().ToList();
        if (await WhyNotAsync(file, turn.Actor, move, chosen, cancellationToken) is { } wrong)
            return form.Several(file, turn.Actor, chosen, move, wrong);
        var free = new Dictionary<MemberId, DateTimeOffset?>();
        foreach (var who in chosen)
            free[who] = await rule.ReadableFromAsync(move, who, cancellationToken);
        var change = new ApplicationChange(file.Opening, StepKind.Moved, chosen, (read, application, counts) => MoveRule.Decide(turn, move with { ReadableFrom = application is null ? null : free.GetValueOrDefault(application.Who.Id) }, read, application, counts, version: null));
        if ((await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out var problem, out var after))
            return form.Several(await shelf.ReadAllAsync(file.Opening, cancellationToken), turn.Actor, chosen, move, problem);
        return new Answer.Say(library.Text.Plain("applications.together.done", ("count", after.All.Count)))
        {
            Renewed = await list.PageAsync(await shelf.ReadAllAsync(file.Opening, cancellationToken), turn.Actor, turn.At, 0, cancellationToken),
        };
    }

    private async Task<Refusal?> WhyNotAsync(OpeningFile file, Actor actor, StageMove move, List<MemberId> chosen, CancellationToken cancellationToken)
    {
        if (chosen.Count is 0 or > ApplyingLimits.TogetherMax)
            return new Refusal("applications.refused.nobody");
        var applications = chosen.Select(file.Of).OfType<Application>().ToList();
        if (applications.Count < chosen.Count || applications.Exists(one => one.IsExploring))
            return new Refusal("applications.refused.gone");
        if (applications.Exists(one => one.Stage is Stage.Appointed && move.To is not Stage.Appointed))
            return new Refusal("applying.refused.stage");
        return applications.Exists(one => file.Scoring.IsConflicted(actor.MemberId, one.Who.Id))
            ? new Refusal("applying.refused.conflicted")
            : await rule.WhyNotAsync(file.Opening, move, applications, cancellationToken);
    }
}
