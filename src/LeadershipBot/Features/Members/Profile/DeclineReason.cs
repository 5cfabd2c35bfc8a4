using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Why somebody is not confirmed. Fixed reasons: a person's own words about another would have to be moderated.</summary>
internal enum DeclineReason
{
    NotHere,
    Left,
    WrongWork,
}

/// <summary>What the reasons are called.</summary>
internal static class DeclineReasonWords
{
    public static PlainText NameOf(this TextFile text, DeclineReason reason) => text.Plain(reason switch
    {
        DeclineReason.NotHere => "profile.decline.notHere",
        DeclineReason.Left => "profile.decline.left",
        _ => "profile.decline.wrongWork",
    });
}
