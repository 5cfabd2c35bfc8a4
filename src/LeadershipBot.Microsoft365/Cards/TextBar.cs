namespace LeadershipBot.Microsoft365.Cards;

/// <summary>A bar drawn with characters, which every Teams client shows alike; the number always stands beside it in words.</summary>
public static class TextBar
{
    private const int Cells = 24;
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>A bar for a share of the answers: empty for nothing, else an eighth of a cell at least.</summary>
    /// <param name="percent">0 to 100; anything outside counts as the nearer end. 100 is 24 cells, which fits a card 320 px wide.</param>
    public static PlainText Of(double percent)
    {
        var share = Math.Clamp(percent, 0, 100) / 100;
        if (share == 0)
            return new PlainText("");
        var eighths = Math.Max(1, (int)Math.Round(share * Cells * 8, MidpointRounding.AwayFromZero));
        var rest = eighths % 8;
        return new PlainText(new string('█', eighths / 8) + (rest == 0 ? "" : Eighths[rest].ToString()));
    }
}
