using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Storage;
using Microsoft.Net.Http.Headers;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// <c>/files/{token}</c>: a page with one button, since programs that scan links open them, and the file for whoever
/// presses it, once. Used, run out and never there look the same.
/// </summary>
internal sealed partial class FileLinks(FileDesk desk, IRecordStore store, Sentences sentences, CardLibrary library, TimeProvider time, ILogger<FileLinks> log)
{
    public const string Path = "/files/{token}";

    private const int PartCharacters = 26;

    private const string Style =
        ":root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:2rem 1rem}"
        + "h1{font-size:1.5rem;line-height:1.3}button{background:#005eb8;border:2px solid #005eb8;border-radius:.25rem;color:#fff;cursor:pointer;font:inherit;min-height:3rem;padding:.5rem 1.5rem}"
        + "button:focus-visible{outline:.25rem solid #ffb81c;outline-offset:2px;box-shadow:0 0 0 2px #212b32}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private readonly TextFile _text = library.Text;

    /// <summary>The link of a secret.</summary>
    public static Uri AddressOf(Uri home, string partition, string secret) => new($"{home.AbsoluteUri.TrimEnd('/')}/files/{partition}{secret}");

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext context, string token) => GuardAsync(context, () => AskAsync(context, token)));
        endpoints.MapPost(Path, (HttpContext context, string token) => GuardAsync(context, () => GiveAsync(context, token)));
    }

    private async Task AskAsync(HttpContext context, string token)
    {
        if (await FindAsync(token, context.RequestAborted) is not var (file, _))
            await EndedAsync(context);
        else
            await PageAsync(context, StatusCodes.Status200OK, _text.Plain("files.page.title").Words, [file.Offer.About.Words, _text.Plain("files.page.once").Words], _text.Plain("files.page.get", ("name", file.Offer.Name)).Words);
    }

    private async Task GiveAsync(HttpContext context, string token)
    {
        if (await FindAsync(token, context.RequestAborted) is not var (file, link))
        {
            await EndedAsync(context);
            return;
        }

        // Made first: if that fails, the link is still good.
        if ((await desk.MakeAsync(file, time.GetUtcNow(), context.RequestAborted)).IsRefused(out var refusal, out var content))
        {
            await PageAsync(context, StatusCodes.Status403Forbidden, _text.Plain("files.page.not").Words, [sentences.InOneLine(refusal)], button: null);
            return;
        }

        link["UsedAt"] = time.GetUtcNow();
        if (await store.CommitAsync(FileRows.Table, link.PartitionKey, [new Change.Replace(link)], context.RequestAborted) is CommitResult.Conflict)
        {
            await EndedAsync(context);
            return;
        }

        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(file.Offer.Name);
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.ContentType = content.ContentType;
        context.Response.ContentLength = content.Bytes.Length;
        await context.Response.Body.WriteAsync(content.Bytes, context.RequestAborted);
    }

    private async Task<(WaitingFile File, Record Link)?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != 2 * PartCharacters || !FileDesk.IsId(token[..PartCharacters]) || !FileDesk.IsId(token[PartCharacters..]))
            return null;
        var (partition, now) = (token[..PartCharacters], time.GetUtcNow());
        if (await store.FindAsync(FileRows.Table, partition, FileRows.LinkRow(token[PartCharacters..]), cancellationToken) is not { } link)
            return null;
        if (link.GetDateTimeOffset("UsedAt") is not null || link.GetDateTimeOffset("Until") is not { } until || until <= now)
            return null;
        return await desk.FindAsync(partition, link.GetString("Offer") ?? "", now, cancellationToken) is { } file ? (file, link) : null;
    }

    private Task EndedAsync(HttpContext context)
        => PageAsync(context, StatusCodes.Status410Gone, _text.Plain("files.page.ended").Words, [_text.Plain("files.page.ended.next").Words], button: null);

    private async Task GuardAsync(HttpContext context, Func<Task> work)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        try
        {
            await work();
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.NotNow(log, cause);
            await PageAsync(context, StatusCodes.Status503ServiceUnavailable, _text.Plain("files.page.not").Words, [_text.Plain("files.page.later").Words], button: null);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody waits any more
        }
    }

    private Task PageAsync(HttpContext context, int status, string title, IReadOnlyList<string> lines, string? button)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<title>").Append(Encoded($"{title} – {_text.Plain("shell.name").Words}")).Append("</title><style>").Append(Style).Append("</style></head><body><main><h1>")
            .Append(Encoded(title)).Append("</h1>");
        foreach (var line in lines)
            html.Append("<p>").Append(Encoded(line)).Append("</p>");
        if (button is not null)
            html.Append("<form method=\"post\"><button type=\"submit\">").Append(Encoded(button)).Append("</button></form>");
        html.Append("</main></body></html>");
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }

    private static string Encoded(string words) => HtmlEncoder.Default.Encode(words);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A file could not be given: the store did not answer.")]
        public static partial void NotNow(ILogger log, Exception cause);
    }
}
