using System.Globalization;
using System.Text;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>The text of a file that people made with who knows what: UTF-8, or else Windows-1252 as Excel writes it.</summary>
internal sealed record ImportText(string Text, string Encoding)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What somebody pasted into a message or a form.</summary>
    public static ImportText Pasted(string text) => new(text.TrimStart('\uFEFF'), "pasted text");

    /// <summary>Reads a file to its end, or as far as it may be long; a pipe has no length, so that it is counted while reading.</summary>
    /// <returns>The text, or a sentence that says why there is none.</returns>
    public static async Task<(ImportText? Read, string? Unreadable)> ReadAsync(Stream file, long sizeMax, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > sizeMax)
                return (null, $"The file is larger than {sizeMax / 1024.0 / 1024:0.#} MB, the most that is read. Is it the right file?");
            bytes.Write(buffer, 0, count);
        }

        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <returns>The text, or a sentence that says why there is none.</returns>
    public static (ImportText? Read, string? Unreadable) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return (null, "The file is a workbook or an archive, not a CSV file. Save it as \"CSV UTF-8\" and import that.");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (null, "The file is in UTF-16. Save it as \"CSV UTF-8\" and import that.");

        var mark = bytes.StartsWith(System.Text.Encoding.UTF8.Preamble) ? System.Text.Encoding.UTF8.Preamble.Length : 0;
        var (text, encoding) = (Utf8(bytes[mark..]), "UTF-8");
        if (text is null && mark == 0)
            (text, encoding) = (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes), "Windows-1252");
        if (text is null)
            return (null, "The file begins as UTF-8 but holds bytes that are not UTF-8. Save it as \"CSV UTF-8\" and import that.");

        var strange = text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
        if (strange < 0)
            strange = text.IndexOf('\0', StringComparison.Ordinal);
        if (strange < 0)
            return (new ImportText(text, encoding), null);
        var line = text.AsSpan(0, strange).Count('\n') + 1;
        var code = ((int)text[strange]).ToString("X2", CultureInfo.InvariantCulture);
        return (null, $"Line {line} holds the byte or character 0x{code}, which is no text in UTF-8 or Windows-1252. Save the file as \"CSV UTF-8\" and import that.");
    }

    private static string? Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
