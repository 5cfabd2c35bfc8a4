using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Governance;

/// <summary>An administrator has the deliveries that were given up tried again, once what kept them from arriving is mended.</summary>
internal sealed class RetryDeliveries(GivenUp givenUp, Sentences sentences) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var count = await givenUp.TryAgainAsync(cancellationToken);
        return new Answer.Card(sentences.Card(count == 0 ? sentences.Text.Plain("retry.nothing") : sentences.Text.Plain("retry.begun", ("count", count))));
    }
}
