using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Says in a team or chat who gave it to an organisation, or took it away, and who can undo it: whoever is there might
/// belong to another one, and whoever pressed is alone in seeing their answer.
/// </summary>
internal sealed class AnnouncePlace(OrganisationShelf organisations, Sender sender, CardLibrary library) : IDelivery
{
    public const string Kind = "members.announcePlace";

    private const string Given = "Given";

    /// <summary>The order, as a change for the commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, Turn turn, bool isGiven)
    {
        var row = OutboxRow.New(organisationId, Kind, turn.Intent.Key, turn.At + OutboxRow.AfterTheAnswer);
        PlaceColumns.Write(row, turn.Place);
        row["What"] = isGiven ? Given : "Taken";
        row["Member"] = turn.Actor.MemberId.ToString(); // goes with them, if they are forgotten before it is told
        row.SetText("ByName", turn.Actor.Name);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(row.PartitionKey, cancellationToken) is not { } organisation)
            return new Delivered.Done();
        return await sender.SendAsync(PlaceColumns.Read(row), Card(organisation.Name, row), cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }

    private CardView Card(OrganisationName organisation, Record row)
    {
        var text = library.Text;
        var (name, isGiven, isTeam) = (row.GetString("ByName") ?? "", row.GetString("What") == Given, row.GetString("Team") is not null);
        var summary = text.Plain(
            isGiven ? isTeam ? "roster.announce.team.given" : "roster.announce.chat.given" : isTeam ? "roster.announce.team.taken" : "roster.announce.chat.taken",
            ("name", name),
            ("organisation", organisation.Name));
        CardText[] lines = isGiven
            ? [text.Format("roster.place.means"), text.Format("roster.place.privacy"), text.Format("roster.announce.undo", ("organisation", organisation.Name))]
            : [text.Format("roster.announce.taken.next")];
        return NoticeCard.Of(text, summary, null, lines, text.Format("roster.place.kind"));
    }
}
