using System.Security.Cryptography;
using System.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// What a subscription's notifications bring back: the calendar's key, by which it is found with one read, and a secret of 130 bits,
/// of which only a hash is kept.
/// </summary>
internal static class CalendarSecret
{
    private const char Between = '.';

    public static string StateOf(string key, string secret) => $"{key}{Between}{secret}";

    public static string HashOf(string secret) => Keys.Hash("notification", secret);

    /// <summary>The key and the secret in what came with a notification; null where it is nothing that we gave.</summary>
    public static (string Key, string Secret)? Read(string? clientState)
        => clientState?.LastIndexOf(Between) is > 0 and var at && clientState[..at] is var key && MeetingRows.IsKey(key) ? (key, clientState[(at + 1)..]) : null;

    /// <summary>Whether it is the secret; takes as long whatever it is.</summary>
    public static bool Is(string secret, string hash)
        => hash.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(HashOf(secret)), Encoding.UTF8.GetBytes(hash));
}
