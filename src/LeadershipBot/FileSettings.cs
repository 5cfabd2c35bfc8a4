namespace LeadershipBot;

/// <summary>How files reach people.</summary>
/// <param name="Consent">Whether Teams' file consent is used; false where the tenant blocks OneDrive to its people.</param>
/// <param name="PublicUrl">The bot's own https address, for single-use links; null where there is none, and then no links.</param>
internal sealed record FileSettings(bool Consent, Uri? PublicUrl)
{
    internal static FileSettings Read(SettingsReader read, bool isDevelopment)
        => new(read.Flag("Files:Consent", otherwise: true), read.HttpsAddress("Files:PublicUrl", isDevelopment));
}
