using System.Globalization;
using Microsoft.Graph;
using Microsoft.Graph.Users.Item.CalendarView.Delta;
using Microsoft.Kiota.Abstractions;
using Models = Microsoft.Graph.Models;

namespace LeadershipBot.Microsoft365.Graph.Calendars;

/// <summary>
/// Reads the calendar of a mailbox by delta query (Graph: <c>GET /users/{id}/calendarView/delta</c>), as the app itself, with
/// <c>Calendars.Read</c>. What others do wrong is an outcome, never an exception; cancelling is an
/// <see cref="OperationCanceledException"/>. Everything is safe to repeat.
/// </summary>
public sealed class CalendarReader
{
    /// <summary>How many events a page may hold; Graph may give fewer, and each comes with its text.</summary>
    public const int PageSize = 50;

    private readonly GraphCaller _caller;
    private readonly GraphClients _clients;

    internal CalendarReader(GraphCaller caller, GraphClients clients) => (_caller, _clients) = (caller, clients);

    /// <summary>Whether the bot may read a mailbox's calendar, and what it is called.</summary>
    /// <param name="tenantId">The mailbox's tenant.</param>
    /// <param name="mailbox">Its address or its owner's object id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<CalendarFound>> FindAsync(string tenantId, string mailbox, CancellationToken cancellationToken)
        => _caller.AskAsync<Models.Calendar, CalendarFound>(
            tenantId,
            "find a calendar",
            (client, token) => client.Users[mailbox].Calendar.GetAsync(request => request.QueryParameters.Select = ["name", "owner"], token),
            found => new(GraphOutcome.Done, new CalendarFound(found.Name ?? "", found.Owner?.Address is { Length: > 0 } address ? address : mailbox)),
            cancellationToken);

    /// <summary>
    /// Reads one page. The answer is taken in whole, up to 16 MB; a larger one is <see cref="GraphOutcome.Unavailable"/>.
    /// </summary>
    /// <param name="tenantId">The mailbox's tenant.</param>
    /// <param name="mailbox">Its address or its owner's object id.</param>
    /// <param name="start">A window, or a link that an earlier page of the same mailbox gave.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<GraphAnswer<EventPage>> ReadAsync(string tenantId, string mailbox, DeltaStart start, CancellationToken cancellationToken)
    {
        if (start is DeltaStart.Link { Url: var url } && !_clients.IsOurs(url))
            return new GraphAnswer<EventPage>(GraphOutcome.Refused, Code: "link");
        return await _caller.AskAsync<DeltaGetResponse, EventPage>(tenantId, "read a calendar", (client, token) => AskAsync(client, mailbox, start, token), Page, cancellationToken);
    }

    private static Task<DeltaGetResponse?> AskAsync(GraphServiceClient client, string mailbox, DeltaStart start, CancellationToken cancellationToken)
    {
        var delta = client.Users[mailbox].CalendarView.Delta;
        return start switch
        {
            DeltaStart.Link link => delta.WithUrl(link.Url).GetAsDeltaGetResponseAsync(request => Prefer(request.Headers), cancellationToken),
            DeltaStart.Window window => delta.GetAsDeltaGetResponseAsync(
                request =>
                {
                    request.QueryParameters.StartDateTime = Text(window.From);
                    request.QueryParameters.EndDateTime = Text(window.Until);
                    Prefer(request.Headers);
                },
                cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(start)),
        };
    }

    /// <summary>A delta query of a calendar's view takes no $select; what it may be asked is asked in each call of a round.</summary>
    private static void Prefer(RequestHeaders headers)
    {
        headers.Add("Prefer", "IdType=\"ImmutableId\"");
        headers.Add("Prefer", "outlook.timezone=\"UTC\"");
        headers.Add("Prefer", "outlook.body-content-type=\"text\"");
        headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={PageSize}"));
    }

    private static GraphAnswer<EventPage>? Page(DeltaGetResponse answer)
    {
        var (next, delta) = (answer.OdataNextLink, answer.OdataDeltaLink);
        if (string.IsNullOrEmpty(next) == string.IsNullOrEmpty(delta))
            return null;
        var changes = (answer.Value ?? []).Select(EventReading.Read).OfType<EventChange>().ToList();
        return new(GraphOutcome.Done, new EventPage(changes, string.IsNullOrEmpty(next) ? null : next, string.IsNullOrEmpty(delta) ? null : delta));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
