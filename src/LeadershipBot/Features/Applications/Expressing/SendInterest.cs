using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Nominating;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Expressing;

/// <summary>A member sends the dialog: it is kept, and they get a card that says so and what happens next. Sent twice, it is one.</summary>
internal sealed class SendInterest(
    ApplicationsGate gate,
    ApplicationShelf shelf,
    ApplicationChanging changing,
    MayApply eligible,
    NominationShelf nominations,
    InterestForm form,
    MyCard mine,
    CardLibrary library) : ISlice
{
    /// <summary>Says that the dialog was opened from the person's own card, which then gives way.</summary>
    public const string FromMine = "mine";

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await gate.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var opening))
            return new Answer.Refused(refusal);
        turn.Data.TryNumber("seen", out var seen);
        var draft = new EoiDraft(Enum.TryParse<Readiness>(turn.Data.Text("readiness"), out var readiness) ? readiness : null, turn.Data.Text("statement"), seen);
        var before = await shelf.FindAsync(ApplicationRows.PartitionOf(opening), turn.Actor.MemberId, cancellationToken);
        var nomination = await nominations.FindAsync(opening, turn.Actor.MemberId, cancellationToken);
        var problem = await eligible.WhyNotHereAsync(opening, before, turn.Actor, cancellationToken);
        ChangedApplications? sent = null;
        if (problem is null)
        {
            var change = new ApplicationChange(opening, StepKind.Sent, [turn.Actor.MemberId], (_, application, _) => draft.Send(opening, application, turn.Actor, turn.At, turn.Today));
            (await changing.ChangeAsync(turn, change, cancellationToken)).IsRefused(out problem, out sent);
        }

        if (sent is null)
            return await form.OfAsync(turn, opening, draft, seen > 0, nomination is { IsOpen: true } ? nomination.By : null, problem, cancellationToken);
        if (nomination is { IsOpen: true })
            await nominations.AcceptAsync(opening, nomination, tells: turn.Data.Text("tell") == "true", turn.At, cancellationToken);
        var said = new Answer.Say(library.Text.Plain(seen > 0 && before is { IsUndecided: true } ? "applications.changed" : "applications.sent", ("title", opening.Title)));
        return turn.Data.Text("from") == FromMine
            ? said with { Renewed = await mine.OfAsync(opening, sent.All[0], turn.At, turn.TimeZone, library.Text.Format("applications.mine.changed"), cancellationToken) }
            : said;
    }
}
