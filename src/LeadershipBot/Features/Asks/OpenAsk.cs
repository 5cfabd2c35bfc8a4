using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Asks;

/// <summary>A member presses an ask in their digest: its card comes below, once, and the digest says so.</summary>
internal sealed class OpenAsk(AskShelf shelf, AskSources sources, DigestCard cards, IReach reaches, Outbox outbox, Contention contention) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var person = turn.Actor.MemberId;
        if (!DateOnly.TryParseExact(turn.Data.Text("digest"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || await shelf.FindAsync(person, turn.Data.Text("kind"), turn.Data.Text("key"), cancellationToken) is null)
            return new Answer.Unusable(new Refusal("shell.refused.unknownButton"));

        await contention.RunAsync(stop => WantAsync(turn, person, stop), cancellationToken);
        var reach = await reaches.FindAsync(person, cancellationToken);
        var (items, doneCount) = (new List<DigestItem>(), 0);
        foreach (var ask in (await shelf.ReadAsync(person, cancellationToken)).All.Where(one => one.DigestOn == date))
        {
            if (await sources.CardAsync(ask, reach, turn.At, cancellationToken) is { } card)
                items.Add(new DigestItem(ask, card));
            else
                doneCount++;
        }

        return new Answer.Card(cards.For(date, items, doneCount, reach));
    }

    private async Task<Answer?> WantAsync(Turn turn, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(person, turn.Data.Text("kind"), turn.Data.Text("key"), cancellationToken) is not { State: AskState.Listed } ask)
            return Answer.Nothing; // it is on its way already, or done
        Change[] changes = [(ask with { State = AskState.Wanted }).Changed, AskBook.SendAt(person, ask.Name, turn.At)];
        return await outbox.CommitAsync(AskRows.Table, person.ToString(), changes, cancellationToken) is CommitResult.Committed ? Answer.Nothing : null;
    }
}
