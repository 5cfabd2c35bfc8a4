using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>
/// Who isn't asked in a poll that isn't named, since they have an interest in its matter. That they said so is kept, and no
/// time: beside the answers it must say nothing of them.
/// </summary>
internal static class InterestRows
{
    public const string OffRoll = "interest.";

    public static string KeyOf(string memberId) => OffRoll + memberId;

    public static Record Of(string partitionKey, string memberId) => new(partitionKey, KeyOf(memberId)) { ["IsOffRoll"] = true };
}
