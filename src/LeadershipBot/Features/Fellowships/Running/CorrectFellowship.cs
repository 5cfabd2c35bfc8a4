using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Features.Fellowships.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>An organiser or a chair opens the dialog in which is corrected who runs it, who shortlists, and who pays.</summary>
internal sealed class OpenCorrect(FellowshipShelf shelf, OwnStake stake, CorrectForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken) is { } own ? new Answer.Refused(own) : await form.OfAsync(turn, head, head.Fellowship.Content, problem: null, cancellationToken);
    }
}

/// <summary>They correct it. Applicants are told who reads now what they wrote; of the money everybody is told whom it concerns.</summary>
internal sealed class CorrectFellowship(FellowshipShelf shelf, OwnStake stake, FellowshipWriting writing, CorrectForm form, ManageCards manage, IRoleHolders holders, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (await stake.WhyNotAsync(head, turn.Actor.MemberId, cancellationToken) is { } own)
            return new Answer.Refused(own);
        var wanted = FellowshipForm.ReadCorrected(turn.Data, head.Fellowship.Content, await writing.KnowAsync(turn, cancellationToken));
        if (await WhyNotAsync(head, wanted, cancellationToken) is { } wrong)
            return await form.OfAsync(turn, head, wanted, wrong, cancellationToken);
        var ruling = await shelf.ChangeAsync(
            turn,
            head.Key,
            fellowship => FellowshipForm.From(fellowship, FellowshipForm.SeenIn(turn.Data), fellowship.Correct(wanted.RunBy!, wanted.Panel, wanted.Funding, wanted.FundedBy, turn.At, turn.Today)),
            (before, after) =>
            [
                .. ChangeAudit.OfCorrection(head.Key, turn, before.Content, after.Content),
                .. (before.Content.Funding, before.Content.FundedBy) != (after.Content.Funding, after.Content.FundedBy) ? [NoteOrders.Order(head.Key, Note.TeamChanged, NoteOrders.OfTeam(after, turn.Actor.MemberId), turn.At)] : Array.Empty<Change>(),
            ],
            cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? await form.OfAsync(turn, head, problem.TextKey is "shell.refused.patientData" ? head.Fellowship.Content : wanted, problem, cancellationToken)
            : await manage.AfterAsync(turn, head, ruling, library.Text.Format("fellowships.correct.done"), cancellationToken);
    }

    /// <summary>It takes a role to run it, and to sit on the panel.</summary>
    private async Task<Refusal?> WhyNotAsync(FellowshipHead head, FellowshipContent wanted, CancellationToken cancellationToken)
    {
        var organisation = head.Fellowship.Organisation.Id;
        return wanted.RunBy is null ? new Refusal("fellowships.refused.noRunBy") : await DeciderRoles.WhyNotAsync(holders, organisation, wanted, cancellationToken);
    }
}

/// <summary>The dialog in which is corrected who runs it, who shortlists, and who pays.</summary>
internal sealed class CorrectForm(RoleChoices choices, CardLibrary library, Sentences sentences)
{
    public async Task<Answer> OfAsync(Turn turn, FellowshipHead head, FellowshipContent content, Refusal? problem, CancellationToken cancellationToken)
    {
        var (text, organisation) = (library.Text, head.Fellowship.Organisation.Id);
        var title = text.Plain("fellowships.correct.title");
        var (makers, panel) = await choices.ListAsync(organisation, Fellowship.Makers, content.RunBy, content.Panel, cancellationToken);
        var data = new CardData().Titled(text, title).WithProblem(sentences, problem)
            .SetId("organisationId", organisation)
            .SetId("fellowship", head.Key)
            .SetId("revision", FellowshipWords.Number(head.Fellowship.Revision))
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(text, head.Fellowship)))
            .Set("makers", makers)
            .Set("panelists", panel)
            .Set("fundings", FellowshipWords.Fundings(text))
            .Set("runBy", PlainText.FromPerson(content.RunBy?.Id.ToString() ?? ""))
            .Set("panel", PlainText.FromPerson(string.Join(',', content.Panel.Select(one => one.Id))))
            .SetId("funding", content.Funding.ToString())
            .Set("fundedBy", PlainText.FromPerson(TurnData.Clip(content.FundedBy, FellowshipLimits.ShortCharactersMax)));
        return new Answer.Dialog(title, new CardView("fellowships/correct", data, title));
    }
}
