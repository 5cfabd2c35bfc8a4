using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>Asks the person in their own chat whether they want the file: by Teams' file consent, or by a card with a link.</summary>
/// <remarks>After a crash the card may stand twice; whichever is pressed first counts.</remarks>
internal sealed class OfferFile(FileDesk desk, FileCardViews cards, FileSettings settings, Sender sender, Sentences sentences, TimeProvider time) : IDelivery
{
    public const string Kind = "files.offer";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await desk.FindAsync(row.PartitionKey, row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..], now, cancellationToken) is not { } file)
            return new Delivered.Done();
        if (file.State != FileRows.Offered)
            return new Delivered.Done();

        // Made once to know its size and that they may have it, and made anew when it is taken.
        if ((await desk.MakeAsync(file, now, cancellationToken)).IsRefused(out var refusal, out var content))
            return Ended(await sender.SendAsync(file.Chat.Place, sentences.Card(refusal), cancellationToken));
        if (!settings.Consent)
            return Ended(await sender.SendAsync(file.Chat.Place, cards.ForLink(file, refusedBefore: false), cancellationToken), new Change.Replace(FileRows.OfOffer(file with { State = FileRows.Blocked })));

        var sent = await sender.SendAsync(file.Chat.Place, ConsentOf(file, content), file.Offer.About.Words, cancellationToken);
        var consentId = sent is Sent.Arrived arrived ? arrived.ActivityId : "";
        return Ended(sent, new Change.Replace(FileRows.OfOffer(file with { ConsentId = consentId })));
    }

    /// <summary>A person who took the file meanwhile has changed the row: what was done is then kept as it is.</summary>
    private static Delivered Ended(Sent sent, params Change[] also)
        => sent is Sent.NotNow notNow ? notNow.ToLater() : new Delivered.Done(also);

    private static Attachment ConsentOf(WaitingFile file, FileContent content)
    {
        var context = new JsonObject { ["file"] = file.Id };
        return new FileConsentCard
        {
            Description = file.Offer.About.Words,
            SizeInBytes = content.Bytes.Length,
            AcceptContext = context,
            DeclineContext = context,
        }.ToAttachment(file.Offer.Name);
    }
}
