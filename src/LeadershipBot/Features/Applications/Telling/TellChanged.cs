using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Applications.Mine;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Tells an applicant that something changed on which they count; nothing, if it doesn't concern them any more by the moment of sending.</summary>
internal sealed class TellChanged(ApplicationShelf shelf, Openings openings, Outbox outbox, TellPerson tell, MyCard card, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.changed";

    /// <summary>Whether somebody counts on it still.</summary>
    public static bool Concerns(Application application, OpeningChange what) => what switch
    {
        OpeningChange.Interview => application is { IsExploring: false, Stage: Stage.Received or Stage.Shortlisted or Stage.Interview },
        OpeningChange.Terms => OutdateRelease.Concerns(application),
        _ => application.IsInIt && application.Stage is not Stage.Appointed,
    };

    public static Change Order(string key, OpeningChange what, MemberId who, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, $"{what}.{Keys.Hash(who.ToString())}", now);
        (row["What"], row["Person"]) = (what.ToString(), who.ToString());
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<OpeningChange>(row.GetString("What"), out var what) || await shelf.FindOrderedAsync(row, openings, cancellationToken) is not var (opening, application) || opening.Set is OpeningState.Withdrawn || !Concerns(application, what))
            return new Delivered.Done();
        if (what is OpeningChange.Interview && application.WordBy(opening) is { } by && by > time.GetUtcNow())
            await outbox.CommitAsync(ApplicationRows.Table, row.PartitionKey, [ApplicationRows.OrderAbout(row.PartitionKey, RemindOfApplication.Kind, application.Who.Id, by)], cancellationToken); // a decision is due by another day now
        return await tell.TellAsync(application.Who.Id, async zone => await card.OfAsync(opening, application, time.GetUtcNow(), zone, Note(opening, what), cancellationToken), () => Task.CompletedTask, cancellationToken);
    }

    private CardText Note(Opening opening, OpeningChange what) => what switch
    {
        OpeningChange.Deciders => library.Text.Format("applications.told.deciders"),
        _ when opening.InterviewOn is { } day => library.Text.Format("applications.told.interviewMoved", ("date", TimeWords.Day(day))),
        _ => library.Text.Format("applications.told.interviewOpen"),
    };
}
