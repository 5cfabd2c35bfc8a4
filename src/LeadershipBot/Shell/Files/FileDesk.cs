using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// Offers files to people in their own chats, and makes them when they are taken. Slices and deliveries say what the
/// file is; how it travels (file consent, or a single-use link where files are blocked) is decided here.
/// </summary>
public sealed class FileDesk(IRecordStore store, Outbox outbox, IDirectory directory, IReach reach, IEnumerable<IFileSource> sources, CardLibrary library)
{
    /// <summary>For how long an offer can be taken.</summary>
    public static readonly TimeSpan OfferedFor = TimeSpan.FromDays(1);

    private readonly Dictionary<string, IFileSource> _sources = sources.ToDictionary(source => source.Kind);

    /// <summary>
    /// Offers a file to whoever acts. In a group or channel the answer says that it comes in their own chat. The same turn
    /// again offers it once.
    /// </summary>
    public async Task<Answer> OfferAsync(Turn turn, FileOffer offer, CancellationToken cancellationToken)
    {
        var isHere = turn.Place.Scope is Scope.Personal;
        var chat = await reach.OwnChatAsync(turn, cancellationToken);
        if (chat is null)
            return new Answer.Refused(new Refusal("files.refused.noChat"));
        await SendAsync(turn.Actor.MemberId, chat, turn.Actor.Organisation.Id, offer, turn.Intent.Key, turn.At, cancellationToken);
        if (isHere && turn.PressedActivityId is null)
            return Answer.Nothing;
        return new Answer.Say(library.Text.Plain(isHere ? "files.comes" : "files.comesInChat"));
    }

    /// <summary>Offers a file in a person's own chat. The same key and kind again are the same offer.</summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="chat">Their own chat.</param>
    /// <param name="organisationId">The organisation for which they act; empty for their own choice.</param>
    /// <param name="offer">What it is.</param>
    /// <param name="key">What tells this offer from others of its kind to this person.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Gives up; then it may or may not have been offered, and may be repeated.</param>
    public async Task SendAsync(MemberId person, PersonalChat chat, string organisationId, FileOffer offer, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!_sources.ContainsKey(offer.Kind))
            throw new InvalidOperationException($"Nobody makes files of the kind {offer.Kind}.");
        var file = new WaitingFile(Keys.Hash("offer", offer.Kind, key), person, chat, organisationId, offer, now + OfferedFor, FileRows.Offered);
        Change[] changes =
        [
            new Change.Insert(FileRows.OfOffer(file)),
            new Change.Insert(OutboxRow.New(file.Partition, OfferFile.Kind, file.Id, now)),
            new Change.Insert(OutboxRow.New(file.Partition, SweepFile.Kind, file.Id, file.ExpiresAt)),
        ];
        await outbox.CommitAsync(FileRows.Table, file.Partition, changes, cancellationToken); // a conflict: it was offered already
    }

    /// <summary>An offer that this person may still take; null where there is none.</summary>
    internal async Task<WaitingFile?> FindAsync(MemberId person, string id, DateTimeOffset now, CancellationToken cancellationToken)
        => IsId(id) ? await FindAsync(FileRows.PartitionOf(person), id, now, cancellationToken) : null;

    /// <summary>As above, by the partition.</summary>
    internal async Task<WaitingFile?> FindAsync(string partition, string id, DateTimeOffset now, CancellationToken cancellationToken)
        => await store.FindAsync(FileRows.Table, partition, FileRows.OfferRow(id), cancellationToken) is { } row && FileRows.ToOffer(row) is var file && file.ExpiresAt > now
            ? file
            : null;

    /// <summary>Makes the content for this person now, or says why not.</summary>
    internal async Task<Ruling<FileContent>> MakeAsync(WaitingFile file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!_sources.TryGetValue(file.Offer.Kind, out var source))
            return new Refusal("files.refused.gone");
        var account = new Account(file.Person.ObjectId, file.Person.TenantId, "", file.Chat.TeamsId);
        var person = await directory.FindAsync(account, file.Chat.Place, file.OrganisationId, cancellationToken);
        var zone = Zones.OrUnitedKingdom(person.Settings.TimeZone);
        var made = await source.MakeAsync(new FileWish(person.Actor, file.Offer.Context, now, zone), cancellationToken);
        if (!made.IsRefused(out _, out var content) && content.Bytes.Length > FileContent.BytesMax)
            return new Refusal("files.refused.tooLarge", ("megabytes", (FileContent.BytesMax / (1024 * 1024)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return made;
    }

    /// <summary>An id that came from outside may be anything.</summary>
    internal static bool IsId(string id) => id.Length is > 0 and <= 40 && id.All(char.IsAsciiLetterOrDigit);
}
