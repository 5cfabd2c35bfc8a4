using System.Text.Json;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>Asks a person in the personal chat for leave to store a file (Bot Framework <c>FileConsentCard</c>).</summary>
public sealed class FileConsentCard
{
    public string? Description { get; set; }

    public long SizeInBytes { get; set; }

    /// <summary>Comes back when the person agrees.</summary>
    public RawJson? AcceptContext { get; set; }

    /// <summary>Comes back when the person declines.</summary>
    public RawJson? DeclineContext { get; set; }

    /// <summary>The card as an attachment with the file's name.</summary>
    public Attachment ToAttachment(string fileName) => new()
    {
        ContentType = Attachment.FileConsentCard,
        Name = fileName,
        Content = RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(this, TeamsJson.Default.FileConsentCard)),
    };
}

/// <summary>Shows a file that was stored (Bot Framework <c>FileInfoCard</c>).</summary>
public sealed class FileInfoCard
{
    public string? UniqueId { get; set; }

    public string? FileType { get; set; }

    /// <summary>The card of a file that was uploaded to where the consent said.</summary>
    public static Attachment ToAttachment(FileUploadInfo uploaded)
    {
        ArgumentNullException.ThrowIfNull(uploaded);
        return new Attachment
        {
            ContentType = Attachment.FileInfoCard,
            Name = uploaded.Name,
            ContentUrl = uploaded.ContentUrl,
            Content = RawJson.FromUtf8(JsonSerializer.SerializeToUtf8Bytes(
                new FileInfoCard { UniqueId = uploaded.UniqueId, FileType = uploaded.FileType }, TeamsJson.Default.FileInfoCard)),
        };
    }
}
