using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>So much of a long list as one card shows.</summary>
/// <param name="Items">What it shows, in the order of the list.</param>
/// <param name="Number">Which page it is, from 0.</param>
/// <param name="Last">The number of the last page; 0 where all fits on one, or there is nothing.</param>
/// <param name="From">The place of its first item in the list, from 1; 0 where there is nothing.</param>
internal sealed record CardPage<T>(IReadOnlyList<T> Items, int Number, int Last, int From)
{
    /// <summary>The place of its last item in the list; 0 where there is nothing.</summary>
    public int To => Math.Max(0, From + Items.Count - 1);
}

/// <summary>Shows long lists page by page.</summary>
internal static class CardPages
{
    /// <summary>One page of a list.</summary>
    /// <param name="all">The list.</param>
    /// <param name="number">From 0; one that doesn't exist gives the nearest, as it may have been pressed long ago.</param>
    /// <param name="size">How many items a page has, at least 1.</param>
    public static CardPage<T> PageOf<T>(this IReadOnlyList<T> all, int number, int size)
    {
        var last = Math.Max(0, (all.Count - 1) / size);
        number = Math.Clamp(number, 0, last);
        return new CardPage<T>([.. all.Skip(number * size).Take(size)], number, last, all.Count == 0 ? 0 : (number * size) + 1);
    }

    /// <summary>Gives a card the numbers of the pages before and after, each where there is one.</summary>
    public static CardData SetPages<T>(this CardData data, CardPage<T> page)
    {
        if (page.Number > 0)
            data.Set("previous", page.Number - 1);
        if (page.Number < page.Last)
            data.Set("next", page.Number + 1);
        return data;
    }
}
