namespace LeadershipBot.Domain.People;

/// <summary>Whether the bot can write to somebody, and if not, why.</summary>
public enum Reach
{
    /// <summary>Their own chat with the bot is known.</summary>
    InChat,

    /// <summary>They are in a team or chat of the organisation, so that the bot may begin a chat with them.</summary>
    InTeam,

    /// <summary>They have not installed the bot, and are in no team or chat of the organisation.</summary>
    NotInstalled,

    /// <summary>They had the bot, and removed it.</summary>
    RemovedBot,

    /// <summary>Teams refused the last message to them: they blocked the bot, or it isn't installed for them any more.</summary>
    Refused,

    /// <summary>They are only a guest in a team of the organisation.</summary>
    Guest,

    /// <summary>Their Microsoft 365 tenant is not served by this bot.</summary>
    OtherTenant,

    /// <summary>They were in a team of the organisation and are in none now.</summary>
    LeftTeam,

    /// <summary>Listed by e-mail, and found in a team; nobody has confirmed that it is the same person.</summary>
    FoundNotConfirmed,

    /// <summary>Listed by e-mail, and found in no team.</summary>
    NotFound,

    /// <summary>Listed by e-mail; the person who was found under it says that it is somebody else.</summary>
    SaidNotMe,
}

/// <summary>What somebody is in a team or chat.</summary>
public enum RosterStanding
{
    /// <summary>Of a tenant that is served, and no guest.</summary>
    Member,

    /// <summary>A guest of the tenant, or somebody without an account in it.</summary>
    Guest,

    /// <summary>Of a tenant that is not served.</summary>
    OtherTenant,
}

/// <summary>What is known of somebody's own chat with the bot.</summary>
public enum ChatStanding
{
    /// <summary>They have never spoken with it.</summary>
    None,

    /// <summary>It can be written to.</summary>
    Known,

    /// <summary>Teams refused the last message: they blocked the bot, or it isn't installed for them any more.</summary>
    Refused,

    /// <summary>They removed the bot.</summary>
    Removed,
}

/// <summary>All that decides whether a member can be reached.</summary>
/// <param name="IsTenantServed">Whether the bot serves their tenant.</param>
/// <param name="Chat">Their own chat with the bot.</param>
/// <param name="Seen">What they are in the teams and chats of the organisation, at best; null if they are in none.</param>
/// <param name="HasLeftTeam">Whether they were in one before.</param>
public sealed record ReachFacts(bool IsTenantServed, ChatStanding Chat, RosterStanding? Seen, bool HasLeftTeam);

/// <summary>The rule of reach.</summary>
public static class ReachRule
{
    /// <summary>Whether the bot may write to them now.</summary>
    public static bool CanBeReached(this Reach reach) => reach is Reach.InChat or Reach.InTeam;

    /// <summary>
    /// Of a member. Whoever removed the bot isn't written to through a team: it was their choice.
    /// </summary>
    public static Reach Of(ReachFacts facts) => facts switch
    {
        { IsTenantServed: false } => Reach.OtherTenant,
        { Chat: ChatStanding.Known } => Reach.InChat,
        { Chat: ChatStanding.Removed } => Reach.RemovedBot,
        { Chat: ChatStanding.Refused } => Reach.Refused,
        { Seen: RosterStanding.Member } => Reach.InTeam,
        { Seen: RosterStanding.Guest } => Reach.Guest,
        { Seen: RosterStanding.OtherTenant } => Reach.OtherTenant,
        { HasLeftTeam: true } => Reach.LeftTeam,
        _ => Reach.NotInstalled,
    };

    /// <summary>Of somebody who is listed by e-mail only, whom no ask can reach before they are confirmed.</summary>
    public static Reach Of(Invited invited) => invited switch
    {
        { MatchedTo: not null } => Reach.FoundNotConfirmed,
        { NotMe: not null } => Reach.SaidNotMe,
        _ => Reach.NotFound,
    };

    /// <summary>The better of two standings; null is none.</summary>
    public static RosterStanding? Best(RosterStanding? one, RosterStanding? other)
        => one is null ? other : other is null || one < other ? one : other;
}
