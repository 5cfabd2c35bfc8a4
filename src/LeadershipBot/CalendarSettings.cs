using LeadershipBot.Microsoft365.Graph.Calendars;

namespace LeadershipBot;

/// <summary>Which calendars may be followed, and how Microsoft tells of changes in them.</summary>
/// <param name="NotificationsAt">The bot's own https address, as Microsoft reaches it; null where it doesn't: then calendars are read every few hours.</param>
/// <param name="SubscriptionLife">How long a subscription lasts; it is renewed at half of that.</param>
internal sealed record CalendarSettings(Uri? NotificationsAt, TimeSpan SubscriptionLife)
{
    private const int HoursDefault = 6 * 24;
    private const int HoursMin = 2;

    /// <summary>Which organisation may follow which mailbox.</summary>
    public MailboxList Mailboxes { get; init; } = MailboxList.Everything;

    /// <summary>Where no address is named for it, it is the one at which files are given: it is the bot's own, too.</summary>
    internal static CalendarSettings Read(SettingsReader read, bool isDevelopment, FileSettings files) => new(
        read.HttpsAddress("Graph:NotificationUrl", isDevelopment) ?? files.PublicUrl,
        TimeSpan.FromHours(read.Number("Graph:SubscriptionHours", HoursDefault, HoursMin, (int)CalendarSubscriptions.LifeMax.TotalHours)))
    {
        Mailboxes = MailboxList.Read(read),
    };
}
