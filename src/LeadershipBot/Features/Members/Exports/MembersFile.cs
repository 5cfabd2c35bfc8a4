using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Profile;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Members.Exports;

/// <summary>
/// Makes the organisation's people as a file when somebody takes it. It holds what an organiser keeps their list by, and
/// has the columns of such a list, so that it can be corrected and imported again; what people set for themselves (times,
/// pauses) and how they can be reached isn't in it.
/// </summary>
internal sealed class MembersFile(OrganisationShelf organisations, RollShelf rolls, CardLibrary library) : IFileSource
{
    public const string FileKind = "members.list";

    /// <summary>Who may take it: who may bring such a list.</summary>
    public const Roles Takers = ListReading.Listing;

    private const string Separator = "; ";

    private static readonly string[] Header =
        ["object_id", "email", "name", "title", "role", "practice", "practice_name", "locality", "lead_of", "profession", "contract", "chosen_practice", "status", "left_on"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(Actor actor) => new(FileKind, "list-of-members.csv", _text.Plain("members.file.about", ("organisation", _text.NameOf(actor.Organisation))));

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if (!wish.Actor.HoldsAny(Takers))
            return new Refusal("members.refused.file");
        if (await organisations.ReadAsync(wish.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Refusal("members.refused.noOrganisation");
        var members = new List<Member>();
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
            members.Add(member);
        var invited = await rolls.ListInvitedAsync(organisation, cancellationToken);
        // Where people come from several tenants, a line that is imported again must say from which.
        var hasTenants = (await organisations.TenantsOfAsync(organisation.Id, cancellationToken)).Count > 1;
        var lines = members.Where(member => member.LeftAt is null).Select(member => LineOf(organisation, member, StatusOf(member), wish.Zone))
            .Concat(invited.Select(one => LineOf(organisation, one.As with { Email = one.Email }, _text.ReasonOf(ReachRule.Of(one)), wish.Zone)))
            .OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase)
            .Concat(members.Where(member => member.LeftAt is not null).OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                .Select(member => LineOf(organisation, member, _text.Plain("members.file.left").Words, wish.Zone)));
        string[] header = hasTenants ? [.. Header, "tenant"] : Header;
        return new FileContent("text/csv; charset=utf-8", Csv.Write(header, lines.Select(line => hasTenants ? [.. line.Cells, line.Tenant] : line.Cells)));
    }

    private string StatusOf(Member member) => _text.Plain(
        member.IsUnconfirmed ? "members.file.unconfirmed" : member.IsWaiting ? "members.file.waiting" : "members.file.member").Words;

    private Line LineOf(OrganisationNow organisation, Member member, string status, TimeZoneInfo zone)
    {
        // A practice that has closed is history of those who left, and nothing of the others.
        var practices = member.LeftAt is null ? organisation.StillIn(member.Practices) : member.Practices;
        var localities = practices.All
            .Select(code => organisation.Practices.TryGetValue(code, out var practice) && organisation.Localities.TryGetValue(practice.Locality, out var locality) ? locality.Name : "")
            .Where(name => name.Length > 0).Distinct();
        return new Line(member.Name, member.Id.TenantId ?? "",
        [
            member.Id.ObjectId,
            member.Email,
            member.Name,
            member.Title,
            RolesOf(member.Roles),
            string.Join(Separator, practices.All),
            string.Join(Separator, organisation.NamesOf(practices).Select(practice => practice.Name)),
            string.Join(Separator, localities),
            string.Join(Separator, member.LeadOf.Among(practices).All),
            member.Profession is { } profession ? _text.NameOf(profession).Words : "",
            member.Contract is { } contract ? _text.NameOf(contract).Words : "",
            string.Join(Separator, member.ChosenPractices.All),
            status,
            member.LeftAt is { } left ? TimeZoneInfo.ConvertTime(left, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        ]);
    }

    private string RolesOf(Roles roles)
        => roles == Roles.Member ? _text.NameOf(Roles.Member) : string.Join(Separator, RoleWords.All.Where(role => roles.HasFlag(role)).Select(role => _text.NameOf(role)));

    private sealed record Line(string Name, string Tenant, string?[] Cells);
}

/// <summary>What the file says of people of whom it only tells.</summary>
internal static class MembersFileWords
{
    /// <summary>
    /// Read again as a list, such lines change nothing: somebody who left doesn't come back by it, and nobody is confirmed
    /// by it who only says themselves that they belong here.
    /// </summary>
    public static IReadOnlyCollection<string> PassedOver(this TextFile text) => [text.Plain("members.file.left").Words, text.Plain("members.file.unconfirmed").Words];
}
