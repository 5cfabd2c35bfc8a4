using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell.Files;

/// <summary>A file that a person sent to the bot; only its name is here yet.</summary>
/// <param name="Name">As the person named it: words from outside.</param>
/// <param name="Type">The name's ending, without the dot; empty if Teams told none.</param>
/// <param name="DownloadUrl">Where Teams keeps it for some minutes. Never stored or logged.</param>
public sealed record ReceivedFile(string Name, string Type, string DownloadUrl);

/// <summary>Reads files that people sent: from listed hosts only, within five seconds, up to a size. Nothing is kept.</summary>
public sealed class ReceivedFiles(FileTransfer transfer)
{
    /// <summary>So many files of one message are looked at.</summary>
    public const int FilesMax = 5;

    /// <summary>4 MB.</summary>
    public const int BytesMaxUsual = 4 * 1024 * 1024;

    /// <summary>The file's bytes, or why they can't be had.</summary>
    public async Task<Ruling<byte[]>> ReadAsync(ReceivedFile file, CancellationToken cancellationToken, int bytesMax = BytesMaxUsual)
    {
        var (result, bytes) = await transfer.DownloadAsync(file.DownloadUrl, bytesMax, cancellationToken);
        return result switch
        {
            FileTransferResult.Done => bytes,
            FileTransferResult.TooLarge => new Refusal("files.refused.tooLarge", ("megabytes", (bytesMax / (1024 * 1024)).ToString(System.Globalization.CultureInfo.InvariantCulture))),
            FileTransferResult.Refused => new Refusal("files.refused.notRead"),
            _ => new Refusal("files.refused.notNow"),
        };
    }
}
