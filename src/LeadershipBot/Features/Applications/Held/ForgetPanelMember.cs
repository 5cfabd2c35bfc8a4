using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Panel;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>
/// Looks at the panels on which somebody sits who is forgotten, whether they did anything there or not: where only their scores
/// were missing, the others' are shown, since nobody else would have them shown. Safe to repeat.
/// </summary>
internal sealed class ForgetPanelMember(Openings openings, ApplicationShelf shelf, LookAtScores look, Contention contention)
{
    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var organisation in about.Organisations)
        {
            foreach (var opening in await openings.ListOnPanelAsync(organisation.Id, about.Person, cancellationToken))
                await contention.RunAsync(async stop => await LookAsync(opening, about, stop) ? "done" : null, cancellationToken);
        }
    }

    /// <summary>False where the opening was changed meanwhile.</summary>
    private async Task<bool> LookAsync(Opening opening, PersonAsked about, CancellationToken cancellationToken)
    {
        var file = await shelf.ReadAllAsync(opening, cancellationToken);
        var without = file with { Opening = opening with { Panel = [.. opening.Panel.Where(one => one.Id != about.Person)] } };
        return file.Head.ETag is null || !file.CompletesWith(without, about.At) || await look.ShowAsync(file, about.At, cancellationToken);
    }
}
