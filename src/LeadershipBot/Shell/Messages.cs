using System.Buffers;
using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell;

/// <summary>
/// <c>POST /api/messages</c>: the token is checked before the body is read, the body against the token before anything
/// else looks at it; then the turn is taken, and its answer written.
/// </summary>
internal sealed partial class Messages(CallerCheck callers, Reception reception, AnswerWriter answers, IHostApplicationLifetime lifetime, ILogger<Messages> log)
{
    public const string Path = "/api/messages";
    public const int BodyBytesMax = 256 * 1024;

    private static readonly TimeSpan ReplyTimeMax = TimeSpan.FromSeconds(8);

    public async Task HandleAsync(HttpContext context)
    {
        var (status, reason) = await ReceiveAsync(context);
        if (status == StatusCodes.Status200OK)
            return;
        Log.Refused(log, status, reason);
        context.Response.StatusCode = status;
        if (reason.Length > 0)
            await context.Response.WriteAsync(reason, context.RequestAborted);
    }

    private async Task<(int Status, string Reason)> ReceiveAsync(HttpContext context)
    {
        if (!IsJson(context.Request.ContentType))
            return (StatusCodes.Status415UnsupportedMediaType, "The body must be application/json.");
        if (context.Request.ContentLength > BodyBytesMax)
            return (StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        var caller = await callers.CheckAsync(context);
        if (!caller.IsGood)
            return (caller.Status, caller.Reason);

        using var body = await ReadBodyAsync(context.Request);
        if (body is null)
            return (StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        if (!Activity.Parse(body.Memory.Span).Succeeded(out var activity, out var problem))
            return (StatusCodes.Status400BadRequest, problem);
        var admitted = caller.Admit(activity);
        if (!admitted.IsGood)
            return (admitted.Status, admitted.Reason);
        return await AnswerAsync(context, activity);
    }

    private async Task<(int Status, string Reason)> AnswerAsync(HttpContext context, Activity activity)
    {
        var read = ArrivalReader.Read(activity);
        if (read.Refusal is not null)
            return (StatusCodes.Status400BadRequest, read.Refusal);
        if (read.IsUnknownInvoke)
            return (StatusCodes.Status501NotImplemented, "");
        if (read.Arrival is not { } arrival)
            return (StatusCodes.Status200OK, "");

        var response = await RespondAsync(arrival, await reception.ReceiveAsync(arrival));
        if (response.Status >= StatusCodes.Status500InternalServerError)
        {
            reception.Forget(arrival);
            return (response.Status, "");
        }

        await WriteAsync(context, response);
        return (StatusCodes.Status200OK, "");
    }

    private async Task<InvokeResponse> RespondAsync(Arrival arrival, Answer? answer)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        limit.CancelAfter(ReplyTimeMax); // not the request's: what is being sent is sent, whether or not the caller waits
        try
        {
            return await answers.WriteAsync(arrival, answer, limit.Token);
        }
        catch (OperationCanceledException)
        {
            return new InvokeResponse(StatusCodes.Status503ServiceUnavailable, null);
        }
#pragma warning disable CA1031 // the edge: a card that can't be made is our bug, and the person hears of it
        catch (Exception bug)
#pragma warning restore CA1031
        {
            if (reception.IsAnonymous(arrival))
                Log.NoAnonymousAnswer(log, arrival.Verb, Kinds.Of(bug));
            else
                Log.NoAnswer(log, arrival.Verb, bug);
            return await answers.WriteAsync(arrival, new Answer.Refused(new Refusal("shell.refused.bug", ("turn", "-"))), limit.Token);
        }
    }

    private static async Task WriteAsync(HttpContext context, InvokeResponse response)
    {
        context.Response.StatusCode = response.Status;
        if (response.Body is null)
            return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new System.Text.Json.Utf8JsonWriter(context.Response.BodyWriter);
        response.Body.WriteTo(writer);
    }

    private static bool IsJson(string? contentType)
        => contentType is not null
            && (contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || contentType.StartsWith("application/json;", StringComparison.OrdinalIgnoreCase));

    /// <summary>The whole body in a rented buffer; null if it is larger than allowed, whatever its length was said to be.</summary>
    private static async Task<Body?> ReadBodyAsync(HttpRequest request)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength + 1 ?? 16 * 1024, BodyBytesMax + 1));
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0)
                return new Body(buffer, length);
            length += read;
            if (length > BodyBytesMax)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    private sealed class Body(byte[] buffer, int length) : IDisposable
    {
        public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "The answer to {Verb} could not be written: a mistake of ours.")]
        public static partial void NoAnswer(ILogger log, string verb, Exception bug);

        [LoggerMessage(3, LogLevel.Error, "The answer to an anonymous {Verb} could not be written: a mistake of ours, {Kinds}.")]
        public static partial void NoAnonymousAnswer(ILogger log, string verb, string kinds);

        [LoggerMessage(1, LogLevel.Information, "A call was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
