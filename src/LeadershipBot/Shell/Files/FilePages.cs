using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Files;

/// <summary>What a page says.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="TitleKey">The text of the title.</param>
/// <param name="Lines">What follows it.</param>
internal sealed record FilePage(int Status, string TitleKey, params IReadOnlyList<PlainText> Lines)
{
    /// <summary>Where the one button leads, and what stands on it; null for none.</summary>
    public (PlainText Label, Uri To)? Button { get; init; }

    /// <summary>Where the browser goes by itself; a download leaves the page as it is. Null where it stays.</summary>
    public Uri? GoesOn { get; init; }
}

/// <summary>
/// Writes the pages around a file: no script, nothing from elsewhere, nothing kept. Buttons are links: a form would tie
/// us to the hosts to which an organisation's sign-in redirects, which only its administrators know.
/// </summary>
internal sealed class FilePages(CardLibrary library)
{
    private const string Style =
        ":root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:2rem 1rem}"
        + "h1{font-size:1.5rem;line-height:1.3}a{background:#005eb8;border:2px solid #005eb8;border-radius:.25rem;box-sizing:border-box;color:#fff;display:inline-block;max-width:100%;min-height:3rem;overflow-wrap:anywhere;padding:.5rem 1.5rem;text-align:center;text-decoration:none}"
        + "a:hover{text-decoration:underline}a:focus-visible{outline:.25rem solid #ffb81c;outline-offset:2px;box-shadow:0 0 0 2px #212b32}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private readonly TextFile _text = library.Text;

    /// <summary>What every answer about a file says to the browser, the file itself too.</summary>
    public static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
    }

    public Task WriteAsync(HttpContext context, FilePage page)
    {
        var title = _text.Plain(page.TitleKey).Words;
        var html = new StringBuilder("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        if (page.GoesOn is { } next)
            html.Append("<meta http-equiv=\"refresh\" content=\"0;url=").Append(Encoded(next.AbsoluteUri)).Append("\">");
        html.Append("<title>").Append(Encoded($"{title} – {_text.Plain("shell.name").Words}")).Append("</title><style>").Append(Style).Append("</style></head><body><main><h1>")
            .Append(Encoded(title)).Append("</h1>");
        foreach (var line in page.Lines)
            html.Append("<p>").Append(Encoded(line.Words)).Append("</p>");
        if (page.Button is { } button)
            html.Append("<p><a href=\"").Append(Encoded(button.To.AbsoluteUri)).Append("\">").Append(Encoded(button.Label.Words)).Append("</a></p>");
        html.Append("</main></body></html>");
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }

    private static string Encoded(string words) => HtmlEncoder.Default.Encode(words);
}
