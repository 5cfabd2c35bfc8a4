using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Extensions;

/// <summary>Whether the owner of a poll is to be offered to keep it open longer, and what they may be told of why.</summary>
internal enum CommentsSoFar
{
    /// <summary>There is nothing to offer.</summary>
    Enough,

    /// <summary>Some people wrote something, and too few for anybody to read it.</summary>
    Few,

    /// <summary>It is anonymous: nobody can know before it closes, and nothing is looked up.</summary>
    NotKnown,
}

/// <summary>
/// Says so at one moment. Of a confidential poll no more is told than that too few wrote something. The box of an anonymous
/// one isn't opened for it: from an offer that depends on what is in it, somebody who watches the storage could tell who
/// wrote something.
/// </summary>
internal sealed class FewComments(PollShelf shelf)
{
    /// <summary>Costs a list of all answers of a confidential poll, and nothing of any other.</summary>
    public async Task<CommentsSoFar> LookAsync(PollHead head, CancellationToken cancellationToken)
    {
        if (!PollExtension.IsUndecided(head.Poll) || head.Tally.Answered == 0)
            return CommentsSoFar.Enough;
        if (head.Poll.IsAnonymous)
            return CommentsSoFar.NotKnown;
        var comments = (await shelf.ListAnswersAsync(head.PartitionKey, cancellationToken)).Count(answer => answer.Sheet!.Typed.Any());
        return head.Poll.Privacy.AtClosing(comments, wasExtended: false) is ClosingStep.OfferExtension ? CommentsSoFar.Few : CommentsSoFar.Enough;
    }
}
