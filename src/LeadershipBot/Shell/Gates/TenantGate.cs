using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// The first gate: only people of tenants that this deployment serves. The token names no tenant, so what the activity
/// says must agree with itself (the reader refuses an activity that names two) and be on the list.
/// </summary>
public sealed class TenantGate(IReadOnlySet<string> allowed)
{
    /// <param name="tenantId">The tenant of the conversation.</param>
    /// <returns>Null where the tenant may pass. An empty list, which only Development allows, lets all pass.</returns>
    public Refusal? Check(string tenantId)
        => allowed.Count == 0 || allowed.Contains(tenantId) ? null : new Refusal("shell.refused.tenant");
}
