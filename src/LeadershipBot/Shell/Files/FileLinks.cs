using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.SignIn;
using LeadershipBot.Storage;
using Microsoft.Net.Http.Headers;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// The way from a single-use link to the file: a page at <c>/files/{token}</c> whose button signs the person in with
/// Microsoft; <c>/files/signed-in</c>, to which the browser comes back; and the file at <c>/files/{token}/{ticket}</c>,
/// for whoever signed in as the person for whom it was made, once. All that is to be remembered lies in the link's row,
/// so that each step may come to another server. Used, run out and never there look the same.
/// </summary>
internal sealed partial class FileLinks(
    FileDesk desk, FileSettings settings, EntraSignIn signIn, IRecordStore store, FilePages pages, Sentences sentences, CardLibrary library, Chance chance, TimeProvider time, ILogger<FileLinks> log)
{
    public const string SignedInPath = "/files/signed-in";

    private const int PartCharacters = 26;

    /// <summary>A token has some thousand characters; a form of more is none of Microsoft's.</summary>
    private const int FormBytesMax = 64 * 1024;

    private readonly TextFile _text = library.Text;

    /// <summary>The link of a secret.</summary>
    public static Uri AddressOf(Uri home, string partition, string secret) => At(home, $"/files/{partition}{secret}");

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/files/{token}", (HttpContext context, string token) => GuardAsync(context, () => ShowAsync(context, token)));
        endpoints.MapPost(SignedInPath, (HttpContext context) => GuardAsync(context, () => ComeBackAsync(context)));
        endpoints.MapGet("/files/{token}/{ticket}", (HttpContext context, string token, string ticket) => GuardAsync(context, () => GiveAsync(context, token, ticket)));
    }

    /// <summary>Opening it uses nothing up: programs that scan links do so.</summary>
    private async Task ShowAsync(HttpContext context, string token)
    {
        if (await FindAsync(token, context.RequestAborted) is { } link)
            await pages.WriteAsync(context, new FilePage(StatusCodes.Status200OK, "files.page.title", link.File.Offer.About, Text("files.page.once")) { Button = SignInButton("files.page.signIn", link) });
        else
            await EndAsync(context);
    }

    private async Task ComeBackAsync(HttpContext context)
    {
        var form = await ReadFormAsync(context);
        if (await FindAsync(form?["state"].ToString() ?? "", context.RequestAborted) is not { } link)
        {
            await EndAsync(context);
            return;
        }

        if (form!.TryGetValue("error", out var error))
        {
            Log.NotSignedIn(log, ErrorCode(error.ToString()));
            await pages.WriteAsync(context, new FilePage(StatusCodes.Status403Forbidden, "files.page.notSignedIn", Text("files.page.notSignedIn.next")) { Button = SignInButton("files.page.again", link) });
            return;
        }

        var page = await signIn.CheckAsync(form["id_token"].ToString(), link.File.Person.TenantId, NonceOf(link.Token), context.RequestAborted) switch
        {
            SignInVerdict.Person person => await AdmitAsync(new MemberId(person.TenantId, person.ObjectId), link, context.RequestAborted),
            SignInVerdict.Refused refused => Unsure(refused.Reason, link),
            _ => new FilePage(StatusCodes.Status503ServiceUnavailable, "files.page.not", Text("files.page.later")),
        };
        await pages.WriteAsync(context, page);
    }

    /// <summary>The ticket is for the browser in which the right person has signed in; the link stays unused until the file is given.</summary>
    private async Task<FilePage> AdmitAsync(MemberId person, OpenLink link, CancellationToken cancellationToken)
    {
        if (person.ToString() != link.File.Person.ToString())
            return new FilePage(StatusCodes.Status403Forbidden, "files.page.other", Text("files.page.other.next")) { Button = SignInButton("files.page.otherAccount", link, choosesAccount: true) };

        var ticket = chance.NewId();
        link.Row[FileRows.Ticket] = TicketOf(ticket);
        if (await store.CommitAsync(FileRows.Table, link.Row.PartitionKey, [new Change.Replace(link.Row)], cancellationToken) is CommitResult.Conflict)
            return Ended();
        var file = At(Home, $"/files/{link.Token}/{ticket}");
        return new FilePage(StatusCodes.Status200OK, "files.page.yours", link.File.Offer.About, Text("files.page.yours.next"))
        {
            Button = (_text.Plain("files.page.get", ("name", link.File.Offer.Name)), file),
            GoesOn = file,
        };
    }

    private async Task GiveAsync(HttpContext context, string token, string ticket)
    {
        if (!FileDesk.IsId(ticket) || await FindAsync(token, context.RequestAborted) is not { } link || link.Row.GetString(FileRows.Ticket) != TicketOf(ticket))
        {
            await EndAsync(context);
            return;
        }

        // Made first: if that fails, the link is still good.
        if ((await desk.MakeAsync(link.File, time.GetUtcNow(), context.RequestAborted)).IsRefused(out var refusal, out var content))
        {
            await pages.WriteAsync(context, new FilePage(StatusCodes.Status403Forbidden, "files.page.not", PlainText.FromPerson(sentences.InOneLine(refusal))));
            return;
        }

        link.Row["UsedAt"] = time.GetUtcNow();
        if (await store.CommitAsync(FileRows.Table, link.Row.PartitionKey, [new Change.Replace(link.Row)], context.RequestAborted) is CommitResult.Conflict)
        {
            await EndAsync(context);
            return;
        }

        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(link.File.Offer.Name);
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.ContentType = content.ContentType;
        context.Response.ContentLength = content.Bytes.Length;
        await context.Response.Body.WriteAsync(content.Bytes, context.RequestAborted);
    }

    private async Task<OpenLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (settings.LinksAt is null || token.Length != 2 * PartCharacters || !FileDesk.IsId(token[..PartCharacters]) || !FileDesk.IsId(token[PartCharacters..]))
            return null;
        var (partition, secret, now) = (token[..PartCharacters], token[PartCharacters..], time.GetUtcNow());
        if (await store.FindAsync(FileRows.Table, partition, FileRows.LinkRow(secret), cancellationToken) is not { } row)
            return null;
        if (row.GetDateTimeOffset("UsedAt") is not null || row.GetDateTimeOffset("Until") is not { } until || until <= now)
            return null;
        return await desk.FindAsync(partition, row.GetString("Offer") ?? "", now, cancellationToken) is { } file ? new OpenLink(token, file, row) : null;
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= FormBytesMax)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private (PlainText Label, Uri To) SignInButton(string labelKey, OpenLink link, bool choosesAccount = false)
        => (Text(labelKey), signIn.AddressOf(new SignInRequest(link.File.Person.TenantId, At(Home, SignedInPath), link.Token, NonceOf(link.Token), choosesAccount)));

    private FilePage Unsure(string reason, OpenLink link)
    {
        Log.Refused(log, reason);
        return new FilePage(StatusCodes.Status403Forbidden, "files.page.unsure", Text("files.page.unsure.next")) { Button = SignInButton("files.page.again", link) };
    }

    private FilePage Ended() => new(StatusCodes.Status410Gone, "files.page.ended", Text("files.page.ended.next"));

    private Task EndAsync(HttpContext context) => pages.WriteAsync(context, Ended());

    private async Task GuardAsync(HttpContext context, Func<Task> work)
    {
        FilePages.Protect(context);
        try
        {
            await work();
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.NotNow(log, cause);
            await pages.WriteAsync(context, new FilePage(StatusCodes.Status503ServiceUnavailable, "files.page.not", Text("files.page.later")));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody waits any more
        }
    }

    private Uri Home => settings.LinksAt!;

    private PlainText Text(string key) => _text.Plain(key);

    private static Uri At(Uri home, string path) => new(home.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>A sign-in serves for one link: whoever doesn't know the link can't know it.</summary>
    private static string NonceOf(string token) => Keys.Hash("nonce", token);

    private static string TicketOf(string ticket) => Keys.Hash("ticket", ticket);

    /// <summary>Microsoft's word for what happened, such as <c>access_denied</c>; it comes from outside, so only a word.</summary>
    private static string ErrorCode(string error) => error.Length <= 60 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : "another error";

    private sealed record OpenLink(string Token, WaitingFile File, Record Row);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A file could not be given: the store did not answer.")]
        public static partial void NotNow(ILogger log, Exception cause);

        [LoggerMessage(2, LogLevel.Warning, "Microsoft Entra signed nobody in for a file: {Error}.")]
        public static partial void NotSignedIn(ILogger log, string error);

        [LoggerMessage(3, LogLevel.Warning, "A sign-in for a file was refused: {Reason}")]
        public static partial void Refused(ILogger log, string reason);
    }
}
