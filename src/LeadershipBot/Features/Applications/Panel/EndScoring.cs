using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>Somebody who decides opens the dialog in which scoring is ended before all have scored.</summary>
internal sealed class OpenEndScoring(ApplicationsGate gate, EndForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await gate.FindDecidedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file)
            ? new Answer.Refused(refusal)
            : form.Of(file, "", problem: null);
}

/// <summary>They end it, with a reason that everybody reads who sees the scores.</summary>
internal sealed class EndScoring(ApplicationsGate gate, PanelShelf panel, EndForm form, ListCard list, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindDecidedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var file))
            return new Answer.Refused(refusal);
        var reason = turn.Data.Text("reason");
        if ((await panel.EndAsync(turn, file.Opening, reason, cancellationToken)).IsRefused(out var problem, out var after))
            return form.Of(file, reason, problem);
        return new Answer.Say(library.Text.Plain("applications.end.done")) { Renewed = await list.PageAsync(after, turn.Actor, turn.At, 0, cancellationToken) };
    }
}

/// <summary>That dialog.</summary>
internal sealed class EndForm(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Of(OpeningFile file, string reason, Refusal? problem)
    {
        var title = library.Text.Plain("applications.end.title");
        var data = new CardData().About(library.Text, file.Opening).Titled(library.Text, title).WithProblem(sentences, problem)
            .Set("about", library.Text.Format("applications.end.about", ("count", file.Scoring.Missing)))
            .Set("reason", PlainText.FromPerson(TurnData.Clip(reason, ApplyingLimits.WordsMax)))
            .Set("max", ApplyingLimits.WordsMax);
        return new Answer.Dialog(title, new CardView("applications/end", data, title));
    }
}
