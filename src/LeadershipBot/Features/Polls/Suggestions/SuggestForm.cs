using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Whether people may suggest further choices, as it was filled in.</summary>
/// <param name="IsOn">Off unless somebody wants it.</param>
internal sealed record SuggestForm(bool IsOn)
{
    /// <summary>What its input holds where they may.</summary>
    public const string On = "true";

    /// <summary>What its input holds where they may not.</summary>
    public const string No = "false";

    private const string Input = "suggestions";

    public static SuggestForm Off { get; } = new(false);

    public static SuggestForm Of(Poll poll) => new(poll.TakesSuggestions);

    public static SuggestForm Read(TurnData data) => new(data.Text(Input, 10) == On);

    public IEnumerable<(string Name, string Value)> Inputs() => [(Input, IsOn ? On : "")];
}
