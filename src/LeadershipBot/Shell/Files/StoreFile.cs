using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// Makes the file that a person took, stores it where Teams said, shows it, and takes the consent card away. Where it is
/// refused, a card offers a link.
/// </summary>
internal sealed class StoreFile(FileDesk desk, FileCardViews cards, FileTransfer transfer, IRecordStore store, Sender sender, Sentences sentences, TimeProvider time) : IDelivery
{
    public const string Kind = "files.store";

    /// <summary>The upload address lives for some minutes only: after so many tries a link is better.</summary>
    private const int TriesMax = 5;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await desk.FindAsync(row.PartitionKey, row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..], now, cancellationToken) is not { } file)
            return new Delivered.Done();
        if (file.State == FileRows.Accepted)
        {
            var tried = await StoreAsync(file, now, OutboxRow.AttemptsOf(row) + 1 >= TriesMax, cancellationToken);
            if (tried.Later is { } later)
                return later;
            file = tried.File!;
        }

        return await ShowAsync(file, cancellationToken);
    }

    /// <summary>Whether it could be stored is noted before it is shown: to store it again would be refused.</summary>
    private async Task<Tried> StoreAsync(WaitingFile file, DateTimeOffset now, bool isLastTry, CancellationToken cancellationToken)
    {
        if ((await desk.MakeAsync(file, now, cancellationToken)).IsRefused(out var refusal, out var content))
        {
            var told = await sender.SendAsync(file.Chat.Place, sentences.Card(refusal), cancellationToken);
            return told is Sent.NotNow notNow ? new(null, notNow.ToLater()) : await NoteAsync(file, FileRows.Declined, cancellationToken);
        }

        var result = await transfer.UploadAsync(file.Upload?.UploadUrl ?? "", content.Bytes, cancellationToken);
        if (result is FileTransferResult.Unavailable && !isLastTry)
            return new(null, new Delivered.Later("the file could not be stored yet"));
        return await NoteAsync(file, result is FileTransferResult.Done ? FileRows.Stored : FileRows.Blocked, cancellationToken);
    }

    private async Task<Tried> NoteAsync(WaitingFile file, string state, CancellationToken cancellationToken)
    {
        var noted = file with { State = state, Upload = file.Upload is { } upload ? upload with { UploadUrl = "-" } : null };
        var result = await store.CommitAsync(FileRows.Table, file.Partition, [new Change.Replace(FileRows.OfOffer(noted))], cancellationToken);
        return result is CommitResult.Committed { ETags: [var etag] } ? new(noted with { ETag = etag }, null) : new(null, new Delivered.Later("the offer was changed meanwhile"));
    }

    private async Task<Delivered> ShowAsync(WaitingFile file, CancellationToken cancellationToken)
    {
        var sent = file.State switch
        {
            FileRows.Stored => await sender.SendAsync(file.Chat.Place, InfoOf(file), file.Offer.About.Words, cancellationToken),
            FileRows.Blocked => await sender.SendAsync(file.Chat.Place, cards.ForLink(file, refusedBefore: true), cancellationToken),
            _ => new Sent.Arrived(""),
        };
        if (sent is Sent.NotNow notNow)
            return notNow.ToLater();
        if (file.ConsentId.Length > 0)
            await sender.RemoveAsync(file.Chat.Place, file.ConsentId, cancellationToken); // one that stays does no harm: it can't be taken twice
        return new Delivered.Done(new Change.Replace(FileRows.OfOffer(file with { Upload = null })));
    }

    private static Attachment InfoOf(WaitingFile file)
    {
        var upload = file.Upload!;
        return FileInfoCard.ToAttachment(new FileUploadInfo { Name = upload.Name, ContentUrl = upload.ContentUrl, UniqueId = upload.UniqueId, FileType = upload.FileType });
    }

    private sealed record Tried(WaitingFile? File, Delivered.Later? Later);
}
