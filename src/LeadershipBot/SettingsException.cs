namespace LeadershipBot;

/// <summary>The settings can't be used; the message is one sentence for each problem.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence for each problem.</summary>
    public IReadOnlyList<string> Problems => problems;
}
