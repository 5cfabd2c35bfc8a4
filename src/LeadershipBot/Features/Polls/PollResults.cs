using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls;

/// <summary>The result of a poll in words and bars.</summary>
internal sealed class PollResults(CardLibrary library)
{
    private static readonly string[] ConsentMeanings = ["polls.consent.agree.meaning", "polls.consent.abstain.meaning", "polls.consent.disagree.meaning", "polls.consent.block.meaning"];

    private readonly TextFile _text = library.Text;

    /// <summary>Each choice of a question, with its count and bar once somebody has answered.</summary>
    /// <param name="question">The question.</param>
    /// <param name="tally">What may be shown of its count.</param>
    /// <param name="mine">The reader's own response; null if they have none, or nobody in particular reads it.</param>
    /// <param name="zone">The reader's time zone.</param>
    public IEnumerable<CardData> Choices(Question question, Tally tally, Response? mine, TimeZoneInfo zone)
    {
        var percents = tally.Percents();
        return Enumerable.Range(0, question.Choices.Count).Select(i => Choice(question, i, tally, percents, mine, zone));
    }

    /// <summary>The result in a sentence.</summary>
    public string Outcome(Poll poll, PollTally tally, TimeZoneInfo zone)
    {
        if (tally.Answered == 0)
            return _text.Plain("polls.outcome.none").Words;
        return poll.IsSurvey ? _text.Plain("polls.outcome.answered", ("count", tally.Answered)).Words : Outcome(poll.Questions[0], tally.First, zone);
    }

    private string Outcome(Question question, Tally tally, TimeZoneInfo zone)
    {
        if (question.Target > 0)
            return _text.Plain("polls.target.outcome", ("count", tally.Answered), ("target", question.Target)).Words;
        if (question.Kind is QuestionKind.Text)
            return _text.Plain("polls.outcome.answered", ("count", tally.Answered)).Words;
        if (question.Kind is QuestionKind.Consent && tally.Counts[Question.Block] > 0)
            return _text.Plain("polls.outcome.blocked", ("count", tally.Counts[Question.Block])).Words;

        var leading = tally.Leading();
        if (question.Kind is QuestionKind.Ranking)
            return _text.Plain("polls.outcome.ranked", ("choices", string.Join(", ", leading.Select(i => question.Choices[i]))), ("place", MeanPlace(question, tally, leading[0])), ("total", tally.Answered)).Words;
        var count = tally.Counts[leading[0]];
        return leading.Count == 1
            ? _text.Plain("polls.outcome.winner", ("choice", PollWords.Choice(question, leading[0], zone)), ("count", count), ("total", tally.Answered), ("percent", tally.Percents()[leading[0]])).Words
            : _text.Plain("polls.outcome.tie", ("choices", string.Join(", ", leading.Select(i => PollWords.Choice(question, i, zone)))), ("count", count), ("total", tally.Answered)).Words;
    }

    private CardData Choice(Question question, int index, Tally tally, IReadOnlyList<int> percents, Response? mine, TimeZoneInfo zone)
    {
        var words = PollWords.Choice(question, index, zone);
        var isMine = mine is not null && mine.PlaceOf(index) >= 0 && question.Kind is not QuestionKind.Ranking;
        var data = new CardData()
            .SetId("id", index.ToString(CultureInfo.InvariantCulture))
            .Set("label", CardText.FromPerson(words))
            .Set("title", PlainText.FromPerson(words))
            .Set("meaning", question.Kind is QuestionKind.Consent ? _text.Format(ConsentMeanings[index]) : CardText.FromPerson(""))
            .SetId("does", isMine && question.Target > 0 ? CastVote.TakeBack : "go")
            .Set("mine", isMine);
        if (question.Target > 0)
            return data.Set("result", CardText.FromPerson("")).Set("bar", PlainText.FromPerson("")).Set("press", _text.Plain(isMine ? "polls.target.back" : "polls.target.press"));
        if (tally.Answered == 0)
            return data.Set("result", CardText.FromPerson("")).Set("bar", PlainText.FromPerson("")).Set("press", _text.Plain("polls.choice.press.first", ("choice", words)));

        var result = question.Kind is QuestionKind.Ranking
            ? _text.Plain("polls.ranking.result", ("place", MeanPlace(question, tally, index))).Words
            : _text.Plain("polls.choice.result", ("count", tally.Counts[index]), ("percent", percents[index])).Words;
        return data
            .Set("result", CardText.FromPerson(result))
            .Set("bar", TextBar.Of(question.Kind is QuestionKind.Ranking ? tally.Counts[index] * 100 / (question.Choices.Count * tally.Answered) : percents[index]))
            .Set("press", _text.Plain(isMine ? "polls.choice.mine" : "polls.choice.press", ("choice", words), ("result", result)));
    }

    /// <summary>The mean place of a choice, to one decimal: 1.0 where everybody put it first.</summary>
    private static string MeanPlace(Question question, Tally tally, int choice)
        => (question.Choices.Count + 1 - ((double)tally.Counts[choice] / tally.Answered)).ToString("F1", CultureInfo.InvariantCulture);
}
