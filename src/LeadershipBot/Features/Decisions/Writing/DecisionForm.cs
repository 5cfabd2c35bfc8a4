using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>What was filled in on a page, put over what is there already. Too long stays too long, so that it is refused and not cut.</summary>
internal static class DecisionForm
{
    private const int ListCharactersMax = 1_000;

    /// <summary>The first page: what was decided; where it was opened from something, such as the meeting at which it was decided, it refers to that.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="interests">What is known there of conflicts, to begin with: whoever writes may change it; empty for nothing.</param>
    public static DecisionContent ReadStatement(TurnData data, DecisionContent before, string interests) => before with
    {
        What = data.Text("what", DecisionLimits.WhatCharactersMax + 1),
        Why = data.Text("why", DecisionLimits.TextCharactersMax + 1),
        DecidedBy = data.Text("decidedBy", DecisionLimits.ShortCharactersMax + 1),
        Options = data.Text("options", DecisionLimits.TextCharactersMax + 1),
        Effect = data.Text("effect", DecisionLimits.TextCharactersMax + 1),
        Conflicts = before.Conflicts.Length == 0 ? TurnData.Clip(interests, DecisionLimits.TextCharactersMax) : before.Conflicts,
        Linked = References.In(data) is { Length: > 0 } about && before.Linked.Count == 0 ? [about] : before.Linked,
    };

    /// <summary>The second page: how it was decided, and what happens next.</summary>
    /// <param name="data">What came with the button.</param>
    /// <param name="before">What is there.</param>
    /// <param name="owners">Who may own a plan B: somebody else is nobody.</param>
    public static DecisionContent ReadBackground(TurnData data, DecisionContent before, IReadOnlyList<RoleHolder> owners)
    {
        var owner = MemberId.TryParse(data.Text("owner"), out var person) ? owners.FirstOrDefault(one => one.Person == person) : null;
        return before with
        {
            Linked = data.Text("linked", ListCharactersMax).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Conflicts = data.Text("conflicts", DecisionLimits.TextCharactersMax + 1),
            Dissent = data.Text("dissent", DecisionLimits.TextCharactersMax + 1),
            WouldChange = data.Text("wouldChange", DecisionLimits.TextCharactersMax + 1),
            ReviewOn = ContentColumns.Date(data.Text("reviewOn")),
            Risk = data.Text("risk") == nameof(DecisionRisk.High) ? DecisionRisk.High : DecisionRisk.Usual,
            PlanB = new PlanB(
                data.Text("fallback", DecisionLimits.TextCharactersMax + 1),
                data.Text("trigger", DecisionLimits.TextCharactersMax + 1),
                owner?.Person,
                owner?.Name ?? "",
                ContentColumns.Date(data.Text("planBOn"))),
        };
    }
}
