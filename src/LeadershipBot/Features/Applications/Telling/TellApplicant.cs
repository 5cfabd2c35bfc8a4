using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>
/// Tells an applicant how it stands, in their own chat: the newest step, as of the moment of sending. What they have just
/// sent is confirmed at whatever hour; all else keeps to their quiet hours. That they were told is noted at once.
/// </summary>
internal sealed class TellApplicant(ApplicationShelf shelf, Openings openings, TellPerson tell, MyCard card, ToldNotes notes, Outbox outbox, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.tell";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application))
            return new Delivered.Done();
        var (key, who) = (row.PartitionKey, application.Who.Id);
        var told = (await notes.FindAsync(key, who, cancellationToken))?.GetInt32("Version") ?? 0;
        var steps = await shelf.ListStepsAsync(key, who, cancellationToken);
        if (steps.FindLast(step => step.TellsApplicant && step.Version > told) is not { } newest)
            return new Delivered.Done();
        if (newest.Version < application.Version && newest.Stage != application.Stage)
            return new Delivered.Done(); // they went on themselves since, such as withdrew: that stands on the card on which they did
        if (newest.Stage is Stage.Offered && opening.Set is OpeningState.Withdrawn)
            return new Delivered.Done(); // that it isn't offered any more they are told by whoever offered it
        var isTakenBack = newest.Stage is Stage.Withdrawn || newest.Stage is Stage.NotSelected && steps.FindLast(step => step.Version < newest.Version) is { Stage: Stage.Appointed };
        if (newest.What is StepKind.Sent)
            return await tell.AnswerAsync(who, CardAsync, NoteAsync, cancellationToken);
        return newest.Stage is Stage.Offered
            ? await tell.TellOrElseAsync(who, CardAsync, NoteAsync, SayUnreachedAsync, cancellationToken)
            : await tell.TellAsync(who, CardAsync, NoteAsync, cancellationToken);

        Task SayUnreachedAsync() => outbox.CommitAsync(ApplicationRows.Table, key, [TellNews.Order(key, News.Unreached, opening.RunBy.Id, who, time.GetUtcNow())], cancellationToken);

        async Task<CardView?> CardAsync(TimeZoneInfo zone)
            => await card.OfAsync(opening, application, time.GetUtcNow(), zone, Note(newest, application, isTakenBack), cancellationToken);

        Task NoteAsync() => notes.ChangeAsync(key, who, before => before?.GetInt32("Version") >= application.Version ? null : (ApplicationMore.OfTold(key, who, before, version: application.Version), []), cancellationToken);
    }

    private CardText Note(ApplicationStep newest, Application application, bool isTakenBack) => library.Text.Format(newest switch
    {
        { What: StepKind.Sent } => application.Edition > 1 ? "applications.told.again" : application.IsExploring ? "applications.told.exploring" : "applications.told.sent",
        { What: StepKind.Shortened } => "applications.told.offerShorter",
        _ when isTakenBack => "applications.told.takenBack",
        { Stage: Stage.Shortlisted } => "applications.told.shortlisted",
        { Stage: Stage.Interview } => "applications.told.interview",
        { Stage: Stage.Offered } => "applications.told.offered",
        { Stage: Stage.Lapsed } => "applications.told.lapsed",
        { Stage: Stage.Appointed } => "applications.told.appointed",
        { Stage: Stage.Reserve } => "applications.told.reserve",
        _ => application.Readiness is Readiness.Now ? "applications.told.no" : "applications.told.answered",
    });
}
