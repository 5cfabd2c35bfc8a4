using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>A place as columns of a row.</summary>
public static class PlaceColumns
{
    public static void Write(Record row, Place place)
    {
        row["Scope"] = place.Scope.ToString();
        row["Tenant"] = place.TenantId;
        row["ServiceUrl"] = place.ServiceUrl;
        row["Conversation"] = place.ConversationId;
        row["Team"] = place.TeamId!;
    }

    public static Place Read(Record row) => new(
        Enum.TryParse<Scope>(row.GetString("Scope"), out var scope) ? scope : Scope.Personal,
        row.GetString("Tenant") ?? "",
        row.GetString("ServiceUrl") ?? "",
        row.GetString("Conversation") ?? "",
        row.GetString("Team"));
}
