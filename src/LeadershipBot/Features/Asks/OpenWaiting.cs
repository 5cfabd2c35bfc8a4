using LeadershipBot.Domain;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>A member presses something in their list of what waits: its card comes below, once, and the list says so.</summary>
internal sealed class OpenWaiting(WaitingList waiting, WaitingPage page, AskBook book) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (WaitingPage.ListIn(turn.Data) is not { } list)
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));
        var organisationId = turn.Actor.Organisation.Id;
        var (kind, key) = (turn.Data.Text("kind"), turn.Data.Text("key"));
        // What was answered or closed meanwhile isn't there any more; the list, made anew, says so by leaving it out.
        if ((await waiting.ListAsync(turn, organisationId, cancellationToken)).FirstOrDefault(one => one.Kind == kind && one.Thing.Key == key) is { } item)
        {
            var ask = new Ask(AskWeight.Ask, item.Thing.Minutes, item.Thing.ClosesAt);
            await book.WantAsync(new AskOrder(turn.Actor.MemberId, organisationId, WaitingAsks.SourceKind, WaitingAsks.KeyOf(list, item), ask), cancellationToken);
        }

        return new Answer.Card(await page.OfAsync(turn, list, cancellationToken));
    }
}
