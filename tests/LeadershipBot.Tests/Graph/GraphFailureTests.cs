using Azure;
using Azure.Identity;
using LeadershipBot.Microsoft365.Graph;
using Microsoft.Identity.Client;

namespace LeadershipBot.Tests.Graph;

/// <summary>What the authority's refusals mean: one that is overloaded or away has refused nothing.</summary>
public sealed class GraphFailureTests
{
    public static TheoryData<string, int, GraphOutcome> Answers => new()
    {
        { "authority", 429, GraphOutcome.Throttled },
        { "authority", 408, GraphOutcome.Unavailable },
        { "authority", 500, GraphOutcome.Unavailable },
        { "authority", 503, GraphOutcome.Unavailable },
        { "machine", 429, GraphOutcome.Throttled },
        { "machine", 504, GraphOutcome.Unavailable },
        { "several", 503, GraphOutcome.Unavailable },
        { "deep", 429, GraphOutcome.Throttled },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_authority_that_asks_to_wait_or_fails_has_refused_nothing(string who, int status, GraphOutcome outcome)
    {
        Exception said = who switch
        {
            "machine" => new RequestFailedException(status, "The machine's own identity is busy."),
            "several" => new AggregateException(new InvalidOperationException("Not tried."), new MsalServiceException("busy", "Busy.", status)),
            "deep" => new InvalidOperationException("Within.", new MsalServiceException("busy", "Busy.", status)),
            _ => new MsalServiceException("busy", "Busy.", status),
        };

        var known = GraphFailure.Of(new AuthenticationFailedException("No token.", said), GraphRoom.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Equal((outcome, status), (known!.Outcome, known.Status));
    }
}
