using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>
/// A chair or an organiser sends a page of a decision: it is kept, and the next page comes, or the one before. What can't be
/// taken comes back with what was typed still in it, but for patient data, of which nothing stays.
/// </summary>
internal sealed class KeepPage(DecisionWriting writing, DecisionShelf shelf, WritingCards cards, PreviewCards previews, References references) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        turn.Data.TryNumber("page", out var page);
        var goesBack = turn.Data.Text("go") == "back";
        if (page == 3)
            return await BackFromPreviewAsync(turn, cancellationToken);
        var owners = page == 2 ? await cards.OwnersAsync(turn.Actor.Organisation.Id, cancellationToken) : [];
        var known = page == 2 ? "" : await InterestsAsync(turn, cancellationToken);
        var kept = await writing.KeepAsync(turn, before => page == 2 ? DecisionForm.ReadBackground(turn.Data, before, owners) : DecisionForm.ReadStatement(turn.Data, before, known), cancellationToken);
        if (kept.Refused is { } refused)
            return await ComesBackAsync(turn, kept, page, refused, cancellationToken);
        var (head, content) = (kept.Head!, kept.Content);
        if (page == 2 && goesBack)
            return await cards.StatementAsync(turn, head, turn.DialogNonce, content, problem: null, cancellationToken);
        if (DecisionDraft.CheckStatement(content, turn.Today) is { } missing)
            return await cards.StatementAsync(turn, head, turn.DialogNonce, content, missing, cancellationToken);
        if (page != 2)
            return await cards.BackgroundAsync(turn, head, content, problem: null, cancellationToken);
        return DecisionDraft.Check(content, turn.Today).IsRefused(out var problem, out _)
            ? await cards.BackgroundAsync(turn, head, content, problem, cancellationToken)
            : await previews.ShowAsync(turn, head, content, new SendingForm(), problem: null, asksAgain: false, null, cancellationToken);
    }

    /// <summary>Who left for an interest in what a decision refers to that is begun from it: only who decides there gets to read it.</summary>
    private async Task<string> InterestsAsync(Turn turn, CancellationToken cancellationToken)
        => !turn.Data.TryText("decision", out _) && Decision.MayMake(turn.Actor, turn.Actor.Organisation)
            ? await references.RecordInterestsAsync(References.In(turn.Data), turn.Actor.Organisation.Id, cancellationToken)
            : "";

    private async Task<Answer> BackFromPreviewAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        return DecisionWriting.WhyNot(turn, head.Decision) is { } refusal
            ? new Answer.Refused(refusal)
            : await cards.BackgroundAsync(turn, head, head.Writing ?? head.Decision.Content, problem: null, cancellationToken);
    }

    private async Task<Answer> ComesBackAsync(Turn turn, Kept kept, int page, Refusal refused, CancellationToken cancellationToken)
    {
        if (refused.TextKey is "shell.refused.patientData")
            kept = kept with { Content = kept.Head?.Writing ?? kept.Head?.Decision.Content ?? DecisionContent.Empty with { Linked = kept.Content.Linked } };
        else if (refused.TextKey is not ("decisions.refused.long" or "decisions.refused.linked"))
            return new Answer.Refused(refused);
        return page == 2 && kept.Head is { } head
            ? await cards.BackgroundAsync(turn, head, kept.Content, refused, cancellationToken)
            : await cards.StatementAsync(turn, kept.Head, turn.DialogNonce, kept.Content, refused, cancellationToken);
    }
}
