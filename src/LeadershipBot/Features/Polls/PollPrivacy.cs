using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>What people are told of who sees that they answered, and who sees what: made of the poll's settings.</summary>
internal sealed class PollPrivacy(Sentences sentences)
{
    /// <summary>One or two sentences for the card.</summary>
    public CardText OnCard(Poll poll, bool isOpen) => Together(LineOf(poll, isOpen).Card);

    /// <summary>What one must know before answering; null if nothing.</summary>
    public CardText? Warnings(Poll poll) => LineOf(poll, isOpen: true).Warnings is { Count: > 0 } warnings ? Together(warnings) : null;

    /// <summary>All of it, sentence by sentence.</summary>
    public IEnumerable<CardText> Explained(Poll poll, bool isOpen) => LineOf(poll, isOpen).Explanation.Select(sentences.InCard);

    private PrivacyLine LineOf(Poll poll, bool isOpen)
    {
        var words = new PrivacyWords(poll.AskedByName, sentences.Text.NameOf(poll.Organisation), sentences.Text.Plain("words.locality").Words, poll.Audience.People) { Teams = poll.Audience.TeamNames };
        return PrivacyLine.Of(poll.Privacy, words, poll.OnRoll, isOpen);
    }

    private CardText Together(IEnumerable<Domain.Statement> statements) => CardText.Join(" ", statements.Select(sentences.InCard));
}
