using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>What went wrong in a call to Graph, put into outcomes here and nowhere else.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Status">The HTTP status; 0 where none came.</param>
/// <param name="Code">Graph's word for it, or else the kind of failure.</param>
/// <param name="Message">Graph's sentence, for telling one 403 from another; never logged, since it may hold an address.</param>
/// <param name="RetryAfter">How long Graph wants to be left alone; null if it didn't say.</param>
internal sealed record GraphFailure(GraphOutcome Outcome, int Status, string? Code, string? Message = null, TimeSpan? RetryAfter = null)
{
    /// <summary>The longest Retry-After that is believed.</summary>
    public static readonly TimeSpan RetryAfterMax = TimeSpan.FromHours(24);

    // All say that the state behind a delta link is gone; Outlook, SharePoint and the directory each have words of their own.
    private static readonly string[] LostStates =
        ["syncStateNotFound", "syncStateInvalid", "resyncRequired", "resyncChangesApplyDifferences", "resyncChangesUploadDifferences", "fullSyncRequired"];

    /// <summary>Null where it is no failure of others: our own bug, or the caller's cancelling.</summary>
    public static GraphFailure? Of(Exception failure, DateTimeOffset now, CancellationToken cancellationToken) => failure switch
    {
        ApiException refused => OfAnswer(refused, now),
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        AuthenticationFailedException => OfAuthority(failure),
        // The last two are how the SDK says that an answer is no JSON, or not of the shape that it should have.
        HttpRequestException or IOException or OperationCanceledException or JsonException or FormatException or InvalidOperationException
            => new(GraphOutcome.Unavailable, (int?)(failure as HttpRequestException)?.StatusCode ?? 0, failure.GetType().Name),
        _ => null,
    };

    /// <summary>What a status and Graph's word for it mean.</summary>
    public static GraphOutcome OutcomeOf(int status, string? code) => (HttpStatusCode)status switch
    {
        HttpStatusCode.TooManyRequests => GraphOutcome.Throttled,
        HttpStatusCode.Gone => GraphOutcome.SyncStateLost,
        _ when LostStates.Contains(code, StringComparer.OrdinalIgnoreCase) => GraphOutcome.SyncStateLost,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => GraphOutcome.NoPermission,
        HttpStatusCode.NotFound => GraphOutcome.NotFound,
        HttpStatusCode.RequestTimeout => GraphOutcome.Unavailable,
        _ => status is >= 400 and < 500 ? GraphOutcome.Refused : GraphOutcome.Unavailable,
    };

    /// <summary>An authority that is overloaded, or can't be reached, has refused nothing; else it doesn't know the bot, or not by this credential.</summary>
    private static GraphFailure OfAuthority(Exception failure)
    {
        var status = StatusWithin(failure);
        if (status is (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout or >= 500)
            return new(OutcomeOf(status, null), status, failure.GetType().Name);
        return HasNoAnswerWithin(failure)
            ? new(GraphOutcome.Unavailable, status, failure.GetType().Name)
            : new(GraphOutcome.NoToken, status, CodeWithin(failure) ?? failure.GetType().Name);
    }

    /// <summary>The status with which the authority, or the machine's own identity, answered; 0 where none came.</summary>
    private static int StatusWithin(Exception failure) => failure switch
    {
        MsalServiceException said => said.StatusCode,
        RequestFailedException said => said.Status,
        AggregateException several => several.InnerExceptions.Select(StatusWithin).FirstOrDefault(status => status > 0),
        _ => failure.InnerException is { } inner ? StatusWithin(inner) : 0,
    };

    /// <summary>The authority's word for it, such as <c>invalid_client</c>; null where it said none.</summary>
    private static string? CodeWithin(Exception failure) => failure switch
    {
        MsalServiceException said => said.ErrorCode,
        AggregateException several => several.InnerExceptions.Select(CodeWithin).FirstOrDefault(code => code is not null),
        _ => failure.InnerException is { } inner ? CodeWithin(inner) : null,
    };

    /// <summary>An authority that can't be reached has refused nothing.</summary>
    private static bool HasNoAnswerWithin(Exception failure)
        => failure is HttpRequestException or IOException or OperationCanceledException
            || (failure is AggregateException several ? several.InnerExceptions.Any(HasNoAnswerWithin) : failure.InnerException is { } inner && HasNoAnswerWithin(inner));

    private static GraphFailure OfAnswer(ApiException refused, DateTimeOffset now)
    {
        var error = (refused as ODataError)?.Error;
        return new(OutcomeOf(refused.ResponseStatusCode, error?.Code), refused.ResponseStatusCode, error?.Code, error?.Message, RetryAfterOf(refused, now));
    }

    /// <summary>Seconds, or a date (RFC 9110, 10.2.3).</summary>
    private static TimeSpan? RetryAfterOf(ApiException refused, DateTimeOffset now)
    {
        var text = refused.ResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return Bounded(TimeSpan.FromSeconds(Math.Min(seconds, RetryAfterMax.TotalSeconds)));
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? Bounded(until - now) : null;
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > RetryAfterMax ? RetryAfterMax : wait;
}
