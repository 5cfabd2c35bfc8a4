using LeadershipBot.Shell.Privacy;

namespace LeadershipBot;

/// <summary>How long each kind of row is kept.</summary>
internal sealed record RetentionSettings(IReadOnlyDictionary<string, int> Days)
{
    /// <summary>How long this kind is kept.</summary>
    public TimeSpan KeepOf(RetentionKind kind) => TimeSpan.FromDays(Days.GetValueOrDefault(kind.Name, kind.DaysDefault));

    internal static RetentionSettings Read(SettingsReader read)
        => new(RetentionKind.All.ToDictionary(kind => kind.Name, kind => read.Number(kind.SettingKey, kind.DaysDefault, kind.DaysMin, kind.DaysMax)));
}
