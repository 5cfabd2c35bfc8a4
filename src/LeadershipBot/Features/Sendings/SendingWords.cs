using LeadershipBot.Domain.Sending;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Sendings;

/// <summary>Why somebody did not get something, in words, and what can be done about it.</summary>
internal static class SendingWords
{
    /// <summary>The reason; one that isn't known is given as it is.</summary>
    public static string ReasonOf(TextFile text, string reason) => KeyOf(reason) is { } key ? text.Plain(key).Words : reason;

    /// <summary>What to do; empty where nothing can be done.</summary>
    public static string AdviceOf(TextFile text, string reason) => AdviceKeyOf(reason) is { } key ? text.Plain(key).Words : "";

    /// <summary>How many have it; where nobody may learn who has answered, those who didn't need it any more among them.</summary>
    public static int ReachedOf(Tally tally, bool revealsAnswering) => revealsAnswering ? tally.Got : tally.Reached;

    /// <summary>
    /// Whether it is said of a recipient only that nothing is wrong with them. That somebody still waits, or is held for their
    /// quiet hours, or was when it was stopped, is as good as saying that they have not answered while others, who were passed
    /// over, have.
    /// </summary>
    public static bool IsVeiled(Recipient row, bool revealsAnswering)
        => !revealsAnswering && row.State is not (RecipientState.Unreachable or RecipientState.Failed);

    /// <summary>Where a recipient stands, for the report.</summary>
    public static string StateOf(TextFile text, Recipient row, bool revealsAnswering) => text.Plain(row.State switch
    {
        _ when IsVeiled(row, revealsAnswering) => "sendings.report.reached",
        RecipientState.Waiting => "sendings.report.waiting",
        RecipientState.Held when row.Why == RecipientRule.Installing => "sendings.report.waiting",
        RecipientState.Held => "sendings.report.held",
        RecipientState.Trying => "sendings.report.trying",
        RecipientState.Sent when row.MayHaveArrived => "sendings.report.twice",
        RecipientState.Sent => "sendings.report.sent",
        RecipientState.NotNeeded => "sendings.report.notNeeded",
        RecipientState.Unreachable => "sendings.report.unreachable",
        RecipientState.Failed => "sendings.report.failed",
        RecipientState.Cancelled when row.MayHaveArrived => "sendings.report.perhaps",
        RecipientState.Cancelled => "sendings.report.cancelled",
        _ => "sendings.report.withdrawn",
    }).Words;

    private static string? KeyOf(string reason) => reason switch
    {
        "neverMet" => "sendings.why.neverMet",
        RecipientRule.Installing => "sendings.why.installing",
        "installNotGranted" => "sendings.why.installNotGranted",
        "installNotFound" => "sendings.why.installNotFound",
        "installBlocked" => "sendings.why.installBlocked",
        "installFailed" => "sendings.why.installFailed",
        "installSilent" => "sendings.why.installSilent",
        "removed" => "sendings.why.removed",
        "BlockedOrNotInstalled" => "sendings.why.blocked",
        "Gone" => "sendings.why.gone",
        "TooLarge" => "sendings.why.tooLarge",
        "Invalid" => "sendings.why.invalid",
        RecipientRule.NoAnswer => "sendings.why.noAnswer",
        RecipientRule.NotSure => "sendings.why.notSure",
        RecipientRule.NoId => "sendings.why.noId",
        "quiet" => "sendings.why.quiet",
        "pause" => "sendings.why.pause",
        "digest" => "sendings.why.digest",
        "closed" or "closesWhileHeld" => "sendings.why.closed",
        "notAsked" or "NotAskedAnyMore" => "sendings.why.notAsked",
        _ => null,
    };

    private static string? AdviceKeyOf(string reason) => reason switch
    {
        "neverMet" => "sendings.do.neverMet",
        "installNotGranted" => "sendings.do.installNotGranted",
        "installNotFound" => "sendings.do.installNotFound",
        "installBlocked" => "sendings.do.installBlocked",
        "installFailed" => "sendings.do.installFailed",
        "installSilent" => "sendings.do.installSilent",
        "removed" => "sendings.do.removed",
        "BlockedOrNotInstalled" => "sendings.do.blocked",
        "Gone" => "sendings.do.gone",
        RecipientRule.NoAnswer => "sendings.do.noAnswer",
        RecipientRule.NotSure => "sendings.do.notSure",
        _ => null,
    };
}
