using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Browsing;

/// <summary>Which posts somebody wants to see.</summary>
/// <param name="Locality">The code of a locality, <see cref="Whole"/> for those of the whole organisation; empty for any.</param>
/// <param name="Rung">On which rung; null for any.</param>
/// <param name="SessionsMax">At most so many sessions a week; null for any.</param>
/// <param name="OnlyOpen">Whether only those that take applications now.</param>
/// <param name="Words">Words of the title; empty for any.</param>
internal sealed record PostFilter(string Locality, Rung? Rung, int? SessionsMax, bool OnlyOpen, string Words)
{
    /// <summary>Posts of no locality in particular.</summary>
    public const string Whole = "-";

    /// <summary>What any choice set sends for "all".</summary>
    public const string Any = "any";

    private const int WordsCharactersMax = 80;

    /// <summary>Nothing was chosen.</summary>
    /// <param name="showsAll">Whether all are shown then, and not only those that are open.</param>
    public static PostFilter None(bool showsAll) => new("", null, null, OnlyOpen: !showsAll, "");

    /// <summary>As it was chosen on the card; as it was typed after the command, words of the title.</summary>
    /// <param name="turn">Who wants to see posts.</param>
    /// <param name="showsAll">Whether all are shown where nothing was chosen, and not only those that are open.</param>
    public static PostFilter Read(Turn turn, bool showsAll) => new(
        turn.Data.Text("locality") is var locality && locality is Any ? "" : TurnData.Clip(locality, WordsCharactersMax),
        Enum.TryParse<Rung>(turn.Data.Text("rung"), out var rung) && Enum.IsDefined(rung) ? rung : null,
        turn.Data.TryNumber("sessions", out var sessions) && sessions is >= 0 and <= (int)PostLimits.SessionsMax ? sessions : null,
        turn.Data.TryText("open", out var open) ? open == "open" : !showsAll,
        TurnData.Clip(turn.Words.Length > 0 ? turn.Words : turn.Data.Text("words"), WordsCharactersMax));

    public string RungText => Rung?.ToString() ?? Any;

    public string SessionsText => SessionsMax?.ToString(CultureInfo.InvariantCulture) ?? Any;

    public string LocalityText => Locality.Length == 0 ? Any : Locality;

    public bool Lets(PostLine post, DateTimeOffset now)
        => (Locality.Length == 0 || (Locality == Whole ? post.Locality.Length == 0 : post.Locality == Locality))
            && (Rung is null || post.Rung == Rung)
            && !(post.Sessions > SessionsMax)
            && (!OnlyOpen || post.IsOpenAt(now) || !post.IsPublished)
            && WordSearch.Finds(Words, post.Title);
}
