using System.Text.Json.Nodes;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>How a vote stands as JSON, with the numbers by which anybody can check it.</summary>
internal static class CountingData
{
    /// <param name="stand">How it stands.</param>
    /// <param name="hasScores">Whether the reader sees scores; else only how many answered.</param>
    /// <param name="words">For names.</param>
    public static JsonObject ToJson(VoteStand stand, bool hasScores, CountingWords words)
    {
        var (electorate, rules) = (stand.Poll.Privacy.Electorate, stand.Poll.Rules);
        var data = new JsonObject
        {
            ["counted_by"] = electorate.CountedBy.ToString(),
            ["cast_by"] = stand.Poll.IsByPractice ? electorate.CastBy.ToString() : null,
            ["on_roll"] = stand.OnRoll,
            ["off_roll"] = stand.OffRoll,
            ["answered"] = stand.Tally.Answered,
            ["needed"] = stand.Needed,
            ["quorate"] = stand.Needed is null ? null : stand.IsQuorate,
            ["matter"] = rules.HasMatter ? rules.Matter : null,
        };
        if (!hasScores)
            return data;
        data["level"] = stand.Level;
        data["unweighed"] = stand.Unweighed;
        data["apart"] = new JsonObject { ["answered"] = stand.Apart.Answered, ["counts"] = new JsonArray([.. stand.Apart.First.Counts.Select(count => JsonValue.Create(count))]) };
        if (stand.Outcome is { } outcome)
        {
            data["required_share"] = RuleColumns.Written(rules.Required);
            data["motion"] = stand.Poll.Questions[0].Choices[rules.InFavour];
            data["in_favour"] = outcome.InFavour;
            data["cast"] = outcome.Cast;
            data["blocked"] = outcome.IsBlocked;
            data["carried"] = outcome.IsCarried;
        }

        data["practices"] = new JsonArray([.. stand.Practices.Select(practice => ToJson(stand, practice, words))]);
        return data;
    }

    private static JsonObject ToJson(VoteStand stand, PracticeStand practice, CountingWords words) => new()
    {
        ["code"] = practice.Practice.Code,
        ["name"] = practice.Practice.Name,
        ["list_size"] = practice.Practice.ListSize,
        ["on_roll"] = !practice.Practice.IsOffRoll,
        ["answered"] = practice.Votes.HasAnswered,
        ["vote"] = practice.Votes.Choice is { } choice ? stand.Poll.Questions[0].Choices[choice] : null,
        ["weight"] = PracticesFile.WeightOf(stand, practice),
        ["votes"] = new JsonArray([.. practice.Votes.Votes.Select(count => JsonValue.Create(count))]),
        ["cast_by"] = new JsonArray([.. practice.By.Select(answer => JsonValue.Create(words.Names([answer])))]),
    };
}
