using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>A member sees what waits for their answer; in their own chat only, since others read along elsewhere.</summary>
internal sealed class ShowWaiting(WaitingPage page, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Place.Scope is not Scope.Personal)
            return new Answer.Say(library.Text.Plain("asks.waiting.otherPlace"));
        var list = WaitingPage.ListIn(turn.Data) ?? WaitingPage.NewList(turn);
        return new Answer.Card(await page.OfAsync(turn, list, cancellationToken));
    }
}

/// <summary>Works a page of the list out, as of now.</summary>
internal sealed class WaitingPage(WaitingList waiting, WaitingCard card, AskShelf asks)
{
    private const int ListCharacters = 12;

    /// <summary>In so many other organisations of a person is looked for what waits.</summary>
    private const int OthersMax = 5;

    /// <summary>The list in which something was pressed; null where the button names none.</summary>
    public static string? ListIn(TurnData data)
        => data.TryText("list", out var list) && list.Length <= ListCharacters && list.All(char.IsAsciiLetterOrDigit) ? list : null;

    /// <summary>The name of a new list.</summary>
    public static string NewList(Turn turn) => turn.Intent.Key[..ListCharacters];

    /// <summary>The page that the turn wants.</summary>
    public async Task<CardView> OfAsync(Turn turn, string list, CancellationToken cancellationToken)
    {
        var items = await waiting.ListAsync(turn, turn.Actor.Organisation.Id, cancellationToken);
        var elsewhere = new List<(OrganisationName, int)>();
        foreach (var other in turn.Actor.Hats.Select(hat => hat.Organisation).Where(one => one.Id != turn.Actor.Organisation.Id).Take(OthersMax))
        {
            if ((await waiting.ListAsync(turn, other.Id, cancellationToken)).Count is > 0 and var count)
                elsewhere.Add((other, count));
        }

        turn.Data.TryNumber("page", out var page);
        return card.For(turn, list, items, page, await PressedAsync(turn.Actor.MemberId, list, cancellationToken), elsewhere);
    }

    private async Task<IReadOnlySet<string>> PressedAsync(MemberId person, string list, CancellationToken cancellationToken)
        => (await asks.ReadAsync(person, cancellationToken)).All
            .Where(ask => ask.Order.Kind == WaitingAsks.SourceKind && ask.State is AskState.Wanted or AskState.Trying or AskState.Sent)
            .Select(ask => ask.Order.Key)
            .Where(key => key.StartsWith(list + ".", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
}
