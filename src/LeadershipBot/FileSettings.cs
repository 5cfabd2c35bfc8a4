using LeadershipBot.Microsoft365.SignIn;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot;

/// <summary>How files reach people.</summary>
/// <param name="Consent">Whether Teams' file consent is used; false where the tenant blocks OneDrive to its people.</param>
/// <param name="PublicUrl">The bot's own https address, for single-use links; null where there is none.</param>
/// <param name="SignIn">How whoever opens a link shows that the file is theirs.</param>
internal sealed record FileSettings(bool Consent, Uri? PublicUrl, SignInOptions SignIn)
{
    /// <summary>The address that links begin with; null where there are no links, since nobody could show that a file is theirs.</summary>
    public Uri? LinksAt => SignIn.IsSetUp ? PublicUrl : null;

    /// <summary>A managed identity is no app registration, so nobody can sign in to it.</summary>
    internal static FileSettings Read(SettingsReader read, bool isDevelopment, string appId, BotAppType appType)
    {
        var signInAppId = read.Id("Files:SignInAppId");
        if (signInAppId.Length > 0 && !Guid.TryParse(signInAppId, out _))
            read.Problem($"Files:SignInAppId must be the client id of an app registration (a GUID), not '{signInAppId}'.");
        if (signInAppId.Length == 0 && appType is not BotAppType.UserAssignedMSI)
            signInAppId = appId;
        return new(
            read.Flag("Files:Consent", otherwise: true),
            read.HttpsAddress("Files:PublicUrl", isDevelopment),
            new SignInOptions(signInAppId, read.HttpsAddress("Files:SignInHost", isDevelopment) ?? SignInOptions.PublicHost, AllowLoopback: isDevelopment));
    }
}
