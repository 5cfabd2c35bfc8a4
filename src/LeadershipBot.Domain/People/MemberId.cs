namespace LeadershipBot.Domain.People;

/// <summary>Who somebody is among all people of all tenants.</summary>
/// <param name="TenantId">The Microsoft 365 tenant that vouches for them.</param>
/// <param name="ObjectId">Their Microsoft Entra object id in it.</param>
public readonly record struct MemberId(string TenantId, string ObjectId)
{
    /// <summary>As it stands in keys: <c>tenant.object</c>, in lower case.</summary>
    public override string ToString() => $"{TenantId.ToLowerInvariant()}.{ObjectId.ToLowerInvariant()}";

    /// <summary>Reads what <see cref="ToString"/> wrote; false where it is something else.</summary>
    public static bool TryParse(string key, out MemberId id)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        id = dot > 0 && dot < key.Length - 1 ? new MemberId(key[..dot], key[(dot + 1)..]) : default;
        return id.ObjectId is not null && id.ObjectId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && id.TenantId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
