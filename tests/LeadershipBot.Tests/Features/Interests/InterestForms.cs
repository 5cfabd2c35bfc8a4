using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Features.Interests;

/// <summary>Fills in the dialogs of interests as a client does: with the button's own data.</summary>
internal static class InterestForms
{
    public const string Here = "larkford";

    /// <summary>The dialog that a button of the person's newest card opens.</summary>
    public static async Task<CardReading> OpensAsync(this Colleague who, string button, JsonObject card)
        => CardReading.Of((await who.Opens(DataOf(card, button))).Card);

    /// <summary>Declares one and reads the sentence that closes the dialog.</summary>
    public static async Task<BotAnswer> DeclaresAsync(this Colleague who, string what, string type = "Financial", string from = "2026-02-20", string relation = "", string until = "", string mitigation = "", string about = "")
    {
        var form = CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "interests.ask", ["organisation"] = Here, ["about"] = about })).Card);
        return await who.Sends(Filled(form, what, type, from, relation, until, mitigation));
    }

    /// <summary>What the dialog's button sends with these words in its inputs.</summary>
    public static JsonObject Filled(CardReading form, string what, string type = "Financial", string from = "2026-02-20", string relation = "", string until = "", string mitigation = "")
    {
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        (data["what"], data["type"], data["from"], data["relation"], data["until"], data["mitigation"]) = (what, type, from, relation, until, mitigation);
        return data;
    }

    /// <summary>The register as the person reads it.</summary>
    public static async Task<CardReading> RegisterAsync(this Colleague who, string organisation = Here)
        => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "interests.register", ["organisation"] = organisation, ["page"] = 0 })).Card);

    public static JsonObject DataOf(JsonObject card, string button)
        => TeamsCards.Buttons(card).First(one => one["title"]!.GetValue<string>() == button)["data"]!.DeepClone().AsObject();
}
