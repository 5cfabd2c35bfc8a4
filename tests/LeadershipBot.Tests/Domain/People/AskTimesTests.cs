using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class AskTimesTests
{
    private static readonly AskTimes Usual = AskTimes.Of(PersonalSettings.Usual);

    [Fact]
    public void What_is_the_usual_is_kept_as_no_setting_of_ones_own()
    {
        Assert.Equal(new AskTimes(null, "19:00", "07:30", true, 10), Usual);
        Assert.Equal(PersonalSettings.Usual, Applied(Usual));
    }

    [Fact]
    public void What_somebody_sets_is_kept_and_shown_again()
    {
        var times = new AskTimes("Asia/Kolkata", "20:15", "06:00", false, 0);
        var settings = Applied(times);

        Assert.Equal(new QuietHours(new TimeOnly(20, 15), new TimeOnly(6, 0), Weekends: false), settings.Quiet);
        Assert.Equal(times, AskTimes.Of(settings));
    }

    [Theory]
    [InlineData(null, "", "07:30", 10, "profile.refused.quietTimes")]
    [InlineData(null, "25:00", "07:30", 10, "profile.refused.quietTimes")]
    [InlineData(null, "19:00", "soon", 10, "profile.refused.quietTimes")]
    [InlineData(null, "19:00", "07:30", -1, "profile.refused.minutes")]
    [InlineData(null, "19:00", "07:30", 61, "profile.refused.minutes")]
    [InlineData(null, "19:00", "07:30", null, "profile.refused.minutes")]
    [InlineData("Nowhere/Town", "19:00", "07:30", 10, "profile.refused.timeZone")]
    public void What_can_not_be_is_refused_with_the_reason(string? zone, string from, string until, int? minutes, string why)
    {
        Assert.True(new AskTimes(zone, from, until, true, minutes).ApplyTo(PersonalSettings.Usual).IsRefused(out var refusal, out _));
        Assert.Equal(why, refusal.TextKey);
    }

    [Fact]
    public void Other_settings_stay()
    {
        var before = new PersonalSettings { ActsFor = "enfield", PausedUntil = DateTimeOffset.UnixEpoch };

        Assert.Equal(before, Applied(Usual, before));
    }

    private static PersonalSettings Applied(AskTimes times, PersonalSettings? before = null)
    {
        Assert.False(times.ApplyTo(before ?? PersonalSettings.Usual).IsRefused(out _, out var settings));
        return settings;
    }
}
