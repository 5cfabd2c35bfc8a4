using System.Globalization;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>How the rules of a vote stand in the columns of its poll. A poll that is only counted has none of them.</summary>
internal static class RuleColumns
{
    public static void Write(Record row, VoteRules rules)
    {
        if (rules.Quorum != Quorum.None)
            row[rules.Quorum.IsPerCent ? "QuorumPerCent" : "Quorum"] = rules.Quorum.Value;
        if (rules.Required is { } required)
            (row["RequiredShare"], row["InFavour"]) = (Written(required), rules.InFavour + 1);
        if (rules.HasMatter)
            row["Matter"] = rules.Matter;
    }

    public static VoteRules Read(Record row) => new()
    {
        Quorum = row.GetInt32("QuorumPerCent") is { } perCent ? Quorum.PerCentOfRoll(perCent) : row.GetInt32("Quorum") is { } count ? Quorum.AtLeast(count) : Quorum.None,
        Required = ReadShare(row.GetString("RequiredShare")),
        InFavour = (row.GetInt32("InFavour") ?? 1) - 1,
        Matter = row.GetString("Matter") ?? "",
    };

    /// <summary>As a column and an input hold it: the name of a share, or a number of per cent.</summary>
    public static string Written(RequiredShare? share)
    {
        if (share is null)
            return "";
        if (share == RequiredShare.MoreThanHalf)
            return nameof(RequiredShare.MoreThanHalf);
        return share == RequiredShare.TwoThirds ? nameof(RequiredShare.TwoThirds) : share.Parts.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what <see cref="Written"/> wrote; null for anything else.</summary>
    public static RequiredShare? ReadShare(string? words) => words switch
    {
        nameof(RequiredShare.MoreThanHalf) => RequiredShare.MoreThanHalf,
        nameof(RequiredShare.TwoThirds) => RequiredShare.TwoThirds,
        _ => int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var perCent) && perCent is >= 1 and <= 100 ? RequiredShare.AtLeastPerCent(perCent) : null,
    };
}
