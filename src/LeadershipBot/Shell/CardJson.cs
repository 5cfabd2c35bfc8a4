using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell;

/// <summary>Renders views as JSON for the wire.</summary>
public sealed class CardJson(CardLibrary library)
{
    private const int UsualBytes = 6 * 1024;

    // Teams reads JSON, not HTML: a bar of █ needs three bytes a piece, not six.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public RawJson Of(CardView view)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualBytes);
        using (var writer = new Utf8JsonWriter(buffer, Plainly))
            library.Write(writer, view.Template, view.Data);
        return RawJson.FromUtf8(buffer.WrittenMemory);
    }

    /// <summary>The same letters and digits for views that look and do the same.</summary>
    public string MarkOf(CardView view) => Keys.Hash(Of(view).ToJson());

    public Attachment AttachmentOf(CardView view) => Attachment.Card(Of(view));
}
