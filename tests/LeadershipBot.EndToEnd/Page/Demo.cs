namespace LeadershipBot.EndToEnd.Page;

/// <summary>Names of the invented organisation that the tests use.</summary>
internal static class Demo
{
    public const string Chair = "Dr Amara Okafor";
    public const string Organiser = "Helen Whitcombe";
    public const string Tomasz = "Dr Tomasz Zielinski";
    public const string Priya = "Dr Priya Raman";
    public const string PriyaId = "7d1e0000-0000-4000-8000-000000000004";
    public const string Callum = "Dr Callum Reid";
    public const string Sian = "Dr Siân Probert";
    public const string Administrator = "Ravi Nair";
    public const string Yusuf = "Dr Yusuf Demir";

    /// <summary>Manages a practice, and leads the one in which Dr Raman works.</summary>
    public const string Grace = "Grace Adeyemi";

    public const string GracesPractice = "The Tannery Practice";

    /// <summary>The chat of one person with the bot.</summary>
    public const string Bot = "LeadershipBot";

    public const string General = "General";
    public const string GoverningBody = "Governing body";
    public const string GroupChat = "North Larkford GPs";
}
