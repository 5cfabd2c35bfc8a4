using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadershipBot.Storage;

/// <summary>
/// How <see cref="AzureTablesRecordStore"/> asks Azure. Retries, the time of one attempt
/// (<see cref="RetryOptions.NetworkTimeout"/>) and the transport are set as with every Azure client.
/// </summary>
public sealed class AzureTablesOptions : ClientOptions
{
    // Row keys stand in the address of a request, so no address goes to a log or a trace: not by Azure.Core, and not
    // by the handler (without a propagator it starts no activity).
    private static readonly HttpClientTransport SharedTransport = new(new HttpClient(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Three retries from 100 ms, two seconds an attempt, five seconds in all.</summary>
    public AzureTablesOptions()
    {
        Transport = SharedTransport;
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromMilliseconds(100);
        Retry.MaxDelay = TimeSpan.FromSeconds(1);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(2);
        Diagnostics.IsLoggingEnabled = false;
        Diagnostics.IsDistributedTracingEnabled = false;
    }

    /// <summary>When a request, with all its retries, is given up; five seconds unless set.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock that dates signed requests (Azure refuses one that is more than 15 minutes off) and counts <see cref="GiveUpAfter"/>.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
