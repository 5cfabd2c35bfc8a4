namespace LeadershipBot.Microsoft365.SignIn;

/// <summary>How a web page of the bot learns who is in front of it: by Microsoft Entra ID. Whoever reads the settings checks them.</summary>
/// <param name="AppId">The app registration that people sign in to: the only audience accepted. Empty: nobody can sign in.</param>
/// <param name="Host">The sign-in host of the cloud; paths of tenants follow it.</param>
/// <param name="AllowLoopback">Development only: the host may be this machine, without https.</param>
public sealed record SignInOptions(string AppId, Uri Host, bool AllowLoopback = false)
{
    /// <summary>The sign-in host of the public cloud; national clouds have others.</summary>
    public static Uri PublicHost { get; } = new("https://login.microsoftonline.com/");

    /// <summary>Whether people can sign in.</summary>
    public bool IsSetUp => AppId.Length > 0;

    private string Root => Host.AbsoluteUri.TrimEnd('/');

    /// <summary>The only issuer accepted for a tenant's people.</summary>
    internal string IssuerOf(string tenantId) => $"{Root}/{tenantId}/v2.0";

    /// <summary>Where the tenant's keys are described.</summary>
    internal string MetadataOf(string tenantId) => $"{IssuerOf(tenantId)}/.well-known/openid-configuration";

    /// <summary>Where the tenant's people sign in.</summary>
    internal string AuthorizeAt(string tenantId) => $"{Root}/{tenantId}/oauth2/v2.0/authorize";
}

/// <summary>That somebody is to sign in.</summary>
/// <param name="TenantId">The tenant whose people may.</param>
/// <param name="ReturnTo">Where the browser posts the answer; registered with the app.</param>
/// <param name="State">Comes back with the answer.</param>
/// <param name="Nonce">Comes back inside the signed token, so that it serves for nothing else.</param>
/// <param name="ChoosesAccount">Whether they choose an account even where one is signed in already.</param>
public sealed record SignInRequest(string TenantId, Uri ReturnTo, string State, string Nonce, bool ChoosesAccount = false);

/// <summary>What a sign-in proved.</summary>
public abstract record SignInVerdict
{
    private SignInVerdict()
    {
    }

    /// <summary>This person signed in.</summary>
    public sealed record Person(string TenantId, string ObjectId) : SignInVerdict;

    /// <summary>The token proves nothing.</summary>
    /// <param name="Reason">Why, without anything from the token.</param>
    public sealed record Refused(string Reason) : SignInVerdict;

    /// <summary>The tenant's keys can't be had just now; the same token may be shown again.</summary>
    public sealed record Unavailable : SignInVerdict;
}
