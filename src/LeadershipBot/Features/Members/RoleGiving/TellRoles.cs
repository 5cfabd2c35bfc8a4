using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>Tells a person in their own chat, once, that their roles have changed; in quiet hours it waits.</summary>
internal sealed class TellRoles(OrganisationShelf organisations, RollShelf rolls, Telling telling, CardLibrary library) : IDelivery
{
    public const string Kind = "members.tellRoles";

    /// <summary>The order to tell them, as a change for the commit that changes the roles.</summary>
    public static Change Of(RoleOrder order, Roles before, Roles after)
        => Of(order.OrganisationId, order.Key, order.Who, before, after, order.GiverName, order.At);

    /// <summary>As above, for roles that are changed without such an order.</summary>
    /// <param name="organisationId">Where.</param>
    /// <param name="key">Names this telling among others, the same for a repeat of it.</param>
    /// <param name="who">Whose roles.</param>
    /// <param name="before">What they were.</param>
    /// <param name="after">What they are.</param>
    /// <param name="byName">Who changed them; empty for the program.</param>
    /// <param name="at">When they are to be told.</param>
    public static Change Of(string organisationId, string key, MemberId who, Roles before, Roles after, string byName, DateTimeOffset at)
    {
        var row = OutboxRow.New(organisationId, Kind, key, at);
        row["Member"] = who.ToString();
        row["Before"] = before.ToString();
        row["After"] = after.ToString();
        row.SetText("ByName", byName);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(row.GetString("Member") ?? "", out var id) || await organisations.ReadAsync(row.PartitionKey, cancellationToken) is not { } organisation)
            return new Delivered.Done();
        return await telling.TellAsync(id, async () => Card(organisation, row, await HasLeftAsync(organisation, id, cancellationToken)), cancellationToken);
    }

    private async Task<bool> HasLeftAsync(OrganisationNow organisation, MemberId id, CancellationToken cancellationToken)
        => await rolls.FindAsync(organisation, id, cancellationToken) is not { LeftAt: null };

    private CardView Card(OrganisationNow organisation, Record row, bool hasLeft)
    {
        var (text, words) = (library.Text, organisation.Organisation.Words);
        var by = row.GetString("ByName");
        CardText[] lines =
        [
            hasLeft ? text.Format("roles.told.left") : text.Format("roles.told.now", ("roles", text.NamesOf(RolesIn(row, "After"), words))),
            text.Format("roles.told.before", ("roles", text.NamesOf(RolesIn(row, "Before"), words))),
            by is null ? text.Format("roles.told.byProgram") : text.Format("roles.told.by", ("name", by)),
            text.Format("roles.told.next"),
        ];
        var summary = text.Plain("roles.told.title", ("organisation", organisation.Name.Name));
        return NoticeCard.Of(text, summary, null, lines, text.Format("roles.told.kind", ("organisation", organisation.Name.Name)));
    }

    private static Roles RolesIn(Record row, string column) => Enum.TryParse<Roles>(row.GetString(column), out var roles) ? roles : Roles.Member;
}
