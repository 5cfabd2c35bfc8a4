using System.Globalization;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Succession.Overview;

/// <summary>What the board says, in words: red is said first, and never by colour alone.</summary>
internal static class BoardWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>How safe a seat is.</summary>
    public static string Of(TextFile text, SeatOnBoard seat)
    {
        var ends = seat.EndsOn is { } day ? PostWords.Date(day) : "";
        return seat.State switch
        {
            SeatState.Red => (ends.Length > 0 ? text.Plain("posts.board.red.ends", ("date", ends)) : text.Plain("posts.board.red.empty")).Words,
            SeatState.Empty => text.Plain("posts.board.empty", ("count", seat.ReadyNow)).Words,
            SeatState.EndsSoon => text.Plain("posts.board.soon", ("date", ends), ("count", seat.ReadyNow)).Words,
            _ => (ends.Length > 0 ? text.Plain("posts.board.held", ("date", ends)) : text.Plain("posts.board.noEnd")).Words,
        };
    }

    /// <summary>How deep its bench is.</summary>
    public static string Bench(TextFile text, SeatOnBoard seat, bool seesExploring)
        => seesExploring && seat.Exploring > 0
            ? text.Plain("posts.board.bench.exploring", ("ready", seat.ReadyNow), ("later", seat.ReadyLater), ("exploring", seat.Exploring)).Words
            : text.Plain("posts.board.bench", ("ready", seat.ReadyNow), ("later", seat.ReadyLater)).Words;

    /// <summary>As in "Apr–Jun 2026".</summary>
    public static string Quarter(DateOnly from) => $"{from.ToString("MMM", British)}–{from.AddMonths(2).ToString("MMM yyyy", British)}";

    /// <summary>Why somebody is a risk, or how their posts pull.</summary>
    public static string Of(TextFile text, HolderLoad load)
    {
        var posts = text.Plain("posts.board.holds", ("name", load.Who.Name), ("posts", string.Join(", ", load.Posts)), ("sessions", PostWords.Sessions(text, load.Sessions))).Words;
        return load.OnlyLinks.Count > 0 ? text.Plain("posts.board.onlyLink", ("holds", posts), ("bodies", string.Join(", ", load.OnlyLinks))).Words : posts;
    }
}
