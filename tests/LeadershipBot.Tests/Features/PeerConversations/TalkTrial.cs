using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Enters measures by the dialog's own data.</summary>
internal static class TalkTrial
{
    /// <summary>Enters a measure, looks at what would be arranged, and has it arranged.</summary>
    public static async Task<BotAnswer> MatchesPracticesAsync(this Colleague who, string measure, string values)
    {
        var looked = await who.LooksAtMeasureAsync(measure, values);
        return looked.Card is { } card ? await who.Sends(PostForms.Filled(CardReading.Of(card), [])) : looked;
    }

    /// <summary>Enters it and looks at what would be arranged.</summary>
    public static async Task<BotAnswer> LooksAtMeasureAsync(this Colleague who, string measure, string values)
        => await who.SendsFormAsync("talks.measure.form", [], new JsonObject { ["measure"] = measure, ["values"] = values });
}
