using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// How offers of files lie in the store: a partition for each person, whose key is a hash of who they are, with a row for
/// each offer and one for each link. No content is ever stored. All of it is gone a day later.
/// </summary>
internal static class FileRows
{
    public const string Table = "Files";
    public const string Links = "link.";

    /// <summary>Where the outcome of an offer stands.</summary>
    public const string State = "State";

    /// <summary>A hash of what the browser got in which the right person signed in; on links.</summary>
    public const string Ticket = "Ticket";

    public const string Offered = "offered";
    public const string Accepted = "accepted";
    public const string Stored = "stored";
    public const string Declined = "declined";
    public const string Blocked = "blocked";

    private const string Offers = "head.offer.";

    public static string PartitionOf(MemberId person) => Keys.Hash("files", person.ToString());

    public static string OfferRow(string id) => Offers + id;

    public static string LinkRow(string secret) => Links + Keys.Hash("link", secret);

    public static bool IsOffer(Record row) => row.RowKey.StartsWith(Offers, StringComparison.Ordinal);

    public static Record OfOffer(WaitingFile file)
    {
        var row = new Record(PartitionOf(file.Person), OfferRow(file.Id))
        {
            ETag = file.ETag,
            ["Person"] = file.Person.ToString(),
            ["TeamsId"] = file.Chat.TeamsId,
            ["Organisation"] = file.OrganisationId,
            ["Kind"] = file.Offer.Kind,
            ["Name"] = file.Offer.Name,
            ["About"] = file.Offer.About.Words,
            ["Context"] = file.Offer.Context,
            ["ExpiresAt"] = file.ExpiresAt,
            [State] = file.State,
        };
        PlaceColumns.Write(row, file.Chat.Place);
        if (file.ConsentId.Length > 0)
            row["Consent"] = file.ConsentId;
        if (file.Upload is { } upload)
        {
            row["UploadUrl"] = upload.UploadUrl;
            row["ContentUrl"] = upload.ContentUrl;
            row["UploadName"] = upload.Name;
            row["UniqueId"] = upload.UniqueId;
            row["FileType"] = upload.FileType;
        }

        return row;
    }

    public static WaitingFile ToOffer(Record row) => new(
        row.RowKey[Offers.Length..],
        MemberId.TryParse(row.GetString("Person") ?? "", out var person) ? person : default,
        new PersonalChat(PlaceColumns.Read(row), row.GetString("TeamsId") ?? ""),
        row.GetString("Organisation") ?? "",
        new FileOffer(row.GetString("Kind") ?? "", row.GetString("Name") ?? "", PlainText.FromPerson(row.GetString("About") ?? ""), row.GetString("Context") ?? ""),
        row.GetDateTimeOffset("ExpiresAt") ?? default,
        row.GetString(State) ?? "")
    {
        ETag = row.ETag,
        ConsentId = row.GetString("Consent") ?? "",
        Upload = row.GetString("UploadUrl") is { } url
            ? new UploadPlace(url, row.GetString("ContentUrl") ?? "", row.GetString("UploadName") ?? "", row.GetString("UniqueId") ?? "", row.GetString("FileType") ?? "")
            : null,
    };

    public static Record OfLink(WaitingFile file, string secret, DateTimeOffset until)
        => new(PartitionOf(file.Person), LinkRow(secret)) { ["Offer"] = file.Id, ["Until"] = until };
}

/// <summary>A file that a person was offered.</summary>
/// <param name="Id">Names the offer.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Chat">Their own chat.</param>
/// <param name="OrganisationId">The organisation that it is about; empty if none.</param>
/// <param name="Offer">What it is.</param>
/// <param name="ExpiresAt">From then on it can't be taken.</param>
/// <param name="State">What became of it.</param>
internal sealed record WaitingFile(string Id, MemberId Person, PersonalChat Chat, string OrganisationId, FileOffer Offer, DateTimeOffset ExpiresAt, string State)
{
    public string? ETag { get; init; }

    /// <summary>The message with the consent card; empty until it was sent.</summary>
    public string ConsentId { get; init; } = "";

    /// <summary>Where it is to be stored; null until the person agreed, and again once it is stored.</summary>
    public UploadPlace? Upload { get; init; }

    public string Partition => FileRows.PartitionOf(Person);
}

/// <summary>Where Teams lets the bot store a file.</summary>
internal sealed record UploadPlace(string UploadUrl, string ContentUrl, string Name, string UniqueId, string FileType);
