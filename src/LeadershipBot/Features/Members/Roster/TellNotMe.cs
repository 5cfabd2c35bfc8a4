using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Tells an organiser that an e-mail address on the list is another person's; in quiet hours it waits. The list of who can be
/// reached says it, too.
/// </summary>
internal sealed class TellNotMe(OrganisationShelf organisations, Telling telling, CardLibrary library) : IDelivery
{
    public const string Kind = "members.tellNotMe";

    public static Change Of(string organisationId, string entry, MemberId to, string found, string listedAs, DateTimeOffset now)
    {
        var row = OutboxRow.New(organisationId, Kind, Keys.Hash("notMe", entry, to.ToString()), now);
        row["To"] = to.ToString();
        row["Found"] = found;
        row["ListedAs"] = listedAs;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(row.GetString("To") ?? "", out var to) || await organisations.FindAsync(row.PartitionKey, cancellationToken) is not { } organisation)
            return new Delivered.Done();
        return await telling.TellAsync(to, () => Task.FromResult(Card(organisation, row)), cancellationToken);
    }

    private CardView Card(OrganisationNow organisation, Record row)
    {
        var text = library.Text;
        CardText[] lines =
        [
            text.Format("roster.notMe.what", ("name", row.GetString("Found") ?? ""), ("listed", row.GetString("ListedAs") ?? "")),
            text.Format("roster.notMe.next"),
        ];
        return NoticeCard.Of(text, text.Plain("roster.notMe.summary"), text.Format("roster.notMe.title"), lines, CardText.FromPerson(organisation.Name.Name));
    }
}
