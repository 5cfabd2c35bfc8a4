namespace LeadershipBot.Simulator.People;

/// <summary>The bot as Teams knows it.</summary>
/// <param name="AppId">The Entra application id, a GUID.</param>
/// <param name="Name">The name that people mention.</param>
public sealed record BotIdentity(string AppId, string Name)
{
    /// <summary>The bot's account id, <c>28:</c> and the app id.</summary>
    public string Id => "28:" + AppId;
}

/// <summary>A Microsoft 365 tenant.</summary>
/// <param name="Id">The tenant id, a GUID.</param>
/// <param name="Name">A name for engineers.</param>
public sealed record Tenant(string Id, string Name);

/// <summary>Somebody with a Teams account.</summary>
/// <param name="Id">The account id that bots see, <c>29:…</c>; another one for each bot.</param>
/// <param name="ObjectId">The Entra object id, a GUID.</param>
/// <param name="TenantId">The tenant of the account.</param>
/// <param name="Name">The display name.</param>
/// <param name="Title">The job title; null where none is kept.</param>
/// <param name="Practice">The name of the practice; null for people of none.</param>
/// <param name="Email">The address, which is the user principal name too.</param>
/// <param name="Roles">Role words of the demo file, for the page and for tests; Teams knows nothing of them.</param>
public sealed record Person(
    string Id,
    string ObjectId,
    string TenantId,
    string Name,
    string? Title,
    string? Practice,
    string Email,
    IReadOnlyList<string> Roles)
{
    /// <summary>Whether the account is a guest of its tenant, as rosters say.</summary>
    public bool IsGuest { get; init; }
}
