using System.Globalization;
using System.Text;
using LeadershipBot.Domain;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>The text of a file that people made with who knows what: UTF-8, or else Windows-1252 as Excel writes it.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Encoding">The encoding's name; empty for what was pasted.</param>
internal sealed record ImportText(string Text, string Encoding)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How many lines there are, blank ones too.</summary>
    public int Lines => Text.AsSpan().Count('\n') + (Text.Length > 0 && Text[^1] != '\n' ? 1 : 0);

    /// <summary>What somebody pasted into a message or a form.</summary>
    public static ImportText Pasted(string text) => new(text.TrimStart('\uFEFF'), "");

    /// <summary>Reads a file to its end, or as far as it may be long; a pipe has no length, so that it is counted while reading.</summary>
    /// <returns>The text, or why there is none.</returns>
    public static async Task<(ImportText? Read, Refusal? Unreadable)> ReadAsync(Stream file, long sizeMax, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > sizeMax)
                return (null, new Refusal("imports.unreadable.tooLarge", ("megabytes", (sizeMax / 1024.0 / 1024).ToString("0.#", CultureInfo.InvariantCulture))));
            bytes.Write(buffer, 0, count);
        }

        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <returns>The text, or why there is none.</returns>
    public static (ImportText? Read, Refusal? Unreadable) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
            return (null, new Refusal("imports.unreadable.workbook"));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (null, new Refusal("imports.unreadable.wide"));

        var mark = bytes.StartsWith(System.Text.Encoding.UTF8.Preamble) ? System.Text.Encoding.UTF8.Preamble.Length : 0;
        var (text, encoding) = (Utf8(bytes[mark..]), "UTF-8");
        if (text is null && mark == 0)
            (text, encoding) = (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes), "Windows-1252");
        if (text is null)
            return (null, new Refusal("imports.unreadable.mixed"));

        var strange = text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
        if (strange < 0)
            strange = text.IndexOf('\0', StringComparison.Ordinal);
        if (strange < 0)
            return (new ImportText(text, encoding), null);
        var line = text.AsSpan(0, strange).Count('\n') + 1;
        var code = ((int)text[strange]).ToString("X2", CultureInfo.InvariantCulture);
        return (null, new Refusal("imports.unreadable.strange", ("line", line.ToString(CultureInfo.InvariantCulture)), ("code", code)));
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
