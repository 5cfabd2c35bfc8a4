using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Fellowships.Watching;

/// <summary>Who is told of what.</summary>
internal sealed record Told(FellowshipHead Head, FellowPlace? Place, AskWish Wish)
{
    /// <summary>Whether the organisation lists them: who isn't listed hears of their own place or application, and opens nothing else.</summary>
    public bool IsListed { get; init; }

    public bool IsMaker { get; init; }

    /// <summary>For whom they are told at the practice.</summary>
    public IReadOnlyList<FellowPlace> Released { get; init; } = [];

    /// <summary>What they lose by it, where it isn't offered any more.</summary>
    public LostPlace Lost { get; init; }

    /// <summary>Whether the yes for which it waits is theirs.</summary>
    public bool MayApprove { get; init; }

    /// <summary>The practice that is to release the fellow, with what it says by now; null where that isn't told.</summary>
    public ReleasedBy? Release { get; init; }

    /// <summary>Whether the interviews were called off, and they haven't been told.</summary>
    public bool IsInterviewOff { get; init; }

    /// <summary>Whether they have just answered on this card what it was worth.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>Whether they lead the practice that released the fellow.</summary>
    public bool Leads { get; init; }

    public bool IsFellow => Place?.Fellow?.Id == Wish.Person;
}
