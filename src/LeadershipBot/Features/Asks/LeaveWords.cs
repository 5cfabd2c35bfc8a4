using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Asks;

/// <summary>A member wants nothing done with the words that they typed: the card that asked, and carried them, gives way.</summary>
internal sealed class LeaveWords(CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => Task.FromResult<Answer>(new Answer.Card(NoticeCard.Of(library.Text, library.Text.Plain("asks.words.left"), null, [library.Text.Format("asks.words.left.next")])));
}
