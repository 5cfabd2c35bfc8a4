using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.RoleGiving;

/// <summary>Gives and takes roles as a client does: the roles card's button, a person by type-ahead, the marked roles.</summary>
internal static class RoleForms
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string KeyOf(Colleague who) => new MemberId(who.Person.TenantId, who.ObjectId).ToString();

    /// <summary>The dialog with the roles of a person, or the one that asks whose, if it can't be opened.</summary>
    public static async Task<CardReading> OpenAsync(Colleague giver, Colleague of, string organisation = "larkford")
    {
        var asked = CardReading.Of((await giver.Opens(new JsonObject { ["verb"] = "members.roles.choose", ["organisation"] = organisation })).Card);
        var data = asked.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["person"] = KeyOf(of);
        return CardReading.Of((await giver.Sends(data)).Card);
    }

    /// <summary>What the dialog's button sends with these roles marked.</summary>
    public static JsonObject Marked(CardReading dialog, string roles)
    {
        var data = dialog.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["roles"] = roles;
        return data;
    }

    public static async Task<CardReading> GivesAsync(this Colleague giver, Colleague to, string roles, string organisation = "larkford")
        => CardReading.Of((await giver.Sends(Marked(await OpenAsync(giver, to, organisation), roles))).Card);

    /// <summary>What is offered while somebody types into the dialog.</summary>
    public static async Task<IReadOnlyList<string>> OfferedAsync(this Colleague giver, string words, string organisation = "larkford")
    {
        var answer = await giver.Delivers(d => d.SearchAsync(giver.Person, giver.Chat, $"members.people:{organisation}", words, cancellationToken: Token));
        return [.. answer.Body!["value"]!["results"]!.AsArray().Select(one => one!["title"]!.GetValue<string>())];
    }
}
