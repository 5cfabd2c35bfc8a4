using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Somebody else who organises or chairs says yes: members see it from now on, and can apply. Where nobody else could, whoever wrote it says it alone.</summary>
internal sealed class ApproveFellowship(FellowshipShelf shelf, FellowshipCards cards, IRoleHolders holders, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var hasOthers = await holders.HasOthersAsync(head.Fellowship.Organisation.Id, turn.Actor.MemberId, cancellationToken);
        var me = new Person(turn.Actor.MemberId, turn.Actor.Name);
        var seen = FellowshipForm.SeenIn(turn.Data);
        var ruling = await shelf.ChangeAsync(turn, head.Key, fellowship => fellowship.Approve(me, seen, hasOthers, turn.At), Audit.Entry(head.Key, turn, "fellowships.approved"), cancellationToken);
        if (ruling.IsRefused(out var why, out _))
            return new Answer.Refused(why);
        return new Answer.Card(await cards.OfAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, library.Text.Format("fellowships.approved"), cancellationToken));
    }
}

/// <summary>Somebody else opens the dialog in which a fellowship is sent back.</summary>
internal sealed class OpenReturn(FellowshipShelf shelf, ReturnForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head) ? new Answer.Refused(refusal) : form.Of(head, turn.Data.TryNumber("revision", out var seen) ? seen : head.Fellowship.Revision, "", problem: null);
}

/// <summary>They send it back with a reason: it is a draft again, and whoever wrote it is told.</summary>
internal sealed class ReturnFellowship(FellowshipShelf shelf, FellowshipCards cards, ReturnForm form, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var (reason, seen) = (turn.Data.Text("reason", FellowshipLimits.SentenceCharactersMax + 1), FellowshipForm.SeenIn(turn.Data));
        var ruling = await shelf.ChangeAsync(turn, head.Key, fellowship => fellowship.Return(reason, seen, turn.Today), Audit.Entry(head.Key, turn, "fellowships.returned"), cancellationToken);
        if (ruling.IsRefused(out var problem, out _))
            return form.Of(head, head.Fellowship.Revision, problem.TextKey is "shell.refused.patientData" ? "" : reason, problem);
        var said = library.Text.Plain("fellowships.returned", ("title", head.Fellowship.Content.Title));
        return new Answer.Say(said) { Renewed = await cards.OfAsync(turn, await shelf.FindAsync(head.Key, cancellationToken) ?? head, CardText.FromPerson(said.Words), cancellationToken) };
    }
}

/// <summary>The dialog in which a fellowship is sent back.</summary>
internal sealed class ReturnForm(CardLibrary library, Sentences sentences)
{
    /// <param name="head">The fellowship.</param>
    /// <param name="revision">Of what they have read.</param>
    /// <param name="reason">What they typed.</param>
    /// <param name="problem">Why it comes once more; null where nothing is wrong.</param>
    public Answer.Dialog Of(FellowshipHead head, int revision, string reason, Refusal? problem)
    {
        var title = library.Text.Plain("fellowships.return.title");
        var data = new CardData().Titled(library.Text, title).WithProblem(sentences, problem)
            .SetId("organisationId", head.Fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("revision", FellowshipWords.Number(revision))
            .Set("reason", PlainText.FromPerson(reason));
        return new Answer.Dialog(title, new CardView("fellowships/return", data, title));
    }
}
